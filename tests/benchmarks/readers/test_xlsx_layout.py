from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_layout import differences, layout_of
from benchmarks.readers.xlsx_mapping import Mapping, digest_of
from benchmarks.readers.xlsx_sheet import Sheet, sheets_of
from tests.benchmarks.readers.workbooks import LAYOUTS, LIST_ROWS, Value, as_excel_writes, saved, sheet_of


def sheets(data: bytes) -> tuple[Sheet, ...]:
    return sheets_of(data, filename="f.xlsx")


def with_cell(row: int, column: int, value: Value) -> tuple[Sheet, ...]:
    rows = [*map(list, LIST_ROWS), []]
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value
    return sheets(saved(sheet_of(rows)))


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return propose(sheets(LAYOUTS["list"]()), filename="f.xlsx")


def apart(mapping: Mapping, found: tuple[Sheet, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return differences(mapping, found=layout_of(found, tables=mapping.tables))


@pytest.mark.parametrize("layout", LAYOUTS.values())
def test_a_layout_is_the_same_however_the_file_was_written(layout: Callable[[], bytes]) -> None:
    mapping = propose(sheets(layout()), filename="f.xlsx")
    assert layout_of(sheets(as_excel_writes(layout())), tables=mapping.tables) == mapping.layout


@given(st.floats(min_value=0, max_value=1e6), st.sampled_from([4, 5, 6, 7]), st.sampled_from([6, 7, 8]))
@settings(max_examples=5)
def test_no_number_and_nothing_measured_changes_it(value: float, column: int, row: int) -> None:
    mapping = propose(sheets(LAYOUTS["list"]()), filename="f.xlsx")
    for new in (value, "미측정", None):
        assert apart(mapping, with_cell(row, column, new)) == ((), ())


def test_what_a_mapping_reads_is_no_layout(mapping: Mapping) -> None:
    assert apart(mapping, with_cell(2, 2, "EXAONE 3.5 32B")) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        (5, 4, "TTFT P99(ms)", (("FP8!D5 TTFT P90(ms)",), ("FP8!D5 TTFT P99(ms)",))),
        (5, 8, None, (("FP8!H5 비고",), ())),
        (9, 1, 128, (("[FP8] A1:H8",), ("[FP8] A1:H9", "FP8!A9 # 1"))),
        (6, 8, 5, ((), ("FP8!H6 # 1",))),
        (1, 5, "측정 조건 변경", ((), ("FP8!E1 측정 조건 변경",))),
    ],
)
def test_a_heading_or_a_number_in_a_new_place_changes_it(
    mapping: Mapping, row: int, column: int, value: Value, expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    found = with_cell(row, column, value)
    assert apart(mapping, found) == expected
    assert digest_of(layout_of(found, tables=mapping.tables)) != digest_of(mapping.layout)


def test_merged_cells_and_sheet_names_are_layout(mapping: Mapping) -> None:
    merged = sheets(saved(sheet_of(LIST_ROWS, merged=("A1:B1",))))
    assert apart(mapping, merged) == ((), ("[FP8] merged A1:B1",))
    lacking, new = apart(mapping, sheets(saved(sheet_of(LIST_ROWS, name="BF16"))))
    assert lacking == mapping.layout
    assert "[BF16] A1:H8" in new


def test_numbers_that_nothing_reads_are_kept_as_runs() -> None:
    (sheet,) = sheets(saved(sheet_of([(1, 2, None, 3), ("a",)])))
    assert layout_of((sheet,), tables=()) == ("[FP8] A1:D2", "FP8!A2 a", "FP8!A1 # 2", "FP8!D1 # 1")
