"""Totals far from the panel's mean, for which a written reason is asked; no number is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.criteria import Mark
from scoring.panel import evaluators_of
from scoring.quantity import half_up, plain, sum_of
from scoring.sitting import Reason

PERCENT_PLACES = 2


class UnusableReason(ValueError):
    """A reason without text, or two for the same evaluator and bid."""


@dataclass(frozen=True, slots=True)
class ReasonNeeded:
    """A total that deviates: `deviation` = (total − mean) / mean of all evaluators of the bid, before rounding.

    `given` is the written reason, "" while it is owed.
    """

    evaluator: str
    bid: str
    total: Fraction
    mean: Fraction
    deviation: Fraction
    given: str
    text: str


@dataclass(frozen=True, slots=True)
class Total:
    """One evaluator's sum of marks for one bid, in points."""

    evaluator: str
    bid: str
    points: Fraction


def totals_of(marks: Iterable[Mark]) -> tuple[Total, ...]:
    """The total of every evaluator for every bid marked: bids as they first come, evaluators by number."""
    given = tuple(marks)
    points: dict[tuple[str, str], list[Fraction]] = {}
    for mark in given:
        points.setdefault((mark.evaluator, mark.bid), []).append(mark.points)
    seats = ((e, bid) for bid in dict.fromkeys(mark.bid for mark in given) for e in evaluators_of(given))
    return tuple(Total(e, bid, sum_of(points[e, bid])) for e, bid in seats if (e, bid) in points)


def reasons_needed(
    marks: Iterable[Mark], *, limit: Fraction, reasons: tuple[Reason, ...] = ()
) -> tuple[ReasonNeeded, ...]:
    """Every total more than `limit` (0.1 = 10 %) above or below the mean of all totals of its bid.

    The mean is that of all evaluators who marked the bid, before any is dropped; exactly `limit` is not
    over it. Raises UnusableReason. Source: 조달청 평가위원 편차 10 % 사유서 (edaily, second-hand).
    """
    said = _said(reasons)
    totals = totals_of(marks)
    means = {total.bid: _mean(t.points for t in totals if t.bid == total.bid) for total in totals}
    return tuple(
        _needed(total, mean=means[total.bid], given=said.get((total.evaluator, total.bid), ""))
        for total in totals
        if abs(total.points - means[total.bid]) > limit * means[total.bid]
    )


def _said(reasons: tuple[Reason, ...]) -> dict[tuple[str, str], str]:
    said = {(reason.evaluator, reason.bid): reason.text.strip() for reason in reasons}
    if len(said) < len(reasons) or not all(said.values()):
        raise UnusableReason("사유는 위원과 입찰마다 한 번, 빈칸 없이 적습니다 / one reason for each, and not empty")
    return said


def _needed(total: Total, *, mean: Fraction, given: str) -> ReasonNeeded:
    deviation = (total.points - mean) / mean
    percent = half_up(abs(deviation) * 100, places=PERCENT_PLACES)
    side, english = ("높음", "above") if deviation > 0 else ("낮음", "below")
    asked = "사유 있음 / reason given" if given else "사유서가 필요합니다 / a written reason is needed"
    text = (
        f"{total.evaluator}, {total.bid}: {plain(total.points)}점, 위원 평균 {half_up(mean, places=4)}점보다 "
        f"{percent} % {side} ({percent} % {english} the mean): {asked}"
    )
    return ReasonNeeded(total.evaluator, total.bid, total.points, mean, deviation, given, text)


def _mean(values: Iterable[Fraction]) -> Fraction:
    given = tuple(values)
    return sum(given, Fraction(0)) / len(given)
