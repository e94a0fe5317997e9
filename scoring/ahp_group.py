"""Several judges: judgments or priorities aggregated, consistency of each judge, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations

from scoring.ahp import MOST_TIMES, Matrix, Row, complete_rows, priorities
from scoring.ahp_consistency import Consistency, Revision, Triad, best_revision, consistency, worst_triad
from scoring.precise import normalised, to_decimal, weighted_geometric_mean, working_context
from scoring.quantity import half_up, plain

CONSENSUS_PLACES = 4
_WORDS = (
    (Fraction(875, 1000), "매우 높음 / very high"),
    (Fraction(75, 100), "높음 / high"),
    (Fraction(625, 1000), "보통 / moderate"),
    (Fraction(50, 100), "낮음 / low"),
    (Fraction(0), "매우 낮음 / very low"),
)


class UnusableGroup(ValueError):
    """Judges that cannot be put together: none, one twice, other names, or a weight that is not above 0."""


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge with a complete matrix; `weight` above 0, of which only the proportion counts."""

    name: str
    matrix: Matrix
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """What to ask a judge again: consistency, the worst three judgments, the judgment that helps most."""

    name: str
    consistency: Consistency
    triad: Triad | None
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class Consensus:
    """Agreement of the judges' priorities from 0 (each another criterion, as far as the scale lets) to 1 (all equal).

    `indicator` is rounded to 4 places; `words` is AHP-OS's scale for it.
    """

    indicator: Decimal
    words: str


def aggregated_judgments(judges: Sequence[Judge]) -> Matrix:
    """AIJ: the weighted geometric mean of each entry, for a panel that acts as one body. Raises UnusableGroup.

    The geometric mean keeps the matrix reciprocal; an arithmetic one does not.
    Source: Aczél & Saaty 1983; Forman & Peniwati 1998.
    """
    rows = [(complete_rows(judge.matrix), judge.weight) for judge in _checked(judges)]
    names = judges[0].matrix.names
    mean = [[Fraction(1)] * len(names) for _ in names]
    for i, j in combinations(range(len(names)), 2):
        mean[i][j] = weighted_geometric_mean((matrix[i][j], weight) for matrix, weight in rows)
        mean[j][i] = 1 / mean[i][j]
    return Matrix(names, tuple(tuple(row) for row in mean))


def aggregated_priorities(judges: Sequence[Judge]) -> Row:
    """AIP: the weighted geometric mean of the judges' eigenvectors, for members who act as individuals.

    Adds up to exactly 1. With row geometric means in place of eigenvectors AIP and AIJ coincide. Raises
    UnusableGroup. Source: Forman & Peniwati 1998.
    """
    found = [(priorities(judge.matrix).eigenvector, judge.weight) for judge in _checked(judges)]
    size = range(len(judges[0].matrix.names))
    return normalised(weighted_geometric_mean((row[j], weight) for row, weight in found) for j in size)


def judge_reports(judges: Sequence[Judge]) -> tuple[JudgeReport, ...]:
    """Consistency judge by judge, because the group's matrix hides it. Raises UnusableGroup and NoRandomIndex."""
    return tuple(
        JudgeReport(judge.name, consistency(judge.matrix), worst_triad(judge.matrix), best_revision(judge.matrix))
        for judge in _checked(judges)
    )


def consensus(judges: Sequence[Judge]) -> Consensus:
    """AHP-OS's consensus indicator of the judges' eigenvectors, unweighted, by Shannon entropy.

    `S = (1/Dβ − Dα/Dγ) / (1 − Dα/Dγ)` with `Dβ = exp(Hγ − Hα)`, Hα the mean entropy of the judges, Hγ the
    entropy of their mean, and for n criteria on a scale to 9 the extremes Dα = exp(entropy of one
    criterion 9 times the others), Dγ = n. Raises UnusableGroup.
    Source: Goepel, AHP-OS, eq. 1.10 of "AHP Group Consensus Indicator" (bpmsg.com), after Goepel 2013.
    """
    rows = [priorities(judge.matrix).eigenvector for judge in _checked(judges)]
    size = len(rows[0])
    mean = [sum(column, Fraction(0)) / len(rows) for column in zip(*rows, strict=True)]
    extreme = normalised([Fraction(MOST_TIMES), *[Fraction(1)] * (size - 1)])
    with localcontext(working_context()):
        alpha = sum((_entropy(row) for row in rows), Decimal(0)) / len(rows)
        similarity = (alpha - _entropy(mean)).exp()
        least = _entropy(extreme).exp() / size
        indicator = half_up(Fraction((similarity - least) / (1 - least)), places=CONSENSUS_PLACES)
    words = next((word for bound, word in _WORDS if Fraction(indicator) >= bound), _WORDS[-1][1])
    return Consensus(indicator, words)


def _checked(judges: Sequence[Judge]) -> Sequence[Judge]:
    names = [judge.name for judge in judges]
    if not judges:
        raise UnusableGroup("판단자가 없습니다 / there are no judges")
    for judge in judges:
        if names.count(judge.name) > 1 or judge.weight <= 0 or judge.matrix.names != judges[0].matrix.names:
            raise UnusableGroup(
                f"{judge.name} (비중 {plain(judge.weight)}): 이름은 한 번, 비중은 0보다 크고, 항목은 "
                f"{judges[0].name}와(과) 같은 순서여야 합니다 / one name once, a weight above 0, and the same criteria"
            )
    return judges


def _entropy(shares: Iterable[Fraction]) -> Decimal:
    values = [to_decimal(share) for share in shares]
    return -sum((value * value.ln() for value in values), Decimal(0))
