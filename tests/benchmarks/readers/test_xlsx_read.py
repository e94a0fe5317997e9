from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.readers import UnreadableFile
from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_layout import layout_of
from benchmarks.readers.xlsx_mapping import Condition, Mapping, TableMap
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_read import Confirmed, confirmed, read_workbook
from benchmarks.readers.xlsx_sheet import sheets_of
from benchmarks.report import Cell, Fact, Report
from tests.benchmarks.readers.workbooks import LAYOUTS, LIST_ROWS, Value, as_excel_writes, saved, sheet_of, with_part

DAY = date(2026, 11, 22)


def signed(data: bytes, **changes: object) -> Mapping:
    """The proposal for a workbook, with what a person fills in."""
    mapping = propose(sheets_of(data, filename="f.xlsx"), filename="f.xlsx")
    tables = tuple(
        replace(table, measures=tuple(replace(m, metric=m.metric or "output_tps") for m in table.measures))
        for table in mapping.tables
    )
    filled: dict[str, object] = {"confirmed_by": "홍길동", "confirmed_on": DAY, "tpot": "excludes_first_token"}
    return replace(mapping, tables=tables, **{**filled, **changes})  # type: ignore[arg-type]  # fields by name


def kept(mapping: Mapping, name: str = "f.mapping.toml") -> Confirmed:
    return confirmed(mapping_text(mapping).encode(), filename=name)


def read(data: bytes, *mappings: Mapping) -> Report:
    found = [kept(mapping, f"{n}.toml") for n, mapping in enumerate(mappings)]
    return read_workbook(data, filename="f.xlsx", mappings=found)


def refused(data: bytes, *mappings: Mapping) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, *mappings)
    return str(caught.value)


def list_with(row: int, column: int, value: Value) -> bytes:
    rows = [list(line) for line in LIST_ROWS]
    rows[row - 1][column - 1] = value
    return saved(sheet_of(rows))


LIST = LAYOUTS["list"]()
SIGNED = signed(LIST)


def test_a_row_is_a_load_step_and_every_number_keeps_its_cell() -> None:
    report = read(LIST, SIGNED)
    assert [row.where for row in report.rows] == ["FP8!D6", "FP8!D7", "FP8!E8"]
    first = report.rows[0]
    assert first.cells == (
        Cell("isl_target", "value", Decimal(128), "tokens", "", "FP8!A6"),
        Cell("osl_target", "value", Decimal(128), "tokens", "", "FP8!B6"),
        Cell("concurrency", "value", Decimal(1), "requests", "", "FP8!C6"),
        Cell("ttft", "p90", Decimal("50.5"), "ms", metrics.TTFT, "FP8!D6"),
        Cell("tpot", "p90", Decimal("10.1"), "ms", metrics.TPOT, "FP8!E6"),
        Cell(
            "output_tps",
            "value",
            Decimal("95.25"),
            "tokens/s",
            "as the workbook heads it: 출력 처리량(tok/s)",
            "FP8!F6",
        ),
        Cell("power", "value", Decimal(300), "W", "as the workbook heads it: 전력(W)", "FP8!G6"),
    )
    assert first.facts == (
        Fact("model", "Llama 3.1 8B", "FP8!B2"),
        Fact("accelerator", "시험 NPU", "FP8!B3"),
        Fact("weight_precision", "FP8", "FP8!mapping"),
    )


def test_what_was_not_measured_is_absent() -> None:
    third = measurements(read(LIST, SIGNED), answers=Answers())[2]
    assert (third.latency.ttft, third.throughput.output_tps, third.power.average_w) == (None, None, None)
    assert third.latency.tpot is not None
    assert third.latency.tpot.p90 == Decimal("0.3")


def test_the_mapping_and_who_signed_it_are_kept() -> None:
    report, digest = read(LIST, SIGNED), hashlib.sha256(mapping_text(SIGNED).encode()).hexdigest()
    assert (report.format, report.tool) == ("xlsx", "xlsx")
    assert report.tool_version == f"mapping {digest[:12]} (홍길동, 2026-11-22)"
    (repair,) = report.repairs
    assert repair == (
        f"매핑 0.toml (sha256 {digest}, 확인 홍길동, 2026-11-22)로 읽었습니다. 공식 배치라는 뜻은 아닙니다."
        " / Read through this mapping; that does not make its layout an official one."
    )
    (source,) = {m.source.tool_version for m in measurements(report, answers=Answers())}
    assert digest[:12] in source


