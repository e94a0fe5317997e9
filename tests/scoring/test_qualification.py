from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.lots import UnusableLot
from scoring.qualification import (
    Candidate,
    Qualification,
    UnusableCandidate,
    examined,
    price_points,
    qualification,
)
from scoring.qualification_forms import floor_price, qualification_form
from scoring.quantity import exact, total_of
from scoring.result import Lot
from scoring.rules.loading import on, shipped_rule

DAY = date(2026, 11, 22)
RULES = tuple(on(shipped_rule(i), day=DAY) for i in ("kr.goods.qualification", "kr.qualification.forms"))
FORM = qualification_form("appendix_2", rules=RULES)
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "qualification.toml").read_text(encoding="utf-8"))
RESERVE = 100_000_000
A = Candidate("A", 90_000_000, Fraction(25))
B = Candidate("B", 85_000_000, Fraction(25))
C = Candidate("C", 82_000_000, Fraction(25))
LOT = Lot(bids=("B", "A"), day=DAY, witnessed_by="감사담당관", record="제3호")


def run(*candidates: Candidate, lots: tuple[Lot, ...] = (), reserve: int = RESERVE) -> Qualification:
    return qualification(candidates, reserve=reserve, form="appendix_2", rules=RULES, lots=lots)


def test_the_first_from_the_lowest_price_that_reaches_85_wins() -> None:
    # C: 70 − 2 × 8 = 54, + 25 = 79. B: 70 − 2 × 5 = 60, + 25 = 85. A would have 95 and is not reached.
    found = run(A, B, C)
    assert [(e.candidate.id, str(e.total.value), e.passes) for e in found.examined] == [
        ("C", "79.0000", False),
        ("B", "85.0000", True),
        ("A", "95.0000", True),
    ]
    assert (found.winner, found.undecided, found.without_winner, found.above_reserve) == ("B", (), "", ())


def test_a_bid_shows_its_working() -> None:
    found = examined(B, reserve=RESERVE, form=FORM, rules=RULES)
    assert (str(found.ratio), found.price.formula) == ("0.8500", "70 − 2 × |0.9 − 0.8500| × 100")
    assert (found.capability.formula, found.total.formula) == ("min(25 + 0, 30)", "60.0000 + 25.0000")
    assert str(found.capability.clause) == "조달청 물품구매적격심사 세부기준 신인도"


def test_reliability_fills_a_shortage_only() -> None:
    found = [
        str(
            examined(
                replace(B, capability=Fraction(n), reliability=Fraction(r)), reserve=RESERVE, form=FORM, rules=RULES
            ).capability.value
        )
        for n, r in ((28, 3), (25, 3), (30, 3), (30, -3))
    ]
    assert found == ["30.0000", "28.0000", "30.0000", "27.0000"]


def test_a_disqualified_bid_loses_30_points() -> None:
    found = examined(replace(B, disqualified=True), reserve=RESERVE, form=FORM, rules=RULES)
    assert (str(found.capability.value), found.capability.formula, found.passes) == (
        "-5.0000",
        "min(25 + 0, 30) − 30",
        False,
    )


@pytest.mark.parametrize(("price", "inside", "above"), [(RESERVE, ["A"], ()), (RESERVE + 1, [], ("A",))])
def test_the_reserve_price_itself_is_allowed(price: int, inside: list[str], above: tuple[str, ...]) -> None:
    found = run(replace(A, price=price))
    assert ([e.candidate.id for e in found.examined], found.above_reserve) == (inside, above)


def test_no_bid_that_passes_is_told() -> None:
    assert run(C).without_winner == "종합평점 85점 이상인 입찰이 없음 / no bid reaches the pass mark"


def test_of_equal_prices_the_higher_total_goes_first() -> None:
    found = run(B, replace(B, id="A", capability=Fraction(26)))
    assert (found.winner, [e.candidate.id for e in found.examined]) == ("A", ["A", "B"])


def test_equal_price_and_total_wait_for_the_lot() -> None:
    twins = (B, replace(B, id="A"))
    found = run(*twins)
    assert (found.winner, found.undecided) == (None, ("A", "B"))
    assert found.without_winner.startswith("A, B: 가격과 종합평점이 같음, 추첨하여 기록할 것")
    assert run(*twins, lots=(LOT,)).winner == "B"
    with pytest.raises(UnusableLot):
        run(A, B, lots=(LOT,))


