"""A guarded workbook's worksheets as cells with their places; numbers as the shortest decimal Excel's double has."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile

from benchmarks.readers.document import plain
from benchmarks.readers.mlperf_table import address
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.xlsx_guard import guarded
from benchmarks.readers.xlsx_parts import Box, Marks

LONGEST = 500
_ABSENT = frozenset({"", "미측정", "n/a", "na", "-", "–", "—", "―"})
_SAVE_AGAIN = "Excel에서 열어 .xlsx로 다시 저장하십시오. / Open it in Excel and save it again as .xlsx."
_DATES = (date, datetime, time, timedelta)
_BROKEN = (
    AttributeError,
    BadZipFile,
    LookupError,
    OSError,
    SyntaxError,  # of either XML parser
    TypeError,
    ValueError,
)
Kind = Literal["number", "text", "absent", "date", "flag", "error", "uncomputed"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What one cell holds: its kind, its text as it is shown in lists, and the number where it is one."""

    kind: Kind
    text: str
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: cells that are not empty by (row, column) from 1, merged ranges, and where formulas stand."""

    name: str
    hidden: bool
    cells: Mapping[Place, Content]
    merged: tuple[Box, ...]
    formulas: frozenset[Place]

    def where(self, place: Place) -> str:
        """`FP8!B4`."""
        return f"{self.name}!{address(place[0] - 1, place[1] - 1)}"

    def filled(self) -> dict[Place, Content]:
        """The cells with every merged range filled by its first cell."""
        found = dict(self.cells)
        for top, left, bottom, right in self.merged:
            first = self.cells.get((top, left))
            if first is not None:
                places = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
                found.update(dict.fromkeys(places, first))
        return found


def sheets_of(data: bytes, *, filename: str) -> tuple[Sheet, ...]:
    """Every worksheet of an .xlsx file, values as Excel last computed them. Raises UnreadableFile.

    A number is the shortest decimal that gives the file's double, as Excel shows it with all its digits: 0.1 is 0.1.
    Spaces and line breaks in a text become one space; a longer text than 500 letters is cut.
    """
    marks = guarded(data, filename=filename)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations it leaves out
            return tuple(_sheets(data, marks, filename))
    except _BROKEN as error:
        if isinstance(error, UnreadableFile):
            raise
        problem = f"엑셀 파일을 읽을 수 없습니다. / The workbook cannot be read ({error!s:.80})."
        raise UnreadableFile(filename, "xl/workbook.xml", problem, _SAVE_AGAIN) from error


def _sheets(data: bytes, marks: tuple[Marks, ...], filename: str) -> Iterator[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import, which only the reader of a workbook waits for

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for seen, sheet in zip(marks, book.worksheets, strict=True):
            if seen.name != sheet.title:
                raise UnreadableFile(filename, seen.name[:40], "시트 이름이 어긋납니다. / Sheets differ.", _SAVE_AGAIN)
            name = plain(sheet.title, where="xl/workbook.xml", filename=filename)
            sheet.reset_dimensions()  # a stated size would be filled with empty cells
            cells = dict(_cells(sheet.iter_rows(), seen))
            hidden = sheet.sheet_state != "visible"
            yield Sheet(name, hidden, cells, tuple(seen.merged), frozenset(seen.formulas))
    finally:
        book.close()


def _cells(rows: Iterable[Iterable[object]], seen: Marks) -> Iterator[tuple[Place, Content]]:
    for place in sorted(seen.uncomputed):
        yield place, Content("uncomputed", "")
    for row in rows:
        for cell in row:
            value = getattr(cell, "value", None)
            if value is not None:
                yield (getattr(cell, "row", 0), getattr(cell, "column", 0)), _content(value, cell)


def _content(value: object, cell: object) -> Content:
    if isinstance(value, bool):
        return Content("flag", str(value).upper())
    if isinstance(value, int | float):
        return Content("number", str(value), Decimal(str(value)))
    if isinstance(value, _DATES):
        return Content("date", str(value))
    text = clean(str(value))
    if getattr(cell, "data_type", "") == "e":
        return Content("error", text)
    return Content("absent" if text.casefold() in _ABSENT else "text", text)


def clean(text: str) -> str:
    """The text on one line, without letters that cannot be shown, cut at 500."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text[: 4 * LONGEST].split()))
    return shown[:LONGEST]
