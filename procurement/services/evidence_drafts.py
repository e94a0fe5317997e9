"""Releases of results begun, filled, answered and submitted by the people of their owner."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial

from django.db import transaction

from benchmarks.answers import Answers
from benchmarks.stored import stored
from procurement.models import Organisation, Release, ReleaseFile
from procurement.models.evidence import FIRST_PREVIOUS
from procurement.selectors.evidence import REJECTED, answers_of, open_questions
from procurement.services._disclosing import shown_to
from procurement.services._evidence import check_file, contributor, held, held_draft, mappings_of, store_rows
from procurement.services._reading import MAPPING, ReadFile, read_file
from procurement.services._tender import needed
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.verification import NOT_STANDING, Level, State, check_step


@transaction.atomic
def start_release(
    owner: Organisation, *, title: str, by: Actor, at: datetime, supersedes: Release | None = None
) -> Release:
    """Begin a draft; `supersedes` is a submitted release of the same owner. Raises NotAllowed and Unusable."""
    acting = contributor(by, owner)
    if supersedes is not None and (supersedes.owner_id != owner.pk or supersedes.state == State.DRAFT):
        raise Unusable(
            "대체할 자료는 같은 기관이 제출한 것이어야 합니다 / only an own, submitted release is superseded"
        )
    named = needed(title, what="자료의 제목을 적으세요")[:200]
    made = Release.objects.create(
        owner=owner, title=named, state=State.DRAFT, begun_by=acting, begun_at=at, supersedes=supersedes
    )
    details: Facts = {"owner": owner.name, "supersedes": supersedes.pk if supersedes else None}
    record("release.started", subject=f"release:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def add_files(
    release: Release, *, files: Mapping[str, bytes], by: Actor, at: datetime, read: Mapping[str, ReadFile] | None = None
) -> tuple[ReleaseFile, ...]:
    """Read result files of any supported tool into a draft, workbooks with their signed *.mapping.toml.

    `read`: what a job has read of these bytes before. The same bytes twice are one file. Raises NotAllowed, NotYet,
    and Unusable that names each file that is refused and the place in it; nothing is half-kept.
    """
    own, _ = held_draft(release, by)
    mappings = mappings_of(own) | {name: data for name, data in files.items() if name.endswith(MAPPING)}
    kept, refused = [], []
    for name, content in sorted(files.items(), key=lambda one: (not one[0].endswith(MAPPING), one[0])):
        try:
            kept.append(_added(own, name, content, partial(_read, read or {}, mappings)))
        except Unusable as refusal:
            refused.append(f"- {refusal}")
    if refused:
        raise Unusable("받을 수 없는 파일이 있습니다 / files that cannot be taken:\n" + "\n".join(refused))
    digests = [one.sha256 for one in kept]
    record("release.files_added", subject=f"release:{own.pk}", details={"sha256": digests}, by=by, at=at)
    return tuple(kept)


@transaction.atomic
def remove_file(release: Release, *, name: str, by: Actor, at: datetime) -> None:
    """Take a file out of a draft. Raises NotAllowed, NotYet and Unusable."""
    own, _ = held_draft(release, by)
    file = _file(own, name)
    digest = file.sha256
    file.delete()
    record("release.file_removed", subject=f"release:{own.pk}", details={"sha256": digest}, by=by, at=at)


@transaction.atomic
def answer(release: Release, *, given: Answers, names: Iterable[str], by: Actor, at: datetime) -> None:
    """Answer for the named files what they do not say; the checks run again.

    How far a result is verified is not answered but reviewed. Raises NotAllowed, NotYet, and Unusable for an answer
    that contradicts a file, with its place.
    """
    own, _ = held_draft(release, by)
    if given.verification is not None:
        raise Unusable("verification: 검증 수준은 검증자가 정합니다 / how far it is verified is for verifiers to say")
    listed = tuple(dict.fromkeys(names))
    for file in [_file(own, name) for name in listed]:
        file.answers = stored(given)
        file.save()
        found = read_file(file.name, bytes(file.content), mappings=mappings_of(own), answers=answers_of(file))
        store_rows(file, found.rows)
    details: Facts = {"files": len(listed), "answers": hashlib.sha256(stored(given).encode()).hexdigest()}
    record("release.answered", subject=f"release:{own.pk}", details=details, by=by, at=at)


@transaction.atomic
def discard(release: Release, *, by: Actor, at: datetime) -> None:
    """Delete a draft. Raises NotAllowed and NotYet."""
    own, _ = held_draft(release, by)
    number = own.pk
    own.delete()
    record("release.discarded", subject=f"release:{number}", details={}, by=by, at=at)


@transaction.atomic
def submit(release: Release, *, level: Level, by: Actor, at: datetime, named: Iterable[Organisation] = ()) -> Release:
    """Hand a draft in: from now on it stays as it is, next in its owner's chain, shown at the level.

    Raises NotAllowed, NotYet, and Unusable while a question is open, every measurement is rejected, or what it
    supersedes is superseded already.
    """
    own, acting = held_draft(release, by)
    check_step(State(own.state), to=State.SUBMITTED)
    _check_complete(own)
    _check_successor(own)
    _chained(own, at)
    own.level, own.version = level, 1
    own.save()
    own.steps.create(before=State.DRAFT, after=State.SUBMITTED, by=acting, at=at)
    shown = shown_to(own, named=named, by=acting, at=at)
    details: Facts = {"number": own.number, "digest": own.digest, "level": level.value, "named": shown}
    record("release.submitted", subject=f"release:{own.pk}", details=details, by=by, at=at)
    return own


def _added(own: Release, name: str, content: bytes, reading: Callable[[str, bytes], ReadFile]) -> ReleaseFile:
    check_file(own, name, content)
    digest = hashlib.sha256(content).hexdigest()
    if (same := own.files.filter(sha256=digest).first()) is not None:
        return same
    _check_new(own, name, digest)
    found = reading(name, content)
    file = ReleaseFile.objects.create(
        release=own, name=name, content=content, sha256=digest, size=len(content), **found.columns
    )
    store_rows(file, found.rows)
    return file


def _read(before: Mapping[str, ReadFile], mappings: Mapping[str, bytes], name: str, content: bytes) -> ReadFile:
    known = before.get(name)
    return read_file(name, content, mappings=mappings, answers=Answers()) if known is None else known


def _check_new(own: Release, name: str, digest: str) -> None:
    """Neither another file of this name, nor the same bytes in another release of the same owner that stands."""
    if own.files.filter(name=name).exists():
        raise Unusable(f"{name}: 같은 이름의 다른 파일이 있습니다. 먼저 빼세요 / another file has this name")
    others = ReleaseFile.objects.filter(sha256=digest, release__owner=own.owner).exclude(
        release__state__in=NOT_STANDING
    )
    found = others.exclude(release=own.supersedes_id).exclude(format="mapping").first()
    if found is not None:
        raise Unusable(
            f"{name}: 이미 자료 {found.release.number}번으로 제출한 파일입니다. 대체하려면 그 자료에서 시작하세요 / "
            f"these bytes are in release {found.release.number} already, supersede it"
        )


def _file(own: Release, name: str) -> ReleaseFile:
    found = own.files.filter(name=name).select_related("release").first()
    if found is None:
        raise Unusable(f"{name:.80}: 자료에 없는 파일입니다 / there is no such file in the release")
    return found


def _check_complete(own: Release) -> None:
    if not own.measured.exclude(worst=REJECTED).exists():
        raise Unusable("쓸 수 있는 측정이 하나도 없습니다. 검사 결과를 보고 파일을 바꾸세요 / no usable measurement")
    if left := open_questions(own):
        lines = "\n".join(f"- {file}: {one.korean} / {one.english}" for file, one in left)
        raise Unusable(f"파일에 없어 답해야 하는 항목이 있습니다 / these are still to be answered:\n{lines}")


def _check_successor(own: Release) -> None:
    if own.supersedes is None:
        return
    before = held(own.supersedes)
    if before.successors.exclude(state__in=NOT_STANDING).exists():
        raise Unusable("이미 다른 자료로 대체된 자료입니다 / the release was superseded already")


def _chained(own: Release, at: datetime) -> None:
    """The next place in the owner's chain; the owner is locked, so that two do not take the same."""
    Organisation.objects.select_for_update().get(pk=own.owner_id)
    last = Release.objects.filter(owner=own.owner_id).exclude(number=None).order_by("-number").first()
    own.number = last.number + 1 if last and last.number else 1
    own.previous = last.digest if last else FIRST_PREVIOUS
    own.submitted_at, own.state = at.astimezone(UTC), State.SUBMITTED
    own.digest = own.computed()
