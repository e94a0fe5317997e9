"""What is scored: gates, criteria with their points, and what the bidders bring."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["qualitative", "quantitative"]
Comparison = Literal[">=", "<="]


@dataclass(frozen=True, slots=True)
class Linear:
    """Points rise in a straight line from `floor` (0 %) to `target` (100 %), rounded to `places`."""

    floor: Fraction
    target: Fraction
    places: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Share of the points at each step reached, best step first: ((threshold, share), ...)."""

    steps: tuple[tuple[Fraction, Fraction], ...]
    better: Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Grades:
    """Share of the points for each named grade (credit rating and the like)."""

    shares: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Points rise with the logarithm from `floor` (0 %) to `target` (100 %), both above 0, rounded to `places`.

    Every doubling is worth the same, and a rate scores what its reciprocal (a time) scores.
    """

    floor: Fraction
    target: Fraction
    places: int


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Straight lines between knots ((value, share), ...) of rising values, flat outside, rounded to `places`."""

    knots: tuple[tuple[Fraction, Fraction], ...]
    places: int


Curve = Ratio | Piecewise
ValueFunction = Linear | Ladder | Grades | Curve


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the points table (배점표).

    Qualitative: the panel gives marks 0..points. Quantitative: the officer's or the
    measured value is turned into points by `value`; `missing_share` is the published
    share of the points for a value that is not there (None: a missing value stops the evaluation).
    """

    id: str
    title: str
    group: str
    kind: Kind
    points: Fraction
    value: ValueFunction | None = None
    unit: str = ""
    missing_share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A requirement that is met or not, before any point: `value comparison limit`, unit of the limit."""

    id: str
    title: str
    unit: str
    comparison: Comparison
    limit: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that is announced: gates, criteria and the price points."""

    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...]
    price_points: Fraction

    def of_kind(self, kind: Kind) -> tuple[Criterion, ...]:
        """The criteria of one kind, in the announced order."""
        return tuple(c for c in self.criteria if c.kind == kind)

    @property
    def technical_points(self) -> Fraction:
        """Σ points of all criteria (기술능력평가 배점한도)."""
        return sum((c.points for c in self.criteria), Fraction(0))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value for a gate or a quantitative criterion; `value is None` is 미측정.

    `trace` tells file, cell or line, short sha256, measurer and verification state.
    """

    subject: str
    value: Fraction | str | None
    trace: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one evaluator gave one bid on one qualitative criterion, in points."""

    evaluator: str
    bid: str
    criterion: str
    points: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken from the total (사전접촉, 공동수급체 결격), each with its clause."""

    points: Fraction
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points added to the total (가점) where a rule knows them."""

    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid: price in won as bid (None while its envelope is closed), its evidence, deductions, and bonuses."""

    id: str
    name: str
    price: int | None
    evidence: tuple[Evidence, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
