"""Whether the releases are whole: every raw file, every chain of an owner, and the record of their submission."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from benchmarks.measurement import Measurement
from benchmarks.stored import NotStored, restored
from procurement.models import AuditEntry, Measured, Release
from procurement.models.evidence import FIRST_PREVIOUS
from procurement.selectors.evidence_rows import figures_of
from procurement.verification import State


@dataclass(frozen=True, slots=True)
class Releases:
    """How many submitted releases were read, and the first fault in words, None where they are whole."""

    releases: int
    broken: str | None


def releases_whole() -> Releases:
    """Read all submitted releases owner by owner, and hold them against what the record says was submitted.

    Finds a changed file, answer, measurement or finding, a figure in a list that is not the measured one, a release
    that was cut out, put in or replaced, and a state that no step of its review leads to.
    """
    submitted = Release.objects.exclude(state=State.DRAFT).select_related("owner", "supersedes")
    broken, count, previous = next(_unrecorded(), None), 0, (0, 0, FIRST_PREVIOUS)
    for one in submitted.order_by("owner_id", "number").iterator(chunk_size=100):
        owner, number, digest = previous if previous[0] == one.owner_id else (one.owner_id, 0, FIRST_PREVIOUS)
        broken = broken or _fault(one, number, digest)
        if broken:
            break
        count, previous = count + 1, (owner, number + 1, one.digest)
    return Releases(count, broken)


def _unrecorded() -> Iterator[str]:
    """Releases that the record knows and that are gone or others, and releases that it does not know."""
    there = {f"release:{pk}": digest for pk, digest in Release.objects.exclude(digest="").values_list("pk", "digest")}
    known = dict(AuditEntry.objects.filter(act="release.submitted").values_list("subject", "details"))
    for subject, details in known.items():
        told = json.loads(details)
        if subject not in there:
            yield f"{subject} ({told['number']}번): 기록에 있는데 없습니다 / was submitted and is gone"
        elif there[subject] != told["digest"]:
            yield f"{subject} ({told['number']}번): 제출한 것과 다른 자료입니다 / is not what was submitted"
    for subject in there.keys() - known.keys():
        yield f"{subject}: 제출 기록이 없습니다 / was never submitted"


def _fault(one: Release, number: int, digest: str) -> str | None:
    place = f"{one.owner} 자료 {one.number}번(release:{one.pk})"
    if one.number != number + 1 or one.previous != digest:
        return f"{place}: 앞 자료와 이어지지 않습니다 / does not follow the release before it"
    for file in one.files.all():
        if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
            return f"{place} {file.name}: 원본 파일이 바뀌었습니다 / the raw file was changed"
    if one.computed() != one.digest:
        return f"{place}: 내용이 바뀌었습니다 / its content was changed"
    last = one.steps.last()
    if last is None or last.after != one.state:
        return f"{place}: 상태가 검토 기록과 다릅니다 / its state is not that of its review"
    return next((f"{place} {said}" for row in one.measured.all() if (said := _column(row))), None)


def _column(row: Measured) -> str | None:
    try:
        exact = asdict(figures_of(restored(row.canonical, kind=Measurement)))
    except NotStored as refusal:
        return f"{row.place}: {refusal}"
    for name, value in exact.items():
        if getattr(row, name) != value:
            return f"{row.place} {name}: 목록의 값이 측정값과 다릅니다 / the listed figure is not the measured one"
    return None
