"""Pairwise judgments become weights: principal eigenvector and row geometric mean, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from scoring.precise import normalised, to_decimal, weighted_geometric_mean, working_context
from scoring.quantity import half_up, plain

MOST_TIMES = 9
MOST_CHILDREN = 9
WEIGHT_PLACES = 4
_SETTLED = Decimal("1E-55")

Row = tuple[Fraction, ...]


class UnusableJudgments(ValueError):
    """Judgments that are no pairwise comparison: out of 1/9..9, twice, of a name with itself, or not reciprocal."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """How many times more the swing from floor to target on `first` is worth than that on `second`, 1/9..9."""

    first: str
    second: str
    times: Fraction


@dataclass(frozen=True, slots=True)
class Matrix:
    """A reciprocal matrix: `rows[i][j]` times is `names[i]` worth `names[j]`; None is not compared (미비교)."""

    names: tuple[str, ...]
    rows: tuple[tuple[Fraction | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights that add up to exactly 1, by both methods, and the largest eigenvalue λmax.

    Irrational values are held to 50 digits. `rounded` gives what is printed.
    """

    names: tuple[str, ...]
    eigenvector: Row
    geometric: Row
    lambda_max: Fraction


def matrix_of(names: Sequence[str], *, judgments: Iterable[Judgment]) -> Matrix:
    """The matrix of the judgments given; pairs without one stay None. Raises UnusableJudgments.

    Source: Saaty 1980, scale 1..9, also values in between; the question asks for swings (Mateus et al. 2010).
    """
    _check_names(names)
    times: dict[tuple[str, str], Fraction] = {(name, name): Fraction(1) for name in names}
    for judgment in judgments:
        _check_judgment(judgment, names=names)
        pair = (judgment.first, judgment.second)
        if pair in times:
            raise UnusableJudgments(f"{_pair(*pair)}: 두 번 비교했습니다 / is compared twice")
        times[pair], times[pair[1], pair[0]] = judgment.times, 1 / judgment.times
    return Matrix(tuple(names), tuple(tuple(times.get((a, b)) for b in names) for a in names))


def matrix_from_rows(names: Sequence[str], *, rows: Sequence[Sequence[Fraction | None]]) -> Matrix:
    """A matrix written out in full. Raises UnusableJudgments where it is not square, reciprocal or within 1/9..9."""
    size = len(names)
    if [len(row) for row in rows] != [size] * size:
        raise UnusableJudgments(f"{size} × {size} 행렬이어야 합니다 / must be a {size} by {size} matrix")
    for i, name in enumerate(names):
        if rows[i][i] != 1:
            raise UnusableJudgments(f"{_pair(name, name)}: 대각선은 1이어야 합니다 / the diagonal must be 1")
        for j in range(i):
            _check_reciprocal(rows[i][j], rows[j][i], pair=(name, names[j]))
    upper = ((i, j, rows[i][j]) for i in range(size) for j in range(i + 1, size))
    return matrix_of(names, judgments=(Judgment(names[i], names[j], x) for i, j, x in upper if x is not None))


def priorities(matrix: Matrix) -> Priorities:
    """The weights of a complete matrix by the principal eigenvector and by the row geometric mean.

    The eigenvector is the official one (Saaty 1980; practice of 예비타당성조사), the geometric mean stands
    beside it (Crawford & Williams 1985). Power iteration at 70 digits until nothing moves by 1E-55.
    Raises UnusableJudgments for a missing comparison: complete the matrix first.
    """
    vector, largest = eigen(matrix)
    means = (weighted_geometric_mean((x, Fraction(1)) for x in row) for row in complete_rows(matrix))
    return Priorities(names=matrix.names, eigenvector=vector, geometric=normalised(means), lambda_max=largest)


def eigen(matrix: Matrix) -> tuple[Row, Fraction]:
    """The principal eigenvector, which adds up to exactly 1, and λmax. Raises UnusableJudgments for a gap."""
    rows = complete_rows(matrix)
    vector = _eigenvector(rows)
    return vector, sum((_dot(row, vector) for row in rows), Fraction(0))


