"""Long work asked for, cancelled, and ended once; the row is the truth, whoever carries it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from procurement.casefile.archive import packed
from procurement.models import Job, JobState, Organisation, Plan, Release, Tender, User
from procurement.models.job import IMPORT, RECONCILIATION, SIZING, WORKBOOK
from procurement.selectors.cases import case_files
from procurement.selectors.plans import plan_files
from procurement.selectors.tenders import digest_of
from procurement.services._evidence import MOST_FILES, check_file, contributor, held_draft, mappings_of
from procurement.services._jobs import LostLease, ended, held_job
from procurement.services._plans import held_plan, read
from procurement.services._tender import held, officer
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.workflow import OPENED, NotYet, Stage

MOST_WAITING = 5
MOST_BYTES = 10_000_000
OPEN = (JobState.WAITING, JobState.RUNNING)
OPENING, TERMS = "opening.json", "reconcile.toml"
Parameters = Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a job: its kind, what it is about, for whom, who asks, its files and parameters."""

    kind: str
    subject: str
    agency: Organisation
    asker: User
    files: Mapping[str, bytes]
    parameters: Parameters
    plan: Plan | None = None


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
    job, facts = _opened(Question(SIZING, f"plan:{own.pk}", own.agency, acting, files, parameters, own), at=at)
    if facts:
        record("job.asked", subject=f"job:{job.pk}", details=facts, by=by, at=at)
    return job


@transaction.atomic
def ask_workbook(tender: Tender, *, language: str, program: str, by: Actor, at: datetime) -> Job:
    """Ask for the workbook of an opened tender as its files are now; `program` is what it prints.

    Raises NotAllowed, NotYet before the prices are open, and Unusable while too many wait.
    """
    own = held(tender)
    acting = officer(by, own.agency)
    if Stage(own.stage) not in OPENED:
        raise NotYet("가격을 개봉한 뒤에 만듭니다 / is made once the prices are open")
    told = {"language": language, "program": program}
    job, facts = _opened(Question(WORKBOOK, f"tender:{own.pk}", own.agency, acting, case_files(own), told), at=at)
    if facts:
        record("job.asked", subject=f"job:{job.pk}", details=facts, by=by, at=at)
    return job


@transaction.atomic
def ask_reconciliation(
    agency: Organisation, *, opening: bytes, terms: bytes, language: str, by: Actor, at: datetime
) -> Job:
    """Ask for a saved opening of 나라장터 to be compared with the rules of its day.

    `opening`: the response as JSON; `terms`: reconcile.toml. Raises NotAllowed, and Unusable while too many wait.
    """
    acting = officer(by, agency)
    files = {OPENING: opening, TERMS: terms}
    for name, content in files.items():
        if len(content) > MOST_BYTES:
            raise Unusable(f"{name}: {MOST_BYTES:,}바이트까지입니다 / is too large")
    job, facts = _opened(Question(RECONCILIATION, "", agency, acting, files, {"language": language}), at=at)
    if facts:
        record("job.asked", subject=f"job:{job.pk}", details=facts, by=by, at=at)
    return job


@transaction.atomic
def ask_import(release: Release, *, files: Mapping[str, bytes], by: Actor, at: datetime) -> Job:
    """Ask for many result files to be read into a draft, all of them or none.

    Raises NotAllowed, NotYet, and Unusable for names and sizes that a release does not take or while too many wait.
    """
    own, acting = held_draft(release, by)
    if len(files) > MOST_FILES:
        raise Unusable(f"한 자료에 {MOST_FILES}개까지입니다. 나누어 내세요 / too many files in one release")
    for name, content in files.items():
        check_file(own, name, content)
    given = {**mappings_of(own), **files}
    job, facts = _opened(Question(IMPORT, f"release:{own.pk}", own.owner, acting, given, {}), at=at)
    if facts:
        record("job.asked", subject=f"job:{job.pk}", details=facts, by=by, at=at)
    return job


@transaction.atomic
def cancel_job(job: Job, *, by: Actor, at: datetime) -> Job:
    """Ask a job to end; one that nobody runs ends at once. Raises NotAllowed, and Unusable for one that has ended."""
    own = held_job(job.pk)
    (contributor if own.kind == IMPORT else officer)(by, own.agency)
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
    job: Job,
    *,
    state: JobState,
    told: str,
    files: Mapping[str, bytes],
    program: str,
    by: Actor,
    at: datetime,
    keep: Callable[[], object] = lambda: None,
) -> Job:
    """Store what came of a job, once, and `keep` what belongs elsewhere in the same transaction.

    Raises LostLease where it is another runner's by now or has ended, and as `keep`.
    """
    own = held_job(job.pk)
    if own.ended or own.lease != job.lease:
        raise LostLease
    keep()
    own.parts.all().delete()
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    for name, content in files.items():
        own.files.create(name=name, content=content, sha256=digests[name])
    own.program = program
    ended(own, state, told, at)
    details: Facts = {"state": state.value, "files": [f"{name} {digest}" for name, digest in digests.items()]}
    record("job.ended", subject=f"job:{own.pk}", details=details, by=by, at=at)
    return own


def _opened(question: Question, *, at: datetime) -> tuple[Job, Facts]:
    """The job of the question, and what the record says of it: nothing where the same question is still open."""
    told = json.dumps(question.parameters, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{digest_of(question.files)} {told}".encode()).hexdigest()
    open_now = Job.objects.filter(agency=question.agency, state__in=OPEN)
    same = open_now.filter(kind=question.kind, subject=question.subject, digest=digest, cancel=False).first()
    if same is not None:
        return same, {}
    if open_now.count() >= MOST_WAITING:
        raise Unusable(
            f"끝나지 않은 계산이 {MOST_WAITING}개 있습니다. 끝나기를 기다리거나 취소하세요 / "
            f"{MOST_WAITING} jobs are open, wait or cancel"
        )
    made = Job.objects.create(
        kind=question.kind, subject=question.subject, agency=question.agency, plan=question.plan,
        asked_by=question.asker, asked_at=at, parameters=told, inputs=packed(question.files), digest=digest,
    )  # fmt: skip
    return made, {"kind": question.kind, "subject": question.subject, "digest": digest}
