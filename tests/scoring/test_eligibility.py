from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks import UnusableAnswers, check_answers
from scoring.criteria import Bid, Criterion, Deduction, Scheme
from scoring.eligibility import eligibility_on, threshold
from scoring.evaluation import evaluate
from scoring.result import BidResult, Evaluation
from scoring.rules.loading import NotObtained, RuleError
from scoring.rules.schema import Rules
from tests.scoring.local import (
    DIFFERENTIAL,
    LOCAL,
    LOCAL_ANSWERS,
    LOCAL_SCHEME,
    NOTICE,
    PANEL,
    TECHNICAL,
    TOTAL,
    notice,
)
from tests.scoring.tender import RULES, SCHEME, A, bid, marks_for

TECHNICAL_POINTS = """
[[parameters]]
key = "eligibility_technical_points"
description = "협상적격자의 기술점수"
unit = "점"

[[parameters.history]]
from = 2026-11-01
value = 59
confidence = "read"
reference = { title = "시험 공고", article = "7" }
"""
CONTACT = Deduction(Fraction(5), "사전접촉", "제14조의2")


def run(*bids: Bid, rules: tuple[Rules, ...] = TOTAL, plans: tuple[int, ...] = (28, 20), **answers: Any) -> Evaluation:
    marks = tuple(
        mark
        for given, plan in zip(bids, plans, strict=True)
        for mark in marks_for(given.id, plan=(plan,) * 4, support=10, manage=9)
    )
    return evaluate(LOCAL_SCHEME, rules=rules, answers=replace(LOCAL_ANSWERS, **answers), bids=bids, marks=marks)


def standing(result: BidResult) -> tuple[bool, int | None, str]:
    return result.eligible, result.rank, "" if result.total is None else str(result.total.value)


def test_the_national_rule_tests_the_technical_points() -> None:
    assert eligibility_on(RULES) == "technical"
    assert str(threshold(SCHEME, rules=RULES).value) == "76.5000"


def test_the_local_rule_asks_what_is_tested() -> None:
    assert [eligibility_on(rules) for rules in (TOTAL, TECHNICAL)] == ["total", "technical"]
    with pytest.raises(NotObtained, match=r"eligibility_on .*공고의 기준에 따라 직접 정해야"):
        eligibility_on((LOCAL,))
    with pytest.raises(RuleError, match="must be technical or total: 'both'"):
        eligibility_on((LOCAL, notice(NOTICE.replace('value = "total"', 'value = "both"'))))


def test_70_points_of_the_total_or_85_percent_of_the_technical_points() -> None:
    total, technical = (threshold(LOCAL_SCHEME, rules=rules) for rules in (TOTAL, TECHNICAL))
    assert (str(total.value), str(total.clause)) == ("70", "지방자치단체 입찰시 낙찰자 결정기준 제7장")
    assert (str(technical.value), technical.exact) == ("68.0000", Fraction(68))


def test_points_of_the_technical_part_where_the_notice_says_so() -> None:
    points = NOTICE.replace('value = "total"', 'value = "technical_points"') + TECHNICAL_POINTS
    rules = (LOCAL, PANEL, DIFFERENTIAL, notice(points))
    asked = threshold(LOCAL_SCHEME, rules=rules)
    assert (str(asked.value), asked.inputs, str(asked.clause)) == ("59", (("기술점수 기준", "59"),), "시험 공고 7")
    # Panel 39, quantitative 20 and 19.9: 59 and 58.9 of 80.
    a, b = bid("A", price=900_000), bid("B", price=800_000, speed=99)
    found = run(a, b, rules=rules, plans=(20, 20))
    assert [r.eligible for r in found.results] == [True, False]
    assert found.results[1].ineligible_because[0].startswith("기술 58.9000점: 기준 59점 미만")


def test_the_total_is_tested_after_the_price_is_scored() -> None:
    # Panel A 28 + 10 + 9, B 20 + 10 + 9; quantitative 20 and 10; price 20 × 800000 / 1000000 and 20.
    a, b = bid("A", price=1_000_000), bid("B", price=800_000, speed=0)
    found = run(a, b)
    assert [standing(r) for r in found.results] == [(True, 1, "83.0000"), (False, None, "69.0000")]
    assert found.results[1].ineligible_because == ("합산 69점: 기준 70점 미만 / total points below the threshold",)
    assert found.lowest_price == 800_000


@pytest.mark.parametrize(("speed", "eligible"), [(10, True), (9, False)])
def test_exactly_70_points_are_eligible(speed: int, *, eligible: bool) -> None:
    b = bid("B", price=800_000, speed=speed)
    assert run(A, b).results[1].eligible is eligible


def test_the_same_bids_by_the_technical_points() -> None:
    a, b = bid("A", price=1_000_000, speed=100), bid("B", price=800_000, speed=20)
    assert [r.eligible for r in run(a, b, rules=TECHNICAL, plans=(29, 20)).results] == [True, False]


