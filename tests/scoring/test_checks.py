from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scoring.checks import UnusableAnswers, UnusableBid, UnusableScheme, check_answers, check_bids, check_scheme
from scoring.criteria import Bid, Criterion, Deduction, Evidence, Grades, Ladder, Linear, Piecewise, Ratio
from scoring.price import UnknownFormula
from scoring.rules.loading import RuleError, on, shipped_rule
from tests.scoring.tender import ANSWERS, CREDIT, DELIVERY, MANAGE, PLAN, POWER, RULES, SCHEME, SPEED, SUPPORT, A, B

STEEP = Ladder(((Fraction(1), Fraction(1)), (Fraction(3), Fraction(0))), "higher")
RISING = Ladder(((Fraction(3), Fraction(0)), (Fraction(1), Fraction(1))), "higher")


def changed(old: Criterion, **change: Any) -> tuple[Criterion, ...]:
    return tuple(replace(c, **change) if c == old else c for c in SCHEME.criteria)


def test_the_tender_of_the_tests_is_usable() -> None:
    check_scheme(SCHEME, rules=RULES)
    check_answers(ANSWERS, rules=RULES)
    check_bids((A, B), scheme=SCHEME)


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        (changed(PLAN, points=Fraction(29)), "기술 89점 .* 가격 10점 = 99점: 합이 100점이어야 합니다"),
        (changed(PLAN, id="support"), "support: 항목 번호가 두 번"),
        (changed(PLAN, id="power"), "power: 항목 번호가 두 번"),
        (changed(PLAN, points=Fraction(0)), "plan: 배점은 0보다 커야"),
        (changed(PLAN, value=SPEED.value), "plan: 정량 항목에만"),
        (changed(SPEED, value=None), "speed: 정량 항목에만"),
        (changed(SPEED, value=Linear(Fraction(1), Fraction(1), 4)), "speed: floor ≠ target"),
        (changed(SPEED, value=Linear(Fraction(0), Fraction(1), 7)), "speed: floor ≠ target, 0 ≤ places ≤ 6"),
        (changed(SPEED, value=Linear(Fraction(0), Fraction(1), -1)), "speed: floor ≠ target"),
        (changed(SPEED, value=Ratio(Fraction(0), Fraction(1), 4)), "speed: floor, target 은 0보다 크고 서로 달라야"),
        (changed(SPEED, value=Ratio(Fraction(1), Fraction(2), 7)), "speed: places 는 0에서 6까지"),
        (changed(SPEED, value=Piecewise(((Fraction(1), Fraction(1)),), 4)), "speed: 꺾이는 점은 둘 이상"),
        (changed(DELIVERY, value=STEEP), "delivery: 좋은 단계부터"),
        (changed(DELIVERY, value=RISING), "delivery: 좋은 단계부터"),
        (changed(DELIVERY, value=Ladder((), "higher")), "delivery: 좋은 단계부터"),
        (changed(DELIVERY, value=Ladder(((Fraction(1), Fraction(2)),), "lower")), "delivery: 배점비율은 0과 1"),
        (changed(DELIVERY, missing_share=Fraction(-1)), "delivery: 배점비율은 0과 1"),
        (changed(CREDIT, value=Grades(())), "credit: 등급이 없거나"),
        (changed(CREDIT, value=Grades((("A", Fraction(1)), ("A", Fraction(0))))), "credit: 등급이 없거나"),
        (changed(CREDIT, value=Grades((("A", Fraction(2)),))), "credit: 배점비율은 0과 1"),
        (changed(SUPPORT, kind="quantitative", value=SPEED.value), "정량평가 배점의 합이 40점입니다. 20점 이하"),
    ],
)
def test_a_scheme_that_contradicts_itself_or_a_rule_is_refused(criteria: tuple[Criterion, ...], message: str) -> None:
    with pytest.raises(UnusableScheme, match=message):
        check_scheme(replace(SCHEME, criteria=criteria), rules=RULES)


def test_a_ladder_for_lower_values_stands_lowest_first() -> None:
    falling = Ladder(((Fraction(1), Fraction(1)), (Fraction(3), Fraction(0))), "lower")
    check_scheme(replace(SCHEME, criteria=changed(DELIVERY, value=falling)), rules=RULES)


