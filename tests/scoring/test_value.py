from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring.value
from scoring.criteria import Comparison, Criterion, Evidence, Grades, Ladder, Linear, Piecewise, Ratio
from scoring.curves import UnusableCurve
from scoring.quantity import exact, half_up
from scoring.value import MissingValue, UnusableValue, gate_result, item_score, points_of
from tests.scoring.tender import CREDIT, DELIVERY, PLAN, POWER, SPEED

LOWER = replace(SPEED, value=Linear(floor=Fraction(500), target=Fraction(100), places=2))
FAST = replace(DELIVERY, value=Ladder(((Fraction(10), Fraction(1)), (Fraction(20), exact("0.5"))), "lower"))
RATE = replace(SPEED, value=Ratio(floor=Fraction(500), target=Fraction(2000), places=3))
TIME = replace(SPEED, value=Ratio(floor=Fraction(2000), target=Fraction(500), places=3))
USERS = replace(SPEED, value=Piecewise(((Fraction(10), Fraction(0)), (Fraction(30), exact("0.6"))), 2))
HOURS = replace(SPEED, value=Piecewise(((Fraction(4), Fraction(1)), (Fraction(24), exact("0.2"))), 1))


def points(criterion: Criterion, value: str | Fraction | None) -> str:
    item = item_score(criterion, bid="업체 A", evidence=Evidence(criterion.id, value, "시험"))
    return str(item.number.value)


@pytest.mark.parametrize(
    ("criterion", "value", "expected"),
    [
        (SPEED, Fraction(-5), "0.0000"),
        (SPEED, Fraction(1, 3), "0.0333"),
        (SPEED, Fraction(100), "10.0000"),
        (SPEED, Fraction(101), "10.0000"),
        (LOWER, Fraction(500), "0.00"),
        (LOWER, Fraction(300), "5.00"),
        (LOWER, Fraction(90), "10.00"),
        (CREDIT, "A", "5"),
        (CREDIT, "B", "4.5"),
        (DELIVERY, Fraction(3), "5"),
        (DELIVERY, exact("2.999"), "4"),
        (DELIVERY, Fraction(0), "0"),
        (FAST, Fraction(10), "5"),
        (FAST, exact("10.1"), "2.5"),
        (FAST, Fraction(21), "0"),
        (RATE, Fraction(499), "0.000"),
        (RATE, Fraction(750), "2.925"),
        (RATE, Fraction(1000), "5.000"),
        (RATE, Fraction(2001), "10.000"),
        (TIME, Fraction(750), "7.075"),
        (TIME, Fraction(2001), "0.000"),
        (USERS, Fraction(9), "0.00"),
        (USERS, exact("15.5"), "1.65"),
        (USERS, Fraction(31), "6.00"),
        (HOURS, Fraction(3), "10.0"),
        (HOURS, Fraction(14), "6.0"),
        (HOURS, Fraction(25), "2.0"),
    ],
)
def test_points_by_the_announced_function(criterion: Criterion, value: Fraction | str, expected: str) -> None:
    assert points(criterion, value) == expected


def test_the_exact_points_stand_beside_the_rounded_ones() -> None:
    item = item_score(SPEED, bid="A", evidence=Evidence("speed", Fraction(1, 3), "a.json:3"))
    assert (str(item.number.value), item.number.exact) == ("0.0333", Fraction(1, 30))
    assert item.number.formula == "10 × (1/3 − 0) / (100 − 0), 0~100 %"
    assert item.number.inputs == (("배점", "10"), ("값", "1/3"), ("단위", "tok/s"))
    assert str(item.number.clause) == "공고 배점표 처리량"


def test_a_curve_keeps_its_points_before_rounding_and_says_how_it_found_them() -> None:
    item = item_score(USERS, bid="A", evidence=Evidence("speed", exact("15.55"), "시험"))
    assert (str(item.number.value), item.number.exact) == ("1.67", exact("1.665"))
    assert item.number.formula == "10 × (0 + (0.6 − 0) × (15.55 − 10) / (30 − 10))"
    ratio = item_score(RATE, bid="A", evidence=Evidence("speed", Fraction(750), "시험")).number
    assert ratio.formula == "10 × ln(750 / 500) / ln(2000 / 500), 0~100 %"
    assert half_up(ratio.exact, places=12) == Decimal("2.924812503606")  # 10 × (log2(3) − 1) / 2


@pytest.mark.parametrize("criterion", [RATE, USERS])
def test_the_announced_share_of_a_missing_value_rounds_as_the_curve_does(criterion: Criterion) -> None:
    assert points(replace(criterion, missing_share=exact("0.12345")), None) == {RATE: "1.235", USERS: "1.23"}[criterion]


