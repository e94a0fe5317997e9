from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import Job, JobState
from procurement.services._jobs import MOST_ATTEMPTS, LostLease, Reached, beat, free_jobs, take_job
from procurement.services.jobs import end_job
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=60)


def test_a_silent_runner_loses_the_job_and_one_taken_too_often_fails() -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    first = take_job(at=AT)
    assert first is not None
    assert take_job(at=AT + LEASE) is None
    for attempt in range(1, MOST_ATTEMPTS):
        assert take_job(at=AT + attempt * (LEASE + timedelta(seconds=1))) is not None
    with pytest.raises(LostLease):
        beat(first, reached=Reached("mix", None, None), at=AT)
    with pytest.raises(LostLease):
        end_job(first, state=JobState.DONE, told="", files={"x": b"y"}, program="x", by=OPERATOR, at=AT)
    assert take_job(at=AT + timedelta(hours=1)) is None
    job.refresh_from_db()
    assert (job.state, job.files.count()) == (JobState.FAILED, 0)
    assert "거듭 멈췄습니다" in job.told


def test_jobs_are_taken_in_the_order_they_were_asked() -> None:
    own, officer = office()
    plan = planned(own, officer)
    made = [asked(plan, officer, seconds=60 + number) for number in range(3)]
    assert [getattr(take_job(at=AT), "pk", None) for _ in range(4)] == [*(one.pk for one in made), None]
    assert Job.objects.filter(state=JobState.RUNNING).count() == len(made)


def test_a_named_job_is_taken_or_none_and_what_is_free_is_listed() -> None:
    own, officer = office()
    plan = planned(own, officer)
    one, two = asked(plan, officer), asked(plan, officer, prices=True)
    assert free_jobs(at=AT) == (one.pk, two.pk)
    taken = take_job(at=AT, number=two.pk)
    assert taken == two
    assert take_job(at=AT, number=two.pk) is None
    assert free_jobs(at=AT) == (one.pk,)
    assert free_jobs(at=AT + LEASE + timedelta(seconds=1)) == (one.pk, two.pk)
    assert take_job(at=AT, number=999) is None
