"""Jobs of every kind asked for in an installation, and what became of them; runs in a process of its own."""

from __future__ import annotations

import time
from typing import Any

from procurement.models import AuditEntry, Job, Organisation, Release, User
from procurement.permissions import Kind, Role
from procurement.services.evidence_drafts import start_release
from procurement.services.jobs import ask_import, ask_reconciliation, ask_sizing, ask_workbook
from procurement.services.plans import start_plan
from procurement.services.record import Actor
from procurement.tasks.pulse import now
from procurement.tasks.thread import carry
from procurement.workflow import Stage
from tests.procurement import rounds
from tests.procurement.actors import agency, person
from tests.procurement.exchange import other_run
from tests.procurement.plans import ASKED, EXAMPLE, small
from tests.procurement.tasks.test_apart import EXAMPLE as OPENED

FILES = 24


def ask(kind: str) -> int:
    """The number of a job of this kind, which is carried at once."""
    job = {"small": _small, "example": _example, "workbook": _workbook, "import": _import, "reconciliation": _opening}[
        kind
    ]()
    carry(job.pk)
    return job.pk


def waited(wanted: set[str], seconds: float) -> list[dict[str, Any]]:
    """What became of every job, as soon as each is in one of the states."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and Job.objects.exclude(state__in=wanted).exists():
        time.sleep(0.1)
    return [
        {
            "kind": job.kind, "state": job.state, "attempts": job.attempts, "told": job.told,
            "files": [[file.name, file.sha256] for file in job.files.all()],
            "ends": AuditEntry.objects.filter(act="job.ended", subject=f"job:{job.pk}").count(),
            "parts": job.parts.count(), "kept": _kept(job),
        }
        for job in Job.objects.order_by("pk")
    ]  # fmt: skip


def _kept(job: Job) -> int:
    """How many files an import has put into its draft."""
    release = Release.objects.filter(pk=job.subject.partition(":")[2]).first() if job.kind == "import" else None
    return release.files.count() if release else 0


def _small() -> Job:
    return _sizing(small(), {})


def _example() -> Job:
    files = {one.name: one.read_bytes() for one in EXAMPLE.iterdir()}
    return _sizing(files, {"frontier": 8, "prices": True})


def _sizing(files: dict[str, bytes], wanted: dict[str, object]) -> Job:
    agency, by = _officer()
    plan = start_plan(files, agency=agency, by=by, at=now())
    return ask_sizing(plan, parameters={**ASKED, **wanted}, by=by, at=now())  # type: ignore[dict-item]  # a test's


def _workbook() -> Job:
    name = f"가상{Organisation.objects.count()}시청"
    made = rounds.at(Stage.PRICES_OPENED, name)
    return ask_workbook(made.tender, language="ko", program="Jeoul", by=Actor(made.officer, ""), at=now())


def _import() -> Job:
    owner, by = _supplier()
    release = start_release(owner, title="묶음", by=by, at=now())
    start = Release.objects.count() * FILES
    files = {f"{number:03}.json": other_run(start + number) for number in range(FILES)}
    return ask_import(release, files=files, by=by, at=now())


def _opening() -> Job:
    agency, by = _officer()
    opening, terms = ((OPENED / name).read_bytes() for name in ("opening.json", "reconcile.toml"))
    mark = f"\n# {Job.objects.count()}\n".encode()
    return ask_reconciliation(agency, opening=opening, terms=terms + mark, language="ko", by=by, at=now())


def _officer() -> tuple[Organisation, Actor]:
    officer = User.objects.get(username="김담당")
    assert officer.organisation
    return officer.organisation, Actor(officer, "")


def _supplier() -> tuple[Organisation, Actor]:
    name = f"가상반도체{Organisation.objects.count()}"
    made = agency(name, kind=Kind.SUPPLIER)
    return made, Actor(person(f"{name}담당", Role.SUPPLIER, at=made), "")
