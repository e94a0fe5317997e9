from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from procurement.casefile.archive import packed
from procurement.models import Release
from procurement.tasks.running import run_waiting
from procurement.verification import Level, State
from tests.procurement.exchange import GUIDELLM, Cast, at, cast, content, draft, newer, other_run, submitted
from tests.procurement.web.pages import Page, faults
from tests.procurement.web.test_exchange_release import entering

GIVEN = {
    "accelerator": "RNGD", "used": "4", "weight_precision": "FP8", "engine": "Furiosa-LLM",
    "engine_version": "2026.3.0", "measurer": "퓨리오사AI", "measurer_role": "vendor", "power_scope": "not_measured",
}  # fmt: skip


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


@pytest.fixture
def maker(people: Cast) -> Client:
    return entering(people.maker)


def upload(data: bytes, name: str = GUIDELLM) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_results_are_begun_uploaded_answered_and_submitted(people: Cast, maker: Client) -> None:
    assert faults(Page("", "supplier", maker.get("/results/new/").content.decode())) == []
    maker.post("/results/new/", {"title": "4분기"})
    own = f"/results/{Release.objects.get().pk}/"
    told = maker.post(f"{own}files/", {"results": [upload(content())]}, follow=True).content.decode()
    assert "파일 1개를 읽었습니다." in told
    page = maker.get(f"{own}answers/").content.decode()
    assert faults(Page("", "supplier", page)) == []
    assert (
        "답을 저장하고 검사를 다시 했습니다."
        in maker.post(f"{own}answers/", GIVEN | {"names": [GUIDELLM]}, follow=True).content.decode()
    )
    assert 'value="RNGD"' in maker.get(f"{own}answers/").content.decode()
    buyer = at(people.officer)
    done = maker.post(f"{own}submit/", {"level": "named", "named": [buyer.pk]}, follow=True).content.decode()
    assert "제출했습니다." in done
    made = Release.objects.get()
    assert (made.state, made.level, made.number, made.measured.count()) == (State.SUBMITTED, Level.NAMED, 1, 3)
    assert made.digest == made.computed()
    assert entering(people.officer).get(own).status_code == 200
    assert entering(people.outsider).get(own).status_code == 404


def test_a_file_that_cannot_be_read_stores_nothing_and_says_where(maker: Client) -> None:
    maker.post("/results/new/", {"title": "x"})
    own = f"/results/{Release.objects.get().pk}/"
    page = maker.post(f"{own}files/", {"results": [upload(content()), upload(b"{", "bad.json")]})
    assert page.status_code == 422
    assert "bad.json" in page.content.decode()
    assert not Release.objects.get().files.exists()
    assert maker.post(f"{own}files/", {}).status_code == 422


def test_what_is_open_stops_the_submission_with_its_list(maker: Client) -> None:
    maker.post("/results/new/", {"title": "x"})
    own = f"/results/{Release.objects.get().pk}/"
    maker.post(f"{own}files/", {"results": [upload(content())]})
    page = maker.post(f"{own}submit/", {"level": "public"})
    assert page.status_code == 422
    assert "파일에 없어 답해야 하는 항목이 있습니다" in page.content.decode()
    assert maker.post(f"{own}submit/", {"level": "named"}).status_code == 422
    assert Release.objects.get().state == State.DRAFT


def test_a_file_is_taken_out_and_a_draft_thrown_away(people: Cast, maker: Client) -> None:
    made = draft(people.maker)
    own = f"/results/{made.pk}/"
    assert f"'{GUIDELLM}'을(를) 이 자료에서 뺍니다." in maker.get(f"{own}files/{GUIDELLM}/remove/").content.decode()
    maker.post(f"{own}files/{GUIDELLM}/remove/")
    assert not made.files.exists()
    assert maker.post(f"{own}files/{GUIDELLM}/remove/").status_code == 422
    maker.post(f"{own}discard/")
    assert not Release.objects.exists()


def test_a_submitted_release_is_superseded_not_changed(people: Cast, maker: Client) -> None:
    first = submitted(people.maker)
    for act in ("files", "answers", "submit", "discard", f"files/{GUIDELLM}/remove"):
        assert maker.post(f"/results/{first.pk}/{act}/").status_code == 409
    maker.post("/results/new/", {"title": "고친 자료", "supersedes": first.pk})
    assert Release.objects.get(title="고친 자료").supersedes == first
    hidden = submitted(people.rival, data=other_run(), given=newer())
    assert maker.post("/results/new/", {"title": "남의 것", "supersedes": hidden.pk}).status_code == 422


def test_who_may_not_hand_in_is_told_so(people: Cast) -> None:
    made = draft(people.maker)
    assert entering(people.administrator).get("/results/new/").status_code == 403
    for act in ("files", "answers", "submit", "discard"):
        assert entering(people.rival).get(f"/results/{made.pk}/{act}/").status_code == 404


def test_a_zip_of_results_is_read_by_a_job(maker: Client) -> None:
    maker.post("/results/new/", {"title": "묶음"})
    own = f"/results/{Release.objects.get().pk}/"
    job = maker.post(
        f"{own}files/", {"results": [upload(packed({"a/x.json": content(), "a/y.json": other_run()}), "a.zip")]}
    )
    assert run_waiting() == 1
    page = maker.get(job.headers["Location"]).content.decode()
    assert faults(Page("", "supplier", page)) == []
    assert f'href="{own}"' in page
    assert Release.objects.get().files.count() == 2
    wrong = maker.post(f"{own}files/", {"results": [upload(b"x", "a.zip")]})
    assert (wrong.status_code, "ZIP" in wrong.content.decode()) == (422, True)
