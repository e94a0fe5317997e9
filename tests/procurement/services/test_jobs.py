from __future__ import annotations

import pytest

from procurement.models import JobState
from procurement.services._jobs import beat, take_job
from procurement.services.jobs import MOST_WAITING, cancel_job, end_job
from procurement.services.record import NotAllowed, Unusable
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned, small

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
    assert not beat(taken, phase="mix", gap=0.5, nodes=3, at=AT)
    assert cancel_job(job, by=acting(officer), at=AT).state == JobState.RUNNING
    assert beat(taken, phase="mix", gap=0.1, nodes=9, at=AT)
    end_job(taken, state=JobState.CANCELLED, told="", files={}, program="x", by=OPERATOR, at=AT)
    with pytest.raises(Unusable, match="이미 끝난"):
        cancel_job(job, by=acting(officer), at=AT)
