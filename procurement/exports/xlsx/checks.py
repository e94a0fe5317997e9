"""검산: every formula's number beside the program's own, and how many differ (0)."""

from __future__ import annotations

from openpyxl.utils import quote_sheetname

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Check, Page

_HEADER = 5
_FIRST = _HEADER + 1
_PLAIN = {"total": "score", "rank": "count"}


def write_checks(book: Book) -> int:
    """Write 검산 over every pair noted so far; returns how many pairs there are (workbook.md, promise 2)."""
    pairs = tuple(book.checks)
    page = book.page(forms.CHECKS, widths=(24, 10, 40, 22, 22, 10), header_row=_HEADER)
    page.text(1, 1, forms.CHECKS, look="title")
    last = _FIRST + max(len(pairs), 1) - 1  # a range that ends before it begins counts backwards
    page.text(2, 1, "대조한 수식 수", look="header")
    page.formula(2, 2, f"=COUNTA($A${_FIRST}:$A${last})", len(pairs), look="rank")
    page.text(3, 1, "불일치 수", look="header")
    page.formula(3, 2, f'=COUNTIF($F${_FIRST}:$F${last},"불일치")', 0, look="rank")
    page.text(3, 3, "0이어야 한다. 입력값을 바꾸면 바뀐 만큼 불일치로 나온다.", look="plain")
    page.texts(_HEADER, ("시트", "셀", "내용", "수식 값", "프로그램 값", "판정"), look="header")
    for row, check in enumerate(pairs, _FIRST):
        _pair(page, row, check)
    return len(pairs)


def _pair(page: Page, row: int, check: Check) -> None:
    look = "text" if isinstance(check.expected, str) else _PLAIN.get(check.look, check.look)
    page.texts(row, (check.sheet, check.cell, check.what))
    page.formula(row, 4, f"={quote_sheetname(check.sheet)}!{check.cell}", check.expected, look=look)
    if isinstance(check.expected, str):
        page.text(row, 5, check.expected)
    else:
        page.number(row, 5, check.expected, look=look)
    close = f"IF(AND(ISNUMBER(D{row}),ISNUMBER(E{row})),ABS(D{row}-E{row})<0.00000001,EXACT(D{row},E{row}))"
    same = f'=IF({close},"일치","불일치")'
    page.formula(row, 6, same, "일치", look="centre")
