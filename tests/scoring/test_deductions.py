from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Bonus
from scoring.deductions import BonusRefused, UnusableShare, bonus, member_disqualified, prior_contact
from scoring.evaluation import evaluate
from scoring.quantity import exact
from scoring.rules.loading import NotObtained, on, shipped_rule
from tests.scoring.local import LOCAL
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C

SOFTWARE = on(shipped_rule("kr.software.bonus"), day=date(2026, 11, 22))


def test_prior_contact_costs_the_points_of_the_rule() -> None:
    found = prior_contact(RULES)
    assert (found.points, found.reason) == (Fraction(5), "사전접촉")
    assert found.clause == "조달청 협상에 의한 계약 제안서평가 세부기준 제14조의2"


def test_prior_contact_comes_off_the_total() -> None:
    bids = (replace(A, deductions=(prior_contact(RULES),)), B, C)
    total = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=bids, marks=MARKS).results[0].total
    assert total is not None
    assert str(total.value) == "87.8889"


def test_a_rule_that_was_not_obtained_deducts_nothing() -> None:
    with pytest.raises(NotObtained, match="prior_contact_points"):
        prior_contact((LOCAL,))


@pytest.mark.parametrize(
    ("share", "points", "expected"),
    [("0.3", "10", "3"), ("0.33335", "1", "0.3334"), ("0.33334", "1", "0.3333"), ("1", "0", "0")],
)
def test_a_disqualified_member_costs_its_share_rounded_at_the_fifth_decimal(
    share: str, points: str, expected: str
) -> None:
    found = member_disqualified(exact(share), points=exact(points), member="나 업체", rules=RULES)
    assert (found.points, found.clause) == (
        exact(expected),
        "조달청 협상에 의한 계약 제안서평가 세부기준 제10조제10항",
    )
    assert found.reason == f"공동수급체 구성원 결격: 나 업체 (지분 {share} × {points}점)"


@pytest.mark.parametrize(("share", "points"), [("0", "1"), ("1.01", "1"), ("-0.5", "1"), ("0.5", "-1")])
def test_a_share_that_cannot_be_is_refused(share: str, points: str) -> None:
    with pytest.raises(UnusableShare, match="나 업체: 지분율"):
        member_disqualified(exact(share), points=exact(points), member="나 업체", rules=RULES)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_all_members_together_cost_no_more_than_the_points_but_for_rounding(parts: list[int]) -> None:
    whole = sum(parts)
    taken = sum(
        (member_disqualified(Fraction(p, whole), points=Fraction(10), member="갑", rules=RULES).points for p in parts),
        Fraction(0),
    )
    assert abs(taken - 10) <= Fraction(len(parts), 20000)


def test_software_may_earn_up_to_five_points() -> None:
    found = bonus(Fraction(5), reason="기술자료 임치", rules=(*RULES, SOFTWARE))
    assert (str(found.value), found.inputs) == ("5", (("기술자료 임치", "5"), ("한도", "5")))


@pytest.mark.parametrize("points", ["0", "-1", "5.1"])
def test_a_bonus_outside_the_rule_is_refused(points: str) -> None:
    with pytest.raises(BonusRefused, match="0점 초과 5점 이하"):
        bonus(exact(points), reason="SP 인증", rules=(SOFTWARE,))


def test_a_bonus_under_a_rule_without_one_is_refused() -> None:
    with pytest.raises(BonusRefused, match=r"SP 인증: 적용하는 규정에 가점이 없습니다.*kr.negotiation.national"):
        bonus(Fraction(1), reason="SP 인증", rules=RULES)


def test_a_bonus_of_the_rule_is_added_to_the_total_and_to_nothing_else() -> None:
    given = replace(A, bonuses=(Bonus(Fraction(2), "임치"), Bonus(Fraction(1), "인증")))
    rules = (*RULES, SOFTWARE)
    plain, found = (
        evaluate(SCHEME, rules=rules, answers=ANSWERS, bids=(a, B, C), marks=MARKS).results[0] for a in (A, given)
    )
    assert plain.total is not None
    assert found.total is not None
    assert (plain.bonus, found.technical) == (None, plain.technical)
    assert found.bonus is not None
    assert found.bonus.inputs == (("임치, 인증", "3"), ("한도", "5"))
    assert found.total.value == plain.total.value + 3
    assert found.total.inputs == (("기술", "84.0000"), ("가격", "8.8889"), ("가점", "3"))


def test_a_bonus_that_the_rules_do_not_know_stops_the_evaluation() -> None:
    bids = (replace(A, bonuses=(Bonus(Fraction(1), "인증"),)), B, C)
    with pytest.raises(BonusRefused, match="인증: 적용하는 규정에 가점이 없습니다"):
        evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=bids, marks=MARKS)
