"""평가표: one sheet per evaluator, criteria down, bids across, reasons below, signature at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from openpyxl.utils import get_column_letter as letter_of
from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, decimal
from procurement.exports.xlsx.points import PointsTable, next_level
from scoring.criteria import Bid, Criterion, Mark
from scoring.panel import evaluators_of
from scoring.result import Evaluation

_HEADER = 4
_FIRST = _HEADER + 1


@dataclass(frozen=True, slots=True)
class Cards:
    """Cells: (evaluator, bid) -> total, (evaluator, bid, criterion) -> mark; bid -> each card's levels and sums."""

    totals: dict[tuple[str, str], str]
    levels: dict[str, tuple[tuple[str, str], ...]]
    marks: dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class _Own:
    """What one card holds; `given` are the points of `marks`, ready for cells."""

    evaluator: str
    bids: tuple[Bid, ...]
    criteria: tuple[Criterion, ...]
    marks: Mapping[tuple[str, str], Mark]
    given: Mapping[tuple[str, str], Decimal]

    def sum(self, bid: Bid, criteria: Iterable[Criterion]) -> Decimal:
        return sum([self.given[bid.id, c.id] for c in criteria], Decimal(0))


def write_cards(book: Book, *, evaluation: Evaluation, points: PointsTable) -> Cards:
    """Write every evaluator's card (PPS 별지7: 위원별·항목별)."""
    bids = tuple(r.bid for r in evaluation.results)
    criteria = evaluation.scheme.of_kind("qualitative")
    by_evaluator: dict[str, dict[tuple[str, str], Mark]] = {}
    for mark in evaluation.marks:
        by_evaluator.setdefault(mark.evaluator, {})[mark.bid, mark.criterion] = mark
    cards, widths = Cards(totals={}, levels={}, marks={}), (34, 10, *(16 for _ in bids))
    titles = forms.card_titles(evaluators_of(evaluation.marks))
    for evaluator, title in titles.items():
        marks = by_evaluator[evaluator]
        given = {key: decimal(mark.points) for key, mark in marks.items()}
        _card(
            book.page(title, widths=widths, header_row=_HEADER),
            _Own(evaluator, tuple(b for b in bids if b.id in {bid for bid, _ in marks}), criteria, marks, given),
            points,
            cards,
        )
    return cards


def _card(page: Page, own: _Own, points: PointsTable, cards: Cards) -> None:
    page.text(1, 1, "제안서 평가표 (정성)", look="title")
    page.text(2, 1, f"평가위원: {own.evaluator}", look="plain")
    page.texts(_HEADER, ("세부항목", "배점", *(bid.name for bid in own.bids)), look="header")
    for row, criterion in enumerate(own.criteria, _FIRST):
        _line(page, row, criterion, own, points)
        for column, bid in enumerate(own.bids, 3):
            cards.marks[own.evaluator, bid.id, criterion.id] = page.ref(row, column)
    sums = _FIRST + len(own.criteria)
    _sums(page, sums, own, cards)
    end = _levels(page, sums + 2, own, cards)
    _reasons(page, end + 2, own)


def _line(page: Page, row: int, criterion: Criterion, own: _Own, points: PointsTable) -> None:
    page.text(row, 1, criterion.title)
    page.formula(row, 2, f"={points.points[criterion.id]}", criterion.points, look="points")
    for column, bid in enumerate(own.bids, 3):
        page.number(row, column, own.given[bid.id, criterion.id], look="entry")
    _limit(page, row, last_column=len(own.bids) + 2)


def _sums(page: Page, row: int, own: _Own, cards: Cards) -> None:
    page.text(row, 1, "계", look="header")
    _sum(page, row, 2, sum((c.points for c in own.criteria), Fraction(0)), what="")
    for column, bid in enumerate(own.bids, 3):
        _sum(page, row, column, own.sum(bid, own.criteria), what=f"{own.evaluator} {bid.name} 계")
        cards.totals[own.evaluator, bid.id] = page.ref(row, column)


def _levels(page: Page, row: int, own: _Own, cards: Cards) -> int:
    page.text(row, 1, "배점별 소계 (동점 처리용)", look="heading")
    first, last = row + 1, row + len(own.criteria)
    levels = sorted({c.points for c in own.criteria}, reverse=True)
    for here in range(first, last + 1):
        _level(page, here, own, levels[here - first] if here - first < len(levels) else None, top=here == first)
    for column, bid in enumerate(own.bids, 3):
        spans = (page.span((first, 2), (last, 2)), page.span((first, column), (last, column)))
        cards.levels[bid.id] = (*cards.levels.get(bid.id, ()), spans)
    return last


def _level(page: Page, row: int, own: _Own, level: Fraction | None, *, top: bool) -> None:
    """One level and its sums; empty for as many lines as criteria share their points with others."""
    rows = f"${_FIRST}:{{0}}${_FIRST + len(own.criteria) - 1}"
    points = f"$B{rows.format('$B')}"
    label = "배점이 오른쪽과 같은 항목의 합"
    spare = level is None  # room that is not boxed: printed it is white
    page.formula(row, 1, f'=IF($B{row}="","","{label}")', "" if spare else label, look="plain" if spare else "text")
    above = "" if top else f"$B{row - 1}"
    page.formula(row, 2, next_level(points, above), "" if level is None else level, look="plain" if spare else "points")
    criteria = [c for c in own.criteria if c.points == level]
    for column, bid in enumerate(own.bids, 3):
        letter = letter_of(column)
        sums = f"ROUND(SUMIFS({letter}{rows.format(letter)},{points},$B{row}),{forms.SUM_PLACES})"
        value = "" if level is None else own.sum(bid, criteria)
        page.formula(row, column, f'=IF($B{row}="","",{sums})', value, look="plain" if spare else "score")


def _limit(page: Page, row: int, *, last_column: int) -> None:
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=f"$B${row}", allow_blank=False)
    rule.errorTitle, rule.error = "점수", "0점 이상, 그 항목의 배점 이하로 넣으십시오."
    page.validate(rule, spans=[((row, 3), (row, last_column))])


def _sum(page: Page, row: int, column: int, total: Decimal | Fraction, *, what: str) -> None:
    letter = letter_of(column)
    cells = f"{letter}{_FIRST}:{letter}{row - 1}"
    formula = f'=IF(COUNT({cells})=ROWS({cells}),ROUND(SUM({cells}),{forms.SUM_PLACES}),"{forms.NOT_FILLED}")'
    page.formula(row, column, formula, total, look="total", what=what)


def _reasons(page: Page, row: int, own: _Own) -> None:
    page.text(row, 1, "평가 사유", look="heading")
    for bid in own.bids:
        for criterion in own.criteria:
            if reason := own.marks[bid.id, criterion.id].reason:
                row = page.paragraph(row + 1, 1, f"{bid.name} · {criterion.title}: {reason}")
    end = row + 2
    page.text(end, 1, "평가위원 서명:                         (서명)", look="plain")
    page.text(end + 1, 1, "정정 날인:                             (인)", look="plain")
