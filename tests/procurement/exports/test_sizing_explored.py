from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.sizing_explored import Explored, Why, explored_json, explored_lines
from procurement.exports.sizing_robust import Missing
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from procurement.sizing.frontier import Aim
from tests.procurement.exports.explored_cases import explored_sizing

FITS, FITS_NOT = 1_000_000_000, 1000


def test_prices_frontier_and_break_even_are_told() -> None:
    told = list(explored_lines(explored_sizing(FITS).explored))
    assert "  수요의 11배: 1,000,000,000원 (증명됨 / proven)" in told
    assert "■ A사 · A사 서버: 구성에 1대 있음 / in the mix" in told
    assert any("지금 가격 100,000,000원으로 가장 싼 구성에 듦" in line for line in told)
    assert told[1].endswith("없애면 0원, 1,000,000 원 넓히면 0원 절감, 좁히면 0원 증가")


def test_the_cheapest_change_is_told_where_nothing_fits() -> None:
    assert list(explored_lines(explored_sizing(FITS_NOT).explored)) == [
        "■ 가장 적게 바꾸어 맞추는 방법 / cheapest set of changes",
        "  예산 / budget 1,000 KRW → 100,000,000 KRW",
        "  바꾸면 구매 100,000,000원 / capital then",
        "■ 하나만 바꾼다면 (그 가운데 하나) / if only one of these moves",
        "  예산 / budget 1,000 KRW → 100,000,000 KRW",
    ]


def test_a_years_budget_is_told_with_the_years_title() -> None:
    price = explored_sizing(FITS).explored.prices[0]
    yearly = replace(price, limit=replace(price.limit, rule="year_budget", subject="1"))
    told = list(explored_lines(Explored((yearly,)), years=("2027년", "2028년")))
    assert told[1].startswith("  연도 예산 / year's budget 2028년 1,000,000,000 KRW: ")
    found = explored_sizing(FITS_NOT).explored.remedy
    assert found is not None
    (step,) = found.steps
    held = replace(step.limit, rule="year_budget", subject="0")
    changed = replace(found, steps=(replace(step, limit=held),))
    said = list(explored_lines(Explored(remedy=changed, alone=changed.steps), years=("2027년", "2028년")))
    moved = "  연도 예산 / year's budget 2027년 1,000 KRW → 100,000,000 KRW"
    assert said[1] == moved
    assert said[-2:] == ["■ 하나만 바꾼다면 (그 가운데 하나) / if only one of these moves", moved]


@pytest.mark.parametrize(
    ("aim", "head", "last"),
    [
        ("domestic", "■ 비용-국산 비중 곡선 / cost against domestic share", "  국산 50 %: 7원 (증명됨 / proven)"),
        ("power", "■ 비용-전력 곡선 / cost against power", "  전력 0.5 W: 7원 (증명됨 / proven)"),
    ],
)
def test_a_curve_names_its_aim_and_unit(aim: Aim, head: str, last: str) -> None:
    curve = explored_sizing(FITS).explored.frontier
    assert curve is not None
    point = replace(curve.points[0], level=Fraction(1, 2), won=7)
    other = Explored(frontier=replace(curve, aim=aim, points=(point,)))
    assert list(explored_lines(other)) == [head, last]
    told = explored_json(other)["frontier"]
    assert isinstance(told, dict)
    assert (told["aim"], told["unit"]) == (aim, "W" if aim == "power" else "share")


def test_what_was_asked_and_has_no_answer_is_told() -> None:
    found = Explored(
        missing=(Missing("한도의 가격 / price of each limit", "시간 / time"),), basis="다른 구성 / another"
    )
    assert list(explored_lines(found)) == [
        "■ 다른 구성 / another",
        "■ 답하지 못한 것 / not answered",
        "  한도의 가격 / price of each limit: 시간 / time",
    ]
    assert explored_json(found)["missing"] == [{"what": "한도의 가격 / price of each limit", "why": "시간 / time"}]


def test_where_nothing_is_tighter_it_says_so() -> None:
    hard = replace(explored_sizing(FITS).explored.prices[0], tighter=None)
    assert list(explored_lines(Explored((hard,))))[1].endswith("좁히면 불가 / nothing fits 증가")


def test_what_cannot_be_brought_in_says_so_with_its_reasons() -> None:
    why = Why("다 서버", 0, ("미측정 / not measured",), ())
    speed = SpeedBreak("C", None, Fraction(1024), Fraction(1, 1000))
    explored = Explored(price_break=PriceBreak("C", 5, None, None, monotone=True), speed_break=speed, why=why)
    told = list(explored_lines(explored))
    assert told == [
        "■ 다 서버: 구성에 없음 / not in the mix",
        "  이유 / reason: 미측정 / not measured",
        ("  가격 / price: 1원이어도 가장 싼 구성에 들지 않음 / not even 1 won brings it in; "
        "이것 없이는 맞는 구성 없음 / nothing fits without it"),
        ("  처리율 / throughput: 측정값의 1,024배여도 가장 싼 구성에 들지 않음 / "
        "not even so many times its measured rates bring it in"),
    ]  # fmt: skip
    assert explored_json(explored)["speed_break"] == {
        "configuration": "C", "brings": None, "leaves": "1024", "tolerance": "0.001",
    }  # fmt: skip


def test_the_exact_border_of_price_and_throughput_is_told() -> None:
    why = Why("나 서버", 0, (), (("대화", Fraction(10)),))
    price = PriceBreak("B", 200, 150, 900, monotone=False)
    speed = SpeedBreak("B", Fraction(5, 4), Fraction(1249, 1000), Fraction(1, 1000))
    told = list(explored_lines(Explored(price_break=price, speed_break=speed, why=why)))
    assert told[1:] == [
        ("  가격 / price: 150원 이하면 들고 151원이면 들지 않음: 지금 200원에서 50원(25 %) 내려야 함 / "
        "at most so much brings it in, 1 won more does not; 이것 없이 가장 싼 구성 900원 / cheapest without it"),
        "    가격에 기대는 한도가 있어 경계가 더 있을 수 있음 / a limit rests on prices: more borders may exist",
        ("  처리율 / throughput: 측정값의 1.2500배면 들고 1.2490배면 들지 않음 (허용 0.1 %) / "
        "so many times its measured rates bring it in, so many do not"),
        "    대화: 서버당 10 → 12.5 req/s 이상 / per server at least",
    ]  # fmt: skip


def test_json_lists_stand_in_drawing_order() -> None:
    told = explored_json(explored_sizing(FITS).explored)
    assert list(told) == [
        "limit_prices",
        "frontier",
        "price_break",
        "speed_break",
        "why",
        "remedy",
        "alone",
        "missing",
        "basis",
    ]
    assert told["price_break"] == {
        "configuration": "A", "price": 100_000_000, "brings": 100_000_000, "without": 120_000_000, "monotone": False,
    }  # fmt: skip
    told = explored_json(explored_sizing(FITS_NOT).explored)
    assert told["remedy"] == told["alone"] == ["예산 / budget 1,000 KRW → 100,000,000 KRW"]
