"""Ties: each bid's points at every points level, largest level first, and the order they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, decimal
from scoring.lots import negotiation_order
from scoring.quantity import half_up
from scoring.ranking import levels_of
from scoring.result import BidResult, Evaluation

FIRST = 4
"""The first bid's row, here and on 종합평가표."""


@dataclass(frozen=True, slots=True)
class LevelSources:
    """Cells behind the levels: (bid, level) -> the cards' sums, (bid, criterion) -> quantitative points."""

    cards: Mapping[tuple[str, Fraction], tuple[str, ...]]
    items: Mapping[tuple[str, str], str]


def write_ties(book: Book, *, evaluation: Evaluation, sources: LevelSources) -> tuple[str, ...]:
    """Write 동점 처리 as the rule ends its ties: by criteria or by a recorded lot; returns the columns that decide."""
    if negotiation_order(evaluation.rules)[-1] == "lot":
        return (write_lots(book, evaluation=evaluation),)
    return write_levels(book, evaluation=evaluation, sources=sources)


def write_lots(book: Book, *, evaluation: Evaluation) -> str:
    """Write the drawn orders with day, witness and record; returns the column to compare, the larger ahead."""
    page = book.page(forms.TIES, widths=(30, 12, 12, 14, 26, 40), header_row=FIRST - 1)
    page.text(1, 1, forms.TIES, look="title")
    page.texts(FIRST - 1, forms.LOTS_HEADER, look="header")
    drawn = {bid: lot for lot in evaluation.lots for bid in lot.bids}
    for row, result in enumerate(evaluation.results, FIRST):
        lot = drawn.get(result.bid.id)
        place = lot.bids.index(result.bid.id) + 1 if lot else None
        page.text(row, 1, result.bid.name)
        _place(page, row, place)
        page.formula(row, 3, f"=IF(ISNUMBER(B{row}),-B{row},0)", -(place or 0), look="count")
        told = (lot.day.isoformat(), lot.witnessed_by, lot.record) if lot else ("", "", "")
        page.texts(row, told, look="entry_text", column=4)
    last = FIRST + len(evaluation.results) - 1
    rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="1", allow_blank=True)
    rule.errorTitle, rule.error = "추첨 순번", "추첨한 순서를 1부터 넣으십시오."
    page.validate(rule, spans=[((FIRST, 2), (last, 2))])
    page.paragraph(last + 2, 1, forms.LOTS_NOTE)
    return f"{quote_sheetname(forms.TIES)}!$C"


def _place(page: Page, row: int, place: int | None) -> None:
    if place is None:
        page.text(row, 2, "", look="entry_text")
    else:
        page.number(row, 2, place, look="entry")


def write_levels(book: Book, *, evaluation: Evaluation, sources: LevelSources) -> tuple[str, ...]:
    """Write 동점 처리; returns its columns, largest level first, each as `'시트'!$B` with the bids from FIRST down."""
    found = levels_of(evaluation.results, scheme=evaluation.scheme, marks=evaluation.marks)
    page = book.page(forms.TIES, widths=(30, *(14 for _ in found[0])), header_row=FIRST - 1)
    page.text(1, 1, forms.TIES, look="title")
    page.texts(FIRST - 1, ("업체", *(f"배점 {decimal(level):f}점 항목" for level, _ in found[0])), look="header")
    for row, (result, levels) in enumerate(zip(evaluation.results, found, strict=True), FIRST):
        page.text(row, 1, result.bid.name)
        for column, (level, score) in enumerate(levels, 2):
            value = half_up(score, places=forms.SUM_PLACES)
            page.formula(row, column, _level(result, evaluation, level, sources), value)
    page.paragraph(FIRST + len(found) + 1, 1, forms.TIES_NOTE)
    sheet = quote_sheetname(forms.TIES)
    return tuple(f"{sheet}!${get_column_letter(column)}" for column in range(2, len(found[0]) + 2))


def _level(result: BidResult, evaluation: Evaluation, level: Fraction, sources: LevelSources) -> str:
    bid = result.bid.id
    cards = sources.cards.get((bid, level), ())
    panel = [f"({'+'.join(cards)})/{len(cards)}"] if cards else []
    items = [sources.items[bid, c.id] for c in evaluation.scheme.of_kind("quantitative") if c.points == level]
    return f'=IFERROR(ROUND({"+".join([*panel, *items])},{forms.SUM_PLACES}),"{forms.NOT_FILLED}")'


def nested_order(columns: Sequence[str], *, row: int, first: int, last: int) -> str:
    """How many bids stand ahead of `row`: by the first column, on equality by the next, and so on."""
    text = "0"
    for column in reversed(columns):
        every, own = f"{column}${first}:{column.rpartition('!')[2]}${last}", f"{column}${row}"
        text = f"({every}>{own})+({every}={own})*({text})"
    return text
