"""What an evaluation leaves behind: every number with its inputs, its formula and its clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from scoring.criteria import Bid, Criterion, Evidence, Gate, Mark, Scheme
from scoring.rules.schema import Reference, Rules
from scoring.sitting import Sitting

Vat = Literal["incl", "excl"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the rule text leaves open, answered by the tender. Nothing here has a default.

    `e_kind` reference amount: estimated = 추정가격, budget = 사업예산, reserve = 예정가격.
    `e_vat` and `bid_vat` must agree. `ceiling` = 예정가격 or 사업예산 in won, in the bids' VAT basis.
    `l_pool` whose bids may be the lowest bid L: valid_all = every bid within the ceiling, also those
    that miss a gate or the technical threshold; eligible_only = 협상적격자.
    `floor_l` whether L is raised to the formula's floor. `trim_k` highest and lowest totals dropped.
    `differential_step` None = 차등점수제 not applied; points between ranks otherwise.
    `differential_pool` who holds a rank: all bids, or those that pass the gates and the threshold.
    """

    e_kind: Literal["estimated", "budget", "reserve"]
    e_vat: Vat
    e_amount: int
    bid_vat: Vat
    ceiling: int
    l_pool: Literal["valid_all", "eligible_only"]
    floor_l: bool
    cap_at_pmax: bool
    trim_k: int
    price_formula: str
    differential_step: Fraction | None
    differential_threshold_on: Literal["raw", "differential"]
    differential_pool: Literal["all", "eligible_only"]


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot (추첨) that was drawn and recorded by people: `bids` in the drawn order, first is first."""

    bids: tuple[str, ...]
    day: date
    witnessed_by: str
    record: str


@dataclass(frozen=True, slots=True)
class Number:
    """A computed number: `value` as printed, `exact` before rounding, how, from what, and why."""

    value: Decimal
    exact: Fraction
    formula: str
    inputs: tuple[tuple[str, str], ...]
    clause: Reference


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate and whether the evidence passes it; missing evidence does not pass."""

    gate: Gate
    evidence: Evidence | None
    passed: bool


@dataclass(frozen=True, slots=True)
class ItemScore:
    """A quantitative criterion's points and the evidence behind them; `missing` = 미측정."""

    criterion: Criterion
    evidence: Evidence | None
    missing: bool
    number: Number


@dataclass(frozen=True, slots=True)
class EvaluatorTotal:
    """One evaluator's sum for one bid and whether the trim drops it."""

    evaluator: str
    total: Fraction
    dropped: Literal["", "high", "low"]


@dataclass(frozen=True, slots=True)
class PanelScore:
    """The trimmed mean of the evaluators' totals for one bid."""

    totals: tuple[EvaluatorTotal, ...]
    number: Number


@dataclass(frozen=True, slots=True)
class DifferentialScore:
    """차등점수: rank by raw technical points, the gap that applied, and the points."""

    rank: int
    raw_gap: Fraction
    applied_gap: Fraction
    number: Number


@dataclass(frozen=True, slots=True)
class PriceScore:
    """The price points of one bid: its zone, the lowest bid used, and warnings it raises."""

    zone: str
    lowest_used: Fraction
    ratio: Fraction
    over_pmax: bool
    number: Number


@dataclass(frozen=True, slots=True)
class BidResult:
    """All numbers of one bid. `rank` is None where the bid is not eligible; `why` says why it stands there.

    `technical_raw` = panel + quantitative, both rounded; `technical` = the differential points where they apply.
    `price` and `total` are None where the rule never uses the bid's price
    (not eligible while `l_pool` is eligible_only, or above the ceiling). `threshold` is that of the
    technical points, or of the total where the rule tests the total (지방). `bonus` is None without 가점.
    """

    bid: Bid
    gates: tuple[GateResult, ...]
    panel: PanelScore
    items: tuple[ItemScore, ...]
    quantitative: Number
    technical_raw: Number
    differential: DifferentialScore | None
    technical: Number
    threshold: Number
    eligible: bool
    ineligible_because: tuple[str, ...]
    price: PriceScore | None
    deduction: Number
    total: Number | None
    rank: int | None
    why: str
    bonus: Number | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A warning that belongs on the sheet: a code, the text, and the clause or trap it comes from."""

    code: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole result, in the announced order of bids. `undecided` holds groups the rule cannot order."""

    scheme: Scheme
    rules: tuple[Rules, ...]
    answers: Answers
    marks: tuple[Mark, ...]
    results: tuple[BidResult, ...]
    lowest_price: int | None
    undecided: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]
    input_digest: str
    lots: tuple[Lot, ...] = ()
    sitting: Sitting | None = None
