"""Ties: each bid's points at every points level, largest level first, and the order they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, decimal
from scoring.quantity import half_up
from scoring.ranking import levels_of
from scoring.result import BidResult, Evaluation

_PLACES = 10


@dataclass(frozen=True, slots=True)
class LevelSources:
    """Cells behind the levels: (bid, level) -> the cards' sums, (bid, criterion) -> quantitative points."""

    cards: Mapping[tuple[str, Fraction], tuple[str, ...]]
    items: Mapping[tuple[str, str], str]


def write_levels(page: Page, row: int, *, evaluation: Evaluation, sources: LevelSources) -> tuple[str, ...]:
    """Write the levels table from `row` on; returns its columns, largest level first."""
    found = levels_of(evaluation.results, scheme=evaluation.scheme, marks=evaluation.marks)
    page.text(row - 1, 1, "동점 처리: 배점이 큰 항목부터의 점수 (같은 배점은 합산)", look="heading")
    page.texts(row, ("업체", *(f"배점 {decimal(level):f}점 항목" for level, _ in found[0])), look="header")
    for here, (result, levels) in enumerate(zip(evaluation.results, found, strict=True), row + 1):
        page.text(here, 1, result.bid.name)
        for column, (level, score) in enumerate(levels, 2):
            value = half_up(score, places=_PLACES)
            page.formula(here, column, _level(result, evaluation, level, sources), value)
    return tuple(get_column_letter(column) for column in range(2, len(found[0]) + 2))


def _level(result: BidResult, evaluation: Evaluation, level: Fraction, sources: LevelSources) -> str:
    bid = result.bid.id
    cards = sources.cards.get((bid, level), ())
    panel = [f"({'+'.join(cards)})/{len(cards)}"] if cards else []
    items = [sources.items[bid, c.id] for c in evaluation.scheme.of_kind("quantitative") if c.points == level]
    return f'=IFERROR(ROUND({"+".join([*panel, *items])},{_PLACES}),"{forms.NOT_FILLED}")'


def nested_order(keys: Sequence[tuple[str, int]], *, row: int, first: int, last: int) -> str:
    """How many bids stand ahead of `row`: by the first key, on equality by the next, and so on.

    A key is a column letter and how many rows below the bids' own rows it stands.
    """
    text = "0"
    for letter, shift in reversed(keys):
        column, own = f"${letter}${first + shift}:${letter}${last + shift}", f"${letter}${row + shift}"
        text = f"({column}>{own})+({column}={own})*({text})"
    return text
