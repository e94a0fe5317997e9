"""Everything a workbook shows, in one value: the tender, its evaluation, the evidence and the mix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from benchmarks.findings import Finding
from benchmarks.measurement import Measurement
from benchmarks.slo import Limit
from procurement.exports.edges import EdgeCheck
from procurement.sizing.mix import Mix
from procurement.sizing.problem import Problem
from scoring.acceptability import Acceptability
from scoring.acceptability_noise import Contribution, Repeats
from scoring.agreement import Lean, Severity
from scoring.crosscheck import Opinion
from scoring.result import Evaluation
from scoring.sensitivity import Interval, Shift
from scoring.sensitivity_reruns import LeftOut
from scoring.tornado import Swing

Objective = Literal["cheapest", "most_performance", "most_served", "in_order"]


@dataclass(frozen=True, slots=True)
class Tender:
    """The tender as announced. `places` tells, for each answered question, where the notice says it.

    `example` marks invented prices, marks and demand; every sheet then says 예시.
    """

    id: str
    title: str
    agency: str
    rules_day: date
    weight_reason: str
    places: tuple[tuple[str, str], ...]
    example: bool
    example_note: str


@dataclass(frozen=True, slots=True)
class Evidenced:
    """One measurement a bid relies on, and what the checks found in it."""

    bid: str
    bidder: str
    measurement: Measurement
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """A latency the notice allows at most, in ms, at one model and pair of lengths; `subject` is what asks for it."""

    subject: str
    model: str
    isl: Decimal
    osl: Decimal
    limit: Limit


@dataclass(frozen=True, slots=True)
class Sized:
    """The sizing question and its answer; `no_mix` says in words why nothing fits."""

    problem: Problem
    objective: Objective
    mix: Mix | None
    no_mix: str


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one bid at one condition behind a quantitative value; `missed` do not keep its service level."""

    values: Repeats
    missed: int


@dataclass(frozen=True, slots=True)
class Noise:
    """The sampled weightings with the repeats' noise drawn in, and which cells to measure again, most first."""

    weights: Acceptability
    again: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the panel agrees: Kendall's W and ICC(2,1) where they exist, each evaluator's severity and leans."""

    w: Fraction | None
    intraclass: Fraction | None
    severities: tuple[Severity, ...]
    leans: tuple[Lean, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A mark that was given anew after its card was given back: what stood there before, with its reason."""

    bid: str
    criterion: str
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A card that was handed in and given back: whose, when, by whom, why, and the marks that were changed then."""

    evaluator: str
    at: datetime
    by: str
    reason: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Robust:
    """How far the ranking hangs on single bids, evaluators, points and runs; an annex, never the award.

    `missing` says in words what could not be computed (차등점수제, one bid only, no optional package).
    `lead` is the winner's lead in points before rounding that the swings start from. `noise` is None where
    no value of a ranked bid was measured more than once.
    """

    intervals: tuple[Interval, ...]
    shifts: tuple[Shift, ...]
    losers: tuple[LeftOut, ...]
    evaluators: tuple[LeftOut, ...]
    weights: Acceptability | None
    opinions: tuple[Opinion, ...]
    missing: tuple[str, ...]
    lead: Fraction | None
    swings: tuple[Swing, ...]
    runs: tuple[Runs, ...]
    noise: Noise | None
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is handed out. `manufacturers` maps bid id to the maker of its accelerator."""

    tender: Tender
    evaluation: Evaluation
    manufacturers: tuple[tuple[str, str], ...]
    evidence: tuple[Evidenced, ...]
    sized: Sized | None
    program: str
    robust: Robust | None = None
    edges: tuple[EdgeCheck, ...] = ()
    levels: tuple[ServiceLevel, ...] = ()
    reopened: tuple[Reopened, ...] = ()
