from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Curve, Piecewise, Ratio
from scoring.curves import UnusableCurve, UnusableValue, check_curve, curve_points, curve_problem
from scoring.quantity import exact

SPEED = Ratio(Fraction(500), Fraction(2000), 4)
LATENCY = Ratio(Fraction(1, 500), Fraction(1, 2000), 4)
USERS = Piecewise(((Fraction(10), Fraction(0)), (Fraction(20), exact("0.6")), (Fraction(50), Fraction(1))), 2)
HOURS = Piecewise(((Fraction(4), Fraction(1)), (Fraction(24), exact("0.2"))), 4)
positive = st.fractions(min_value=Fraction(1, 100), max_value=10**5, max_denominator=1000)
values = st.fractions(min_value=-100, max_value=100, max_denominator=100)


def points(curve: Curve, value: Fraction | int, *, most: str = "10") -> tuple[Decimal, Fraction, str]:
    return curve_points(curve, title="처리량", points=exact(most), value=Fraction(value))


@pytest.mark.parametrize(
    ("curve", "value", "expected"),
    [
        (SPEED, 500, "0.0000"),
        (SPEED, 1000, "5.0000"),
        (SPEED, 2000, "10.0000"),
        (SPEED, 750, "2.9248"),  # 10 × log4(1.5) = 10 × 0.2924812503…
        (SPEED, 1, "0.0000"),
        (SPEED, 9999, "10.0000"),
        (LATENCY, Fraction(1, 750), "2.9248"),
        (USERS, 9, "0.00"),
        (USERS, 15, "3.00"),
        (USERS, 20, "6.00"),
        (USERS, 35, "8.00"),
        (USERS, 51, "10.00"),
        (HOURS, 1, "10.0000"),
        (HOURS, 14, "6.0000"),
        (HOURS, 25, "2.0000"),
    ],
)
def test_points_by_an_announced_curve(curve: Curve, value: Fraction | int, expected: str) -> None:
    assert str(points(curve, value)[0]) == expected


def test_the_formula_holds_its_numbers() -> None:
    assert points(SPEED, 750)[2] == "10 × ln(750 / 500) / ln(2000 / 500), 0~100 %"
    assert points(USERS, 35)[2] == "10 × (0.6 + (1 − 0.6) × (35 − 20) / (50 − 20))"
    assert points(USERS, 51)[2] == "10 × 1"


@pytest.mark.parametrize(
    ("curve", "value", "expected", "formula"),
    [
        (HOURS, 4, 10, "10 × (1 + (0.2 − 1) × (4 − 4) / (24 − 4))"),
        (HOURS, 24, 2, "10 × (1 + (0.2 − 1) × (24 − 4) / (24 − 4))"),
        (USERS, 20, 6, "10 × (0 + (0.6 − 0) × (20 − 10) / (20 − 10))"),
    ],
)
def test_a_knot_scores_its_own_share_by_the_line_that_ends_in_it(
    curve: Curve, value: int, expected: int, formula: str
) -> None:
    assert points(curve, value)[1:] == (Fraction(expected), formula)


def test_the_half_of_a_doubling_that_is_exact_rounds_up() -> None:
    rounded, before, _ = points(SPEED, 1000, most="5.0001")
    assert (str(rounded), before) == ("2.5001", exact("2.50005"))


@given(positive)
def test_a_rate_scores_exactly_what_its_time_scores(value: Fraction) -> None:
    assert points(SPEED, value)[:2] == points(LATENCY, 1 / value)[:2]


@given(positive, positive)
def test_a_better_value_never_scores_less_on_a_ratio(one: Fraction, other: Fraction) -> None:
    worse, better = sorted((one, other))
    assert points(SPEED, worse)[1] <= points(SPEED, better)[1]
    assert points(LATENCY, worse)[1] >= points(LATENCY, better)[1]


@given(values, values)
def test_points_of_knots_are_monotone_and_inside(one: Fraction, other: Fraction) -> None:
    lower, upper = sorted((one, other))
    assert 0 <= points(USERS, lower)[1] <= points(USERS, upper)[1] <= 10
    assert 10 >= points(HOURS, lower)[1] >= points(HOURS, upper)[1] >= 2


@pytest.mark.parametrize("value", [0, -1])
def test_a_ratio_takes_no_value_that_is_not_above_zero(value: int) -> None:
    with pytest.raises(UnusableValue, match=rf"처리량: 비율 환산의 값은 0보다 커야 합니다: {value} / a ratio needs"):
        points(SPEED, value)


def knots(*pairs: tuple[int, str], places: int = 4) -> Piecewise:
    return Piecewise(tuple((Fraction(value), exact(share)) for value, share in pairs), places)


@pytest.mark.parametrize(
    ("curve", "message"),
    [
        (Ratio(Fraction(0), Fraction(5), 4), "floor, target 은 0보다 크고 서로 달라야"),
        (Ratio(Fraction(5), Fraction(-5), 4), "floor, target 은 0보다 크고 서로 달라야"),
        (Ratio(Fraction(5), Fraction(5), 4), "floor and target must be above 0 and differ$"),
        (Ratio(Fraction(5), Fraction(6), 7), "places 는 0에서 6까지"),
        (Ratio(Fraction(5), Fraction(6), -1), "places are 0 to 6$"),
        (knots((1, "0")), "꺾이는 점은 둘 이상"),
        (knots((1, "0"), (1, "1")), "값이 커지는 순서"),
        (knots((2, "0"), (1, "1")), "of rising values"),
        (knots((1, "0"), (3, "0.5"), (2, "1")), "two knots or more, of rising values$"),
        (knots((1, "0"), (2, "1.1")), "shares must be between 0 and 1$"),
        (knots((1, "-0.5"), (2, "1")), "배점비율은 0과 1 사이"),
        (knots((1, "0"), (2, "1"), (3, "0.5")), "한 방향으로만 .* must not turn back$"),
        (knots((1, "0"), (2, "1"), places=9), "places 는 0에서 6까지"),
    ],
)
def test_a_curve_that_contradicts_itself_is_refused(curve: Curve, message: str) -> None:
    with pytest.raises(UnusableCurve, match=f"처리량: .*{message}"):
        points(curve, 1)


@pytest.mark.parametrize("places", [0, 6])
def test_places_may_be_none_or_six(places: int) -> None:
    check_curve(Ratio(Fraction(1), Fraction(2), places), title="처리량")
    assert curve_problem(Ratio(Fraction(1), Fraction(2), places)) == ""
