from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.readers.xlsx_parts import range_of
from benchmarks.readers.xlsx_regions import regions_of
from benchmarks.readers.xlsx_sheet import sheets_of
from benchmarks.readers.xlsx_table_guess import Guess, guess
from tests.benchmarks.readers.workbooks import Value, saved, sheet_of

Rows = list[tuple[Value, ...]]


def guessed(rows: Iterable[Iterable[Value]], merged: tuple[str, ...] = (), name: str = "결과") -> Guess | None:
    (sheet,) = sheets_of(saved(sheet_of(rows, name=name, merged=merged)), filename="f.xlsx")
    return guess(regions_of(sheet)[-1])


def said(found: Guess | None) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """Condition -> its cells or value, and (metric, statistic, unit, cells) of every measure."""
    assert found is not None
    conditions = {c.name: range_of(c.cells) if c.cells else f"= {c.value}" for c in found.conditions}
    return conditions, [(m.metric, m.statistic, m.unit, range_of(m.cells)) for m in found.measures]


def test_lengths_down_and_concurrency_across_under_a_merged_heading() -> None:
    rows: Rows = [(None, "동시 요청 수", None), ("ISL/OSL", 1, 4), ("128/128", 50, 60), ("128/2048", 70, "미측정")]
    found = said(guessed(rows, ("B1:C1",), name="TTFT P90(ms)"))
    assert found == ({"concurrency": "B2:C2", "isl/osl": "A3:A4"}, [("ttft", "p90", "ms", "B3:C4")])


def test_a_corner_with_a_stroke_names_both_axes() -> None:
    rows: Rows = [("TTFT P90 (ms)", None, None), ("입력 길이 \\ 동시 요청", 1, 4), (128, 50, 60), (2048, 70, 80)]
    assert said(guessed(rows))[0] == {"concurrency": "B2:C2", "isl": "A3:A4"}


def test_a_row_of_only_unmeasured_cells_stays_in_the_table() -> None:
    rows: Rows = [("동시 요청", "TTFT P90(ms)"), (1, 50), (2, "N/A")]
    assert said(guessed(rows)) == ({"concurrency": "A2:A3"}, [("ttft", "p90", "ms", "B2:B3")])


def test_a_column_of_texts_says_the_precision() -> None:
    rows: Rows = [("정밀도", "동시 요청", "TTFT P90(ms)"), ("FP8", 1, 50), ("BF16", 1, 70)]
    assert said(guessed(rows))[0] == {"weight_precision": "A2:A3", "concurrency": "B2:B3"}


def test_conditions_may_stand_right_of_the_numbers_or_down_the_side() -> None:
    right: Rows = [("TTFT P90(ms)", "동시 요청", "모델"), (50, 1, "m"), (60, 2, "m")]
    assert said(guessed(right))[0] == {"concurrency": "B2:B3", "model": "C2:C3"}
    down: Rows = [("TTFT P90(ms)", 50, 60), ("동시 요청", 1, 2), ("ISL/OSL", "1/2", "3/4")]
    assert said(guessed(down)) == ({"concurrency": "B2:C2", "isl/osl": "B3:C3"}, [("ttft", "p90", "ms", "B1:C1")])


def test_a_title_says_what_no_cell_says() -> None:
    rows: Rows = [("입력 128 / 출력 64",), ("동시 요청", "TTFT P90(ms)"), (1, 50)]
    assert said(guessed(rows))[0] == {"concurrency": "A3", "isl": "= 128", "osl": "= 64"}
    contradicting: Rows = [("입력 128 결과",), ("입력 256 표",), ("동시 요청", "TTFT P90(ms)"), (1, 50)]
    assert said(guessed(contradicting))[0] == {"concurrency": "A4"}


def test_numbers_that_nothing_names_are_never_taken_for_a_condition() -> None:
    unnamed: Rows = [("ISL", "OSL", 1, 4), (128, 64, 50, 60)]
    found = guessed(unnamed, name="TTFT P90(ms)")
    assert found is None or "concurrency" not in said(found)[0]
    assert guessed([("번호", "비고"), (1, 2)]) is None
    assert guessed([("TTFT P90(ms)",)]) is None


def test_two_columns_of_one_condition_are_not_understood() -> None:
    assert guessed([("동시 요청", "동시 요청", "TTFT P90(ms)"), (1, 2, 3)]) is None


def test_a_block_too_big_to_try_is_left() -> None:
    rows: Rows = [("동시 요청", *["TTFT P90(ms)"] * 10), *((n, *[1] * 10) for n in range(1, 1001))]
    assert guessed(rows) is None


CELLS = st.none() | st.integers(1, 9) | st.sampled_from(["동시 요청", "ISL", "TTFT P90(ms)", "TPS", "128/64", "-", "x"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=60)
def test_whatever_stands_there_no_cell_is_both_a_condition_and_a_measurement(rows: list[list[Value]]) -> None:
    (sheet,) = sheets_of(saved(sheet_of([*rows, ["끝"]])), filename="f.xlsx")
    for region in regions_of(sheet):
        found = guess(region)
        if found is None:
            continue
        boxes = [condition.cells for condition in found.conditions] + [measure.cells for measure in found.measures]
        places = [(r, c) for b in boxes if b for r in range(b[0], b[2] + 1) for c in range(b[1], b[3] + 1)]
        assert len(places) == len(set(places))
