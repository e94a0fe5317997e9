"""Who carries a job: taken under a lease that is renewed while the runner lives. Not an act of a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from procurement.models import Job, JobState

MOST_ATTEMPTS = 3


class LostLease(Exception):
    """The job is not this runner's any more: it was silent too long, or the job has ended."""


@transaction.atomic
def take_job(*, at: datetime, number: int | None = None) -> Job | None:
    """The job that has waited longest, or one whose runner fell silent, under a new lease; None where there is none.

    `number`: only this one. One that was taken too often is ended as failed, so that it does not stop the others.
    """
    wanted = _free(at) if number is None else _free(at).filter(pk=number)
    found = wanted.select_for_update(skip_locked=True, of=("self",)).first()
    if found is None:
        return None
    if found.cancel or found.attempts >= MOST_ATTEMPTS:
        told = "" if found.cancel else "계산하던 프로그램이 거듭 멈췄습니다 / the program stopped again and again"
        ended(found, JobState.CANCELLED if found.cancel else JobState.FAILED, told, at)
        return take_job(at=at, number=number)
    found.state, found.lease, found.lease_until = JobState.RUNNING, str(uuid4()), at + lease_time()
    found.attempts += 1
    found.begun_at = found.begun_at or at
    found.phase, found.gap, found.nodes, found.done, found.whole = "", None, None, None, None
    found.save()
    return found


def free_jobs(*, at: datetime) -> tuple[int, ...]:
    """The numbers of the jobs that wait or whose runner fell silent, those that wait longest first."""
    return tuple(_free(at).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a job is: the part of the work, the solver's relative gap and nodes, `done` of `whole` pieces."""

    phase: str = ""
    gap: float | None = None
    nodes: int | None = None
    done: int | None = None
    whole: int | None = None


def beat(job: Job, *, reached: Reached, at: datetime) -> bool:
    """Say that the runner lives and how far it is; whether it should stop. Raises LostLease."""
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)
    if not held.update(**asdict(reached), lease_until=at + lease_time()):
        raise LostLease
    return held.filter(cancel=True).exists()


def ended(own: Job, state: JobState, told: str, at: datetime) -> None:
    """The job in its last state, under nobody's lease."""
    own.state, own.told, own.ended_at, own.lease, own.lease_until = state, told, at, "", None
    own.save()


def held_job(key: int) -> Job:
    """The job, locked until the transaction ends."""
    return Job.objects.select_for_update(of=("self",)).select_related("agency", "plan").get(pk=key)


def _free(at: datetime) -> QuerySet[Job]:
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)
    return Job.objects.filter(free).order_by("asked_at", "pk")


def lease_time() -> timedelta:
    """For how long a runner may be silent."""
    return timedelta(seconds=settings.LEASE_SECONDS)
