from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.sizing_explored import Explored, Why
from procurement.exports.sizing_robust import Missing
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.exports.xlsx.sizing_explored import write_explored
from procurement.sizing.breakeven import PriceBreak, SpeedBreak
from procurement.sizing.frontier import Aim
from procurement.sizing.limit_values import Limited
from procurement.sizing.problem import Year
from tests.procurement.exports.explored_cases import explored_sizing
from tests.procurement.exports.reading import opened


def test_the_frontier_has_its_points_proofs_and_mixes_and_a_native_chart() -> None:
    page = opened(sizing_workbook(explored_sizing(1_000_000_000)).content)["비용-성능 곡선"]
    assert [cell.value for cell in page[6]][1:] == [1_000_000_000, 1_000_000_000, "예", "A사 · A사 서버 10대"]
    assert [len(chart.series) for chart in page._charts] == [1]  # type: ignore[attr-defined] # noqa: SLF001 -- no public list


@pytest.mark.parametrize(
    ("aim", "sheet", "level"),
    [("domestic", "비용-국산 비중 곡선", "국산 금액 비중"), ("power", "비용-전력 곡선", "전력(W)")],
)
def test_a_curve_of_another_aim_is_named_by_it(aim: Aim, sheet: str, level: str) -> None:
    sizing = explored_sizing(1_000_000_000)
    assert sizing.explored.frontier is not None
    other = Explored(frontier=replace(sizing.explored.frontier, aim=aim))
    page = opened(sizing_workbook(replace(sizing, explored=other)).content)[sheet]
    assert (page["A1"].value, page["A3"].value) == (f"[예시] {sheet}", level)


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
        (
            None,
            None,
            (
                "· 가격: 1원이어도 가장 싼 구성에 들지 않음",
                "· 이것 없이 가장 싼 구성 900원",
                "· 처리율: 측정값의 1배여도 가장 싼 구성에 들지 않음",
            ),
        ),
        (
            90,
            Fraction(1),
            (
                "· 가격: 지금 가격 90원으로 가장 싼 구성에 듦",
                "· 이것 없이 가장 싼 구성 900원",
                "· 처리율: 측정한 처리율로 가장 싼 구성에 듦",
            ),
        ),
        (
            70,
            Fraction(3, 2),
            (
                "· 가격: 70원 이하면 들고 71원이면 들지 않음: 지금 90원에서 20원(22.22 %) 내려야 함",
                "· 이것 없이 가장 싼 구성 900원",
                "· 가격에 기대는 한도가 있어 경계가 더 있을 수 있음",
                "· 처리율: 측정값의 1.5000배면 들고 1.0000배면 들지 않음 (허용 0.1 %)",
                "· 대화: 서버당 10 → 15 req/s 이상",
            ),
        ),
    ],
)
def test_what_brings_a_server_in_is_told_in_korean(
    price: int | None, speed: Fraction | None, told: tuple[str, ...]
) -> None:
    found = Explored(
        price_break=PriceBreak("A", 90, price, 900, monotone=price != 70),
        speed_break=SpeedBreak("A", speed, None if speed == 1 else Fraction(1), Fraction(1, 1000)),
        why=Why("가 서버", 1 if price == 90 else 0, ("미측정 / not measured", "인증 없음"), (("대화", Fraction(10)),)),
        missing=(Missing("곡선 / curve", "시간이 모자람 / no time"),),
        basis="다른 구성 / another",
    )
    book = Book(heading="시험")
    write_explored(book, explored=found, sized=explored_sizing(1_000_000_000).sized)
    said = [row[0].value for row in book.workbook["진단"].iter_rows(min_row=3)]
    held = "구성에 1대 있음" if price == 90 else "구성에 없음"
    reasons = ("· 이유: 미측정", "· 이유: 인증 없음")
    assert said == ["다른 구성", f"■ 가 서버: {held}", *reasons, *told, "■ 답하지 못한 것", "· 곡선: 시간이 모자람"]


def test_a_change_that_makes_it_fit_stands_in_the_diagnosis() -> None:
    page = opened(sizing_workbook(explored_sizing(1000)).content)["진단"]
    assert [page[f"A{row}"].value for row in range(3, 8)] == [
        "■ 가장 적게 바꾸어 맞추는 방법", "· 예산 1,000 원 → 100,000,000 원", "· 바꾸면 구매 100,000,000원",
        "■ 하나만 바꾼다면 (그 가운데 하나)", "· 예산 1,000 원 → 100,000,000 원",
    ]  # fmt: skip


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
