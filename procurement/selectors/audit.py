"""Whether the record is whole."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.models import AuditEntry, AuditHead
from procurement.models.audit import FIRST_PREVIOUS


@dataclass(frozen=True, slots=True)
class Chain:
    """How many entries were read, the digest of the last, and the first that is broken with the reason."""

    entries: int
    head: str
    broken: str | None


def chain(*, printed: str | None = None) -> Chain:
    """Read the record from its beginning and name the first entry that is not as it was written.

    A tail that was cut off together with the kept head is seen only against a head `printed` on a hand-out.
    """
    number, digest, seen = 0, FIRST_PREVIOUS, printed in {None, FIRST_PREVIOUS}
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1000):
        if (fault := _fault(entry, number, digest)) is not None:
            return Chain(number, digest, fault)
        number, digest, seen = entry.number, entry.digest, seen or entry.digest == printed
    head = AuditHead.objects.get()
    if (head.number, head.digest) != (number, digest):
        what = f"{number}번 뒤가 없습니다: 머리값은 {head.number}번을 가리킵니다"
        return Chain(number, digest, f"{what} / entries after {number} are gone: the head says {head.number}")
    if not seen:
        what = f"인쇄된 머리값 {printed}이(가) 기록에 없습니다: 그때의 기록이 잘렸거나 다른 기록입니다"
        return Chain(number, digest, f"{what} / the printed head is not in the record: cut off, or another record")
    return Chain(number, digest, None)


def _fault(entry: AuditEntry, number: int, digest: str) -> str | None:
    if entry.number != number + 1:
        return f"{number + 1}번이 없습니다 / entry {number + 1} is missing"
    if entry.previous != digest:
        return f"{entry.number}번: 앞 항목과 이어지지 않습니다 / entry {entry.number} does not follow the one before"
    if entry.computed() != entry.digest:
        return f"{entry.number}번: 내용이 바뀌었습니다 / entry {entry.number} was changed"
    return None
