"""How cells look: a few named looks, legible in black and white, in a Korean font."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

FONT = "맑은 고딕"
SCORE = "#,##0.0000"
WON = "#,##0"

_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True, slots=True)
class Look:
    """One look: number format, alignment, weight, shade, and whether a person may fill the cell in."""

    number_format: str = "General"
    horizontal: str = "left"
    bold: bool = False
    size: int = 10
    shade: str = ""
    boxed: bool = True
    entry: bool = False


LOOKS = {
    "title": Look(bold=True, size=16, boxed=False),
    "heading": Look(bold=True, size=12, boxed=False),
    "plain": Look(boxed=False),
    "header": Look(horizontal="center", bold=True, shade="E7E6E6"),
    "text": Look(),
    "centre": Look(horizontal="center"),
    "score": Look(SCORE, "right"),
    "points": Look(horizontal="right"),
    "won": Look(WON, "right"),
    "count": Look("0", "right"),
    "measured": Look("#,##0.00##", "right"),
    "exact": Look("#,##0.0000000000", "right"),
    "latency": Look("#,##0.00", "right"),
    "percent": Look('0.0000"%"', "right"),
    "share": Look("0.00##%", "right"),
    "total": Look(SCORE, "right", bold=True, shade="F2F2F2"),
    "rank": Look("0", "center", bold=True, shade="F2F2F2"),
    "verdict": Look(horizontal="center", bold=True, shade="F2F2F2"),
    "bid_won": Look(WON, "right", shade="FFF9E5", entry=True),
    "entry": Look(horizontal="right", shade="FFF9E5", entry=True),
    "entry_text": Look(shade="FFF9E5", entry=True),
    "entry_words": Look("@", shade="FFF9E5", entry=True),
}


def registered(workbook: Workbook) -> dict[str, StyleArray]:
    """Every look as a style of this workbook, ready to be shared by cells."""
    scratch = workbook.create_sheet()
    styles = {name: _style(scratch.cell(row, 1), look) for row, (name, look) in enumerate(LOOKS.items(), 1)}
    workbook.remove(scratch)
    return styles


def with_quote(style: StyleArray) -> StyleArray:
    """The same style, and the cell's text stays text when a person edits it in Excel."""
    quoted = copy(style)
    quoted.quotePrefix = 1
    return quoted


def _indent(look: Look) -> int:
    """A little air beside the box's line, so that a number and the text after it do not run together."""
    return 1 if look.boxed and look.horizontal != "center" else 0


def _style(cell: Cell, look: Look) -> StyleArray:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold)
    cell.alignment = Alignment(look.horizontal, "center", wrap_text=look.boxed, indent=_indent(look))
    cell.number_format = look.number_format
    cell.protection = Protection(locked=not look.entry)
    if look.boxed:
        cell.border = _BOX
    if look.shade:
        cell.fill = PatternFill("solid", fgColor=look.shade)
    shared: StyleArray = copy(cell._style)  # type: ignore[attr-defined] # noqa: SLF001 -- no public way to share one
    return shared
