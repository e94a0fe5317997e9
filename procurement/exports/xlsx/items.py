"""세부항목별 점수: what each criterion brought each bid, of the panel the mean of the evaluators that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, cleaned
from procurement.exports.xlsx.cards import Cards
from procurement.exports.xlsx.panel import Panel
from procurement.exports.xlsx.points import PointsTable
from scoring.criteria import Criterion
from scoring.result import BidResult, Evaluation

_HEADER = 4
_FIRST = _HEADER + 1
_NOTE = "정성 항목은 정성 집계표에서 제외하지 않은 위원의 평균이며, 반올림은 합계에서만 한다. 도표의 자료이다."


@dataclass(frozen=True, slots=True)
class Items:
    """The groups in the announced order with a cell that names each, and (bid, group) -> the formula of its sum."""

    groups: tuple[str, ...]
    names: Mapping[str, str]
    sums: Mapping[tuple[str, str], tuple[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where points come from: 배점표, the evaluators' cards, who was dropped, the measured items."""

    table: PointsTable
    cards: Cards
    panel: Panel
    measured: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Marked:
    """One bid, what each evaluator gave each bid on each criterion, and the sources."""

    result: BidResult
    points: Mapping[tuple[str, str, str], Fraction]
    sources: Sources


def write_items(book: Book, *, evaluation: Evaluation, sources: Sources) -> Items:
    """Write 세부항목별 점수, which the stacked totals are drawn from."""
    page = book.page(forms.ITEMS, widths=(30, 20, 44, 10, 10, 14), header_row=_HEADER)
    page.text(1, 1, forms.ITEMS, look="title")
    page.text(2, 1, _NOTE, look="plain")
    page.texts(_HEADER, forms.ITEMS_HEADER, look="header")
    criteria = evaluation.scheme.criteria
    groups = tuple(dict.fromkeys(cleaned(c.group) for c in criteria))
    names = {g: page.ref(_FIRST + next(n for n, c in enumerate(criteria) if cleaned(c.group) == g), 2) for g in groups}
    given = {(m.evaluator, m.bid, m.criterion): m.points for m in evaluation.marks}
    sums: dict[tuple[str, str], tuple[str, Fraction]] = {}
    for number, result in enumerate(evaluation.results):
        first = _FIRST + number * len(criteria)
        last = first + len(criteria) - 1
        values = [_line(page, row, c, _Marked(result, given, sources)) for row, c in enumerate(criteria, first)]
        group_cells, score_cells = (page.span((first, column), (last, column)) for column in (2, 6))
        for group in groups:
            formula = f"=SUMPRODUCT(--EXACT({group_cells},{names[group]}),{score_cells})"
            mine = (v for c, v in zip(criteria, values, strict=True) if cleaned(c.group) == group)
            sums[result.bid.id, group] = formula, sum(mine, Fraction(0))
    return Items(groups, names, sums)


def _line(page: Page, row: int, criterion: Criterion, of: _Marked) -> Fraction:
    page.texts(row, (of.result.bid.name, criterion.group, criterion.title, forms.KIND[criterion.kind]))
    page.formula(row, 5, f"={of.sources.table.points[criterion.id]}", criterion.points, look="points")
    if criterion.kind == "quantitative":
        item = next(i for i in of.result.items if i.criterion.id == criterion.id)
        formula, value = f"={of.sources.measured[of.result.bid.id, criterion.id]}", Fraction(item.number.value)
    else:
        formula, value = _mean(criterion, of)
    page.formula(row, 6, formula, value)
    return value


def _mean(criterion: Criterion, of: _Marked) -> tuple[str, Fraction]:
    bid, totals = of.result.bid.id, of.result.panel.totals
    if not totals:
        return "=0", Fraction(0)
    panel, marks = of.sources.panel, of.sources.cards.marks
    terms = (f'IF({panel.dropped[t.evaluator, bid]}="",{marks[t.evaluator, bid, criterion.id]},0)' for t in totals)
    counted = [of.points[t.evaluator, bid, criterion.id] for t in totals if not t.dropped]
    kept = panel.kept[bid]
    formula = f'=IF({kept}=0,"{forms.NOT_FILLED}",({"+".join(terms)})/{kept})'
    return formula, sum(counted, Fraction(0)) / len(counted)
