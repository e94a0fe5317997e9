from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Mark
from scoring.panel import (
    TooFewEvaluators,
    UnusableMarks,
    check_marks,
    evaluators_of,
    panel_score,
    panel_scores,
    trimmed_mean,
)
from scoring.quantity import exact
from scoring.result import PanelScore
from scoring.rules.schema import Reference
from tests.scoring.tender import MANAGE, PLAN, SUPPORT, marks_for

CLAUSE = Reference("세부기준", "제12조제2항")
CRITERIA = (PLAN, SUPPORT, MANAGE)
MARKS = (*marks_for("A", plan=(28, 28, 27, 30)), *marks_for("B", plan=(20, 21, 22, 22)))
totals = st.lists(st.fractions(0, 80, max_denominator=20), min_size=5, max_size=15)


def scored(*given: int | str, trim_k: int = 1) -> PanelScore:
    named = tuple((f"위원{i}", exact(value)) for i, value in enumerate(given, 1))
    return panel_score(named, trim_k=trim_k, places=4, clause=CLAUSE)


def dropped(*given: int, trim_k: int = 1) -> list[str]:
    return [total.dropped for total in scored(*given, trim_k=trim_k).totals]


def test_each_bid_is_scored_by_its_evaluators_totals() -> None:
    a, b = panel_scores(MARKS, criteria=CRITERIA, bids=("A", "B"), trim_k=1, places=4, clause=CLAUSE)
    assert [total.total for total in a.totals] == [64, 64, 63, 66]
    assert (str(a.number.value), str(b.number.value)) == ("64.0000", "57.5000")
    assert a.number.formula == "(64 + 64) / 2"
    assert a.number.inputs == (("평가위원 수", "4"), ("제외 수(최고·최저 각각)", "1"))
    assert a.number.clause == CLAUSE


def test_of_tied_extremes_only_one_is_dropped() -> None:
    found = scored(60, 60, 80, 85, 90, 90, 95, 95)
    assert str(found.number.value) == "83.3333"
    assert [total.dropped for total in found.totals] == ["", "low", "", "", "", "", "high", ""]


def test_of_twelve_two_and_two_are_dropped() -> None:
    assert dropped(10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 96, 97, trim_k=2) == ["low"] * 2 + [""] * 8 + ["high"] * 2


def test_where_all_are_equal_no_evaluator_is_dropped_twice() -> None:
    assert dropped(70, 70, 70) == ["high", "", "low"]


def test_nothing_is_dropped_where_the_tender_says_so() -> None:
    assert dropped(1, 2, trim_k=0) == ["", ""]
    assert str(scored(1, 2, trim_k=0).number.value) == "1.5000"


def test_the_mean_is_rounded_once_half_up() -> None:
    found = scored(0, "70.0001", 70, 99)
    assert (str(found.number.value), found.number.exact) == ("70.0001", exact("70.00005"))


@pytest.mark.parametrize(("count", "trim_k"), [(2, 1), (4, 2), (1, 1), (3, -1)])
def test_too_few_evaluators_are_refused(count: int, trim_k: int) -> None:
    with pytest.raises(TooFewEvaluators, match=f"평가위원이 {count}명이면 최고·최저 {trim_k}명씩"):
        trimmed_mean([Fraction(1)] * count, trim_k=trim_k)


def test_without_qualitative_criteria_the_panel_scores_nothing() -> None:
    (found,) = panel_scores((), criteria=(), bids=("A",), trim_k=1, places=4, clause=CLAUSE)
    assert (str(found.number.value), found.totals) == ("0.0000", ())
    assert found.number.formula == "정성평가 항목 없음 / no qualitative criteria"


def test_evaluators_stand_in_the_order_of_their_numbers() -> None:
    names = ("0번", "위원장1", "위원10", "위원2", "위원1", "위원2-b", "가")
    marks = [Mark(name, "A", "plan", Fraction(1)) for name in names]
    assert evaluators_of(marks) == ("가", "위원1", "위원2", "위원2-b", "위원10", "위원장1", "0번")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": exact("30.01")}, r"위원1, A, plan: 30.01점: 0점과 배점 30점 사이.*between 0 and 30"),
        ({"points": Fraction(-1)}, "위원1, A, plan: -1점: 0점과 배점 30점 사이"),
        ({"bid": "Z"}, "위원1, Z, plan: 없는 입찰입니다 / there is no such bid: Z"),
        ({"criterion": "speed"}, "위원1, A, speed: 정성평가 항목이 아닙니다 / is not a qualitative criterion: speed"),
        ({"evaluator": "위원9"}, "위원1, A, plan: 점수가 없습니다. 미채점은 0점이 아닙니다"),
        ({"evaluator": "위원2"}, "위원2, A, plan: 점수가 두 번 있습니다 / is marked twice"),
    ],
)
def test_marks_that_cannot_be_counted_are_refused_with_their_place(change: dict[str, Any], message: str) -> None:
    wrong = (replace(MARKS[0], **change), *MARKS[1:])
    with pytest.raises(UnusableMarks, match=message):
        check_marks(wrong, criteria=CRITERIA, bids=("A", "B"))


