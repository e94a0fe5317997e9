from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Bid
from scoring.evaluation import evaluate, input_digest
from scoring.lots import UnusableLot, check_lots, drawn, groups_of, negotiation_order, settled
from scoring.ranking import Standing, rank
from scoring.result import Evaluation, Lot
from scoring.rules.loading import RuleError, on, shipped_rule
from scoring.rules.schema import Rules
from tests.scoring.local import LOCAL_ANSWERS, LOCAL_SCHEME, TOTAL
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C, bid, marks_for

DAY = date(2026, 11, 20)
LOT = Lot(bids=("B", "A"), day=DAY, witnessed_by="감사담당관", record="추첨 기록 제1호")
TWINS = (bid("A", price=900_000), bid("B", price=900_000), bid("C", price=950_000))


def run(*lots: Lot, bids: tuple[Bid, ...] = TWINS, rules: tuple[Rules, ...] = TOTAL) -> Evaluation:
    marks = tuple(m for b in bids for m in marks_for(b.id, plan=(28, 29, 27, 30), support=15, manage=9))
    return evaluate(LOCAL_SCHEME, rules=rules, answers=LOCAL_ANSWERS, bids=bids, marks=marks, lots=lots)


def ranks(evaluation: Evaluation) -> dict[str, int | None]:
    return {r.bid.id: r.rank for r in evaluation.results}


def test_without_a_lot_the_tie_stays_open_and_says_what_is_missing() -> None:
    found = run()
    assert (ranks(found), found.undecided, found.lots) == ({"A": 1, "B": 1, "C": 3}, (("A", "B"),), ())
    assert found.results[0].why.startswith("1순위 미정: 규정이 추첨으로 정하나 추첨 기록이 없음")
    assert [n.text for n in found.notes if n.code == "undecided"] == [
        "A, B: 동점입니다. 추첨하여 기록하십시오 / tied, draw a lot and record it"
    ]


def test_a_recorded_lot_decides_and_stands_on_the_result() -> None:
    found = run(LOT)
    assert (ranks(found), found.undecided, found.lots) == ({"A": 2, "B": 1, "C": 3}, (), (LOT,))
    assert found.results[1].why == (
        "1순위: 동점자 2026-11-20 추첨 (입회 감사담당관, 기록 추첨 기록 제1호) / by the recorded lot"
    )
    assert [n.text for n in found.notes if n.code == "lot"] == [
        "2026-11-20 추첨 B > A (입회 감사담당관, 기록 추첨 기록 제1호) / recorded lot"
    ]


def test_a_lot_changes_the_digest_and_none_leaves_it() -> None:
    bids, marks = (A, B, C), MARKS
    digests = [
        input_digest(SCHEME, rules=RULES, answers=ANSWERS, bids=bids, marks=marks, lots=lots)
        for lots in ((), (LOT,), (replace(LOT, bids=("A", "B")),))
    ]
    assert len(set(digests)) == 3
    assert digests[0] == input_digest(SCHEME, rules=RULES, answers=ANSWERS, bids=bids, marks=marks)


def test_a_rule_without_a_lot_takes_none() -> None:
    with pytest.raises(UnusableLot, match=r"B, A: .*제8조제2항.*추첨을 정하지 않았습니다"):
        evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS, lots=(LOT,))


def test_items_do_not_decide_where_the_rule_goes_to_the_lot() -> None:
    # Equal totals and technical points, other items: the national rule would decide, the local one draws.
    marks = (
        *marks_for("A", plan=(20,) * 4, support=20, manage=9),
        *marks_for("B", plan=(25,) * 4, support=15, manage=9),
    )
    found = evaluate(LOCAL_SCHEME, rules=TOTAL, answers=LOCAL_ANSWERS, bids=TWINS[:2], marks=marks)
    assert found.undecided == (("A", "B"),)


@pytest.mark.parametrize(
    ("lot", "message"),
    [
        (replace(LOT, bids=("A",)), "서로 다른 입찰 2건 이상"),
        (replace(LOT, bids=("A", "A")), "서로 다른 입찰 2건 이상"),
        (replace(LOT, witnessed_by=" "), "입회자, 기록이"),
        (replace(LOT, record=""), "입회자, 기록이"),
        (replace(LOT, bids=("A", "C")), "A, C: 동점이 아닌 입찰의 추첨"),
        (replace(LOT, bids=("A", "B", "C")), "A, B, C: 동점이 아닌 입찰의 추첨"),
    ],
)
def test_a_lot_that_cannot_be_is_refused(lot: Lot, message: str) -> None:
    with pytest.raises(UnusableLot, match=message):
        run(lot)


def test_a_second_lot_on_one_tie_is_refused() -> None:
    with pytest.raises(UnusableLot, match="추첨이 두 번"):
        run(LOT, replace(LOT, bids=("A", "B")))


def test_only_known_orders_decide_a_negotiation() -> None:
    assert negotiation_order(RULES) == ("total", "technical", "items_by_points")
    assert negotiation_order(TOTAL) == ("total", "technical", "lot")
    goods = (on(shipped_rule("kr.goods.qualification"), day=DAY),)
    with pytest.raises(RuleError, match="unknown order 'price, total, lot'"):
        negotiation_order(goods)
    check_lots((LOT,), order=("price", "lot"), clause="")


def test_groups_stand_smallest_key_first() -> None:
    keys = {"C": (Fraction(1),), "B": (Fraction(2),), "A": (Fraction(2),)}
    assert groups_of(keys) == (("C",), ("A", "B"))
    assert groups_of(keys, lots=(LOT,)) == (("C",), ("B",), ("A",))


def test_a_ranking_keeps_what_no_lot_touches() -> None:
    given = [("A", 90), ("B", 90), ("C", 80), ("D", 80), ("E", 70)]
    ranking = rank(Standing(bid=b, total=Decimal(t), technical=Decimal(1)) for b, t in given)
    found = settled(ranking, lots=(LOT,))
    assert [(p.bid, p.rank, p.by) for p in found.places] == [
        ("B", 1, "lot"),
        ("A", 2, "lot"),
        ("C", 3, ""),
        ("D", 3, ""),
        ("E", 5, "total"),
    ]
    assert found.undecided == (("C", "D"),)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 2)))
def test_every_bid_stands_once_whatever_is_drawn(values: dict[str, int]) -> None:
    keys = {name: (Fraction(value),) for name, value in values.items()}
    groups = groups_of(keys)
    lots = tuple(replace(LOT, bids=group[::-1]) for group in groups if len(group) > 1)
    decided = groups_of(keys, lots=lots)
    assert sorted(b for group in decided for b in group) == sorted(keys)
    assert all(len(group) == 1 for group in decided)
    assert drawn(groups, lots=()) == groups
