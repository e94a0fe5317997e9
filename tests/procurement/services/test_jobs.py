from __future__ import annotations

import pytest

from procurement.casefile.archive import own_files
from procurement.models import JobState
from procurement.services._evidence import MOST_FILES
from procurement.services._jobs import Reached, beat, take_job
from procurement.services.evidence_drafts import start_release
from procurement.services.jobs import (
    MOST_BYTES,
    MOST_WAITING,
    OPENING,
    TERMS,
    ask_import,
    ask_reconciliation,
    ask_workbook,
    cancel_job,
    end_job,
)
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.drafts import office
from tests.procurement.exchange import GUIDELLM, cast, content
from tests.procurement.plans import asked, planned, small
from tests.procurement.rounds import closed, take_further

pytestmark = pytest.mark.django_db


def test_the_same_question_that_is_still_open_is_the_same_job() -> None:
    own, officer = office()
    plan = planned(own, officer)
    first = asked(plan, officer)
    assert asked(plan, officer) == first
    assert asked(plan, officer, prices=True) != first
    assert bytes(first.inputs)[:2] == b"PK"


def test_only_the_agencys_officer_asks_and_cancels() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    plan = planned(own, officer)
    with pytest.raises(NotAllowed):
        asked(plan, stranger)
    job = asked(plan, officer)
    with pytest.raises(NotAllowed):
        cancel_job(job, by=acting(stranger), at=AT)


def test_a_plan_that_lacks_something_is_not_computed() -> None:
    own, officer = office()
    text = small()["sizing.toml"].decode()
    plan = planned(
        own, officer, {"sizing.toml": text[: text.index("[[sizing.demand]]")].encode() + b"[sizing.limits]\n"}
    )
    with pytest.raises(Unusable, match="수요를 하나 이상"):
        asked(plan, officer)


def test_too_many_open_jobs_of_an_agency_are_refused() -> None:
    own, officer = office()
    plan = planned(own, officer)
    for seconds in range(MOST_WAITING):
        asked(plan, officer, seconds=60 + seconds)
    with pytest.raises(Unusable, match="끝나지 않은 계산"):
        asked(plan, officer, seconds=99)


def test_a_waiting_job_ends_at_once_and_a_running_one_is_told() -> None:
    own, officer = office()
    plan = planned(own, officer)
    assert cancel_job(asked(plan, officer), by=acting(officer), at=AT).state == JobState.CANCELLED
    job = asked(plan, officer, prices=True)
    taken = take_job(at=AT)
    assert taken is not None
    assert not beat(taken, reached=Reached("mix", 0.5, 3), at=AT)
    assert cancel_job(job, by=acting(officer), at=AT).state == JobState.RUNNING
    assert beat(taken, reached=Reached("mix", 0.1, 9), at=AT)
    end_job(taken, state=JobState.CANCELLED, told="", files={}, program="x", by=OPERATOR, at=AT)
    with pytest.raises(Unusable, match="이미 끝난"):
        cancel_job(job, by=acting(officer), at=AT)


def test_a_workbook_is_asked_for_once_the_prices_are_open() -> None:
    made = closed()
    by = acting(made.officer)
    with pytest.raises(NotYet):
        ask_workbook(made.tender, language="ko", program="Jeoul", by=by, at=AT)
    take_further(made)
    job = ask_workbook(made.tender, language="ko", program="Jeoul", by=by, at=AT)
    assert ask_workbook(made.tender, language="ko", program="Jeoul", by=by, at=AT) == job
    assert ask_workbook(made.tender, language="en", program="Jeoul", by=by, at=AT) != job
    assert (job.subject, job.plan) == (f"tender:{made.tender.pk}", None)
    with pytest.raises(NotAllowed):
        ask_workbook(made.tender, language="ko", program="Jeoul", by=acting(made.crew.approver), at=AT)


def test_an_opening_is_compared_for_an_officer_of_the_agency() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    job = ask_reconciliation(own, opening=b"{}", terms=b"", language="ko", by=acting(officer), at=AT)
    assert own_files(bytes(job.inputs)) == {OPENING: b"{}", TERMS: b""}
    with pytest.raises(NotAllowed):
        ask_reconciliation(own, opening=b"{}", terms=b"", language="ko", by=acting(stranger), at=AT)
    with pytest.raises(Unusable, match=TERMS):
        ask_reconciliation(own, opening=b"", terms=bytes(MOST_BYTES + 1), language="ko", by=acting(officer), at=AT)


def test_files_that_no_release_takes_are_not_even_asked_for() -> None:
    people = cast()
    draft = start_release(people.own, title="x", by=acting(people.maker), at=AT)
    with pytest.raises(Unusable, match="받을 수 없는 이름"):
        ask_import(draft, files={"a/b.json": b""}, by=acting(people.maker), at=AT)
    with pytest.raises(Unusable, match=str(MOST_FILES)):
        ask_import(draft, files={f"{n}.json": b"" for n in range(MOST_FILES + 1)}, by=acting(people.maker), at=AT)
    with pytest.raises(NotAllowed):
        ask_import(draft, files={GUIDELLM: content()}, by=acting(people.rival), at=AT)
    job = ask_import(draft, files={GUIDELLM: content()}, by=acting(people.maker), at=AT)
    with pytest.raises(NotAllowed):
        cancel_job(job, by=acting(people.rival), at=AT)
    assert cancel_job(job, by=acting(people.maker), at=AT).state == JobState.CANCELLED


def test_what_is_kept_elsewhere_is_kept_with_the_job_or_not_at_all() -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    taken = take_job(at=AT)
    assert taken is not None

    def refuse() -> None:
        raise Unusable("x")

    with pytest.raises(Unusable):
        end_job(taken, state=JobState.DONE, told="", files={"x": b"y"}, keep=refuse, program="x", by=OPERATOR, at=AT)
    job.refresh_from_db()
    assert (job.state, job.files.count()) == (JobState.RUNNING, 0)
