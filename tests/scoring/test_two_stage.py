from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.lots import UnusableLot
from scoring.result import Lot
from scoring.rules.loading import on, shipped_rule
from scoring.two_stage import Entry, TwoStage, UnusableEntry, two_stage

DAY = date(2026, 11, 22)
RULES = (on(shipped_rule("kr.two.stage"), day=DAY),)
A = Entry("A", suitable=True, why="규격 충족", price=900)
B = Entry("B", suitable=True, why="규격 충족", price=800)
C = Entry("C", suitable=False, why="소비전력 초과", price=None)
UNPRICED = tuple(replace(one, price=None) for one in (A, C))
LOT = Lot(bids=("B", "A"), day=DAY, witnessed_by="감사담당관", record="제2호")


def run(*entries: Entry, kind: Any = "two_stage", reserve: int = 1000, lots: tuple[Lot, ...] = ()) -> TwoStage:
    return two_stage(entries, kind=kind, reserve=reserve, rules=RULES, lots=lots)


def test_the_lowest_price_of_the_suitable_wins() -> None:
    found = run(A, B, C)
    assert (found.order, found.winner, found.undecided, found.without_winner) == ((("B",), ("A",)), "B", (), "")
    assert [note.code for note in found.notes] == ["unconfirmed"]


def test_two_stage_needs_two_suitable_bids_before_any_price() -> None:
    found = run(*UNPRICED)
    assert (found.order, found.winner) == ((), None)
    assert found.without_winner.startswith("2단계입찰: 규격이 적합한 입찰이 1건으로 2건이 되지 않아 가격을 보지 않음")


def test_one_suitable_bid_is_enough_where_both_envelopes_come_together() -> None:
    found = run(A, C, kind="simultaneous")
    assert found.winner == "A"
    assert [note.code for note in found.notes] == ["unconfirmed", "one_suitable"]
    assert run(C, kind="simultaneous").without_winner.startswith("규격·가격 동시입찰: 규격이 적합한 입찰이 0건")


@pytest.mark.parametrize(("reserve", "winner"), [(800, "B"), (799, None)])
def test_the_reserve_price_itself_is_allowed(reserve: int, winner: str | None) -> None:
    found = run(A, B, reserve=reserve)
    assert found.winner == winner
    assert bool(found.without_winner) is (winner is None)


def test_equal_prices_wait_for_a_recorded_lot() -> None:
    twins = (A, replace(B, price=900))
    found = run(*twins)
    assert (found.winner, found.undecided, found.order) == (None, ("A", "B"), (("A", "B"),))
    assert found.without_winner.startswith("A, B: 같은 가격, 추첨하여 기록할 것")
    assert run(*twins, lots=(LOT,)).winner == "B"
    with pytest.raises(UnusableLot, match="동점이 아닌"):
        run(A, B, lots=(LOT,))


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ((A, A), "같은 입찰 번호가 두 번"),
        ((A, replace(B, why=" ")), "B: 적합 여부의 사유"),
        ((A, replace(B, price=None)), "B: 적합한 입찰의 가격이 없습니다"),
        ((A, replace(B, price=0)), "B: 적합한 입찰의 가격이 없습니다"),
        ((A, B, replace(C, price=700)), "C: 가격을 개찰할 수 없는 입찰"),
        ((A, C), "A: 가격을 개찰할 수 없는 입찰"),
    ],
)
def test_bids_that_cannot_be_are_refused(entries: tuple[Entry, ...], message: str) -> None:
    with pytest.raises(UnusableEntry, match=message):
        run(*entries)


def test_a_reserve_price_is_above_zero() -> None:
    with pytest.raises(UnusableEntry, match="예정가격 0원"):
        run(A, B, reserve=0)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 20), min_size=2), st.integers(1, 20))
def test_the_winner_is_the_only_lowest_within_the_reserve(prices: dict[str, int], reserve: int) -> None:
    found = run(*(Entry(name, suitable=True, why="적합", price=p) for name, p in prices.items()), reserve=reserve)
    inside = sorted(p for p in prices.values() if p <= reserve)
    assert sorted(i for group in found.order for i in group) == sorted(n for n, p in prices.items() if p <= reserve)
    if inside and inside.count(inside[0]) == 1:
        assert found.winner is not None
        assert prices[found.winner] == inside[0]
    else:
        assert found.winner is None
