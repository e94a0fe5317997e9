"""Missing comparisons: the weights of least squared logarithms, and the values they give the empty cells."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from scoring.ahp import Matrix, Row
from scoring.precise import exp, ln, normalised, to_decimal


class NotConnected(ValueError):
    """Comparisons that leave the names in groups with no comparison between them: the weights are not unique."""


def least_squares(matrix: Matrix) -> Row:
    """Weights that minimise `Σ (ln aᵢⱼ − ln wᵢ + ln wⱼ)²` over the comparisons given; they add up to 1.

    Linear and unique where every name is reached; without gaps it is the row geometric mean. The graph's
    Laplacian is solved exactly over logarithms of 50 digits. Raises NotConnected.
    Source: Bozóki, Fülöp, Rónyai 2010 (LLSM).
    """
    _check_connected(matrix)
    logs = _solved(*_normal_equations(matrix))
    return normalised(exp(to_decimal(value)) for value in logs)


def completed(matrix: Matrix) -> Matrix:
    """The matrix with `wᵢ / wⱼ` of the least squares weights in the empty cells; reciprocal. Raises NotConnected."""
    weights = least_squares(matrix)
    rows = [
        tuple(weights[i] / weights[j] if value is None else value for j, value in enumerate(row))
        for i, row in enumerate(matrix.rows)
    ]
    return Matrix(matrix.names, tuple(rows))


def missing_pairs(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """The pairs that nobody compared, in the announced order."""
    size = range(len(matrix.names))
    return tuple((matrix.names[i], matrix.names[j]) for i in size for j in size if i < j and matrix.rows[i][j] is None)


def _check_connected(matrix: Matrix) -> None:
    reached, waiting = {0}, [0]
    while waiting:
        row = matrix.rows[waiting.pop()]
        new = [j for j, value in enumerate(row) if value is not None and j not in reached]
        reached.update(new)
        waiting.extend(new)
    apart = [name for i, name in enumerate(matrix.names) if i not in reached]
    if apart:
        raise NotConnected(
            f"{', '.join(apart)}: {matrix.names[0]}와(과) 이어지는 비교가 없습니다. 하나 이상 비교하십시오 / "
            f"no comparison leads from these to {matrix.names[0]}; compare at least one pair"
        )


def _normal_equations(matrix: Matrix) -> tuple[list[list[Fraction]], list[Fraction]]:
    """The Laplacian of the comparisons and the row sums of their logarithms, without the first name (its log is 0)."""
    size = len(matrix.names)
    given = [{j: x for j, x in enumerate(row) if x is not None and j != i} for i, row in enumerate(matrix.rows)]
    left = [[Fraction(len(given[i]) if i == j else -(j in given[i])) for j in range(1, size)] for i in range(1, size)]
    right = [sum((Fraction(ln(x)) for x in given[i].values()), Fraction(0)) for i in range(1, size)]
    return left, right


def _solved(left: Sequence[Sequence[Fraction]], right: Sequence[Fraction]) -> list[Fraction]:
    """Gauss-Jordan over Fractions; a connected graph's reduced Laplacian is positive definite and needs no pivoting."""
    rows = [[*row, value] for row, value in zip(left, right, strict=True)]
    for i, _ in enumerate(rows):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        rows = [row if k == i else _less(row, times=row[i], other=rows[i]) for k, row in enumerate(rows)]
    return [Fraction(0), *(row[-1] for row in rows)]


def _less(row: Sequence[Fraction], *, times: Fraction, other: Sequence[Fraction]) -> list[Fraction]:
    return [a - times * b for a, b in zip(row, other, strict=True)]
