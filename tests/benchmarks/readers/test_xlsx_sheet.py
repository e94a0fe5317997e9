from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from benchmarks.readers import UnreadableFile
from benchmarks.readers.xlsx_sheet import Content, Sheet, clean, sheets_of
from tests.benchmarks.readers.workbooks import as_excel_writes, list_book, repacked, saved, sheet_of, with_part

ROOT = Path(__file__).resolve().parents[3]
SHEET = "xl/worksheets/sheet1.xml"


def cells_of(data: bytes) -> Sheet:
    return sheets_of(data, filename="f.xlsx")[0]


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        sheets_of(data, filename="f.xlsx")
    return str(caught.value)


def test_every_kind_of_cell_is_told() -> None:
    book = sheet_of([("길이\n(토큰)", 128, 0.1, True, date(2026, 11, 22), "미측정", "#DIV/0!", "=A1")])
    found = [content for _, content in sorted(cells_of(saved(book)).cells.items())]
    assert found == [
        Content("text", "길이 (토큰)"),
        Content("number", "128", Decimal(128)),
        Content("number", "0.1", Decimal("0.1")),
        Content("flag", "TRUE"),
        Content("date", "2026-11-22 00:00:00"),
        Content("absent", "미측정"),
        Content("error", "#DIV/0!"),
        Content("uncomputed", ""),
    ]


@pytest.mark.parametrize("text", ["미측정", "N/A", "n/a", "-", "–", " — "])
def test_words_for_not_measured_are_absent(text: str) -> None:
    assert cells_of(saved(sheet_of([(text,)]))).cells[1, 1].kind == "absent"


@given(st.floats(min_value=1e-9, max_value=1e15))
@settings(max_examples=20)
def test_a_number_is_the_shortest_decimal_of_its_double(value: float) -> None:
    """Excel writes up to 17 digits, more than the double needs."""
    data = with_part(saved(sheet_of([(7,)])), SHEET, b"<v>7</v>", f"<v>{value:.17g}</v>".encode())
    (content,) = cells_of(data).cells.values()
    assert content.number == Decimal(repr(value))


def test_merged_cells_are_filled_and_formulas_known() -> None:
    sheet = cells_of(saved(sheet_of([("a", None, 1), (None, None, "=C1")], merged=("A1:B2",))))
    assert {place for place, content in sheet.filled().items() if content.text == "a"} == {
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    }
    assert (sheet.formulas, sheet.where((2, 3))) == (frozenset({(2, 3)}), "FP8!C2")


def test_a_computed_formula_is_read_with_its_value() -> None:
    data = with_part(saved(sheet_of([("=1+1",)])), SHEET, b"<v></v>", b"<v>2</v>")
    assert cells_of(data).cells[1, 1] == Content("number", "2", Decimal(2))


def test_texts_are_the_same_where_excel_keeps_them() -> None:
    assert cells_of(as_excel_writes(list_book())) == cells_of(list_book())


def test_a_stated_size_is_not_believed() -> None:
    data = with_part(list_book(), SHEET, b'ref="A1:H8"', b'ref="A1:XFD1048576"')
    assert cells_of(data).cells == cells_of(list_book()).cells


def test_a_hidden_sheet_says_so() -> None:
    book = Workbook()
    book.create_sheet("숨김").sheet_state = "hidden"
    assert [(sheet.name, sheet.hidden) for sheet in sheets_of(saved(book), filename="f")] == [
        ("Sheet", False),
        ("숨김", True),
    ]


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        (SHEET, b'r="A1"', b'r="XFD1"', "밖에 셀이 있습니다"),
        (SHEET, b"<v>128</v>", b"<v>x</v>", "엑셀 파일을 읽을 수 없습니다"),
        (SHEET, b"<v>128</v>", b"<v>" + b"9" * 5000 + b"</v>", "엑셀 파일을 읽을 수 없습니다"),
        (SHEET, b'<c r="A1" t="s"><v>0</v>', b'<c r="A1" t="s"><v>99999</v>', "엑셀 파일을 읽을 수 없습니다"),
        ("xl/workbook.xml", b'name="FP8"', b'name="FP&#9;8"', "보일 수 없는 글자"),
        ("xl/sharedStrings.xml", b"Llama", b"x" * 32_768, "32,767자를 넘습니다"),
        ("xl/styles.xml", b"</styleSheet>", b"", "XML이 깨졌습니다"),
    ],
)
def test_a_hostile_part_is_refused(part: str, old: bytes, new: bytes, says: str) -> None:
    assert says in refused(with_part(as_excel_writes(list_book()), part, old, new))


def test_a_missing_part_is_refused() -> None:
    without = repacked(list_book(), lambda name, content: None if name == "[Content_Types].xml" else content)
    assert "엑셀 파일을 읽을 수 없습니다" in refused(without)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [(" a\n b ", "a b"), ("a\x07b", "a\ufffdb"), ("가" * 600, "가" * 500), ("\u202eabc", "\ufffdabc")],
)
def test_a_text_is_made_fit_to_show(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_only_who_reads_a_workbook_waits_for_openpyxl() -> None:
    asked = "import sys, benchmarks.readers.xlsx_read; print('openpyxl' in sys.modules)"
    command = [sys.executable, "-c", asked]
    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout == "False\n"
