"""An assessment as a workbook shows it: what was asked, by which rules, and the outcome, one type a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.qualification import Candidate, Qualification
from scoring.result import Lot, Note
from scoring.rules.schema import Rules


@dataclass(frozen=True, slots=True)
class QualificationCase:
    """적격심사: the bids, the 예정가격 in won, and the outcome."""

    candidates: tuple[Candidate, ...]
    reserve: int
    found: Qualification


Case = QualificationCase


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment with its heading; `open` names what no rule text gives, `example` is empty for a real case.

    `digest` = SHA-256 of the file that was assessed, `notes` all that has to be said of the outcome.
    """

    kind: str
    id: str
    title: str
    agency: str
    example: str
    day: date
    rules: tuple[Rules, ...]
    digest: str
    lots: tuple[Lot, ...]
    notes: tuple[Note, ...]
    open: tuple[str, ...]
    case: Case
    program: str