@pytest.mark.parametrize(
    ("name", "rows", "values"),
    [("list", 3, 9), ("matrix", 10, 20), ("tiers", 2, 12), ("across", 3, 9), ("grouped", 4, 8)],
)
def test_every_layout_is_read_whole_through_its_own_proposal(name: str, rows: int, values: int) -> None:
    data = LAYOUTS[name]()
    for version in (data, as_excel_writes(data)):
        report = read(version, signed(data))
        conditions = {"isl_target", "osl_target", "concurrency", "used"}
        measured = [cell for row in report.rows for cell in row.cells if cell.quantity not in conditions]
        assert (len(report.rows), len(measured)) == (rows, values)


def test_two_tables_of_a_sheet_meet_in_one_row() -> None:
    data = LAYOUTS["matrix"]()
    found = {row.where: row for row in read(data, signed(data)).rows}
    row = found["FP8!B4"]
    assert [(c.quantity, c.value, c.where) for c in row.cells] == [
        ("concurrency", Decimal(1), "FP8!B3"),
        ("isl_target", Decimal(128), "FP8!A4"),
        ("osl_target", Decimal(128), "FP8!A4"),
        ("ttft", Decimal(50), "FP8!B4"),
        ("output_tps", Decimal(100), "FP8!B11"),
    ]


def test_units_are_converted_exactly_and_merged_conditions_filled() -> None:
    data = LAYOUTS["tiers"]()
    first, second = measurements(read(data, signed(data)), answers=Answers())
    assert first.latency.tpot is not None
    assert (first.latency.tpot.p90, first.power.average_w) == (Decimal(11), Decimal(300))
    assert (second.scenario.isl_target, second.scenario.concurrency) == (Decimal(128), Decimal(4))
    grouped = LAYOUTS["grouped"]()
    found = measurements(read(grouped, signed(grouped)), answers=Answers())
    assert {(m.scenario.isl_target, m.scenario.osl_target, m.scenario.concurrency) for m in found} == {
        (Decimal(128), Decimal(osl), Decimal(c)) for osl in (128, 2048) for c in (1, 8)
    }


def test_a_tpot_with_the_first_token_in_it_is_kept_apart() -> None:
    data = LAYOUTS["list"]()
    found = measurements(read(data, signed(data, tpot="includes_first_token")), answers=Answers())[0]
    assert (found.latency.tpot, found.latency.ntpot is None) == (None, False)


def test_new_numbers_in_a_known_layout_are_read_silently() -> None:
    report = read(list_with(6, 4, 99.9), SIGNED)
    assert report.rows[0].cells[3].value == Decimal("99.9")


