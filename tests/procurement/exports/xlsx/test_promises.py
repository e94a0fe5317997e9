"""What workbook.md and security.md promise of every workbook, whatever it holds."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from openpyxl import Workbook

from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.cases import ROOT
from tests.procurement.exports.evaluations import TENDER, dossier, evaluated, workbook
from tests.procurement.exports.reading import cells, opened, outside_texts

# Functions that Excel 2016 and LibreOffice 7.4 both know without a prefix; none reaches outside the file.
KNOWN = {
    "ABS", "AND", "COLUMNS", "COUNT", "COUNTA", "COUNTIF", "EXACT", "IF", "IFERROR", "INDEX", "ISNUMBER", "LARGE",
    "LN", "MATCH", "MAX", "MIN", "OR", "ROUND", "ROWS", "SUM", "SUMIFS", "SUMPRODUCT",
}  # fmt: skip
PARTS = {
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels",
    "xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml",
}  # fmt: skip
SHEET_OR_CHART = re.compile(
    r"xl/(worksheets/sheet|worksheets/_rels/sheet|drawings/drawing|drawings/_rels/drawing|charts/chart)\d+\.xml(\.rels)?"
)
UNREPEATED = {"표지·기준전사표", "정성 집계표", "도표", "성능 곡선"}
NAMES = {
    "가격배점", "가격자리", "구간계수", "구간상한율", "구간하한율", "기술배점", "기준금액", "기준율", "배점상한적용",
    "비율자리", "저가점수율", "적격비율", "적격상한", "절사수", "차등대상", "차등점수차", "최저가대상", "퍼센트당감점",
    "평균자리", "하한적용", "감점후판정", "산식상한", "산식하한", "적격기술점수", "적격합산점수",
}  # fmt: skip
OTHER_CLOCK = """
import datetime
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 5, 6, 7, 8, 9, tzinfo=tz)
datetime.datetime = Later
from hashlib import sha256
from tests.procurement.exports.evaluations import evaluated, workbook
print(sha256(workbook(evaluated())).hexdigest())
"""


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert workbook(evaluated()) == workbook(evaluated())


def test_neither_clock_nor_zone_nor_hashing_changes_a_byte() -> None:
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "PYTHONPATH": str(ROOT), "PATH": ""}
    command = [sys.executable, "-c", OTHER_CLOCK]
    said = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    assert said.strip() == sha256(workbook(evaluated())).hexdigest()


def test_the_stamp_in_the_file_is_the_day_of_the_rules() -> None:
    properties = opened(workbook(evaluated())).properties
    assert (str(properties.created), str(properties.modified)) == ("2026-11-22 00:00:00", "2026-11-22 00:00:00")


def live(books: dict[str, Workbook]) -> Iterator[str]:
    yield from (str(cell.value) for book in books.values() for cell in cells(book) if cell.data_type == "f")


def test_only_functions_that_both_programs_know_are_used(books: dict[str, Workbook]) -> None:
    used = {name for formula in live(books) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", outside_texts(formula))}
    assert used == KNOWN


def test_no_formula_is_longer_than_excel_reads(books: dict[str, Workbook]) -> None:
    assert max(len(formula) for formula in live(books)) < 8192


def test_a_workbook_holds_sheets_with_charts_and_nothing_else(written: dict[str, bytes]) -> None:
    for content in written.values():
        archive = zipfile.ZipFile(BytesIO(content))
        others = {name for name in archive.namelist() if not SHEET_OR_CHART.fullmatch(name)}
        assert others == PARTS
        assert [name for name in archive.namelist() if b"External" in archive.read(name)] == []


def test_nothing_is_hidden_or_merged(books: dict[str, Workbook]) -> None:
    for book in books.values():
        for sheet in book.worksheets:
            assert (sheet.sheet_state, sheet.merged_cells.ranges) == ("visible", set())
            dimensions = (*sheet.column_dimensions.values(), *sheet.row_dimensions.values())
            assert [d.index for d in dimensions if d.hidden] == []


def test_every_sheet_is_protected_without_a_password_and_no_formula_is_unlocked(books: dict[str, Workbook]) -> None:
    for book in books.values():
        assert {(sheet.protection.sheet, sheet.protection.password) for sheet in book.worksheets} == {(True, None)}
        assert [c.coordinate for c in cells(book) if c.data_type == "f" and not c.protection.locked] == []


def test_no_formula_is_marked_as_text(books: dict[str, Workbook]) -> None:
    assert [c.coordinate for c in cells(books["odd names"]) if c.data_type == "f" and c.quotePrefix] == []
    assert [c.coordinate for c in cells(books["odd names"]) if c.data_type == "s" and c.quotePrefix] != []


def test_exactly_the_inputs_are_unlocked() -> None:
    book = opened(workbook(evaluated()))
    unlocked: dict[str, set[str]] = {}
    for cell in cells(book):
        if not cell.protection.locked:
            unlocked.setdefault(cell.parent.title, set()).add(cell.column_letter)
    assert unlocked == {
        "표지·기준전사표": {"C", "F"},
        "배점표": {"D"},
        **{f"평가표 위원{number}": {"C", "D", "E"} for number in range(1, 5)},
        "정량평가표": {"D", "J"},
        "규격 비교표": {"F"},
        "입찰가격 평가표": {"B", "L"},
        "종합평가표·협상순위": {"L", "Q"},
    }


def test_every_sheet_prints_on_a4_across_one_page(books: dict[str, Workbook]) -> None:
    for sheet in books["example"].worksheets:
        setup, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        page = (setup.orientation, str(setup.paperSize), setup.fitToWidth or 1, setup.fitToHeight)
        assert page == ("landscape", "9", 1, 0)
        assert properties is not None
        assert properties.fitToPage
    headless = {s.title for s in (*books["plain"].worksheets, *books["loads"].worksheets) if not s.print_title_rows}
    assert headless == UNREPEATED


def test_defined_names_lead_to_cells_and_every_name_used_is_defined(books: dict[str, Workbook]) -> None:
    used = set()
    for book in books.values():
        for name in book.defined_names.values():
            [(title, place)] = name.destinations
            assert book[title][place].value is not None
        texts = (re.sub(r"'[^']*'!", "", outside_texts(formula)) for formula in live({"": book}))
        names = {word for text in texts for word in re.findall(r"[가-힣]+", text)}
        assert names <= set(book.defined_names)
        used |= names
    assert used == NAMES


def test_an_example_says_so_on_every_page() -> None:
    made = dossier(evaluated(), tender=replace(TENDER, example=True, example_note="지어냄"))
    book = opened(evaluation_workbook(made).content)
    headers = {sheet.oddHeader.left.text for sheet in book.worksheets if sheet.oddHeader}
    assert headers == {"추론 서버 구매 (예시: 가격·점수·수요는 지어낸 값)"}
    assert book.worksheets[0]["A1"].value == "[예시] 제안서 평가 결과"


def test_every_sheet_of_an_example_says_so() -> None:
    made = dossier(evaluated())
    example = replace(made, tender=replace(made.tender, example=True, example_note="지어낸 값"))
    titles = [str(sheet["A1"].value) for sheet in opened(evaluation_workbook(example).content).worksheets]
    assert [title for title in titles if not title.startswith("[예시] ")] == []
    real = replace(made, tender=replace(made.tender, example=False, example_note=""))
    titles = [str(sheet["A1"].value) for sheet in opened(evaluation_workbook(real).content).worksheets]
    assert [title for title in titles if "예시" in title] == []
