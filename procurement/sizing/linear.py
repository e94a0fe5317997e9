"""A mixed-integer program as plain numbers, as it is written down row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Literal, get_args

Rule = Literal[
    "maximum", "minimum", "pairing", "exclusive", "lot", "min_vendors", "max_vendors", "vendor_share", "vendor_demand",
    "domestic", "rack", "cooling", "energy", "power", "running", "year_budget", "budget",
]  # fmt: skip
RULES: tuple[Rule, ...] = get_args(Rule)
OF_THE_OFFERS: tuple[Rule, ...] = ("maximum", "minimum", "pairing", "exclusive", "lot", "energy")
Sense = Literal["<=", "=", ">="]
Mode = Literal["prove", "fast", "relaxed"]
Terms = tuple[tuple[int, float], ...]
LARGEST_COEFFICIENT = 1024


@dataclass(frozen=True, slots=True)
class Column:
    """A variable between `lower` and `upper`, whole-numbered or continuous."""

    lower: float
    upper: float
    integer: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient × column `sense` `limit`. `rule` is the limit it belongs to, empty when it is physics."""

    rule: str
    terms: Terms
    sense: Sense
    limit: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One objective to minimise. `step` is the least difference between two values it can take, 0 if continuous."""

    terms: Terms
    step: float


@dataclass(frozen=True, slots=True)
class Linear:
    """Columns, rows, and objectives in order of importance.

    `stages` say what is good; `ties` choose among equally good answers, the first of them over every column that makes
    answers different; `settle` fixes the continuous columns once the whole-numbered ones are known.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Stage, ...]
    settle: Terms


@dataclass(frozen=True, slots=True)
class Change:
    """What one program of a series has otherwise than the first: each set of changes starts from the program itself.

    `limits`: (row, new limit), the row's sense stays; `coefficients`: (row, column, new value) of an entry that the
    row has; `bounds`: (column, new lower, new upper).
    """

    limits: tuple[tuple[int, float], ...] = ()
    coefficients: tuple[tuple[int, int, float], ...] = ()
    bounds: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A program to be solved under each of its changes."""

    linear: Linear
    changes: tuple[Change, ...] = (Change(),)
    mode: Mode = "prove"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: values by column (empty if none), and the first objective's bound in its own unit.

    `proven`: nothing better exists, by HiGHS' own word. `ties_settled`: the later objectives were carried through.
    `conflict`: when `infeasible`, the rules that cannot hold together; `minimal`: none of them can be left out.
    `duals`: by row, what one unit more of its limit adds to the first objective; of a relaxation only, else empty.
    """

    status: str
    values: tuple[float, ...]
    bound: float | None
    proven: bool
    infeasible: bool
    ties_settled: bool
    conflict: tuple[str, ...]
    minimal: bool
    solver: str
    duals: tuple[float, ...] = ()


def unit_of(values: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """The greatest number that divides every value, and that number times a power of two.

    Divided by the second, every value is a whole multiple of a power of two of at most LARGEST_COEFFICIENT: exact as a
    float for amounts below 2**53, so that rounding never decides whether a limit in won is kept.
    """
    present = [value for value in values if value]
    if not present:
        return Fraction(1), Fraction(1)
    below = lcm(*(value.denominator for value in present))
    common = Fraction(gcd(*(int(value * below) for value in present)), below)
    scaled = common
    while max(abs(value) for value in present) / scaled > LARGEST_COEFFICIENT:
        scaled *= 2
    return common, scaled


@dataclass(slots=True)
class Draft:
    """A program being written down."""

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, *, upper: float, integer: bool, lower: float = 0) -> int:
        """Add a variable and give its number."""
        self.columns.append(Column(lower, upper, integer))
        return len(self.columns) - 1

    def row(self, rule: str, terms: Iterable[tuple[int, float]], *, sense: Sense, limit: float) -> None:
        """Add a row as it stands."""
        self.rows.append(Row(rule, tuple(terms), sense, limit))

    def whole(self, rule: str, terms: Iterable[tuple[int, Fraction]], *, most: Fraction) -> None:
        """Add Σ terms <= most over whole-numbered columns, scaled so that every number is exact as a float."""
        kept = tuple(terms)
        common, scaled = unit_of(value for _, value in kept)
        limit = (most // common) * common / scaled
        self.row(rule, ((column, float(value / scaled)) for column, value in kept), sense="<=", limit=float(limit))