@pytest.mark.parametrize("evidence", [None, Evidence("delivery", None, "미측정")])
def test_a_missing_value_scores_what_was_announced_and_says_so(evidence: Evidence | None) -> None:
    item = item_score(DELIVERY, bid="A", evidence=evidence)
    assert (str(item.number.value), item.missing, item.number.formula) == ("3.5", True, "미측정: 5 × 0.7")
    assert item.number.inputs[1] == ("값", "미측정")


def test_a_missing_value_without_an_announced_share_stops() -> None:
    with pytest.raises(MissingValue, match=r"업체 A: 처리량: 미측정.*speed is not measured"):
        item_score(SPEED, bid="업체 A", evidence=None)


@pytest.mark.parametrize(
    ("criterion", "value", "message"),
    [
        (SPEED, "fast", "처리량: 수가 필요합니다: 'fast'"),
        (DELIVERY, "3", "납품실적: 수가 필요합니다: '3'"),
        (CREDIT, "Z", r"경영상태: 배점표에 없는 등급입니다: Z / grade is not in the table \(A, B\): Z"),
        (CREDIT, Fraction(1), "배점표에 없는 등급입니다: 1"),
        (PLAN, Fraction(1), "구현방안: 수가 필요합니다"),
        (RATE, "fast", "처리량: 수가 필요합니다: 'fast'"),
        (USERS, "many", "처리량: 수가 필요합니다: 'many'"),
        (TIME, Fraction(0), "처리량: 비율 환산의 값은 0보다 커야 합니다: 0 / a ratio needs a value above 0"),
    ],
)
def test_an_unusable_value_is_refused(criterion: Criterion, value: Fraction | str, message: str) -> None:
    with pytest.raises(UnusableValue, match=message):
        points_of(criterion, value=value)


def test_a_curve_that_contradicts_itself_gives_no_points() -> None:
    with pytest.raises(UnusableCurve, match="처리량: floor, target 은 0보다 크고"):
        points_of(replace(RATE, value=Ratio(Fraction(0), Fraction(1), 2)), value=Fraction(1))


@pytest.mark.parametrize(
    ("comparison", "value", "passed"),
    [("<=", 3000, True), ("<=", 3001, False), (">=", 3000, True), (">=", 2999, False)],
)
def test_a_gate_holds_at_its_limit(*, comparison: Comparison, value: int, passed: bool) -> None:
    gate = replace(POWER, comparison=comparison)
    assert gate_result(gate, evidence=Evidence("power", Fraction(value), "시험")).passed is passed


@pytest.mark.parametrize("evidence", [None, Evidence("power", None, "미측정")])
def test_missing_evidence_does_not_pass_a_gate(evidence: Evidence | None) -> None:
    assert gate_result(POWER, evidence=evidence).passed is False


def test_a_gate_needs_a_number() -> None:
    with pytest.raises(UnusableValue, match="소비전력: 수가 필요합니다: 'low'"):
        gate_result(POWER, evidence=Evidence("power", "low", "시험"))


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
thresholds = st.lists(numbers, min_size=1, max_size=5, unique=True).map(lambda v: sorted(v, reverse=True))


@given(numbers, numbers)
def test_a_better_value_never_scores_less_on_a_line(one: Fraction, other: Fraction) -> None:
    worse, better = sorted((one, other))
    assert points_of(SPEED, value=worse)[0] <= points_of(SPEED, value=better)[0]
    assert points_of(LOWER, value=worse)[0] >= points_of(LOWER, value=better)[0]


@given(thresholds, numbers, numbers)
def test_a_better_value_never_scores_less_on_a_ladder(steps: list[Fraction], one: Fraction, other: Fraction) -> None:
    shares = [Fraction(len(steps) - i, len(steps)) for i in range(len(steps))]
    criterion = replace(DELIVERY, value=Ladder(tuple(zip(steps, shares, strict=True)), "higher"))
    worse, better = sorted((one, other))
    assert points_of(criterion, value=worse)[0] <= points_of(criterion, value=better)[0]


@given(numbers)
def test_points_stay_between_zero_and_the_points_of_the_criterion(value: Fraction) -> None:
    assert 0 <= points_of(SPEED, value=value)[0] <= SPEED.points


def test_grades_are_found_by_name_not_by_place() -> None:
    turned = replace(
        CREDIT, value=Grades(tuple(reversed(CREDIT.value.shares)) if isinstance(CREDIT.value, Grades) else ())
    )
    assert points(turned, "A") == "5"


def test_the_module_hands_out_what_it_says() -> None:
    assert set(scoring.value.__all__) <= set(vars(scoring.value))
