"""A measured or stated value becomes points; a gate is met or not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scoring.criteria import Criterion, Curve, Evidence, Gate, Grades, Ladder, Linear
from scoring.curves import UnusableValue, curve_points
from scoring.quantity import decimal_of, half_up, plain
from scoring.result import GateResult, ItemScore, Number
from scoring.rules.schema import Reference

__all__ = ["MissingValue", "UnusableValue", "gate_result", "item_score", "points_of"]


class MissingValue(ValueError):
    """A quantitative value is not there (미측정) and the announced table does not say what it scores."""


def item_score(criterion: Criterion, *, bid: str, evidence: Evidence | None) -> ItemScore:
    """The points of one quantitative criterion for one bid, by its announced value function.

    Linear, Ratio and Piecewise are rounded half up to their own announced places; Ladder and Grades
    are shares of the points and are not rounded. A missing value scores `missing_share` of the points, and raises
    MissingValue where none is announced; it is never zero by itself. Raises UnusableValue.
    Source: the announced points table.
    """
    value = evidence.value if evidence else None
    if value is None:
        exact, formula = _missing_points(criterion, bid=bid)
    else:
        exact, formula = points_of(criterion, value=value)
    shown = "미측정" if value is None else value if isinstance(value, str) else plain(value)
    number = Number(
        value=_rounded(criterion, exact=exact),
        exact=exact,
        formula=formula,
        inputs=(("배점", plain(criterion.points)), ("값", shown), ("단위", criterion.unit)),
        clause=Reference(title="공고 배점표", article=criterion.title),
    )
    return ItemScore(criterion=criterion, evidence=evidence, missing=value is None, number=number)


def points_of(criterion: Criterion, *, value: Fraction | str) -> tuple[Fraction, str]:
    """Exact points for a value that is there, and the formula with its numbers.

    Raises UnusableValue, and UnusableCurve for a curve that `check_scheme` refuses.
    """
    function = criterion.value
    if isinstance(function, Grades):
        return _share_of(criterion, share=_grade_share(function, value=value, title=criterion.title))
    if isinstance(value, str) or function is None:
        raise UnusableValue(f"{criterion.title}: 수가 필요합니다: {value!r} / needs a number, not {value!r}")
    if isinstance(function, Ladder):
        return _share_of(criterion, share=_ladder_share(function, value=value))
    if isinstance(function, Curve):
        return curve_points(function, title=criterion.title, points=criterion.points, value=value)[1:]
    return _linear_points(criterion, function=function, value=value)


def gate_result(gate: Gate, *, evidence: Evidence | None) -> GateResult:
    """Whether the evidence meets a requirement; missing evidence does not pass. Raises UnusableValue for text."""
    value = evidence.value if evidence else None
    if isinstance(value, str):
        raise UnusableValue(f"{gate.title}: 수가 필요합니다: {value!r} / needs a number, not {value!r}")
    passed = value is not None and (value >= gate.limit if gate.comparison == ">=" else value <= gate.limit)
    return GateResult(gate=gate, evidence=evidence, passed=passed)


def _missing_points(criterion: Criterion, *, bid: str) -> tuple[Fraction, str]:
    if criterion.missing_share is None:
        raise MissingValue(
            f"{bid}: {criterion.title}: 미측정입니다. 배점표에 미측정 시 점수가 없으면 평가할 수 없습니다 / "
            f"{bid}: {criterion.id} is not measured and the table announces no points for that"
        )
    points, formula = _share_of(criterion, share=criterion.missing_share)
    return points, f"미측정: {formula}"


def _rounded(criterion: Criterion, *, exact: Fraction) -> Decimal:
    if isinstance(criterion.value, Linear | Curve):
        return half_up(exact, places=criterion.value.places)
    return decimal_of(exact)


def _share_of(criterion: Criterion, *, share: Fraction) -> tuple[Fraction, str]:
    return criterion.points * share, f"{plain(criterion.points)} × {plain(share)}"


def _grade_share(grades: Grades, *, value: Fraction | str, title: str) -> Fraction:
    for name, share in grades.shares:
        if name == value:
            return share
    known = ", ".join(name for name, _ in grades.shares)
    raise UnusableValue(f"{title}: 배점표에 없는 등급입니다: {value} / grade is not in the table ({known}): {value}")


def _ladder_share(ladder: Ladder, *, value: Fraction) -> Fraction:
    for threshold, share in ladder.steps:
        if value >= threshold if ladder.better == "higher" else value <= threshold:
            return share
    return Fraction(0)


def _linear_points(criterion: Criterion, *, function: Linear, value: Fraction) -> tuple[Fraction, str]:
    share = (value - function.floor) / (function.target - function.floor)
    points = criterion.points * min(max(share, Fraction(0)), Fraction(1))
    formula = (
        f"{plain(criterion.points)} × ({plain(value)} − {plain(function.floor)})"
        f" / ({plain(function.target)} − {plain(function.floor)}), 0~100 %"
    )
    return points, formula