def test_a_price_above_the_ceiling_needs_no_total() -> None:
    over = bid("B", price=1_000_001)
    found = run(A, over).results[1]
    assert (found.eligible, found.total, len(found.ineligible_because)) == (False, None, 1)


def test_a_missed_gate_and_a_low_total_are_both_told() -> None:
    found = run(A, bid("B", price=900_000, speed=0, power=3001)).results[1]
    assert [why.split(":")[0] for why in found.ineligible_because] == ["소비전력", "합산 69점"]


@pytest.mark.parametrize(("after", "eligible"), [("true", False), ("false", True)])
def test_whether_a_deduction_counts_is_asked(after: str, *, eligible: bool) -> None:
    b = replace(bid("B", price=800_000, speed=50), deductions=(CONTACT,))
    with pytest.raises(NotObtained, match="eligibility_after_deductions"):
        run(A, b)
    block = NOTICE.split("[[parameters]]")[1].replace('"eligibility_on"', '"eligibility_after_deductions"')
    text = NOTICE + "\n[[parameters]]" + block.replace('value = "total"', f"value = {after}")
    found = run(A, b, rules=(LOCAL, PANEL, DIFFERENTIAL, notice(text))).results[1]
    assert standing(found) == (eligible, 2 if eligible else None, "69.0000")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"l_pool": "eligible_only"}, "L_pool = eligible_only: 적격을 합산점수로 정하면"),
        ({"differential_step": Fraction(1), "differential_pool": "eligible_only"}, "differential_pool = eligible_only"),
    ],
)
def test_what_would_go_in_a_circle_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UnusableAnswers, match=message):
        check_answers(replace(LOCAL_ANSWERS, **change), rules=TOTAL)


@pytest.mark.parametrize(("tested", "expected"), [("raw", [True, False]), ("differential", [True, True])])
def test_differential_points_may_make_the_total(tested: Any, expected: list[bool]) -> None:
    a, b = bid("A", price=1_000_000), bid("B", price=800_000, speed=0)
    found = run(a, b, differential_step=Fraction(3), differential_threshold_on=tested)
    assert [r.eligible for r in found.results] == expected


def test_an_estimated_price_holds_vat_in_a_local_tender() -> None:
    check_answers(LOCAL_ANSWERS, rules=TOTAL)
    with pytest.raises(UnusableAnswers, match="E_kind = estimated: E_vat = incl 이어야"):
        check_answers(replace(LOCAL_ANSWERS, e_vat="excl", bid_vat="excl"), rules=TOTAL)


@pytest.mark.parametrize("missing", ["price_places", "price_rounding", "eligibility_on"])
def test_without_what_the_notice_decides_the_local_rule_refuses(missing: str) -> None:
    head, *blocks = NOTICE.split("[[parameters]]")
    text = head + "".join("[[parameters]]" + block for block in blocks if f'"{missing}"' not in block)
    with pytest.raises(NotObtained, match=missing):
        run(A, bid("B", price=900_000), rules=(LOCAL, PANEL, DIFFERENTIAL, notice(text)))


@pytest.mark.parametrize("formula", ["two_slope_2026", "two_slope_legacy"])
def test_the_constants_of_a_formula_must_come_from_the_notice(formula: str) -> None:
    with pytest.raises(NotObtained, match=rf"{formula}.*upper_limit"):
        run(A, bid("B", price=900_000), price_formula=formula)


def test_without_a_rule_for_the_panel_the_local_rule_refuses() -> None:
    with pytest.raises(NotObtained, match="quantitative_points_max"):
        run(A, bid("B", price=900_000), rules=(LOCAL, DIFFERENTIAL, notice()))


def test_parts_far_from_their_base_are_noted() -> None:
    criteria = (Criterion("all", "전부", "정성", "qualitative", Fraction(71)),)
    scheme = Scheme(criteria=criteria, gates=(), price_points=Fraction(29))
    marks = tuple(replace(m, criterion="all") for m in marks_for("A", plan=(60, 61, 62)) if m.criterion == "plan")
    found = evaluate(scheme, rules=TOTAL, answers=LOCAL_ANSWERS, bids=(Bid("A", "업체 A", 900_000),), marks=marks)
    texts = [note.text for note in found.notes if note.code == "weights_outside_range"]
    assert [text.split("에서")[0] for text in texts] == ["정량 배점 0점이 기본 20점", "정성 배점 71점이 기본 60점"]


@given(speed=st.integers(0, 100), price=st.integers(1, 1_000_000), plan=st.integers(0, 30))
def test_a_bid_is_eligible_exactly_where_its_total_reaches_70(speed: int, price: int, plan: int) -> None:
    found = run(bid("A", price=900_000), bid("B", price=price, speed=speed), plans=(28, plan))
    for result in found.results:
        assert result.total is not None
        assert result.eligible is (result.total.value >= 70)
