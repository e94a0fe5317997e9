from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from procurement.exports.xlsx.book import Book, Check, Page, at, cleaned, decimal, korean, rounded
from procurement.exports.xlsx.freeze import frozen
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import recalculated, values

CUT = "…(칸에 들어가지 않아 줄임)"

RISKY = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def made(fill: Callable[[Page], object], *, heading: str = "공고") -> bytes:
    book = Book(heading=heading)
    fill(book.page("시트", widths=(20, 10), header_row=1))
    book.finish()
    return frozen(book.workbook, cached=book.cached, stamp="2026-11-22T00:00:00Z")


def sheet(fill: Callable[[Page], object], *, heading: str = "공고") -> Worksheet:
    return opened(made(fill, heading=heading)).worksheets[0]


@pytest.mark.parametrize("text", RISKY)
def test_text_stays_text(text: str) -> None:
    cell = sheet(lambda page: page.text(1, 1, text))["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_only_the_risky_text_itself_is_marked_as_text() -> None:
    def fill(page: Page) -> None:
        page.texts(1, ("먼저", "=1+1", "나중"))
        page.formula(2, 1, "=1+1", "2", look="text")

    shown = sheet(fill)
    assert [shown[place].quotePrefix for place in ("A1", "B1", "C1", "A2")] == [False, True, False, False]


def test_a_number_in_a_text_stays_text() -> None:
    cells = sheet(lambda page: page.texts(1, ("007", "2026-11-22")))["1"]
    assert [(cell.value, cell.data_type) for cell in cells] == [("007", "s"), ("2026-11-22", "s")]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a\x00b\x1fc", "a b c"),
        ("\ud800\ufffe\uffff!", "   !"),
        ("줄\n바꿈\t탭", "줄\n바꿈\t탭"),
        ("가" * 32_767, "가" * 32_767),
        ("가" * 32_768, "가" * 32_751 + CUT),
        ("🙂" * 20_000, "🙂" * 16_375 + CUT),
        ("_x0041_", "_x005F_x0041_"),
        ("_x00_", "_x00_"),
    ],
)
def test_what_a_cell_cannot_hold_is_replaced_and_nothing_else(text: str, held: str) -> None:
    assert cleaned(text) == held


def test_an_escape_in_a_text_reads_back_letter_by_letter(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    written = made(lambda page: page.texts(1, ("_x000D_", "=1+1")))
    [read] = recalculated([written], soffice=require_program("soffice"), folder=tmp_path)
    assert (values(read)["시트", "A1"], values(read)["시트", "B1"]) == ("_x000D_", "=1+1")


def test_a_long_text_makes_its_row_tall_but_not_too_tall() -> None:
    def fill(page: Page) -> None:
        page.text(1, 1, "짧음")
        page.text(2, 1, "가" * 20)
        page.text(3, 1, "가" * 40_000)
        page.text(4, 1, "가" * 40_000, look="plain")

    rows = sheet(fill).row_dimensions
    assert [rows[row].height for row in (1, 2, 3, 4)] == [None, 30, 409, None]


def test_a_formula_makes_room_for_the_text_it_shows() -> None:
    assert sheet(lambda page: page.formula(1, 2, "=A1", "가" * 20, look="text")).row_dimensions[1].height == 72


def test_a_paragraph_goes_on_in_the_next_rows() -> None:
    ends = []
    shown = sheet(lambda page: ends.append(page.paragraph(2, 1, "가나다라마바사아자차 카타파하")))
    assert [shown["A2"].value, shown["A3"].value, ends] == ["가나다라마바사아자차 카타파하", None, [2]]
    shown = sheet(lambda page: ends.append(page.paragraph(2, 2, "가나다 라마바 사")))
    assert [shown["B2"].value, shown["B3"].value, shown["B4"].value, ends[1]] == ["가나다", "라마바 사", None, 3]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("갑 & 을", "갑 && 을"),
        ("한\n줄\t로", "한 줄 로"),
        ("&" * 300, "&" * 238 + "…"),
        ("가" * 120, "가" * 120),
        ("_x0041_", "＿x0041_"),
    ],
)
def test_the_page_header_is_one_line_that_excel_takes(heading: str, shown: str) -> None:
    header = sheet(lambda page: page.text(1, 1, ""), heading=heading).oddHeader
    assert header is not None
    assert header.left.text == shown
    assert len(shown) < 250


def test_a_page_is_set_up_for_print() -> None:
    page = sheet(lambda page: page.text(1, 1, "머리"))
    assert (page.print_title_rows, page.print_title_cols, page.freeze_panes) == ("$1:$1", None, "B2")
    assert page.oddFooter is not None
    assert (page.oddFooter.center.text, page.oddFooter.right.text) == ("&P / &N", "&A")
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (20, 10)


def test_the_page_uses_the_height_of_the_paper() -> None:
    margins = sheet(lambda page: page.text(1, 1, "머리")).page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.4, 0.4, 0.6, 0.6)
    assert (margins.header, margins.footer) == (0.3, 0.3)


def test_a_very_wide_page_goes_over_several_with_its_first_column() -> None:
    book = Book(heading="")
    page = book.page("넓음", widths=[16] * 100).sheet
    assert (page.page_setup.fitToWidth, page.print_title_cols) == (7, "$A:$A")


def test_references_are_absolute_and_quoted() -> None:
    book = Book(heading="")
    page = book.page("O'Brien 표", widths=(10,))
    assert (page.ref(3, 2), page.span((1, 1), (4, 27))) == ("'O''Brien 표'!$B$3", "'O''Brien 표'!$A$1:$AA$4")
    assert at(3, 28) == "AB3"


def test_only_formulas_with_a_name_are_listed_for_checking() -> None:
    book = Book(heading="")
    page = book.page("시트", widths=(10,))
    page.formula(1, 1, "=1", Fraction(1, 3), what="셋")
    page.formula(2, 1, "=2", 2)
    assert book.checks == [Check("시트", "A1", "셋", Decimal("0.33333333333333333"), "score")]
    assert book.cached == {"시트": {"A1": Decimal("0.33333333333333333"), "A2": 2}}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(2, 3), "0.66666666666666667"),
        (Fraction(10**20), "100000000000000000000"),
        (Decimal("1.50"), "1.50"),
        (7, "7"),
    ],
)
def test_a_number_is_written_exactly_where_it_ends(value: Fraction | Decimal | int, written: str) -> None:
    assert f"{decimal(value):f}" == written


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("미측정 / not measured", "미측정"),
        ("입력 128 / 출력 4096 미측정 / not measured", "입력 128 / 출력 4096 미측정"),
        ("only English / here", "only English"),
        ("한글만", "한글만"),
    ],
)
def test_no_korean_is_lost_with_the_english_half(message: str, shown: str) -> None:
    assert korean(message) == shown


def test_rounding_loses_the_noise_of_doubles_first() -> None:
    assert rounded("A1/B1", places="가격자리") == "ROUND(ROUND(A1/B1,11),가격자리)"


def test_a_title_has_room_above_the_line_below_it() -> None:
    page = Book(heading="").page("시트", widths=(10,))
    page.text(1, 1, "제목", look="title")
    page.text(2, 1, "글", look="text")
    assert (page.sheet.row_dimensions[1].height, page.sheet.row_dimensions[2].height) == (24, None)
