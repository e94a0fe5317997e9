"""Long work asked for, cancelled, taken by who runs it, and ended once; the row is the truth, whoever carries it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from procurement.casefile.archive import packed
from procurement.models import Job, JobState, Plan
from procurement.models.job import SIZING
from procurement.selectors.plans import plan_files
from procurement.selectors.tenders import digest_of
from procurement.services._tender import officer
from procurement.services.plans import held_plan, read
from procurement.services.record import Actor, Facts, Unusable, record

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
MOST_WAITING = 5
OPEN = (JobState.WAITING, JobState.RUNNING)
Parameters = Mapping[str, str | int | float | bool | None]


class LostLease(Exception):
    """The job is not this runner's any more: it was silent too long, or the job has ended."""


@transaction.atomic
def ask_sizing(plan: Plan, *, parameters: Parameters, by: Actor, at: datetime) -> Job:
    """Ask for a plan to be computed as it stands now. The same question still open is the same job.

    Raises NotAllowed, and Unusable for a plan that lacks something or while too many wait.
    """
    own, acting = held_plan(plan, by)
    files = plan_files(own)
    if lacking := read(files).lacking:
        listed = "\n".join(f"- {line}" for line in lacking)
        raise Unusable(f"계산하기 전에 마저 정해야 합니다 / these are still open:\n{listed}")
    told = json.dumps(parameters, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{digest_of(files)} {told}".encode()).hexdigest()
    open_now = Job.objects.filter(agency=own.agency, state__in=OPEN)
    if same := open_now.filter(plan=own, digest=digest, cancel=False).first():
        return same
    if open_now.count() >= MOST_WAITING:
        raise Unusable(
            f"끝나지 않은 계산이 {MOST_WAITING}개 있습니다. 끝나기를 기다리거나 취소하세요 / "
            f"{MOST_WAITING} jobs are open, wait or cancel"
        )
    made = Job.objects.create(
        kind=SIZING, agency=own.agency, plan=own, asked_by=acting, asked_at=at, parameters=told,
        inputs=packed(files), digest=digest,
    )  # fmt: skip
    details: Facts = {"plan": own.pk, "digest": digest}
    record("job.asked", subject=f"job:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def cancel_job(job: Job, *, by: Actor, at: datetime) -> Job:
    """Ask a job to end; one that nobody runs ends at once. Raises NotAllowed, and Unusable for one that has ended."""
    own = _held(job.pk)
    officer(by, own.agency)
    if own.ended:
        raise Unusable("이미 끝난 계산입니다 / has ended already")
    own.cancel = True
    if own.state == JobState.WAITING:
        own.state, own.ended_at = JobState.CANCELLED, at
    own.save()
    record("job.cancelled", subject=f"job:{own.pk}", details={"state": own.state}, by=by, at=at)
    return own


@transaction.atomic
def take_job(*, at: datetime) -> Job | None:
    """The job that has waited longest, or one whose runner fell silent, under a new lease; None where there is none.

    One that was taken too often is ended as failed, so that it does not stop the others.
    """
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)
    found = (
        Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(free).order_by("asked_at", "pk").first()
    )
    if found is None:
        return None
    if found.cancel or found.attempts >= MOST_ATTEMPTS:
        told = "" if found.cancel else "계산하던 프로그램이 거듭 멈췄습니다 / the program stopped again and again"
        _end(found, JobState.CANCELLED if found.cancel else JobState.FAILED, told, at)
        return take_job(at=at)
    found.state, found.lease, found.lease_until = JobState.RUNNING, str(uuid4()), at + LEASE
    found.attempts += 1
    found.begun_at = found.begun_at or at
    found.phase, found.gap, found.nodes = "", None, None
    found.save()
    return found


def beat(job: Job, *, phase: str, gap: float | None, nodes: int | None, at: datetime) -> bool:
    """Say that the runner lives and how far it is; whether it should stop. Raises LostLease."""
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)
    if not held.update(phase=phase, gap=gap, nodes=nodes, lease_until=at + LEASE):
        raise LostLease
    return held.filter(cancel=True).exists()


@transaction.atomic
def end_job(job: Job, *, state: JobState, told: str, files: Mapping[str, bytes], program: str, at: datetime) -> Job:
    """Store what came of a job, once. Raises LostLease where it is another runner's by now or has ended."""
    own = _held(job.pk)
    if own.ended or own.lease != job.lease:
        raise LostLease
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    for name, content in files.items():
        own.files.create(name=name, content=content, sha256=digests[name])
    own.program = program
    _end(own, state, told, at)
    details: Facts = {"state": state.value, "files": [f"{name} {digest}" for name, digest in digests.items()]}
    record("job.ended", subject=f"job:{own.pk}", details=details, by=Actor(None, ""), at=at)
    return own


def _end(own: Job, state: JobState, told: str, at: datetime) -> None:
    own.state, own.told, own.ended_at, own.lease, own.lease_until = state, told, at, "", None
    own.save()


def _held(key: int) -> Job:
    return Job.objects.select_for_update(of=("self",)).select_related("agency", "plan").get(pk=key)
