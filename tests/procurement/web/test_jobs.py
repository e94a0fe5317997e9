from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from procurement.models import Job, JobState
from procurement.services._jobs import Reached, beat, take_job
from procurement.tasks.running import run_waiting
from procurement.web.jobs import STOP_POLLING
from tests.procurement.actors import AT
from tests.procurement.plans import EXAMPLE, asked, planned, small
from tests.procurement.rounds import Crew
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def job_of(people: Crew, files: dict[str, bytes], **changed: str | int | bool | None) -> Job:
    return asked(planned(people.agency, people.officer, files), people.officer, **changed)


def test_while_it_runs_the_page_says_how_far_it_is_and_asks_again(officer: Client, people: Crew) -> None:
    job = job_of(people, small())
    assert "차례를 기다립니다" in officer.get(f"/jobs/{job.pk}/").content.decode()
    taken = take_job(at=AT)
    assert taken is not None
    beat(taken, reached=Reached("mix", 0.0123, 42, 3, 8), at=AT)
    state = officer.get(f"/jobs/{job.pk}/state/")
    page = state.content.decode()
    assert (state.status_code, "1.23 %" in page, ">42<" in page, "every 1s" in page) == (200, True, True, True)


def test_a_finished_one_shows_what_was_kept_and_stops_asking(officer: Client, people: Crew) -> None:
    files = {one.name: one.read_bytes() for one in EXAMPLE.iterdir()}
    job = job_of(people, files, frontier=3, prices=True, why="l40s")
    run_waiting()
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert faults(Page("job", "officer", page)) == []
    for words in ("1,145,000,000", "1,748,962,000", "최적임을 증명함", "처리하는 수요(배)", "85,406,000", "4096/128"):
        assert words in page
    state = officer.get(f"/jobs/{job.pk}/state/")
    assert (state.status_code, state.headers["HX-Refresh"]) == (STOP_POLLING, "true")
    book = officer.get(f"/jobs/{job.pk}/files/sizing.xlsx")
    assert load_workbook(BytesIO(book.content)).sheetnames
    assert f"{job.pk}-sizing.xlsx" in book.headers["Content-Disposition"]
    english = officer.get(f"/jobs/{job.pk}/", headers={"accept-language": "en"})
    assert english.status_code == 200


def test_where_nothing_fits_the_page_says_what_to_change(officer: Client, people: Crew) -> None:
    job = job_of(people, small(budget="200000000"), prices=True)
    run_waiting()
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert "맞는 구성이 없습니다" in page
    assert "가장 적게 바꾸어 맞추는 방법" in page
    assert faults(Page("job", "officer", page)) == []


def test_it_is_cancelled_once(officer: Client, people: Crew) -> None:
    job = job_of(people, small())
    assert officer.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert Job.objects.get().state == JobState.CANCELLED
    page = officer.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
    assert "이미 끝난 계산입니다" in page
