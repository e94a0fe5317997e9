"""Ties: each bid's points at every points level, largest level first, and the order they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter, quote_sheetname

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, decimal
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
