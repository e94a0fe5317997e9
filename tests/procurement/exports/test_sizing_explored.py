from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.exports.sizing_explored import Explored, explored_json, explored_lines
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from tests.procurement.exports.explored_cases import explored_sizing

FITS, FITS_NOT = 1_000_000_000, 1000


def test_prices_frontier_and_break_even_are_told() -> None:
    told = list(explored_lines(explored_sizing(FITS).explored))
    assert "  수요의 11배: 1,000,000,000원 (증명됨 / proven)" in told
    assert "■ A: 구성에 드는 가격 / price that brings it in: 100,000,000원 이하 / at most (지금 100,000,000원)" in told
    assert told[1].endswith("없애면 0원, 1,000,000 원 넓히면 0원 절감, 좁히면 0원 증가")


def test_the_cheapest_change_is_told_where_nothing_fits() -> None:
    assert list(explored_lines(explored_sizing(FITS_NOT).explored)) == [
        "■ 가장 적게 바꾸어 맞추는 방법 / cheapest set of changes",
        "  예산 / budget 1,000 KRW → 100,000,000 KRW",
        "  바꾸면 구매 100,000,000원 / capital then",
    ]


def test_what_cannot_be_brought_in_says_so() -> None:
    found = explored_sizing(FITS).explored
    hard = replace(found.prices[0], tighter=None)
    speed = SpeedBreak("C", None, Fraction(1024), Fraction(1, 1000))
    explored = Explored((hard,), None, PriceBreak("C", 5, None, None, monotone=True), speed)
    told = list(explored_lines(explored))
    assert told[1].endswith("좁히면 불가 / nothing fits 증가")
    assert told[2].endswith("어떤 가격에도 아님 / at no price (지금 5원)")
    assert told[3].endswith("어떤 배수에도 아님 / none (허용 0.1 %)")
    assert explored_json(explored)["speed_break"] is None


def test_json_lists_stand_in_drawing_order() -> None:
    told = explored_json(explored_sizing(FITS).explored)
    assert list(told) == ["limit_prices", "frontier", "price_break", "speed_break", "remedy"]
    assert told["price_break"] == {"configuration": "A", "price": 100_000_000, "brings": 100_000_000}
    assert explored_json(explored_sizing(FITS_NOT).explored)["remedy"] == ["예산 / budget 1,000 KRW → 100,000,000 KRW"]
