"""How far a panel agrees: Kendall's W, intraclass correlation, and each evaluator's lean to each bid; all exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.criteria import Mark
from scoring.panel_checks import totals_of

Row = tuple[Fraction, ...]


class NotComparable(ValueError):
    """Marks from which no agreement follows: fewer than two evaluators or bids, or a bid that one did not mark."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Totals in points: `rows[i][j]` is what `evaluators[i]` gave `bids[j]` over all criteria."""

    evaluators: tuple[str, ...]
    bids: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """Points an evaluator gave a bid beyond what their own severity and the bid's mean explain."""

    evaluator: str
    bid: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Severity:
    """An evaluator's mean total less the panel's: above 0 generous, below 0 severe, in points."""

    evaluator: str
    points: Fraction


def panel_of(marks: Iterable[Mark]) -> Panel:
    """The totals of the marks as a table. Raises NotComparable where an evaluator was excused from a bid."""
    totals = totals_of(marks)
    evaluators = tuple(dict.fromkeys(total.evaluator for total in totals))
    bids = tuple(dict.fromkeys(total.bid for total in totals))
    if len(evaluators) < 2 or len(bids) < 2:  # noqa: PLR2004 -- agreement needs two of each
        raise NotComparable("평가위원과 입찰이 둘 이상이어야 합니다 / two evaluators and two bids are needed")
    if len(totals) < len(evaluators) * len(bids):
        raise NotComparable(
            "모든 위원이 모든 입찰을 평가한 경우에만 계산합니다 / agreement needs every evaluator to mark every bid"
        )
    points = {(total.evaluator, total.bid): total.points for total in totals}
    return Panel(evaluators, bids, tuple(tuple(points[e, bid] for bid in bids) for e in evaluators))


def kendall_w(panel: Panel) -> Fraction | None:
    """Agreement of the evaluators' orders, 0..1, corrected for ties; None where every evaluator ties all bids.

    `W = 12 S / (m² (n³ − n) − m Σ(t³ − t))` over middle ranks, m evaluators, n bids, t tied at once.
    Source: Kendall & Babington Smith 1939; correction for ties as in Siegel & Castellan 1988.
    """
    m, n = len(panel.evaluators), len(panel.bids)
    ranks = [_middle_ranks(row) for row in panel.rows]
    sums = [sum(column, Fraction(0)) for column in zip(*ranks, strict=True)]
    ties = sum(_ties(row) for row in panel.rows)
    whole = m * m * (n**3 - n) - m * ties
    return 12 * _squares(sums) / whole if whole else None


def intraclass(panel: Panel) -> Fraction | None:
    """ICC(2,1): share of the variance of single totals that lies in the bids; None where nothing varies.

    Two-way random effects, absolute agreement, one evaluator: `(B − E) / (B + (k − 1)E + k(J − E)/n)` with
    the mean squares of bids, errors and judges. Below 0 is possible and shown. Chosen over the mean of pairwise
    rank correlations because points, not orders, are averaged. Source: Shrout & Fleiss 1979, table 4.
    """
    k, n = len(panel.evaluators), len(panel.bids)
    judges = _squares([_mean(row) for row in panel.rows]) * n
    bids = _squares([_mean(column) for column in zip(*panel.rows, strict=True)]) * k
    whole = _squares([value for row in panel.rows for value in row])
    between_bids, between_judges = bids / (n - 1), judges / (k - 1)
    error = (whole - bids - judges) / ((n - 1) * (k - 1))
    below = between_bids + (k - 1) * error + k * (between_judges - error) / n
    return (between_bids - error) / below if below else None


def severities(panel: Panel) -> tuple[Severity, ...]:
    """How generous each evaluator is against the panel, in points; they add up to 0."""
    whole = _mean([_mean(row) for row in panel.rows])
    return tuple(Severity(name, _mean(row) - whole) for name, row in zip(panel.evaluators, panel.rows, strict=True))


def leans(panel: Panel) -> tuple[Lean, ...]:
    """Each evaluator's lean to each bid: total − own mean − the bid's mean + the mean of all; sums are 0.

    A description, not a finding of bias. Source: residuals of the two-way layout (Shrout & Fleiss 1979).
    """
    of_bids = [_mean(column) for column in zip(*panel.rows, strict=True)]
    whole = _mean(of_bids)
    return tuple(
        Lean(name, bid, value - _mean(row) - mean + whole)
        for name, row in zip(panel.evaluators, panel.rows, strict=True)
        for bid, value, mean in zip(panel.bids, row, of_bids, strict=True)
    )


def _middle_ranks(row: Row) -> Row:
    """Rank 1 is the most points; ties share the mean of their ranks."""
    return tuple(
        sum(other > value for other in row) + Fraction(1 + sum(other == value for other in row), 2) for value in row
    )


def _ties(row: Row) -> int:
    return sum(row.count(value) ** 3 - row.count(value) for value in set(row))


def _squares(values: Sequence[Fraction]) -> Fraction:
    mean = _mean(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0))


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
