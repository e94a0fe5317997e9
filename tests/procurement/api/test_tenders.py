from __future__ import annotations

import pytest

from tests.procurement.api.client import Api, api_of, problem
from tests.procurement.drafts import office
from tests.procurement.rounds import begun, crew, published, smaller_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Api:
    return api_of(crew().officer)


def test_a_tender_goes_from_a_folder_to_its_publication(officer: Api) -> None:
    made = officer.post_zip("tenders", smaller_notice())
    assert made.status_code == 201
    assert made.json()["stage"] == "draft"
    whole = officer.client.get(made.headers["Location"]).json()
    assert whole["procuringEntity"]["name"] == "가상시청"
    assert whole["lacking"] == []
    own = f"tenders/{whole['id']}"
    assert officer.post(f"{own}/publication", {"digest": "0" * 64}).status_code == 422
    frozen = officer.post(f"{own}/publication", {"digest": whole["digest"]})
    assert (frozen.status_code, frozen.json()["stage"]) == (200, "published")
    assert frozen.json()["digest"] == whole["digest"]
    late = officer.put_file(f"{own}/files/note.md", b"# x")
    assert late.status_code == 409
    assert "published" in problem(late)["detail"]


def test_a_file_is_replaced_only_by_who_has_read_it(officer: Api) -> None:
    own = f"tenders/{officer.post_zip('tenders', smaller_notice()).json()['id']}"
    path = f"{own}/files/tender.toml"
    read = officer.get(path)
    assert read.headers["Content-Disposition"].startswith("attachment")
    changed = read.content + b"\n# checked\n"
    assert officer.put_file(path, changed).status_code == 428
    assert officer.put_file(path, changed, **{"If-Match": '"old"'}).status_code == 412
    put = officer.put_file(path, changed, **{"If-Match": read.headers["ETag"]})
    assert put.status_code == 200
    assert put.headers["ETag"] != read.headers["ETag"]
    assert officer.get(path).content == changed
    assert [one["path"] for one in officer.get(f"{own}/files").json()] == ["README.md", "tender.toml"]
    assert officer.put_file(f"{own}/files/note.md", "# 설명".encode()).status_code == 200


def test_the_list_is_filtered_ordered_and_in_pages(officer: Api) -> None:
    text = smaller_notice()["tender.toml"].decode()
    for number in range(3):
        named = text.replace("EX-2026-001", f"EX-2026-{number:03}")
        officer.post_zip("tenders", smaller_notice() | {"tender.toml": named.encode()})
    page = officer.get("tenders", ordering="-number", perPage=2).json()
    assert (page["count"], [one["number"] for one in page["results"]]) == (3, ["EX-2026-002", "EX-2026-001"])
    assert "page=2" in page["next"]
    assert officer.get("tenders", q="2026-002").json()["count"] == 1
    assert officer.get("tenders", stage="published").json()["count"] == 0
    wrong = officer.get("tenders", stage="nowhere")
    assert problem(wrong)["errors"][0]["pointer"] == "/stage"


def test_what_is_wrong_with_a_folder_is_said_and_nothing_is_kept(officer: Api) -> None:
    broken = officer.post_zip("tenders", {"tender.toml": b"[tender]\nid = 3"})
    assert broken.status_code == 422
    assert "tender.toml" in problem(broken)["detail"]
    no_zip = officer.client.generic("POST", "/api/v1/tenders", b"not a zip", "application/zip")
    assert "ZIP" in problem(no_zip)["detail"]
    assert officer.client.generic("POST", "/api/v1/tenders", b"x", "text/plain").status_code == 415
    assert officer.get("tenders").json()["count"] == 0


def test_another_agencys_tender_does_not_exist() -> None:
    made, (_, stranger) = begun(), office("가상도청")
    other = api_of(stranger)
    assert other.get("tenders").json()["count"] == 0
    for path in ("", "/files", "/files/tender.toml", "/requirements", "/bids", "/panel", "/documents", "/result"):
        answer = other.get(f"tenders/{made.tender.pk}{path}")
        assert answer.status_code == 404, path
        assert made.tender.title not in answer.content.decode()


def test_requirements_name_the_makers_and_a_tender_ends_with_a_reason() -> None:
    made = published()
    officer = api_of(made.officer)
    own = f"tenders/{made.tender.pk}"
    assert {one["id"] for one in officer.get(f"{own}/requirements").json()} >= {"server_power"}
    assert officer.post(f"{own}/cancellation", {"reason": " "}).status_code == 422
    assert officer.post(f"{own}/cancellation", {"reason": "예산이 없어졌습니다"}).json()["stage"] == "cancelled"