@pytest.mark.parametrize(
    ("candidates", "reserve", "message"),
    [
        ((A, A), RESERVE, "입찰 번호는 서로 달라야"),
        ((A,), 0, "예정가격 0원"),
        ((replace(A, price=0),), RESERVE, "A: 가격 0원"),
        ((replace(A, capability=Fraction(31)),), RESERVE, "납품이행능력 31점: .*30점 이하"),
        ((replace(A, capability=Fraction(-1)),), RESERVE, "납품이행능력 -1점"),
        ((replace(A, reliability=Fraction(31, 10)),), RESERVE, "A: 신인도 3.1점: −3점과"),
        ((replace(A, reliability=Fraction(-4)),), RESERVE, "A: 신인도 -4점"),
    ],
)
def test_bids_that_cannot_be_are_refused(candidates: tuple[Candidate, ...], reserve: int, message: str) -> None:
    with pytest.raises(UnusableCandidate, match=message):
        run(*candidates, reserve=reserve)


def test_what_is_second_hand_stands_in_the_notes() -> None:
    assert {note.code for note in run(A).notes} == {"second_hand"}
    assert any("결격사유" in note.text for note in run(A).notes)


@pytest.mark.parametrize("case", CASES["rounding"], ids=lambda case: case["id"])
def test_where_the_ratio_is_rounded_decided_in_2003(case: dict[str, Any]) -> None:
    form = replace(
        FORM, price_points=Fraction(50), points_per_percent=Fraction(3), base_rate=exact("0.88"), pass_mark=Fraction(75)
    )
    found = price_points(
        210_680_000, reserve=261_358_120, form=form, ratio_places=Fraction(case["ratio_places"]), decimals=4
    )
    total = exact("46.75") + found.exact
    assert (found.exact, total, total >= form.pass_mark) == (
        exact(case["price"]),
        exact(case["total"]),
        case["passes"],
    )


def test_info21c_2022_needs_the_rounded_ratio() -> None:
    form = replace(FORM, points_per_percent=Fraction(5), base_rate=exact("0.91"))
    found = price_points(114_156_413, reserve=128_226_825, form=form, ratio_places=Fraction(4), decimals=2)
    assert str(found.value) == "60.15"


@given(st.integers(0, 300), st.integers(10**6, 10**10))
def test_the_floor_is_the_lowest_price_that_wins(tenths: int, reserve: int) -> None:
    points = Fraction(150 + tenths // 2, 10)
    price = floor_price(FORM, other_points=points, reserve=reserve)
    passes = [
        examined(Candidate("A", p, points), reserve=reserve, form=FORM, rules=RULES).passes for p in (price, price - 1)
    ]
    assert passes == [True, False]


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.integers(80, 101), st.integers(20, 30)), min_size=1))
def test_nobody_cheaper_than_the_winner_passes(bids: dict[str, tuple[int, int]]) -> None:
    found = run(*(Candidate(i, p * 10**6, Fraction(n)) for i, (p, n) in bids.items()))
    for one in found.examined:
        assert one.total.value == total_of((one.price.value, one.capability.value))
    leaders = (found.winner,) if found.winner else found.undecided
    prices = [e.candidate.price for e in found.examined if e.passes]
    assert [bids[i][0] * 10**6 for i in leaders if i] == [min(prices)] * len(leaders) if prices else leaders == ()
    assert sorted([*(e.candidate.id for e in found.examined), *found.above_reserve]) == sorted(bids)


def test_a_bid_is_told_the_lowest_price_that_would_pass_with_its_points_and_none_where_no_price_does() -> None:
    # R − (B + N − T)/(100k) = 0.9 − (70 + 27.5 − 85)/200 = 0.8375, less half a unit of the rounded ratio.
    enough = Candidate("A", 114_156_413, exact("27.5"))
    found = qualification(
        (enough, Candidate("B", 114_156_413, Fraction(14))), reserve=128_226_825, form="appendix_2", rules=RULES
    )
    floors = {one.candidate.id: one.floor for one in found.examined}
    assert floors["B"] is None
    assert floors["A"] is not None
    assert (str(floors["A"].value), floors["A"].formula) == ("107383555", "원 미만 올림 128226825 × 0.83745")
