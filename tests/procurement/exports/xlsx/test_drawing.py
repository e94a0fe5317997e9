from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.drawing import Curve, Marks, Side, Table, bars, curves, points
from procurement.exports.xlsx.freeze import frozen
from tests.procurement.exports.drawn import Drawn, charts_of

if TYPE_CHECKING:
    from openpyxl.chart import BarChart

TITLES = "제목", "가로 (개)", "세로 (점)"


def page(*, lines: int = 1) -> Page:
    written = Book(heading="시험").page("시험", widths=(20, *(10,) * 12))
    for row in range(1, 20):
        written.text(row, 1, "가" * 15 * lines)
    return written


def drawn(written: Page) -> Drawn:
    (chart,) = charts_of(frozen(written.book.workbook, cached={}, stamp="2026-11-22T00:00:00Z"))
    return chart


def table(columns: int = 3, *, label: str = "가") -> Table:
    return Table((1, 3), range(2, 2 + columns), 1, (label, "나"))


def test_every_kind_has_its_titles_and_axes_that_are_drawn() -> None:
    made = [page() for _ in range(3)]
    bars(made[0], 21, table=table(), titles=TITLES)
    points(made[1], 21, marks=Marks((1, 2), (1, 2, 3), ("t", "b"), None), titles=TITLES)
    curves(made[2], 21, lines=(Curve(1, 2, (2, 3), (1, 2)),), titles=TITLES)
    for chart in map(drawn, made):
        assert chart.words == TITLES
        assert re.findall(r'<delete val="(\d)"', chart.xml) == ["0", "0"]


def test_no_two_parts_of_a_bar_side_by_side_look_alike() -> None:
    written = page()
    bars(written, 21, table=table(9), titles=TITLES)
    fills = re.findall(r"<spPr>(<a:(?:solid|patt)Fill.*?</a:(?:solid|patt)Fill>)<a:ln", drawn(written).xml)
    assert len(fills) == 9
    assert [pair for pair in pairwise(fills) if pair[0] == pair[1]] == []
    assert len(set(fills)) == 8


def test_one_part_needs_no_legend() -> None:
    one, two = page(), page()
    bars(one, 21, table=table(1), titles=TITLES)
    bars(two, 21, table=table(2), titles=TITLES)
    assert ("<legend>" in drawn(one).xml, "<legend>" in drawn(two).xml) == (False, True)


@pytest.mark.parametrize(("label", "left"), [("가", 0.082), ("가" * 10, 0.217), ("가" * 60, 0.4)])
def test_bars_leave_room_for_the_longest_name_and_the_words_around(label: str, left: float) -> None:
    written = page()
    bars(written, 21, table=table(label=label), titles=TITLES)
    found: list[BarChart] = written.sheet._charts  # type: ignore[attr-defined] # noqa: SLF001 -- no public list
    layout = found[0].layout
    assert layout is not None
    room = layout.manualLayout
    assert room is not None
    assert room.x == pytest.approx(left, abs=1e-3)
    height = found[0].height
    assert (room.y, room.h) == pytest.approx((1.6 / height, 1 - 4.5 / height))


def test_marks_differ_in_kind_and_then_in_fill() -> None:
    written = page()
    points(written, 21, marks=Marks((1, 14), (1, 2, 3), ("t",) * 14, None), titles=TITLES)
    marks = re.findall(
        r'<symbol val="(\w+)"/><size val="9"/><spPr><a:solidFill><a:srgbClr val="(\w+)"', drawn(written).xml
    )
    assert len(set(marks)) == 14


@pytest.mark.parametrize(("bids", "named"), [(8, 8), (9, 0)])
def test_names_stand_beside_marks_as_long_as_they_do_not_cover_each_other(bids: int, named: int) -> None:
    written = page()
    sides: list[Side] = ["t" for _ in range(bids)]
    points(written, 21, marks=Marks((1, bids), (1, 2, 3), sides, None), titles=TITLES)
    assert len(re.findall("<dLbls>", drawn(written).xml)) == named


def test_a_limit_is_dashed_and_has_no_marks() -> None:
    written = page()
    lines = Curve(1, 2, (2, 3), (1, 2)), Curve(1, 3, (2, 3), (1, 3), limit=True)
    curves(written, 21, lines=lines, titles=TITLES)
    chart = drawn(written)
    assert re.findall(r'<symbol val="(\w+)"', chart.xml) == ["circle", "none"]
    assert re.findall('prstDash val="(dash|sysDot|lgDashDot)"', chart.xml) == ["sysDot"]
    assert chart.cells[::3] == ("'시험'!$B$1", "'시험'!$C$1")


@pytest.mark.parametrize(("lines", "breaks"), [(1, 1), (0, 0)])
def test_a_chart_goes_to_a_new_page_where_too_little_room_is_left(lines: int, breaks: int) -> None:
    written = page()
    row = 21 if lines else 4
    below = curves(written, row, lines=(Curve(1, 2, (2, 3), (1, 2)),), titles=TITLES)
    assert len(written.sheet.row_breaks.brk) == breaks
    assert below == row + 20


def test_titles_and_legends_leave_the_drawing_free() -> None:
    written = page()
    bars(written, 21, table=table(), titles=TITLES)
    assert re.findall(r'<overlay val="(\d)"', drawn(written).xml) == ["0", "0"]
