"""An assessment as a workbook shows it: what was asked, by which rules, and the outcome, one type a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from scoring.international import Compared
from scoring.international_formulas import QualityBid, Terms
from scoring.mas import Proposal, Ranked, Supplier
from scoring.open_call import Call, Decision, Project
from scoring.qualification import Candidate, Qualification
from scoring.reserve_price import Preliminary, ReservePrice
from scoring.result import Lot, Note
from scoring.rules.schema import Rules
from scoring.two_stage import Entry, Kind, TwoStage


@dataclass(frozen=True, slots=True)
class QualificationCase:
    """적격심사: the bids, the 예정가격 in won, and the outcome."""

    candidates: tuple[Candidate, ...]
    reserve: int
    found: Qualification


@dataclass(frozen=True, slots=True)
class StagedCase:
    """2단계입찰 or 동시입찰: the bids, the 예정가격 in won, and the outcome."""

    kind: Kind
    entries: tuple[Entry, ...]
    reserve: int
    found: TwoStage


@dataclass(frozen=True, slots=True)
class ReserveCase:
    """예정가격: the preliminary prices with the draw, how far they may be from the base (a share), and the price."""

    preliminary: Preliminary
    spread: Fraction
    found: ReservePrice


@dataclass(frozen=True, slots=True)
class ComparisonCase:
    """A foreign method: its terms, the bids and their figures."""

    terms: Terms
    bids: tuple[QualityBid, ...]
    found: Compared


@dataclass(frozen=True, slots=True)
class MasCase:
    """다수공급자계약 2단계경쟁: whom the request went to and why, the proposals and their order; amounts in won.

    `competes` tells that the amount asks for the second stage, `rate_places` to how many decimals a price's
    share of the contract price is rounded.
    """

    amount: int
    between_smes: bool
    price_type: Literal["A", "B"]
    reserved_for_smes: bool
    reason: str
    suppliers: tuple[Supplier, ...]
    proposals: tuple[Proposal, ...]
    competes: bool
    rate_places: int
    found: Ranked


@dataclass(frozen=True, slots=True)
class CallCase:
    """지원사업 공모: what was announced, the projects, and what became of them."""

    call: Call
    projects: tuple[Project, ...]
    decisions: tuple[Decision, ...]


Case = QualificationCase | StagedCase | ReserveCase | ComparisonCase | MasCase | CallCase


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
