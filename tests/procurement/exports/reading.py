"""What a written workbook says, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.recalculated import Value, plain

_TEXT = re.compile(r'"[^"]*"')


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


def table(made: Dossier, title: str) -> list[list[Value]]:
    """The values of one sheet, row by row; row 1 of the sheet is row 0 here."""
    sheet = opened(evaluation_workbook(made).content, values=True)[title]
    return [[plain(cell.value) for cell in row] for row in sheet.iter_rows()]


def line(rows: list[list[Value]], first: str, *, after: int = 0) -> list[Value]:
    """The first row from `after` on that begins with this text."""
    return next(row for row in rows[after:] if row[0] == first)


def cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def outside_texts(formula: str) -> str:
    """A formula without the texts in it."""
    return _TEXT.sub('""', formula)
