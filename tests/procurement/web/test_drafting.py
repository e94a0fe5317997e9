from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from procurement.models import Tender
from tests.procurement.drafts import notice


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    """Of the agency that has no tender yet."""
    return entered("stranger")


def uploads(number: str = "EX-2026-001") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content) for name, content in notice(number).items()]


def test_the_files_of_a_folder_become_a_draft(officer: Client) -> None:
    answer = officer.post("/tenders/new/", {"folder": uploads()})
    made = Tender.objects.latest("pk")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/tenders/{made.pk}/")
    assert {file.path: bytes(file.content) for file in made.files.all()} == notice()


def test_what_cannot_be_read_is_refused_beside_the_form(officer: Client) -> None:
    before = Tender.objects.count()
    answer = officer.post("/tenders/new/", {"folder": [SimpleUploadedFile("tender.toml", b"[tender")]})
    page = answer.content.decode()
    assert (answer.status_code, Tender.objects.count()) == (422, before)
    assert "고칠 것이 있습니다" in page
    assert "tender.toml" in page
    assert "파일은 다시 골라야 합니다" in page
    assert officer.post("/tenders/new/").status_code == 422


def test_the_example_starts_with_one_press_and_only_once(officer: Client) -> None:
    assert "예제 사업으로 시작" in officer.get("/tenders/new/").content.decode()
    assert officer.post("/tenders/new/example/").status_code == 302
    before = Tender.objects.count()
    assert "예제 사업으로 시작" not in officer.get("/tenders/new/").content.decode()
    again = officer.post("/tenders/new/example/")
    assert (again.status_code, Tender.objects.count()) == (422, before)
    assert "이미 있습니다" in again.content.decode()


def test_only_officers_of_an_agency_begin_a_tender(entered: Callable[[str], Client]) -> None:
    before = Tender.objects.count()
    answers = {role: entered(role).post("/tenders/new/example/").status_code for role in ("auditor", "chair", "nobody")}
    assert answers == {"auditor": 403, "chair": 403, "nobody": 403}
    assert Tender.objects.count() == before


def test_a_file_of_a_draft_is_replaced_under_its_own_name_or_another(
    entered: Callable[[str], Client], tender: Tender
) -> None:
    officer = entered("officer")
    put = f"/tenders/{tender.pk}/put/"
    assert 'value="tender.toml"' in officer.get(f"{put}?path=tender.toml").content.decode()
    assert officer.post(put, {"file": SimpleUploadedFile("README.md", b"new")}).status_code == 302
    assert officer.post(put, {"file": SimpleUploadedFile("x.md", b"far"), "path": "docs/y.md"}).status_code == 302
    contents = {file.path: bytes(file.content) for file in tender.files.all()}
    assert (contents["README.md"], contents["docs/y.md"]) == (b"new", b"far")


def test_a_refused_file_leaves_what_was_typed(entered: Callable[[str], Client], tender: Tender) -> None:
    answer = entered("officer").post(
        f"/tenders/{tender.pk}/put/", {"file": SimpleUploadedFile("x.md", b"x"), "path": "bids/x.toml"}
    )
    assert answer.status_code == 422
    assert 'value="bids/x.toml"' in answer.content.decode()
    assert "입찰, 채점, 추첨은 공고 뒤에 받습니다" in answer.content.decode()


def test_the_files_of_a_published_tender_do_not_change(entered: Callable[[str], Client], tender: Tender) -> None:
    officer = entered("officer")
    Tender.objects.update(stage="published", notice_digest="0" * 64)
    assert officer.get(f"/tenders/{tender.pk}/put/").status_code == 409
    answer = officer.post(f"/tenders/{tender.pk}/put/", {"file": SimpleUploadedFile("README.md", b"late")})
    assert answer.status_code == 409
