"""Long work asked for, cancelled, and ended once; the row is the truth, whoever carries it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from procurement.casefile.archive import packed
from procurement.models import Job, JobState, Plan
from procurement.models.job import SIZING
from procurement.selectors.plans import plan_files
from procurement.selectors.tenders import digest_of
from procurement.services._jobs import LostLease, ended, held_job
from procurement.services._plans import held_plan, read
from procurement.services._tender import officer
from procurement.services.record import Actor, Facts, Unusable, record

MOST_WAITING = 5
OPEN = (JobState.WAITING, JobState.RUNNING)
Parameters = Mapping[str, str | int | float | bool | None]


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
    own = held_job(job.pk)
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
def end_job(
    job: Job, *, state: JobState, told: str, files: Mapping[str, bytes], program: str, by: Actor, at: datetime
) -> Job:
    """Store what came of a job, once. Raises LostLease where it is another runner's by now or has ended."""
    own = held_job(job.pk)
    if own.ended or own.lease != job.lease:
        raise LostLease
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    for name, content in files.items():
        own.files.create(name=name, content=content, sha256=digests[name])
    own.program = program
    ended(own, state, told, at)
    details: Facts = {"state": state.value, "files": [f"{name} {digest}" for name, digest in digests.items()]}
    record("job.ended", subject=f"job:{own.pk}", details=details, by=by, at=at)
    return own
