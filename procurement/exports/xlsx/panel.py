"""정성 집계표: evaluators' totals, who is dropped and why, and the trimmed mean, all as formulas."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter as letter_of

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, rounded
from scoring.result import BidResult, Evaluation, EvaluatorTotal

_HEADER = 3
_FIRST = _HEADER + 1
_RULE = "업체별로 최고·최저 합계를 절사수만큼씩 제외하고 산술평균한다. 동점이면 최고는 앞, 최저는 뒤의 위원을 제외한다."
_WORDS = {"high": forms.HIGH, "low": forms.LOW, "": ""}


def write_panel(book: Book, *, evaluation: Evaluation, totals: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Write 정성 집계표; returns bid id -> the cell with its trimmed mean (PPS 세부기준 제12조②)."""
    evaluators = tuple(t.evaluator for t in evaluation.results[0].panel.totals)
    page = book.page(forms.PANEL, widths=(26, *(13 for _ in evaluators), 12, 14), header_row=_HEADER)
    page.text(1, 1, forms.PANEL, look="title")
    page.texts(_HEADER, ("업체", *evaluators, "반영 인원", "평균"), look="header")
    page.text(2, 1, _RULE, look="plain")
    marks_at = _FIRST + len(evaluation.results) + 3
    page.text(marks_at - 2, 1, "제외 표시 (업체별 위원 합계 기준)", look="heading")
    page.texts(marks_at - 1, ("업체", *evaluators), look="header")
    for offset, result in enumerate(evaluation.results):
        _totals(page, _FIRST + offset, result, totals)
        _dropped(page, marks_at + offset, _FIRST + offset, result)
        _mean(page, _FIRST + offset, marks_at + offset, result)
    page.text(marks_at + len(evaluation.results) + 2, 1, "위원장 서명:                         (서명)", look="plain")
    column = len(evaluators) + 3
    return {r.bid.id: page.ref(_FIRST + offset, column) for offset, r in enumerate(evaluation.results)}


def _totals(page: Page, row: int, result: BidResult, totals: Mapping[tuple[str, str], str]) -> None:
    page.text(row, 1, result.bid.name)
    for column, total in enumerate(result.panel.totals, 2):
        page.formula(row, column, f"={totals[total.evaluator, result.bid.id]}", total.total)


def _dropped(page: Page, row: int, source: int, result: BidResult) -> None:
    page.text(row, 1, result.bid.name)
    last = len(result.panel.totals) + 1
    for column, total in enumerate(result.panel.totals, 2):
        _mark(page, row, source, column, last=last, total=total)


def _mark(page: Page, row: int, source: int, column: int, *, last: int, total: EvaluatorTotal) -> None:
    first_cell, own, last_cell = (f"${letter_of(c)}${source}" for c in (2, column, last))
    every, until, since = f"{first_cell}:{last_cell}", f"{first_cell}:{own}", f"{own}:{last_cell}"
    high = f"SUMPRODUCT(--({every}>{own}))+SUMPRODUCT(--({until}={own}))<=절사수"
    low = f"SUMPRODUCT(--({every}<{own}))+SUMPRODUCT(--({since}={own}))<=절사수"
    formula = f'=IF({high},"{forms.HIGH}",IF({low},"{forms.LOW}",""))'
    page.formula(row, column, formula, _WORDS[total.dropped], look="centre")


def _mean(page: Page, row: int, marks: int, result: BidResult) -> None:
    if not result.panel.totals:
        page.number(row, 2, 0, look="count")
        page.formula(row, 3, "=0", 0, look="total", what=f"{result.bid.name} 정성 평균")
        return
    last = len(result.panel.totals) + 1
    letter = letter_of(last)
    totals, dropped = f"$B{row}:${letter}{row}", f"$B{marks}:${letter}{marks}"
    kept = sum(1 for total in result.panel.totals if not total.dropped)
    count = f'=IF(COUNT({totals})=COLUMNS({totals}),SUMPRODUCT(--({dropped}="")),0)'
    page.formula(row, last + 1, count, kept, look="count", what=f"{result.bid.name} 반영 인원")
    number = result.panel.number
    kept_at = f"{letter_of(last + 1)}{row}"
    mean = rounded(f'SUMPRODUCT(--({dropped}=""),{totals})/{kept_at}', places="평균자리")
    mean = f'=IF({kept_at}=0,"{forms.NOT_FILLED}",{mean})'
    page.formula(row, last + 2, mean, number.value, look="total", what=f"{result.bid.name} 정성 평균")
