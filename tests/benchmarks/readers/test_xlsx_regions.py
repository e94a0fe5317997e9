from __future__ import annotations

from collections.abc import Iterable

from benchmarks.readers.xlsx_regions import Region, regions_of
from benchmarks.readers.xlsx_sheet import sheets_of
from tests.benchmarks.readers.workbooks import Value, saved, sheet_of


def regions(rows: Iterable[Iterable[Value]], merged: tuple[str, ...] = ()) -> tuple[Region, ...]:
    (sheet,) = sheets_of(saved(sheet_of(rows, merged=merged)), filename="f.xlsx")
    return regions_of(sheet)


def test_cells_that_touch_at_an_edge_or_a_corner_are_one_block() -> None:
    found = regions([("a", None, None, 5), (None, 1, None, 6), (), ("b",)])
    assert [(region.box, region.numbers()) for region in found] == [
        ((1, 1, 2, 2), 1),
        ((1, 4, 2, 4), 2),
        ((4, 1, 4, 1), 0),
    ]


def test_merged_cells_hold_a_block_together() -> None:
    (found,) = regions([("title", None, None), (None, None, 3)], merged=("A1:C1",))
    assert (found.box, found.cells[1, 3].text) == ((1, 1, 2, 3), "title")


def test_texts_up_to_two_empty_rows_above_are_the_titles() -> None:
    rows: list[tuple[Value, ...]] = [("far",), (), (), ("near",), (), (), ("head", 1)]
    (*_, table) = regions(rows)
    assert table.titles == ("FP8", "near")
    rows.insert(4, ())
    assert regions(rows)[-1].titles == ("FP8",)
    beside = regions([(None, None, None, "aside"), (), ("head", 1)])
    assert beside[-1].titles == ("FP8",)
