from __future__ import annotations

import json
from datetime import timedelta

import pytest

from procurement.models import AuditEntry, Job, JobState
from procurement.services._jobs import take_job
from procurement.services.jobs import cancel_job
from procurement.tasks import running
from procurement.tasks.running import run, run_waiting
from procurement.tasks.sizing import ENGLISH, JSON, KOREAN
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned, small

pytestmark = pytest.mark.django_db


def waiting(**changed: str) -> Job:
    own, officer = office()
    return asked(planned(own, officer, small(**changed)), officer)


def test_a_job_is_computed_and_its_files_are_kept_with_their_digests() -> None:
    job = waiting()
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.told, job.attempts) == (JobState.DONE, "", 1)
    assert [one.name for one in job.files.all()] == [ENGLISH, JSON, KOREAN]
    told = json.loads(bytes(job.files.get(name=JSON).content))
    assert told["mix"]["servers"][0]["servers"] == 2
    assert told["mix"]["proven"]
    assert AuditEntry.objects.filter(act="job.ended", subject=f"job:{job.pk}").count() == 1
    assert run_waiting() == 0


def test_the_same_question_makes_the_same_bytes() -> None:
    own, officer = office()
    plan = planned(own, officer)
    digests = []
    for _ in range(2):
        asked(plan, officer)
        run_waiting()
        job = plan.jobs.latest("pk")
        digests.append([(one.name, one.sha256) for one in job.files.all()])
    assert digests[0] == digests[1]


def test_limits_that_nothing_keeps_are_an_answer_and_not_a_failure() -> None:
    job = waiting(budget="1000000")
    run_waiting()
    told = json.loads(bytes(job.files.get(name=JSON).content))
    assert (told["mix"], Job.objects.get().state) == (None, JobState.DONE)
    assert "예산" in told["no_mix"]


def test_who_cancels_gets_no_answer_and_nothing_is_kept() -> None:
    job = waiting()
    taken = take_job(at=AT)
    assert taken is not None
    cancel_job(job, by=acting(job.asked_by), at=AT)
    run(taken)
    job.refresh_from_db()
    assert (job.state, job.files.count()) == (JobState.CANCELLED, 0)


def test_one_that_has_lost_its_lease_leaves_nothing_behind() -> None:
    job = waiting()
    slow = take_job(at=AT)
    other = take_job(at=AT + timedelta(minutes=5))
    assert slow is not None
    assert other is not None
    run(slow)
    assert Job.objects.get().state == JobState.RUNNING
    run(other)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.files.count()) == (JobState.DONE, 2, 3)


def test_a_fault_of_the_program_is_told_and_the_next_job_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    job = waiting()

    def fault(*_given: object, **_named: object) -> dict[str, bytes]:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(running, "made", fault)
        assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.told) == (JobState.FAILED, running.CRASHED)
