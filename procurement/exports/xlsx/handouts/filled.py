"""A form as it comes back: every cell with its kind, texts whole, and the cells that say which form it is."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.xlsx_guard import guarded
from procurement.exports.handout import Place

_SAVE_AGAIN = "Excel에서 열어 .xlsx로 다시 저장하십시오. / Open it in Excel and save it again as .xlsx."
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    AttributeError, BadZipFile, InvalidFileException, LookupError, OSError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds; `text` is a text or formula as it stands, and of anything else what it shows."""

    kind: Literal["number", "text", "formula", "date", "flag", "error"]
    text: str
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that came back: its sheets in order, its cells that are not empty, its merged ranges, its names.

    `named` is the text of every cell that has a name in the workbook.
    """

    filename: str
    sheets: tuple[str, ...]
    cells: Mapping[Place, Content]
    merged: tuple[str, ...]
    named: Mapping[str, str]


def filled(data: bytes, *, filename: str) -> Filled:
    """The cells of an .xlsx file, guarded as every workbook from outside. Raises UnreadableFile."""
    marks = guarded(data, filename=filename)
    merged = tuple(seen.name for seen in marks if seen.merged)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations it leaves out
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
            try:
                cells = dict(_cells(book))
                return Filled(filename, tuple(book.sheetnames), cells, merged, dict(_named(book, cells)))
            finally:
                book.close()
    except _BROKEN as error:
        problem = f"엑셀 파일을 읽을 수 없습니다. / The workbook cannot be read ({error!s:.80})."
        raise UnreadableFile(filename, "xl/workbook.xml", problem, _SAVE_AGAIN) from error


def _cells(book: Workbook) -> Iterator[tuple[Place, Content]]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a stated size is not believed
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    yield (sheet.title, cell.row or 0, cell.column or 0), _content(cell.value, cell.data_type)


def _content(value: object, kind: str) -> Content:
    if kind == "f":
        return Content("formula", value if isinstance(value, str) else "=…")
    if kind == "e":
        return Content("error", str(value))
    if isinstance(value, bool):
        return Content("flag", str(value).upper())
    if isinstance(value, int | float):
        return Content("number", str(value), Decimal(str(value)))
    if isinstance(value, date | time | timedelta):
        return Content("date", str(value))
    return Content("text", plain_text(str(value)))


def plain_text(text: str) -> str:
    """A text as it was typed: Excel's escapes undone, every line end one line feed."""
    shown = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return shown.replace("\r\n", "\n").replace("\r", "\n")


def _named(book: Workbook, cells: Mapping[Place, Content]) -> Iterator[tuple[str, str]]:
    for name, defined in book.defined_names.items():
        for sheet, area in defined.destinations:
            left, top, *_ = range_boundaries(area)
            found = cells.get((sheet, top or 0, left or 0))
            if found is not None:
                yield name, found.text
