"""What a sheet of a sizing's workbook says."""

from __future__ import annotations

from functools import cache

from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import Value, plain
from tests.procurement.exports.sizing_cases import sizings


@cache
def content(name: str) -> bytes:
    return sizing_workbook(sizings()[name]).content


def sheet(name: str, title: str) -> list[list[Value]]:
    """The values of one sheet of one case, row by row; row 1 of the sheet is row 0 here."""
    rows = opened(content(name), values=True)[title].iter_rows()
    return [[plain(cell.value) for cell in row] for row in rows]
