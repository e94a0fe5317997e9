"""Announced curves: ratio and piecewise lines from a value to a share of the points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from scoring.criteria import Curve, Piecewise, Ratio
from scoring.precise import log_ratio
from scoring.quantity import half_up, plain

_MOST_PLACES = 6


class UnusableValue(ValueError):
    """A value that its criterion or gate cannot use: text for a number, a grade not announced, a ratio of 0."""


class UnusableCurve(ValueError):
    """A curve that contradicts itself: knots out of order, shares that turn, a ratio from 0 or to its own floor."""


def curve_points(curve: Curve, *, title: str, points: Fraction, value: Fraction) -> tuple[Decimal, Fraction, str]:
    """Points by an announced curve: rounded half up at its places, before rounding, and the formula with its numbers.

    Ratio: `points × clip(ln(x/F) / ln(T/F), 0, 1)`; whether floor or target is larger gives the direction.
    Piecewise: a straight line between the two knots about x, the end shares outside. `exact` is exact
    where it is rational and has 50 digits elsewhere. Raises UnusableCurve, and UnusableValue for a
    ratio of a value that is not above 0. Source: the announced points table.
    """
    check_curve(curve, title=title)
    if isinstance(curve, Ratio):
        if value <= 0:
            raise UnusableValue(
                f"{title}: 비율 환산의 값은 0보다 커야 합니다: {plain(value)} / a ratio needs a value above 0"
            )
        share, formula = _ratio_share(curve, value=value)
    else:
        share, formula = _piecewise_share(curve, value=value)
    exact = points * share
    return half_up(exact, places=curve.places), exact, f"{plain(points)} × {formula}"


def check_curve(curve: Curve, *, title: str) -> None:
    """Raise UnusableCurve where `curve_problem` finds one."""
    if problem := curve_problem(curve):
        raise UnusableCurve(f"{title}: {problem}")


def curve_problem(curve: Curve) -> str:
    """What contradicts itself, in words; "" for a monotone curve with shares in 0..1 and places in 0..6."""
    if isinstance(curve, Piecewise):
        problem = _knots_problem(curve)
    elif min(curve.floor, curve.target) <= 0 or curve.floor == curve.target:
        problem = "floor, target 은 0보다 크고 서로 달라야 합니다 / floor and target must be above 0 and differ"
    else:
        problem = ""
    if problem or 0 <= curve.places <= _MOST_PLACES:
        return problem
    return "places 는 0에서 6까지입니다 / places are 0 to 6"


def _ratio_share(ratio: Ratio, *, value: Fraction) -> tuple[Fraction, str]:
    share = log_ratio(value / ratio.floor, base=ratio.target / ratio.floor)
    over, under = f"{plain(value)} / {plain(ratio.floor)}", f"{plain(ratio.target)} / {plain(ratio.floor)}"
    return min(max(share, Fraction(0)), Fraction(1)), f"ln({over}) / ln({under}), 0~100 %"


def _piecewise_share(curve: Piecewise, *, value: Fraction) -> tuple[Fraction, str]:
    for (left, from_share), (right, to_share) in pairwise(curve.knots):
        if left <= value <= right:
            share = from_share + (to_share - from_share) * (value - left) / (right - left)
            rise = f"({plain(to_share)} − {plain(from_share)})"
            run = f"({plain(value)} − {plain(left)}) / ({plain(right)} − {plain(left)})"
            return share, f"({plain(from_share)} + {rise} × {run})"
    share = curve.knots[0 if value < curve.knots[0][0] else -1][1]
    return share, plain(share)


def _knots_problem(curve: Piecewise) -> str:
    values, shares = [value for value, _ in curve.knots], [share for _, share in curve.knots]
    if len(values) < 2 or any(a >= b for a, b in pairwise(values)):  # noqa: PLR2004 -- a line needs two knots
        return "꺾이는 점은 둘 이상이고 값이 커지는 순서여야 합니다 / two knots or more, of rising values"
    if not all(0 <= share <= 1 for share in shares):
        return "배점비율은 0과 1 사이여야 합니다 / shares must be between 0 and 1"
    if shares not in (sorted(shares), sorted(shares, reverse=True)):
        return "배점비율은 한 방향으로만 변해야 합니다 / shares must not turn back"
    return ""
