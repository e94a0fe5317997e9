from __future__ import annotations

from dataclasses import replace

from procurement.exports.sizing_explored import Explored
from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.exports.explored_cases import explored_sizing
from tests.procurement.exports.reading import opened


def test_the_frontier_has_its_points_proofs_and_mixes_and_a_native_chart() -> None:
    page = opened(sizing_workbook(explored_sizing(1_000_000_000)).content)["비용-성능 곡선"]
    assert [cell.value for cell in page[6]][1:] == [1_000_000_000, 1_000_000_000, "예", "A 10대"]
    assert [len(chart.series) for chart in page._charts] == [1]  # type: ignore[attr-defined] # noqa: SLF001 -- no public list


def test_prices_of_limits_stand_beside_their_bars() -> None:
    page = opened(sizing_workbook(explored_sizing(1_000_000_000)).content)["한도의 가격"]
    assert [cell.value for cell in page[4]] == ["예산", 0, 0, 0, 0]
    assert len(page._charts) == 1  # type: ignore[attr-defined] # noqa: SLF001 -- no public list


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
