"""A release held while an act changes it, who may change it, and its files read into measurements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from benchmarks.answers import Answers
from benchmarks.canonical import ContradictedAnswer
from benchmarks.checked import Checked, checked_rows
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.xlsx_guard import is_workbook
from benchmarks.readers.xlsx_read import confirmed, read_workbook
from benchmarks.report import Report
from benchmarks.stored import stored
from benchmarks.table import TableError
from procurement.models import Finding, Measured, Organisation, Release, ReleaseFile, User
from procurement.permissions import may_contribute, may_verify
from procurement.selectors.evidence import answers_of
from procurement.selectors.evidence_rows import figures_of, names_of
from procurement.services.record import Actor, NotAllowed, Unusable
from procurement.verification import State
from procurement.workflow import NotYet

MAPPING = ".mapping.toml"
_WORST = ("reject", "warn", "note", "pass")


def held(release: Release) -> Release:
    """The release as it stands now, locked until the transaction ends."""
    return Release.objects.select_for_update(of=("self",)).select_related("owner", "supersedes").get(pk=release.pk)


def held_draft(release: Release, by: Actor) -> tuple[Release, User]:
    """The draft, locked, and who of its owner acts. Raises NotAllowed and NotYet."""
    own = held(release)
    acting = contributor(by, own.owner)
    if own.state != State.DRAFT:
        raise NotYet("제출한 자료는 고칠 수 없습니다. 새 자료로 대체하세요 / what is submitted stays, supersede it")
    return own, acting


def contributor(by: Actor, owner: Organisation) -> User:
    """Who acts, as one who hands in results for the organisation. Raises NotAllowed."""
    own = by.user is not None and by.user.organisation_id == owner.pk
    if by.user is None or not may_contribute(by.user.roles(), same_organisation=own):
        raise NotAllowed(f"{by.name}: {owner}의 자료 담당자만 할 수 있습니다 / only its owner's people may do this")
    return by.user


def verifier(by: Actor, release: Release) -> User:
    """Who acts, as a verifier of another organisation than the owner's. Raises NotAllowed."""
    own = by.user is not None and by.user.organisation_id == release.owner_id
    if by.user is None or not may_verify(by.user.roles(), same_organisation=own):
        raise NotAllowed(f"{by.name}: 다른 기관의 검증자만 할 수 있습니다 / only another organisation's verifier may")
    return by.user


def report_of(name: str, content: bytes, *, mappings: Mapping[str, bytes]) -> Report:
    """A result file read, a workbook through the mapping of its layout. Raises Unusable with the file and place."""
    try:
        if not is_workbook(content):
            return read(content, filename=name)
        layouts = [confirmed(data, filename=own) for own, data in mappings.items()]
        return read_workbook(content, filename=name, mappings=layouts)
    except UnreadableFile as refusal:
        raise Unusable(f"{name} {refusal.where}: {refusal.problem} {refusal.remedy}") from refusal
    except TableError as refusal:
        raise Unusable(f"{name}: {refusal}") from refusal


def mappings_of(release: Release) -> dict[str, bytes]:
    """The signed mappings that were handed in with workbooks."""
    return {one.name: bytes(one.content) for one in release.files.filter(name__endswith=MAPPING)}


def store_rows(file: ReleaseFile, report: Report) -> None:
    """Put what the file and its answers say, and what every check finds, in place of what was read before."""
    checked = _checked(file, report, answers_of(file))
    file.measured.all().delete()
    rows = [_row(file, one) for one in checked]
    Measured.objects.bulk_create(rows)
    Finding.objects.bulk_create(
        Finding(
            measured=row,
            rule=found.rule,
            level=found.level,
            message=found.message,
            place=found.where[:300],
            observed=found.observed,
            allowed=found.allowed,
        )
        for row, one in zip(rows, checked, strict=True)
        for found in one.findings
    )


def _checked(file: ReleaseFile, report: Report, answers: Answers) -> tuple[Checked, ...]:
    try:
        return checked_rows(report, answers=answers)
    except ContradictedAnswer as refusal:
        raise Unusable(f"{file.name} {refusal}") from refusal


def _row(file: ReleaseFile, one: Checked) -> Measured:
    measurement = one.measurement
    levels = {found.level for found in one.findings}
    return Measured(
        release=file.release,
        file=file,
        place=measurement.source.where[:200],
        worst=next((level for level in _WORST if level in levels), "pass"),
        canonical=stored(measurement),
        **asdict(names_of(measurement)),
        **asdict(figures_of(measurement)),
    )