@pytest.mark.parametrize(
    "curve",
    [
        Ratio(Fraction(2000), Fraction(500), 4),
        Piecewise(((Fraction(1), Fraction(0)), (Fraction(2), Fraction(1))), 0),
        Piecewise(((Fraction(1), Fraction(1)), (Fraction(2), Fraction(0))), 6),
    ],
)
def test_curves_in_either_direction_are_usable(curve: Ratio | Piecewise) -> None:
    check_scheme(replace(SCHEME, criteria=changed(SPEED, value=curve)), rules=RULES)


def test_a_scheme_without_price_points_is_refused() -> None:
    criteria = (*SCHEME.criteria, replace(MANAGE, id="more", points=Fraction(10)))
    with pytest.raises(UnusableScheme, match="가격 0점 = 100점"):
        check_scheme(replace(SCHEME, criteria=criteria, price_points=Fraction(0)), rules=RULES)


def test_rules_that_lack_a_limit_are_named() -> None:
    with pytest.raises(RuleError, match="quantitative_points_max"):
        check_scheme(SCHEME, rules=(on(shipped_rule("kr.negotiation.national"), day=date(2026, 11, 22)),))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bid_vat": "excl"}, r"기준금액\(incl\)과 입찰가격\(excl\)의 부가가치세 기준이 다릅니다"),
        ({"e_kind": "estimated"}, "E_kind = estimated: E_vat = excl 이어야"),
        ({"e_vat": "excl", "bid_vat": "excl"}, "E_kind = budget: E_vat = incl 이어야"),
        ({"e_amount": 0}, "기준금액과 가격 상한은 0보다"),
        ({"ceiling": -1}, "기준금액과 가격 상한은 0보다"),
        ({"trim_k": -1}, "제외하는 점수의 수는 0 이상"),
        ({"differential_step": Fraction(0)}, "순위간 점수차 0점: 0점 초과 3점 이하"),
        ({"differential_step": Fraction(31, 10)}, "순위간 점수차 3.1점: 0점 초과 3점 이하"),
        (
            {
                "differential_step": Fraction(1),
                "differential_pool": "eligible_only",
                "differential_threshold_on": "differential",
            },
            "협상적격자에게만 차등점수를 주면서",
        ),
    ],
)
def test_answers_that_contradict_each_other_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UnusableAnswers, match=message):
        check_answers(replace(ANSWERS, **change), rules=RULES)


@pytest.mark.parametrize(
    "change",
    [
        {"e_kind": "estimated", "e_vat": "excl", "bid_vat": "excl"},
        {"e_kind": "reserve"},
        {"e_kind": "reserve", "e_vat": "excl", "bid_vat": "excl"},
        {"differential_step": Fraction(3), "differential_pool": "eligible_only"},
        {"differential_step": Fraction(3), "differential_threshold_on": "differential"},
    ],
)
def test_answers_that_agree_are_taken(change: dict[str, Any]) -> None:
    check_answers(replace(ANSWERS, **change), rules=RULES)


def test_an_unknown_formula_is_refused_before_anything_else() -> None:
    with pytest.raises(UnknownFormula):
        check_answers(replace(ANSWERS, price_formula="cheapest", bid_vat="excl"), rules=RULES)


@pytest.mark.parametrize(
    ("bids", "message"),
    [
        ((), "입찰이 없거나"),
        ((A, B, A), "같은 입찰 번호가 두 번"),
        ((replace(A, price=0),), "A: 입찰가격이 0보다"),
        ((replace(A, evidence=(Evidence("plan", Fraction(1), ""),)),), "A: 배점표에 없는 항목의 증빙 .*: plan"),
        ((replace(A, evidence=(*A.evidence, A.evidence[0])),), "A: 한 항목에 증빙이 두 개"),
        ((replace(A, deductions=(Deduction(Fraction(-5), "사전접촉", "제14조의2"),)),), "A: 감점은 0 이상"),
    ],
)
def test_bids_that_cannot_be_evaluated_are_refused(bids: tuple[Bid, ...], message: str) -> None:
    with pytest.raises(UnusableBid, match=message):
        check_bids(bids, scheme=SCHEME)


def test_evidence_for_a_gate_is_announced() -> None:
    check_bids((replace(A, evidence=(Evidence(POWER.id, Fraction(1), ""),)),), scheme=SCHEME)
