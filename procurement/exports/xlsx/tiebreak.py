"""Ties: each bid's points at every points level, largest level first, and the order they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, decimal
from procurement.exports.xlsx.points import PointsTable, next_level
from scoring.lots import negotiation_order
from scoring.quantity import half_up
from scoring.ranking import levels_of
from scoring.result import Evaluation

FIRST = 4
"""The first bid's row, here and on 종합평가표."""
_FIRST_LEVEL = 2
_FEWEST_PRINTED = 6
_MOST_LEVELS = 40  # the order is one nested formula, and Excel nests no more than 64


@dataclass(frozen=True, slots=True)
class LevelSources:
    """Cells behind the levels: 배점표, bid -> the cards' levels and sums, (bid, criterion) -> quantitative points."""

    table: PointsTable
    cards: Mapping[str, tuple[tuple[str, str], ...]]
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
    width = max(len(found[0]), min(len(evaluation.scheme.criteria), _MOST_LEVELS))
    page = book.page(forms.TIES, widths=(30, *(14 for _ in range(width))), header_row=FIRST - 1)
    page.text(1, 1, forms.TIES, look="title")
    page.text(FIRST - 2, 1, "배점(큰 것부터)", look="header")
    page.text(FIRST - 1, 1, "업체", look="header")
    for row, result in enumerate(evaluation.results, FIRST):
        page.text(row, 1, result.bid.name)
    for column in range(2, width + 2):
        scores = [levels[column - 2] for levels in found] if column - 2 < len(found[0]) else []
        _column(page, column, evaluation, scores, sources)
    printed = max(len(found[0]), _FEWEST_PRINTED) + 1
    last = page.paragraph(FIRST + len(found) + 1, 1, forms.TIES_NOTE, last_column=printed)
    page.prints(rows=last, columns=printed)
    sheet = quote_sheetname(forms.TIES)
    return tuple(f"{sheet}!${get_column_letter(column)}" for column in range(2, width + 2))


def _column(
    page: Page, column: int, evaluation: Evaluation, scores: Sequence[tuple[Fraction, Fraction]], sources: LevelSources
) -> None:
    """One level of 배점표 and every bid's points at it; empty where fewer levels than columns are left."""
    letter, above = get_column_letter(column), f"{get_column_letter(column - 1)}${FIRST - 2}"
    level = f"{letter}${FIRST - 2}"
    value = scores[0][0] if scores else None
    live = next_level(sources.table.column, "" if column == _FIRST_LEVEL else above)
    page.formula(FIRST - 2, column, live, "" if value is None else value, look="points")
    title = "" if value is None else f"배점 {decimal(value):f}점 항목"
    page.formula(FIRST - 1, column, f'=IF({level}="","","배점 "&{level}&"점 항목")', title, look="header")
    for index, result in enumerate(evaluation.results):
        score = half_up(scores[index][1], places=forms.SUM_PLACES) if scores else ""
        page.formula(FIRST + index, column, _level(result.bid.id, evaluation, level, sources), score)


def _level(bid: str, evaluation: Evaluation, level: str, sources: LevelSources) -> str:
    cards = [f"SUMIFS({sums},{levels},{level})" for levels, sums in sources.cards.get(bid, ())]
    panel = [f"({'+'.join(cards)})/{len(cards)}"] if cards else []
    measured = evaluation.scheme.of_kind("quantitative")
    items = [f"IF({sources.table.points[c.id]}={level},{sources.items[bid, c.id]},0)" for c in measured]
    found = f'IFERROR(ROUND({"+".join([*panel, *items])},{forms.SUM_PLACES}),"{forms.NOT_FILLED}")'
    return f'=IF({level}="","",{found})'


def nested_order(columns: Sequence[str], *, row: int, first: int, last: int) -> str:
    """How many bids stand ahead of `row`: by the first column, on equality by the next, and so on."""
    text = "0"
    for column in reversed(columns):
        every, own = f"{column}${first}:{column.rpartition('!')[2]}${last}", f"{column}${row}"
        text = f"({every}>{own})+({every}={own})*({text})"
    return text
