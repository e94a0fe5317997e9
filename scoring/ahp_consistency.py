"""How consistent a matrix of judgments is, where it is least so, and which judgment to ask again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from scoring.ahp import MOST_TIMES, Matrix, complete_rows, eigen
from scoring.ahp_completion import least_squares
from scoring.quantity import half_up

RATIO_PLACES = 4
_SETTLED_PLACES = 40
_NOISE = Fraction(1, 10**_SETTLED_PLACES)
RANDOM_INDEX = (
    (3, Fraction(52, 100)),
    (4, Fraction(89, 100)),
    (5, Fraction(111, 100)),
    (6, Fraction(125, 100)),
    (7, Fraction(135, 100)),
    (8, Fraction(140, 100)),
    (9, Fraction(145, 100)),
    (10, Fraction(149, 100)),
)
"""Size and random index. Source: Saaty 2005, Theory and Applications of the Analytic Network Process."""
LIMIT = Fraction(10, 100)
STRICTER = ((3, Fraction(5, 100)), (4, Fraction(8, 100)))
"""Stricter limits for small matrices, second-hand: shown beside the limit, never a refusal."""


class NoRandomIndex(ValueError):
    """A matrix above 10 names: the printed table ends there."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """λmax, `CI = (λmax − n)/(n − 1)` and `CR = CI / RI`, before rounding; `limit` and `stricter` for CR.

    Two names are always consistent: their CI and CR are 0 and `random_index` is None.
    """

    size: int
    lambda_max: Fraction
    index: Fraction
    random_index: Fraction | None
    ratio: Fraction
    limit: Fraction
    stricter: Fraction

    @property
    def shown(self) -> Decimal:
        """CR as printed, to 4 places; it is this number that is compared with the limits."""
        return half_up(self.ratio, places=RATIO_PLACES)

    @property
    def acceptable(self) -> bool:
        """Whether CR is at most .10 (Saaty 1980); above it the judges are asked again, nothing is refused."""
        return Fraction(self.shown) <= self.limit


@dataclass(frozen=True, slots=True)
class Triad:
    """Three names and `aᵢⱼ·aⱼₖ·aₖᵢ` (1 is consistent); `inconsistency` = `1 − min(x, 1/x)`."""

    names: tuple[str, str, str]
    product: Fraction
    inconsistency: Fraction


@dataclass(frozen=True, slots=True)
class Revision:
    """The one judgment whose change lowers CR most: what the other judgments say of the pair, and CR after it.

    `consistent` stays within 1/9..9. A question to ask again, never a value to put in.
    """

    first: str
    second: str
    given: Fraction
    consistent: Fraction
    ratio_after: Fraction


def consistency(matrix: Matrix) -> Consistency:
    """The consistency of a complete matrix. Raises NoRandomIndex above 10 names, UnusableJudgments for a gap.

    Source: Saaty 1980 (CI, CR, .10), random index of Saaty 2005. Other tables give another CR of the same matrix.
    """
    size, (_, largest) = len(matrix.names), eigen(matrix)
    index = (largest - size) / (size - 1)
    random_index = _random_index(size)
    return Consistency(
        size=size,
        lambda_max=largest,
        index=index,
        random_index=random_index,
        ratio=index / random_index if random_index else Fraction(0),
        limit=LIMIT,
        stricter=dict(STRICTER).get(size, LIMIT),
    )


def worst_triad(matrix: Matrix) -> Triad | None:
    """The least consistent three judgments, of equal ones the first announced; None where all agree.

    Pairs that were not compared are passed over. Source: Koczkodaj 1993.
    """
    triads = [triad for places in combinations(range(len(matrix.names)), 3) if (triad := _triad(matrix, places))]
    worst = max(triads, key=lambda triad: triad.inconsistency, default=None)
    return worst if worst and worst.inconsistency > _NOISE else None


def best_revision(matrix: Matrix) -> Revision | None:
    """The judgment to ask again, of equal ones the first announced; None where no change lowers CR.

    Each pair in turn is left out and replaced by what the others say of it (least squared logarithms).
    Raises what `consistency` raises.
    """
    if worst_triad(matrix) is None:
        return None
    before = consistency(matrix).ratio
    tried = [_revised(matrix, i, j) for i, j in combinations(range(len(matrix.names)), 2)]
    best = min(tried, key=lambda revision: half_up(revision.ratio_after, places=_SETTLED_PLACES))
    return best if best.ratio_after < before else None


def _random_index(size: int) -> Fraction | None:
    if size > RANDOM_INDEX[-1][0]:
        raise NoRandomIndex(
            f"항목 {size}개: 임의지수 표는 {RANDOM_INDEX[-1][0]}개까지입니다. 항목을 나누십시오 / "
            f"{size} names: the table of random indices ends at {RANDOM_INDEX[-1][0]}, divide them"
        )
    return dict(RANDOM_INDEX).get(size)


def _triad(matrix: Matrix, places: tuple[int, int, int]) -> Triad | None:
    i, j, k = places
    sides = matrix.rows[i][j], matrix.rows[j][k], matrix.rows[k][i]
    if None in sides:
        return None
    product = Fraction(1)
    for side in sides:
        product *= side or 1
    names = (matrix.names[i], matrix.names[j], matrix.names[k])
    return Triad(names, product, 1 - min(product, 1 / product))


def _revised(matrix: Matrix, i: int, j: int) -> Revision:
    weights = least_squares(_with(matrix, (i, j), None))
    said = min(max(weights[i] / weights[j], Fraction(1, MOST_TIMES)), Fraction(MOST_TIMES))
    after = consistency(_with(matrix, (i, j), said))
    return Revision(matrix.names[i], matrix.names[j], complete_rows(matrix)[i][j], said, after.ratio)


def _with(matrix: Matrix, place: tuple[int, int], value: Fraction | None) -> Matrix:
    rows = [list(row) for row in matrix.rows]
    i, j = place
    rows[i][j], rows[j][i] = value, None if value is None else 1 / value
    return replace(matrix, rows=tuple(tuple(row) for row in rows))
