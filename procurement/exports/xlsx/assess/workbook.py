"""The workbook of an assessment: its cover, the sheets of its kind, and 검산, as bytes that are the same every time."""

from __future__ import annotations

from procurement.exports.assessed import (
    Assessed,
    CallCase,
    ComparisonCase,
    MasCase,
    QualificationCase,
    ReserveCase,
    StagedCase,
)
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess.comparison import comparison_constants, write_comparison
from procurement.exports.xlsx.assess.cover import Written, write_assessed_cover
from procurement.exports.xlsx.assess.mas import mas_constants, write_mas
from procurement.exports.xlsx.assess.open_call import call_constants, write_call
from procurement.exports.xlsx.assess.qualification import qualification_constants, write_qualification
from procurement.exports.xlsx.assess.reserve_price import reserve_constants, write_reserve_price
from procurement.exports.xlsx.assess.two_stage import staged_constants, write_staged
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.cover import Constant
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.workbook import Sheets


def assess_workbook(assessed: Assessed) -> Sheets:
    """The assessment as .xlsx bytes; equal assessments give equal bytes (workbook.md). Raises NotForSheets."""
    example = " (예시: 지어낸 값)" if assessed.example else ""
    book = Book(heading=f"{assessed.title}{example}", label="[예시] " if assessed.example else "")
    written, constants = _written(book, assessed)
    write_assessed_cover(book, assessed=assessed, constants=constants, written=written)
    pairs = write_checks(book)
    book.workbook.move_sheet(forms.COVER, 2 - len(book.workbook.worksheets))
    book.workbook.active = 0
    book.finish()
    stamp = f"{assessed.day.isoformat()}T00:00:00Z"
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=stamp), pairs=pairs)


def _written(book: Book, assessed: Assessed) -> tuple[Written, tuple[Constant, ...]]:
    rules, lots = assessed.rules, assessed.lots
    match assessed.case:
        case QualificationCase() as case:
            return write_qualification(book, case=case, lots=lots), tuple(qualification_constants(case, rules=rules))
        case StagedCase() as case:
            return write_staged(book, case=case, lots=lots), tuple(staged_constants(case, rules=rules))
        case ReserveCase() as case:
            return write_reserve_price(book, case=case), tuple(reserve_constants(rules))
        case ComparisonCase() as case:
            return write_comparison(book, case=case), tuple(comparison_constants(case, rules=rules))
        case MasCase() as case:
            return write_mas(book, case=case, lots=lots), tuple(mas_constants(rules))
        case CallCase() as case:
            return write_call(book, case=case), tuple(call_constants(case))
