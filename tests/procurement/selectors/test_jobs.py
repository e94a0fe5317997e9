from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from procurement.selectors.jobs import jobs_for, title_of, titled, workbook_jobs
from procurement.services.evidence_drafts import discard, start_release
from procurement.services.jobs import ask_import, ask_workbook
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import GUIDELLM, cast, content
from tests.procurement.plans import asked, planned
from tests.procurement.rounds import opened

pytestmark = pytest.mark.django_db


def test_who_runs_tenders_sees_their_jobs_and_who_hands_results_in_sees_imports() -> None:
    people = cast()
    assert people.officer.organisation
    sizing = asked(planned(people.officer.organisation, people.officer), people.officer)
    draft = start_release(people.own, title="넷째 분기", by=acting(people.maker), at=AT)
    reading = ask_import(draft, files={GUIDELLM: content()}, by=acting(people.maker), at=AT)
    assert list(jobs_for(people.officer)) == [sizing]
    assert list(jobs_for(people.maker)) == [reading]
    assert not jobs_for(people.rival)
    assert not jobs_for(people.outsider)
    assert (title_of(sizing), title_of(reading)) == ("작은 구성", "넷째 분기")
    discard(draft, by=acting(people.maker), at=AT)
    assert title_of(reading) == ""


def test_a_tenders_workbooks_are_its_own() -> None:
    made = opened()
    job = ask_workbook(made.tender, language="ko", program="Jeoul", by=acting(made.officer), at=AT)
    assert list(workbook_jobs(made.tender)) == [job]
    assert title_of(job) == made.tender.title


def test_a_longer_list_asks_no_more_questions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = cast()
    for number in range(4):
        draft = start_release(people.own, title=f"자료 {number}", by=acting(people.maker), at=AT)
        ask_import(draft, files={GUIDELLM: content()}, by=acting(people.maker), at=AT)
    for count in (1, 4):
        with django_assert_num_queries(3):  # roles, jobs, and the names of releases
            assert len(titled(jobs_for(people.maker)[:count])) == count
