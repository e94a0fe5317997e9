from __future__ import annotations

from decimal import Decimal

from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.checks import write_checks
from tests.procurement.exports.evaluations import dossier, evaluated, workbook
from tests.procurement.exports.reading import line, opened, table


def test_every_named_formula_is_listed_with_the_programs_number() -> None:
    rows = table(dossier(evaluated()), "검산")
    assert line(rows, "종합평가표·협상순위") == [
        "종합평가표·협상순위", "D4", "업체 A 기술계", 84, 84, "일치",
    ]  # fmt: skip
    assert (rows[1][1], rows[2][1]) == (len(rows) - 5, 0)


def test_numbers_look_as_they_look_on_their_own_sheet() -> None:
    book = Book(heading="")
    page = book.page("시트", widths=(10,))
    page.formula(1, 1, "=1", 1_280_000_000_000, look="won", what="금액")
    page.formula(2, 1, "=2", Decimal("1.5"), look="total", what="합계")
    page.formula(3, 1, '="가"', "가", look="verdict", what="판정")
    assert write_checks(book) == 3
    formats = [book.workbook["검산"].cell(row, 5).number_format for row in (6, 7, 8)]
    assert formats == ["#,##0", "#,##0.0000", "General"]


def test_a_pair_is_compared_closely_or_letter_by_letter() -> None:
    sheet = opened(workbook(evaluated()))["검산"]
    assert sheet["D6"].value == "='배점표'!D10"
    assert sheet["F6"].value == (
        '=IF(IF(AND(ISNUMBER(D6),ISNUMBER(E6)),ABS(D6-E6)<0.00000001,EXACT(D6,E6)),"일치","불일치")'
    )


def test_nothing_to_compare_is_counted_as_none() -> None:
    book = Book(heading="")
    assert write_checks(book) == 0
    assert book.workbook["검산"]["B2"].value == "=COUNTA($A$6:$A$6)"  # $A$6:$A$5 would count the header
