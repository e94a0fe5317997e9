"""A release held while an act changes it, who may change it, and what is kept of its files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from procurement.models import Finding, Measured, Organisation, Release, ReleaseFile, User
from procurement.permissions import may_contribute, may_verify
from procurement.services._reading import MAPPING, ReadRow
from procurement.services.record import Actor, NotAllowed, Unusable
from procurement.verification import State
from procurement.workflow import NotYet

MOST_BYTES = 10_000_000
MOST_FILES = 200
_NAME = re.compile(r"[\w가-힣 ()+=,-][\w가-힣 ()+=,.-]{0,149}")


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


def mappings_of(release: Release) -> dict[str, bytes]:
    """The signed mappings that were handed in with workbooks."""
    return {one.name: bytes(one.content) for one in release.files.filter(name__endswith=MAPPING)}


def store_rows(file: ReleaseFile, rows: Iterable[ReadRow]) -> None:
    """Put what the file and its answers say, and what every check finds, in place of what was read before."""
    file.measured.all().delete()
    made = [(Measured(release=file.release, file=file, **one.columns), one.findings) for one in rows]
    Measured.objects.bulk_create(row for row, _ in made)
    Finding.objects.bulk_create(Finding(measured=row, **found) for row, findings in made for found in findings)


def check_file(own: Release, name: str, content: bytes) -> None:
    """Raise Unusable for a name, a size or a number of files that a release does not take."""
    if not _NAME.fullmatch(name):
        raise Unusable(f"{name!r:.80}: 받을 수 없는 이름입니다. 폴더 없이 150자까지 / a name that cannot be taken")
    if len(content) > MOST_BYTES:
        raise Unusable(f"{name}: {len(content):,}바이트로 {MOST_BYTES:,}바이트를 넘습니다 / is too large")
    if own.files.count() >= MOST_FILES:
        raise Unusable(f"{name}: 한 자료에 {MOST_FILES}개까지입니다. 나누어 내세요 / too many files in one release")
