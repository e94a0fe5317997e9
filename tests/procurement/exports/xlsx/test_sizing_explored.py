from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.sizing_explored import Explored
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.exports.xlsx.sizing_explored import write_explored
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from procurement.sizing.limit_values import Limited
from procurement.sizing.problem import Year
from tests.procurement.exports.explored_cases import explored_sizing
from tests.procurement.exports.reading import opened


def test_the_frontier_has_its_points_proofs_and_mixes_and_a_native_chart() -> None:
    page = opened(sizing_workbook(explored_sizing(1_000_000_000)).content)["비용-성능 곡선"]
    assert [cell.value for cell in page[6]][1:] == [1_000_000_000, 1_000_000_000, "예", "A사 · A사 서버 10대"]
    assert [len(chart.series) for chart in page._charts] == [1]  # type: ignore[attr-defined] # noqa: SLF001 -- no public list


def test_prices_of_limits_stand_beside_their_bars() -> None:
    page = opened(sizing_workbook(explored_sizing(1_000_000_000)).content)["한도의 가격"]
    assert [cell.value for cell in page[4]] == ["예산", 0, 0, 0, 0, "1,000,000,000 원", "1,000,000 원"]
    assert len(page._charts) == 1  # type: ignore[attr-defined] # noqa: SLF001 -- no public list


def test_a_years_budget_goes_by_the_title_of_its_year() -> None:
    sizing = explored_sizing(1_000_000_000)
    years = (Year("첫 해"), Year("이듬해", 7_000_000))
    sized = replace(sizing.sized, problem=replace(sizing.sized.problem, years=years))
    limit = Limited("year_budget", "1", Fraction(7_000_000))
    book = Book(heading="시험")
    write_explored(book, explored=Explored((replace(sizing.explored.prices[0], limit=limit),)), sized=sized)
    assert book.workbook["한도의 가격"]["A4"].value == "연도 예산 이듬해"


@pytest.mark.parametrize(
    ("price", "speed", "told"),
    [
        (None, None, ("어떤 가격에도 구성에 들지 않음 (지금 90원)", "측정한 처리율이 몇 배가 되어도 구성에 들지 않음")),
        (90, Fraction(1), ("지금 가격(90원)에 이미 구성에 듦", "측정한 처리율로 이미 구성에 듦")),
        (
            70,
            Fraction(3, 2),
            ("70원 이하이면 구성에 듦 (지금 90원)", "측정한 처리율의 1.5배이면 구성에 듦 (허용 오차 0.1 %)"),
        ),
    ],
)
def test_what_brings_a_server_in_is_told_in_korean(
    price: int | None, speed: Fraction | None, told: tuple[str, str]
) -> None:
    found = Explored(
        price_break=PriceBreak("A", 90, price, None, monotone=price != 70),
        speed_break=SpeedBreak("A", speed, None if speed == 1 else Fraction(1), Fraction(1, 1000)),
    )
    book = Book(heading="시험")
    write_explored(book, explored=found, sized=explored_sizing(1_000_000_000).sized)
    said = [row[0].value for row in book.workbook["진단"].iter_rows(min_row=3)]
    more = ["가격에 기대는 한도가 있어 경계가 더 있을 수 있음"] if price == 70 else []
    assert said == [f"■ A사 · A사 서버: {told[0]}", *(f"· {line}" for line in (*more, told[1]))]


def test_a_change_that_makes_it_fit_stands_in_the_diagnosis() -> None:
    page = opened(sizing_workbook(explored_sizing(1000)).content)["진단"]
    assert page["A3"].value == "■ 가장 적게 바꾸어 맞추는 방법"


def test_what_has_no_bound_or_no_room_says_so() -> None:
    sizing = explored_sizing(1_000_000_000)
    found = sizing.explored
    assert found.frontier is not None
    point = replace(found.frontier.points[0], bound=None, proven=False)
    frontier = replace(found.frontier, points=(point,))
    changed = Explored((replace(found.prices[0], tighter=None),), frontier)
    book = opened(sizing_workbook(replace(sizing, explored=changed)).content)
    assert [cell.value for cell in book["비용-성능 곡선"][4]][2:4] == ["없음", "아니오"]
    assert book["한도의 가격"]["D4"].value == "맞는 구성 없음"
    assert "진단" not in book.sheetnames