def test_of_many_marks_the_repeated_one_is_named() -> None:
    with pytest.raises(UnusableMarks, match=r"^위원2, A, manage: 점수가 두 번 있습니다"):
        check_marks((*MARKS, MARKS[5]), criteria=CRITERIA, bids=("A", "B"))


def test_a_missing_mark_is_not_zero() -> None:
    with pytest.raises(UnusableMarks, match="위원1, A, plan: 점수가 없습니다"):
        check_marks(MARKS[1:], criteria=CRITERIA, bids=("A", "B"))


def test_no_marks_at_all_is_refused() -> None:
    with pytest.raises(UnusableMarks, match="평가위원 점수가 하나도 없습니다"):
        check_marks((), criteria=CRITERIA, bids=("A",))


def test_a_full_mark_and_a_mark_of_zero_are_in_range() -> None:
    marks = [replace(mark, points=Fraction(0)) for mark in MARKS]
    check_marks((replace(marks[0], points=Fraction(30)), *marks[1:]), criteria=CRITERIA, bids=("A", "B"))


OUT = frozenset({("위원4", "A")})


def test_an_evaluator_excused_from_one_bid_is_left_out_of_that_bid_alone() -> None:
    marks = [mark for mark in MARKS if (mark.evaluator, mark.bid) not in OUT]
    a, b = panel_scores(marks, criteria=CRITERIA, bids=("A", "B"), trim_k=1, places=4, clause=CLAUSE, excused=OUT)
    assert [total.evaluator for total in a.totals] == ["위원1", "위원2", "위원3"]
    assert (str(a.number.value), len(b.totals)) == ("64.0000", 4)


def test_a_mark_of_an_excused_evaluator_is_refused() -> None:
    with pytest.raises(UnusableMarks, match="위원4, A, plan: 이 입찰의 평가에서 빠진 위원의 점수입니다"):
        check_marks(MARKS, criteria=CRITERIA, bids=("A", "B"), excused=OUT)


def test_a_bid_that_too_many_are_excused_from_is_refused() -> None:
    out = frozenset({("위원3", "A"), ("위원4", "A")})
    marks = [mark for mark in MARKS if (mark.evaluator, mark.bid) not in out]
    with pytest.raises(TooFewEvaluators, match="평가위원이 2명이면 최고·최저 1명씩"):
        panel_scores(marks, criteria=CRITERIA, bids=("A", "B"), trim_k=1, places=4, clause=CLAUSE, excused=out)


def test_a_bid_that_all_are_excused_from_is_no_bid_without_criteria() -> None:
    out = frozenset((f"위원{i}", "A") for i in range(1, 5))
    marks = [mark for mark in MARKS if mark.bid == "B"]
    with pytest.raises(TooFewEvaluators, match="평가위원이 0명이면"):
        panel_scores(marks, criteria=CRITERIA, bids=("A", "B"), trim_k=0, places=4, clause=CLAUSE, excused=out)


@given(totals, st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_order_of_evaluators_does_not_change_the_score(values: list[Fraction], trim_k: int, order: Random) -> None:
    named = [(f"위원{i}", value) for i, value in enumerate(values)]
    before = panel_score(tuple(named), trim_k=trim_k, places=4, clause=CLAUSE)
    order.shuffle(named)
    assert panel_score(tuple(named), trim_k=trim_k, places=4, clause=CLAUSE).number.value == before.number.value


@given(totals, st.integers(0, 2))
def test_the_marks_shown_as_kept_give_the_mean(values: list[Fraction], trim_k: int) -> None:
    named = tuple((f"위원{i}", value) for i, value in enumerate(values))
    found = panel_score(named, trim_k=trim_k, places=4, clause=CLAUSE)
    kept = [total.total for total in found.totals if not total.dropped]
    assert sum(kept, Fraction(0)) / len(kept) == found.number.exact
    assert [t.dropped for t in found.totals].count("high") == [t.dropped for t in found.totals].count("low") == trim_k
