"""A workbook under construction: text stays text, and no formula is written without its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from procurement.exports.xlsx.english import heard, spoken_lines
from procurement.exports.xlsx.freeze import Cached
from procurement.exports.xlsx.layout import lines_of, never_an_escape, row_height, wrapped
from procurement.exports.xlsx.styles import LOOKS, registered, with_quote

Exact = Decimal | Fraction | int
Corner = tuple[int, int]
_LONGEST_TEXT = 32767
_CUT = "…(칸에 들어가지 않아 줄임)"
_LONGEST_HEADING = 120
_TITLE_HEIGHT = 24
_PAGE_WIDTH = 240
_NOISE_PLACES = 11
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KOREAN = re.compile("[가-힣]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Check:
    """One pair for 검산: a formula cell, what it is, the program's own number, and how both look."""

    sheet: str
    cell: str
    what: str
    expected: Cached
    look: str


@dataclass(slots=True)
class Book:
    """The workbook, the value of every formula in it, and the pairs that 검산 lists.

    `label` stands before the title of every sheet ([예시] where figures are invented).
    """

    heading: str
    label: str = ""
    workbook: Workbook = field(default_factory=Workbook)
    cached: dict[str, dict[str, Cached]] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    looks: dict[str, StyleArray] = field(init=False)
    quoted: dict[str, StyleArray] = field(init=False)
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.worksheets[0])
        self.looks = registered(self.workbook)
        self.quoted = {name: with_quote(style) for name, style in self.looks.items()}

    def page(self, title: str, *, widths: Sequence[int], header_row: int = 0) -> Page:
        """A new protected A4 sheet; `widths` in characters; `header_row` repeats in print."""
        sheet = self.workbook.create_sheet(title)
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        _for_print(sheet, heading=self.heading, header_row=header_row, total=sum(widths))
        sheet.protection.sheet = True
        page = Page(book=self, sheet=sheet, widths=tuple(widths), values=self.cached.setdefault(title, {}))
        self.pages.append(page)
        return page

    def finish(self) -> None:
        """Give every row the height its longest wrapped text needs; no viewer does so for a written file."""
        for page in self.pages:
            for row, lines in page.lines.items():
                page.sheet.row_dimensions[row].height = row_height(lines)

    def define(self, name: str, *, place: str) -> None:
        """Give a cell (`'시트'!$A$1`) a name that formulas use."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=place)


@dataclass(slots=True)
class Page:
    """One sheet. Rows and columns count from 1."""

    book: Book
    sheet: Worksheet
    widths: tuple[int, ...]
    values: dict[str, Cached]
    lines: dict[int, int] = field(default_factory=dict)

    def text(self, row: int, column: int, value: str, *, look: str = "text") -> None:
        """A text that no spreadsheet reads as a formula (security.md C.6-29)."""
        value = f"{self.book.label}{value}" if look == "title" else value
        quoted = value.startswith(_RISKY)
        self._put(row, column, cleaned(value), kind="s", style=(self.book.quoted if quoted else self.book.looks)[look])
        self._make_room(row, column, value, look=look)
        if look == "title":
            self.sheet.row_dimensions[row].height = _TITLE_HEIGHT

    def texts(self, row: int, values: Sequence[str], *, look: str = "text", column: int = 1) -> None:
        """Texts side by side from `column` on."""
        for offset, value in enumerate(values):
            self.text(row, column + offset, value, look=look)

    def prints(self, *, rows: int, columns: int) -> None:
        """Print the first rows and columns only: what lies beyond is room that formulas may fill later."""
        self.sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"

    def paragraph(self, row: int, column: int, value: str, *, last_column: int | None = None) -> int:
        """A text of any length, over as many rows as the width from `column` on asks; returns the last row."""
        width = sum(self.widths[column - 1 : last_column])
        lines = spoken_lines(value, tuple(wrapped(value, width=width)), width=width)
        for offset, line in enumerate(lines):
            self.text(row + offset, column, line, look="plain")
        return row + len(lines) - 1

    def number(self, row: int, column: int, value: Exact, *, look: str = "points") -> None:
        """A number as it is; a ratio that has no end is written to 17 digits."""
        self._put(row, column, decimal(value), kind="n", style=self.book.looks[look])

    def blank(self, row: int, column: int, *, look: str) -> None:
        """A cell that a person fills in: there, styled, and empty."""
        self._put(row, column, None, kind="n", style=self.book.looks[look])

    def formula(
        self, row: int, column: int, formula: str, value: Cached | Fraction, *, look: str = "score", what: str = ""
    ) -> None:
        """A live formula and its value; with `what` the pair is listed on 검산."""
        self._put(row, column, formula, kind="f", style=self.book.looks[look])
        known = decimal(value) if isinstance(value, Fraction) else value
        if isinstance(known, str):
            known = cleaned(known)
            self._make_room(row, column, known, look=look)
        place = f"{get_column_letter(column)}{row}"
        self.values[place] = known
        if what:
            self.book.checks.append(Check(self.sheet.title, place, what, known, look))

    def ref(self, row: int, column: int) -> str:
        """An absolute reference that works from every sheet."""
        return f"{quote_sheetname(self.sheet.title)}!${get_column_letter(column)}${row}"

    def span(self, first: Corner, last: Corner) -> str:
        """An absolute range that works from every sheet; corners are (row, column)."""
        corner = f"${get_column_letter(last[1])}${last[0]}"
        return f"{self.ref(*first)}:{corner}"

    def validate(self, validation: DataValidation, *, spans: Iterable[tuple[Corner, Corner]]) -> None:
        """Let a validation watch ranges, each given by its corners (row, column)."""
        self.sheet.add_data_validation(validation)
        for first, last in spans:
            validation.add(f"{at(*first)}:{at(*last)}")

    def _make_room(self, row: int, column: int, text: str, *, look: str) -> None:
        if LOOKS[look].boxed and column <= len(self.widths):
            needed = lines_of(text, width=self.widths[column - 1])
            if needed > self.lines.get(row, 1):
                self.lines[row] = needed

    def _put(
        self, row: int, column: int, value: str | Decimal | None, *, kind: Literal["s", "n", "f"], style: StyleArray
    ) -> None:
        """A cell with its kind said outright: openpyxl's guessing of kinds takes a fifth of a large workbook's time."""
        cell = Cell(self.sheet, row, column)
        cell._style, cell._value, cell.data_type = style, value, kind  # type: ignore[attr-defined] # noqa: SLF001 -- shared
        self.sheet._cells[row, column] = cell  # noqa: SLF001 -- what sheet.cell does


def at(row: int, column: int) -> str:
    """A relative reference on the same sheet, such as B3."""
    return f"{get_column_letter(column)}{row}"


def rounded(expression: str, *, places: str) -> str:
    """ROUND as the rules do it, once the noise of binary fractions is gone.

    A half of the rule must go up: 16.00085, which doubles may hold as 16.000849999999998, is 16.0009.
    """
    return f"ROUND(ROUND({expression},{_NOISE_PLACES}),{places})"


def korean(message: str) -> str:
    """The Korean half of a bilingual message, up to its last Korean part; an English workbook hears of the other."""
    parts = message.split(" / ")
    last = max((index for index, part in enumerate(parts) if _KOREAN.search(part)), default=0)
    heard(parts, last + 1)
    return " / ".join(parts[: last + 1])


def decimal(value: Exact) -> Decimal:
    """The number itself, or 17 significant digits of a ratio without end (a double holds no more)."""
    if isinstance(value, Fraction):
        return _quotient(value.numerator, value.denominator)
    return value if isinstance(value, Decimal) else Decimal(value)


@lru_cache(maxsize=65536)
def _quotient(numerator: int, denominator: int) -> Decimal:
    with localcontext(prec=60) as context:
        context.traps[Inexact] = True
        try:
            return Decimal(numerator) / Decimal(denominator)
        except Inexact:
            context.traps[Inexact] = False
            context.prec = 17
            return Decimal(numerator) / Decimal(denominator)


@lru_cache(maxsize=4096)
def cleaned(text: str) -> str:
    """The text without what XML cannot hold, no longer than a cell, and read back letter by letter.

    A cell holds 32,767 UTF-16 units: a longer text is cut and says so at its end. It reads `_x0041_` as A unless its
    first letter is escaped.
    """
    held = _NOT_XML.sub(" ", text)
    if len(held) > _LONGEST_TEXT // 2 and len(units := held.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
        held = units[: 2 * (_LONGEST_TEXT - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT
    return _LIKE_AN_ESCAPE.sub("_x005F_", held)


def _heading(text: str) -> str:
    """A page header of one line; Excel refuses a file whose header has more than 255 characters."""
    line = never_an_escape(" ".join(_NOT_XML.sub(" ", text).split()))
    return (line if len(line) <= _LONGEST_HEADING else f"{line[: _LONGEST_HEADING - 1]}…").replace("&", "&&")


def _for_print(sheet: Worksheet, *, heading: str, header_row: int, total: int) -> None:
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToHeight = "landscape", sheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    margins.header = margins.footer = 0.3
    sheet.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(text=_heading(heading)))
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P / &N"), right=_HeaderFooterPart(text="&A"))
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.freeze_panes = f"B{header_row + 1}"
    if wide := total // _PAGE_WIDTH:
        setup.fitToWidth, sheet.print_title_cols = wide + 1, "A:A"
