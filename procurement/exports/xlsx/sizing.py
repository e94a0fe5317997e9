"""The workbook of a sizing: plan, demand, service, charts, evidence and checks, the same bytes every time."""

from __future__ import annotations

from procurement.exports.sizing import Sizing
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.evidence import write_evidence
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.sizing_aims import write_aims
from procurement.exports.xlsx.sizing_coverage import write_coverage
from procurement.exports.xlsx.sizing_explored import write_explored
from procurement.exports.xlsx.sizing_plan import write_plan
from procurement.exports.xlsx.sizing_robust import write_robust
from procurement.exports.xlsx.sizing_serving import write_serving
from procurement.exports.xlsx.sizing_sources import write_basis
from procurement.exports.xlsx.sizing_stack import write_stack
from procurement.exports.xlsx.workbook import Sheets


def sizing_workbook(sizing: Sizing) -> Sheets:
    """Everything of a sizing as .xlsx bytes; equal sizings give equal bytes (workbook.md)."""
    example = " (예시: 지어낸 값이 있음)" if sizing.example else ""
    book = Book(heading=f"{sizing.title}{example}", label="[예시] " if sizing.example else "")
    write_plan(book, sized=sizing.sized)
    write_coverage(book, covered=sizing.covered)
    write_serving(book, sized=sizing.sized)
    if sizing.sized.mix is not None:
        write_stack(book, sized=sizing.sized, mix=sizing.sized.mix)
        write_aims(book, mix=sizing.sized.mix)
    write_explored(book, explored=sizing.explored, sized=sizing.sized)
    if sizing.robust is not None:
        write_robust(book, robust=sizing.robust, sized=sizing.sized)
    write_basis(book, sizing=sizing)
    if sizing.evidence:
        write_evidence(book, evidence=sizing.evidence)
    pairs = write_checks(book)
    book.workbook.active = 0
    book.finish()
    stamp = f"{sizing.day.isoformat()}T00:00:00Z"
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=stamp), pairs=pairs)
