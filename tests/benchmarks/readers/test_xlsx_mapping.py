from __future__ import annotations

from datetime import date

import pytest

from benchmarks.readers.xlsx_mapping import Condition, Mapping, Measure, TableMap, digest_of, mapping_of
from benchmarks.table import TableError

LAYOUT = ("[FP8] A1:D4", "FP8!A1 입력 길이")
TEXT = f"""\
format = "jeoul-xlsx-1"
file = "f.xlsx"
confirmed_by = "홍길동"
confirmed_on = 2026-11-22
tpot = "excludes_first_token"
unread = ["FP8!D1 비고"]

[[tables]]
sheet = "FP8"
[[tables.conditions]]
name = "isl"
cells = "A2:A4"
[[tables.conditions]]
name = "concurrency"
value = 8
[[tables.conditions]]
name = "load"
value = "closed_loop"
[[tables.measures]]
heading = "TPOT P90(ms)"
metric = "tpot"
statistic = "p90"
unit = "ms"
cells = "B2:B4"

[layout]
digest = "{digest_of(LAYOUT)}"
cells = ["[FP8] A1:D4", "FP8!A1 입력 길이"]
"""


def read(text: str) -> Mapping:
    return mapping_of(text.encode(), filename="m.toml")


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new)


def test_a_mapping_is_read_whole() -> None:
    conditions = (
        Condition("isl", (2, 1, 4, 1), None),
        Condition("concurrency", None, "8"),
        Condition("load", None, "closed_loop"),
    )
    measures = (Measure("tpot", "p90", "ms", (2, 2, 4, 2), "TPOT P90(ms)"),)
    assert read(TEXT) == Mapping(
        "f.xlsx",
        "홍길동",
        date(2026, 11, 22),
        "excludes_first_token",
        (TableMap("FP8", conditions, measures),),
        ("FP8!D1 비고",),
        LAYOUT,
    )
    assert read(TEXT).open_points() == ()


def test_a_condition_reaches_along_its_row_or_column_and_no_further() -> None:
    column, row, one = (Condition("isl", box, None) for box in ((2, 1, 4, 1), (1, 2, 1, 3), (9, 9, 9, 9)))
    assert [column.at(place) for place in ((3, 7), (5, 7))] == [(3, 1), None]
    assert [row.at(place) for place in ((9, 3), (9, 4))] == [(1, 3), None]
    assert (one.at((1, 1)), Condition("isl", None, "8").at((1, 1))) == ((9, 9), None)


@pytest.mark.parametrize(
    ("old", "new", "point"),
    [
        ('confirmed_by = "홍길동"', 'confirmed_by = " "', "confirmed_by: 확인한 사람"),
        ("confirmed_on = 2026-11-22", 'confirmed_on = ""', "confirmed_on: 확인한 날"),
        ('tpot = "excludes_first_token"', 'tpot = ""', "tpot: TPOT의 정의"),
        ('tpot = "excludes_first_token"\n', "", "tpot: TPOT의 정의"),
        ('unit = "ms"', 'unit = ""', "FP8!B2:B4 'TPOT P90(ms)': unit"),
        ('metric = "tpot"\nstatistic = "p90"', 'metric = ""\nstatistic = ""', "'TPOT P90(ms)': metric, statistic"),
    ],
)
def test_what_is_left_open_is_asked_and_nothing_else(old: str, new: str, point: str) -> None:
    (asked,) = read(changed(old, new)).open_points()
    assert point in asked


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("jeoul-xlsx-1", "jeoul-xlsx-2", "m.toml: format = 'jeoul-xlsx-2'"),
        ('file = "f.xlsx"', 'fil = "f.xlsx"', "unknown key 'fil'"),
        ("confirmed_on = 2026-11-22", 'confirmed_on = "2026-11-22"', "a day (2026-11-02 without quotes)"),
        ("confirmed_on = 2026-11-22", "", "confirmed_on"),
        ("excludes_first_token", "excluded", "tpot = 'excluded'"),
        ('name = "isl"', 'name = "batch"', "conditions[0]: name = 'batch'"),
        ('name = "isl"', 'name = "concurrency"', "tables[0]: conditions: 'concurrency' 중복"),
        ('cells = "A2:A4"', 'cells = "A2:A4"\nvalue = 3', "conditions[0]: cells와 value 가운데 하나만"),
        ('cells = "A2:A4"', "", "conditions[0]: cells와 value 가운데 하나만"),
        ('cells = "A2:A4"', 'cells = "A2:B4"', "한 열이나 한 행이어야 함"),
        ('cells = "A2:A4"', 'cells = "A2:A3"', "measures[0]: cells: isl의 cells가 닿지 않음"),
        ('cells = "A2:A4"', 'cells = "4:2"', "conditions[0]: cells: B5:B12 같은 범위여야 함"),
        ("value = 8", 'value = "8"', "conditions[1]: value = '8'"),
        ("value = 8", "value = 0", "conditions[1]: value = 0"),
        ('"closed_loop"', '"endless"', "conditions[2]: value = 'endless'"),
        ('name = "isl"\ncells = "A2:A4"', 'name = "isl/osl"\nvalue = "1/2"', "isl과 osl을 따로"),
        ('metric = "tpot"', 'metric = "speed"', "measures[0]: metric = 'speed'"),
        ('statistic = "p90"', 'statistic = "value"', "measures[0]: statistic = 'value'"),
        ('metric = "tpot"', 'metric = "power"', "measures[0]: statistic = 'p90'"),
        ('unit = "ms"', 'unit = "W"', "measures[0]: unit: 단위 'W'"),
        ('metric = "tpot"\nstatistic = "p90"', 'metric = "ok"\nstatistic = "value"', "measures[0]: unit = 'ms'"),
        ('cells = "B2:B4"', 'cells = "B2:ZZ9000"', "isl의 cells가 닿지 않음"),
        ("digest = ", 'digest = "x"\nmore = ', "unknown key 'more'"),
        ("FP8!A1 입력 길이", "FP8!A1 출력 길이", "layout: digest가 cells와 다릅니다"),
        ("[[tables.measures]]", "[[tables.others]]", "unknown key 'others'"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError) as refused:
        read(changed(old, new))
    assert str(refused.value).startswith("m.toml")
    assert says in str(refused.value)


def test_a_mapping_of_nothing_or_of_too_much_is_refused() -> None:
    nothing = TEXT[: TEXT.index("[[tables]]")] + TEXT[TEXT.index("[layout]") :]
    too_much = changed('cells = "A2:A4"', 'cells = "A2:A9000"').replace("B2:B4", "B2:ZZ9000")
    for text in (nothing, too_much):
        with pytest.raises(TableError, match="100,000"):
            read(text)
