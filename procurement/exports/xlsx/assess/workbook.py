"""The workbook of an assessment: its cover, the sheets of its kind, and 검산, as bytes that are the same every time."""

from __future__ import annotations

from collections.abc import Sequence

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess.cover import Written, write_assessed_cover
from procurement.exports.xlsx.assess.qualification import qualification_constants, write_qualification
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


def _written(book: Book, assessed: Assessed) -> tuple[Written, Sequence[Constant]]:
    case = assessed.case
    written = write_qualification(book, case=case, lots=assessed.lots)
    return written, tuple(qualification_constants(case, rules=assessed.rules))
