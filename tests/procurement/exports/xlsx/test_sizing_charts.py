from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.sizing_charts import bars_of_won, curve_of_won, stacked

if TYPE_CHECKING:
    from openpyxl.chart import BarChart

TITLES = "제목", "가로", "세로 (백만 원)"


def page(lines: int = 1, width: int = 60) -> Page:
    written = Book(heading="시험").page("시험", widths=(width, 20))
    for row in range(2, 4):
        written.text(row, 1, "가" * 20 * lines)
        written.number(row, 2, row * 1_000_000, look="won")
    return written


def chart(written: Page) -> BarChart:
    drawn: list[BarChart] = written.sheet._charts  # type: ignore[attr-defined] # noqa: SLF001 -- no public list
    (found,) = drawn
    return found


def words(title: object) -> str:
    paragraphs = title.tx.rich.p  # type: ignore[attr-defined] # openpyxl's titles are not typed
    return "".join(run.t for paragraph in paragraphs for run in paragraph.r)


@pytest.mark.parametrize("kind", ["stacked", "bars", "curve"])
def test_every_chart_has_a_title_and_axes_that_are_drawn_with_their_units(kind: str) -> None:
    written = page()
    if kind == "stacked":
        stacked(written, rows=(2, 3), count=1, titles=TITLES)
    elif kind == "bars":
        bars_of_won(written, rows=(2, 3), labels=["가"], titles=TITLES)
    else:
        curve_of_won(written, rows=(2, 3), titles=TITLES)
    drawn = chart(written)
    assert (words(drawn.title), words(drawn.x_axis.title), words(drawn.y_axis.title)) == TITLES
    assert (drawn.x_axis.delete, drawn.y_axis.delete) == (False, False)
    assert len(drawn.series) == 1


@pytest.mark.parametrize(("label", "left"), [("가", 0.117), ("가" * 10, 0.272), ("가" * 60, 0.5)])
def test_bars_leave_room_for_the_longest_label(label: str, left: float) -> None:
    written = page()
    bars_of_won(written, rows=(2, 3), labels=["가", label], titles=TITLES)
    layout = chart(written).layout
    assert layout is not None
    room = layout.manualLayout
    assert room is not None
    assert room.x == pytest.approx(left, abs=1e-3)
    assert room.w == pytest.approx(0.94 - left, abs=1e-3)
    assert room.layoutTarget == "inner"


@pytest.mark.parametrize(("lines", "row", "breaks"), [(1, 5, 0), (30, 6, 1)])
def test_a_chart_goes_to_the_next_page_where_the_table_leaves_no_room(lines: int, row: int, breaks: int) -> None:
    written = page(lines)
    curve_of_won(written, rows=(2, 3), titles=TITLES)
    assert chart(written).anchor == f"A{row}"
    assert len(written.sheet.row_breaks.brk) == breaks
