"""Tenders of ratios and knots: exact halves of the last place, both directions, values that were never measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from scoring.criteria import Bid, Criterion, Curve, Evidence, Piecewise, Ratio, Scheme
from scoring.result import Evaluation
from tests.procurement.exports.evaluations import evaluated, marks_of, panel_only, plain_bid

_BIDS = 17
_DOUBLINGS = 16
_THIRD = Fraction(1, 3)
RISING = Ratio(_THIRD, _THIRD * 2**_DOUBLINGS, 3)
FALLING = Ratio(Fraction(6_553_600, 7), Fraction(100, 7), 3)
USERS = Piecewise(((_THIRD, Fraction(0)), (Fraction(7), Fraction(2, 5)), (Fraction(100), Fraction(1))), 2)
HOURS = Piecewise(((Fraction("4.1"), Fraction(1)), (Fraction("24.3"), Fraction("0.3")), (Fraction(99), Fraction(0))), 4)
CURVES: tuple[Curve, ...] = (RISING, FALLING, USERS, HOURS)


def curves() -> Evaluation:
    """Seventeen bids whose points are exact halves of the last place, at a knot, or outside the announced ends."""
    criteria = tuple(
        Criterion(f"q{i}", f"곡선 {i}", "정량", "quantitative", Fraction(5), curve, "단위", Fraction(1, 3))
        for i, curve in enumerate(CURVES)
    )
    bids = tuple(plain_bid(f"b{n:02}", 900_000 + n) for n in range(_BIDS + 1))
    measured = (replace(bid, evidence=tuple(_evidence(n))) for n, bid in enumerate(bids[:-1]))
    scheme = Scheme((*panel_only((60,)).criteria, *criteria), (), Fraction(20))
    return evaluated(scheme, bids=(*measured, bids[-1]), marks=marks_of(scheme, {b.id: (("60",),) * 3 for b in bids}))


def _evidence(number: int) -> Iterator[Evidence]:
    values = (
        RISING.floor * 2**number,
        FALLING.floor / 2**number,
        _halves(USERS, number),
        _halves(HOURS, number),
    )
    yield from (Evidence(f"q{i}", value, "시험") for i, value in enumerate(values))


def _halves(curve: Piecewise, number: int) -> Fraction:
    """The value whose five points end in half a unit of the last place; outside the ends or at a knot for the first."""
    if number <= len(curve.knots):
        return [*(value for value, _ in curve.knots), curve.knots[-1][0] + 1][number]
    points = (Fraction(number * 10**curve.places // 4) + Fraction(1, 2)) / 10**curve.places
    return next(_between(one, other, points / 5) for one, other in pairwise(curve.knots) if _inside(one, other, points))


def _inside(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction], points: Fraction) -> bool:
    low, high = sorted((one[1], other[1]))
    return low <= points / 5 <= high


def _between(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction], share: Fraction) -> Fraction:
    return one[0] + (other[0] - one[0]) * (share - one[1]) / (other[1] - one[1])


def knotted(values: tuple[int, int, int]) -> Evaluation:
    """Three bids on one ratio and one curve of knots; the values are all that differs."""
    kinds: tuple[Curve, ...] = (
        Ratio(Fraction(500), Fraction(2000), 4),
        Piecewise(((Fraction(400), Fraction(1)), (Fraction(900), Fraction("0.2"))), 2),
    )
    criteria = tuple(
        Criterion(f"q{i}", f"곡선 {i}", "정량", "quantitative", Fraction(10), kind, "tok/s")
        for i, kind in enumerate(kinds)
    )
    scheme = Scheme((*panel_only((70,)).criteria, *criteria), (), Fraction(10))
    bids = tuple(Bid(f"b{n}", f"업체 {n}", 900_000, _both(value)) for n, value in enumerate(values))
    return evaluated(scheme, bids=bids, marks=marks_of(scheme, {b.id: (("66",),) * 3 for b in bids}))


def _both(value: int) -> tuple[Evidence, ...]:
    return tuple(Evidence(f"q{i}", Fraction(value), "시험") for i in range(2))