def test_a_formula_is_named_and_one_without_a_value_refused() -> None:
    formula = list_with(6, 4, "=25+25")
    assert "f.xlsx, FP8!D6: 수식인데 계산된 값이 없습니다" in refused(formula, SIGNED)
    computed = with_part(formula, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>50</v>")
    report = read(computed, SIGNED)
    assert report.rows[0].cells[3].value == Decimal(50)
    assert report.repairs[1].startswith("수식 셀 1개는 엑셀이 마지막으로 계산해 둔 값입니다: FP8!D6 / ")


@pytest.mark.parametrize(
    ("row", "column", "value", "says"),
    [
        (6, 4, "50ms", "FP8!D6: 수가 있어야 하는데 글입니다 '50ms'"),
        (6, 4, "1,024", "FP8!D6: 수가 있어야 하는데 글입니다 '1,024'"),
        (6, 4, date(2026, 1, 2), "FP8!D6: 수가 있어야 하는데 날짜입니다"),
        (6, 4, True, "FP8!D6: 수가 있어야 하는데 참/거짓입니다"),
        (6, 4, "#DIV/0!", "FP8!D6: 엑셀 오류 값입니다 '#DIV/0!'"),
        (6, 4, -1, "FP8!D6: 음수입니다"),
        (6, 4, 1e300, "FP8!D6: 측정값일 수 없는 크기"),
        (6, 1, None, "FP8!A6: 측정값이 있는데 조건(isl)이 비었습니다"),
        (6, 1, "-", "FP8!A6: 측정값이 있는데 조건(isl)이 비었습니다"),
        (6, 1, "128토큰", "FP8!A6: '128토큰': isl 값이 아닙니다"),
        (6, 1, 0, "FP8!A6: '0': isl 값이 아닙니다"),
        (6, 3, 1.5, "FP8!C6: 개수인데 정수가 아닙니다"),
        (6, 3, date(2026, 1, 2), "FP8!C6: '2026-01-02 00:00:00': concurrency 값이 아닙니다"),
        (2, 2, date(2026, 1, 2), "FP8!B2: model 글이 아닙니다(date)"),
        (6, 3, 8, "FP8!D7: FP8!D6와 같은 조건의 같은 값입니다"),
    ],
)
def test_a_cell_that_is_not_what_the_mapping_says_is_refused(row: int, column: int, value: Value, says: str) -> None:
    assert f"f.xlsx, {says}" in refused(list_with(row, column, value), SIGNED)


def test_a_pair_that_is_none_is_refused() -> None:
    data = LAYOUTS["matrix"]()
    broken = with_part(data, "xl/worksheets/sheet1.xml", b"2048/128", b"2048 and 128")
    assert "FP8!A5: '2048 and 128': isl/osl 값이 아닙니다" in refused(broken, signed(data))


def test_a_workbook_without_a_mapping_says_how_to_make_one() -> None:
    message = refused(LIST)
    assert "f.xlsx, FP8: 셀의 뜻을 정한 매핑이 없습니다" in message
    assert "manage.py mapping" in message


def test_another_layout_is_refused_with_its_differences() -> None:
    other = signed(LAYOUTS["across"]())
    message = refused(list_with(5, 4, "TTFT P99(ms)"), other, SIGNED)
    assert "f.xlsx, FP8: 배치가 매핑 1.toml와 다릅니다" in message
    assert "only here): − FP8!D5 TTFT P90(ms); + FP8!D5 TTFT P99(ms) ▷" in message
    assert "; … " in refused(LIST, other)


@pytest.mark.parametrize("open_point", ["confirmed_by", "confirmed_on", "tpot"])
def test_an_unsigned_mapping_is_refused_with_what_to_fill_in(open_point: str) -> None:
    empty: dict[str, object] = {open_point: "" if open_point == "confirmed_by" else None}
    message = refused(LIST, signed(LIST, **empty))
    assert "f.xlsx, 0.toml: 매핑이 확인되지 않았습니다" in message
    assert f"fill these in: {open_point}: " in message


def test_of_two_mappings_of_one_layout_none_is_chosen() -> None:
    assert "이 배치의 매핑이 둘 이상입니다: 0.toml, 1.toml" in refused(
        LIST, SIGNED, signed(LIST, confirmed_by="김철수")
    )
    assert len(read(LIST, SIGNED, SIGNED).rows) == 3


def test_a_mapping_that_reaches_no_value_is_refused() -> None:
    rows = [
        tuple("N/A" if n > 5 and 3 <= c <= 6 else v for c, v in enumerate(line)) for n, line in enumerate(LIST_ROWS, 1)
    ]
    assert "매핑한 셀에 값이 하나도 없습니다" in refused(saved(sheet_of(rows)), SIGNED)


def test_fixed_lengths_and_counts_are_read() -> None:
    table = SIGNED.tables[0]
    fixed = (Condition("used", None, "4"), Condition("load", None, "closed_loop"))
    counted = replace(table.measures[3], metric="ok", unit="count")
    tables = (TableMap("FP8", (*table.conditions, *fixed), (counted,)),)
    mapping = replace(SIGNED, tables=tables, layout=layout_of(sheets_of(LIST, filename="f.xlsx"), tables=tables))
    (first, *_) = measurements(read(LIST, mapping), answers=Answers())
    assert (first.system.used, first.counts.ok, first.scenario.load) == (4, 300, "closed_loop")
    halves = list_with(6, 7, 300.5)
    assert "FP8!G6: 개수인데 정수가 아닙니다" in refused(halves, mapping)
