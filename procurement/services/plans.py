"""Plans begun and written by the agency's officers; what is there is right, or it is not taken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from procurement.casefile.archive import MOST_FILES, PATH
from procurement.casefile.collecting.toml_edit import NotKept
from procurement.casefile.collecting.toml_sections import with_section
from procurement.casefile.planning import PLAN, Progress
from procurement.models import Organisation, Plan, Tender, User
from procurement.selectors.cases import case_files
from procurement.selectors.plans import plan_files
from procurement.selectors.tenders import digest_of
from procurement.services._plans import held_plan, read
from procurement.services._tender import held_by_officer, officer
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.workflow import OPENED, Stage, check_stage

MOST_BYTES = 10_000_000
LONGEST_PATH = 160


@transaction.atomic
def start_plan(files: Mapping[str, bytes], *, agency: Organisation, by: Actor, at: datetime) -> Plan:
    """Begin a plan from the files of a folder. Raises NotAllowed and Unusable; nothing is half-kept."""
    made = _begun(files, agency, officer(by, agency), at)
    details: Facts = {"title": made.title, "files": sorted(files), "digest": digest_of(files)}
    record("plan.started", subject=f"plan:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def plan_from_tender(tender: Tender, *, by: Actor, at: datetime) -> Plan:
    """Begin a plan with the bids of a tender whose prices are opened. Raises NotAllowed, NotYet, Unusable."""
    own, acting = held_by_officer(tender, by)
    if Stage(own.stage) not in OPENED:
        check_stage(Stage(own.stage), needed=Stage.PRICES_OPENED)
    files = case_files(own)
    made = _begun(files, own.agency, acting, at)
    details: Facts = {"tender": own.pk, "files": sorted(files), "digest": digest_of(files)}
    record("plan.started", subject=f"plan:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def put_plan_file(plan: Plan, *, path: str, content: bytes, by: Actor, at: datetime) -> None:
    """Put or replace a file of a plan. Raises NotAllowed, and Unusable for what is wrong with it there."""
    own, _ = held_plan(plan, by)
    files = plan_files(own) | {path: content}
    _check_files(files)
    _stand(own, read(files))
    digest = _keep(own, path, content)
    record("plan.file_put", subject=f"plan:{own.pk}", details={"path": path, "sha256": digest}, by=by, at=at)


@transaction.atomic
def put_plan_section(  # an act with its circumstances
    plan: Plan,
    *,
    section: str,
    value: object,
    seen: str,
    by: Actor,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Set a section of sizing.toml anew, together with the files that it names.

    `seen`: the SHA-256 of the file that was changed. Raises NotAllowed, and Unusable where another has changed it
    since or what is there would be wrong.
    """
    own, _ = held_plan(plan, by)
    before = own.files.filter(path=PLAN).first()
    if before is None or before.sha256 != seen:
        raise Unusable("그사이 바뀌었습니다. 화면을 새로 열어 다시 고치세요 / has changed since, reload")
    try:
        text = with_section(bytes(before.content).decode("utf-8-sig"), section=section, value=value)
    except NotKept as refusal:
        raise Unusable(
            f"{PLAN} {section}: 화면에서 고칠 수 없는 모양으로 적혀 있습니다. 파일을 내려받아 고치세요 / "
            f"is written in a way that cannot be changed here, change the file itself"
        ) from refusal
    changed = {**(files or {}), PLAN: text.encode()}
    whole = plan_files(own) | changed
    _check_files(whole)
    _stand(own, read(whole))
    for path, content in changed.items():
        _keep(own, path, content)
    details: Facts = {"section": section, "files": sorted(changed), "digest": digest_of(whole)}
    record("plan.section_put", subject=f"plan:{own.pk}", details=details, by=by, at=at)


def _begun(files: Mapping[str, bytes], agency: Organisation, acting: User, at: datetime) -> Plan:
    _check_files(files)
    made = Plan.objects.create(agency=agency, officer=acting, title=read(files).title, begun_at=at)
    for path, content in sorted(files.items()):
        _keep(made, path, content)
    return made


def _stand(own: Plan, progress: Progress) -> None:
    own.title = progress.title[:300]
    own.save()


def _keep(own: Plan, path: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    own.files.update_or_create(path=path, defaults={"content": content, "sha256": digest})
    return digest


def _check_files(files: Mapping[str, bytes]) -> None:
    if len(files) > MOST_FILES:
        raise Unusable(f"파일이 {MOST_FILES}개를 넘습니다 / more than {MOST_FILES} files")
    for path, content in files.items():
        if not PATH.fullmatch(path) or len(path) > LONGEST_PATH:
            raise Unusable(f"{path!r:.80}: 받을 수 없는 이름입니다 / a name that cannot be taken")
        if len(content) > MOST_BYTES:
            raise Unusable(f"{path}: {len(content):,}바이트로 {MOST_BYTES:,}바이트를 넘습니다 / is too large")
