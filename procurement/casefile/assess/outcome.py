"""What an assessment leaves behind, the same for every kind of procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procurement.exports.assessed import Assessed, Case
from scoring.result import Lot, Note, Number
from scoring.rules.schema import Rules

NAMES = {
    "qualification": "적격심사",
    "two_stage": "2단계입찰",
    "simultaneous": "규격·가격 동시입찰",
    "mas": "다수공급자계약 2단계경쟁",
    "reserve_price": "예정가격",
    "open_call": "지원사업 공모",
    "comparison": "외국 방식 비교",
}
"""What the kinds are called on a sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """Those who share a place (several while tied), the first place first, and why they stand there."""

    place: int
    ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """The result in one sentence, the order, who is left out and why, every derivation, the notes, and the case."""

    result: str
    places: tuple[Place, ...]
    left_out: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, Number], ...]
    notes: tuple[Note, ...]
    case: Case


@dataclass(frozen=True, slots=True)
class Assessment:
    """A finding with its heading and what no rule text gives (`open`).

    `example` is what an invented case says of itself, empty for a real one. `digest` = SHA-256 of the file.
    """

    kind: str
    id: str
    title: str
    agency: str
    example: str
    found: Found
    open: tuple[str, ...]
    day: date
    rules: tuple[Rules, ...]
    digest: str
    lots: tuple[Lot, ...]


def assessed_of(assessment: Assessment, *, program: str) -> Assessed:
    """What a workbook shows of it."""
    return Assessed(
        kind=NAMES[assessment.kind],
        id=assessment.id,
        title=assessment.title,
        agency=assessment.agency,
        example=assessment.example,
        day=assessment.day,
        rules=assessment.rules,
        digest=assessment.digest,
        lots=assessment.lots,
        notes=assessment.found.notes,
        open=assessment.open,
        case=assessment.found.case,
        program=program,
    )