def complete_rows(matrix: Matrix) -> tuple[Row, ...]:
    """The rows of a matrix without gaps. Raises UnusableJudgments, which names the missing pair."""
    for name, row in zip(matrix.names, matrix.rows, strict=True):
        for other, value in zip(matrix.names, row, strict=True):
            if value is None:
                raise UnusableJudgments(f"{_pair(name, other)}: 비교하지 않았습니다 / is not compared")
    return tuple(tuple(value for value in row if value is not None) for row in matrix.rows)


def rounded(row: Row, *, places: int = WEIGHT_PLACES) -> tuple[Decimal, ...]:
    """Weights as printed: each rounded half up, so that their sum may miss 1 in the last place."""
    return tuple(half_up(value, places=places) for value in row)


def method_difference(found: Priorities, *, total: int) -> tuple[Decimal, ...]:
    """Eigenvector less geometric mean in points of `total`, to 4 places; above 1 point is worth a second look."""
    pairs = zip(found.eigenvector, found.geometric, strict=True)
    return rounded(tuple((a - b) * total for a, b in pairs))


def size_warning(matrix: Matrix) -> str:
    """A warning where a node has more than 9 children, else ""; n things are n(n − 1)/2 questions."""
    size = len(matrix.names)
    if size <= MOST_CHILDREN:
        return ""
    return (
        f"한 마디에 항목 {size}개, 비교 {size * (size - 1) // 2}번: {MOST_CHILDREN}개 이하로 나누십시오 / "
        f"{size} criteria in one node; divide them into a tree of at most {MOST_CHILDREN} each"
    )


def _eigenvector(rows: Sequence[Row]) -> Row:
    with localcontext(working_context()):
        matrix = [[to_decimal(value) for value in row] for row in rows]
        vector = [Decimal(1) / len(rows)] * len(rows)
        moved = Decimal(1)
        while moved > _SETTLED:
            image = [sum((a * x for a, x in zip(row, vector, strict=True)), Decimal(0)) for row in matrix]
            whole = sum(image, Decimal(0))
            after = [value / whole for value in image]
            moved = max(abs(a - b) for a, b in zip(after, vector, strict=True))
            vector = after
    return normalised(Fraction(value) for value in vector)


def _dot(row: Row, vector: Row) -> Fraction:
    return sum((a * x for a, x in zip(row, vector, strict=True)), Fraction(0))


def _check_names(names: Sequence[str]) -> None:
    if len(names) < 2 or len(set(names)) < len(names):  # noqa: PLR2004 -- a comparison needs two
        raise UnusableJudgments("비교할 항목은 서로 다른 둘 이상이어야 합니다 / compare two or more different names")


def _check_judgment(judgment: Judgment, *, names: Sequence[str]) -> None:
    where = _pair(judgment.first, judgment.second)
    if judgment.first == judgment.second or not {judgment.first, judgment.second} <= set(names):
        raise UnusableJudgments(f"{where}: 서로 다른 두 항목을 비교해야 합니다 / compare two different known names")
    if not Fraction(1, MOST_TIMES) <= judgment.times <= MOST_TIMES:
        raise UnusableJudgments(
            f"{where}: {plain(judgment.times)}배: 1/{MOST_TIMES}에서 {MOST_TIMES}까지여야 합니다 / "
            f"must be from 1/{MOST_TIMES} to {MOST_TIMES}"
        )


def _check_reciprocal(value: Fraction | None, mirror: Fraction | None, *, pair: tuple[str, str]) -> None:
    if (value is None) != (mirror is None) or (value is not None and mirror is not None and value * mirror != 1):
        raise UnusableJudgments(
            f"{_pair(*pair)}: 역수가 아닙니다 ({value}, {mirror}). 한쪽을 다른 쪽의 역수로 적으십시오 / "
            f"the two entries must be reciprocal"
        )


def _pair(first: str, second: str) -> str:
    return f"{first} : {second}"
