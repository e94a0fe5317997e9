from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.reserve_price import Preliminary, UnusablePreliminary, reserve_price
from scoring.rules.loading import NotObtained, RuleError, load, on, shipped_rule

DAY = date(2026, 11, 22)
RULES = (on(shipped_rule("kr.reserve.price"), day=DAY),)
PRICES = tuple(98_000_001 + 250_000 * i for i in range(15))
USUAL = Preliminary(base=100_000_000, authority="national", prices=PRICES, drawn=(1, 2, 3, 6), unit_price=False)


def test_the_mean_of_the_four_drawn_is_rounded_up_to_a_won() -> None:
    # 98,000,001 + 98,250,001 + 98,500,001 + 99,250,001 = 394,000,004 / 4 = 98,500,001.
    found = reserve_price(USUAL, rules=RULES)
    assert (str(found.number.value), found.notes) == ("98500001", ())
    assert found.number.formula == "원 미만 올림 (98000001 + 98250001 + 98500001 + 99250001) / 4"
    assert found.number.inputs == (("기초금액", "100000000"), ("추첨 번호", "1, 2, 3, 6"))


@pytest.mark.parametrize(("unit_price", "value"), [(False, "98500002"), (True, "98500001.25")])
def test_a_fraction_of_a_won_is_rounded_up_except_for_unit_prices(unit_price: bool, value: str) -> None:  # noqa: FBT001 -- a column of the table
    odd = (98_000_002, *PRICES[1:])
    found = reserve_price(replace(USUAL, prices=odd, unit_price=unit_price), rules=RULES)
    assert (str(found.number.value), found.number.exact) == (value, Fraction(394_000_005, 4))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"prices": PRICES[:14]}, "예비가격 14개 .서로 다른 것 14개.*서로 다른 15개"),
        ({"prices": (*PRICES[:14], PRICES[0])}, "예비가격 15개 .서로 다른 것 14개"),
        ({"base": 0}, "0보다 큰 기초금액"),
        ({"prices": (97_999_999, *PRICES[1:])}, "예비가격 1번 97999999원: 98000000원과 102000000원 사이"),
        ({"prices": (*PRICES[:14], 102_000_001)}, "예비가격 15번 102000001원"),
        ({"drawn": (1, 2, 3)}, "서로 다른 번호 4개"),
        ({"drawn": (1, 2, 3, 3)}, "서로 다른 번호 4개"),
        ({"drawn": (1, 2, 3, 16)}, "1부터 15 사이"),
        ({"drawn": (0, 1, 2, 3)}, "1부터 15 사이"),
    ],
)
def test_prices_and_draws_that_the_rule_does_not_allow_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UnusablePreliminary, match=message):
        reserve_price(replace(USUAL, **change), rules=RULES)


def test_a_local_authority_may_go_three_percent() -> None:
    wide = (97_000_000, *PRICES[1:14], 103_000_000)
    with pytest.raises(UnusablePreliminary, match=r"±2%"):
        reserve_price(replace(USUAL, prices=wide), rules=RULES)
    assert reserve_price(replace(USUAL, prices=wide, authority="local"), rules=RULES).number.value > 0


def test_before_the_text_that_was_read_nothing_is_computed() -> None:
    with pytest.raises(NotObtained, match="reserve_spread"):
        reserve_price(USUAL, rules=(on(shipped_rule("kr.reserve.price"), day=date(2020, 1, 1)),))


def test_an_unknown_rounding_is_an_error() -> None:
    blocks = [
        f'[[parameters]]\nkey = "{key}"\ndescription = "d"\nunit = "u"\n[[parameters.history]]\nfrom = 2020-01-01\n'
        f'value = {value}\nconfidence = "read"\nreference = {{ title = "t", article = "a" }}\n'
        for key, value in (
            ("reserve_spread.national", "0.02"),
            ("reserve_prices_prepared", "15"),
            ("reserve_prices_drawn", "4"),
            ("reserve_rounding", '"down"'),
        )
    ]
    text = 'id = "x"\ntitle = "x"\nlast_checked = 2026-11-22\n' + "".join(blocks)
    with pytest.raises(RuleError, match="unknown rounding mode: 'down'"):
        reserve_price(USUAL, rules=(on(load(text, source="x"), day=DAY),))


@given(
    base=st.integers(1_000_000, 10**11),
    steps=st.lists(st.integers(-19_000, 19_000), min_size=15, max_size=15, unique=True),
    drawn=st.permutations(range(1, 16)),
)
def test_the_reserve_price_stays_in_the_range_and_above_the_mean(base: int, steps: list[int], drawn: list[int]) -> None:
    prices = tuple(base + step * base // 1_000_000 for step in steps)
    if len(set(prices)) < 15:
        return
    given_ = replace(USUAL, base=base, prices=prices, drawn=tuple(drawn[:4]))
    found = reserve_price(given_, rules=RULES).number
    assert 0 <= Fraction(found.value) - found.exact < 1
    assert min(prices) <= found.value <= max(prices)
    assert reserve_price(replace(given_, drawn=tuple(drawn[3::-1])), rules=RULES).number.value == found.value
