"""정성 집계표: evaluators' totals, who is dropped and why, and the trimmed mean, all as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter as letter_of

from procurement.exports.dossier import Reopened
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, rounded
from procurement.exports.xlsx.panel_records import write_records
from scoring.panel import evaluators_of, in_order
from scoring.result import BidResult, Evaluation, EvaluatorTotal

_HEADER = 3
_FIRST = _HEADER + 1
_FEWEST_WIDE = 6  # so many columns of totals, that the reasons in the records below have room
_RULE = "업체별로 최고·최저 합계를 절사수만큼씩 제외하고 산술평균한다. 동점이면 최고는 앞, 최저는 뒤의 위원을 제외한다."
_WORDS = {"high": forms.HIGH, "low": forms.LOW, "": ""}


@dataclass(frozen=True, slots=True)
class _Row:
    """One bid's line in both tables; `away` tells why an evaluator has no marks for it."""

    result: BidResult
    evaluators: tuple[str, ...]
    given: Mapping[str, EvaluatorTotal]
    away: Mapping[str, str]
    totals: int
    marks: int

    @property
    def last(self) -> int:
        return len(self.evaluators) + 1


@dataclass(frozen=True, slots=True)
class Panel:
    """Bid id -> the cells with its trimmed mean and how many were kept; (evaluator, bid) -> why one is dropped."""

    means: dict[str, str]
    kept: dict[str, str]
    dropped: dict[tuple[str, str], str]


def write_panel(
    book: Book, *, evaluation: Evaluation, totals: Mapping[tuple[str, str], str], reopened: Iterable[Reopened] = ()
) -> Panel:
    """Write 정성 집계표 (PPS 세부기준 제12조②)."""
    evaluators = _evaluators(evaluation)
    seats = max(len(evaluators), _FEWEST_WIDE)
    page = book.page(forms.PANEL, widths=(26, *(13 for _ in range(seats)), 12, 14))
    page.sheet.freeze_panes = f"B{_FIRST}"  # printed once: on later pages it would stand over the other tables
    page.text(1, 1, forms.PANEL, look="title")
    page.texts(_HEADER, ("업체", *evaluators, "반영 인원", "평균"), look="header")
    page.text(2, 1, _RULE, look="plain")
    marks_at = _FIRST + len(evaluation.results) + 3
    found = Panel(means={}, kept={}, dropped={})
    page.text(marks_at - 2, 1, "제외 표시 (업체별 위원 합계 기준)", look="heading")
    page.texts(marks_at - 1, ("업체", *evaluators), look="header")
    for offset, result in enumerate(evaluation.results):
        given = {total.evaluator: total for total in result.panel.totals}
        away = _away(evaluation, result.bid.id)
        row = _Row(result, evaluators, given, away, _FIRST + offset, marks_at + offset)
        _totals(page, row, totals)
        _dropped(page, row, found)
        _mean(page, row)
        found.kept[result.bid.id], found.means[result.bid.id] = (page.ref(row.totals, row.last + n) for n in (1, 2))
    end = write_records(page, marks_at + len(evaluation.results) + 1, evaluation=evaluation, reopened=reopened)
    page.text(end + 1, 1, "위원장 서명:                         (서명)", look="plain")
    return found


def _evaluators(evaluation: Evaluation) -> tuple[str, ...]:
    """Everyone who marked or was appointed, also those who marked nothing."""
    appointed = evaluation.sitting.appointed if evaluation.sitting else ()
    return in_order({*evaluators_of(evaluation.marks), *appointed}) if evaluation.marks else ()


def _away(evaluation: Evaluation, bid: str) -> dict[str, str]:
    absences = evaluation.sitting.absences if evaluation.sitting else ()
    return {a.evaluator: forms.AWAY[a.kind] for a in absences if a.bid in {None, bid}}


def _totals(page: Page, row: _Row, totals: Mapping[tuple[str, str], str]) -> None:
    page.text(row.totals, 1, row.result.bid.name)
    for column, evaluator in enumerate(row.evaluators, 2):
        if total := row.given.get(evaluator):
            page.formula(row.totals, column, f"={totals[evaluator, row.result.bid.id]}", total.total)
        else:
            page.text(row.totals, column, row.away.get(evaluator, forms.NOT_SEATED), look="centre")


def _dropped(page: Page, row: _Row, found: Panel) -> None:
    page.text(row.marks, 1, row.result.bid.name)
    for column, evaluator in enumerate(row.evaluators, 2):
        if total := row.given.get(evaluator):
            _mark(page, row, column, total=total)
            found.dropped[evaluator, row.result.bid.id] = page.ref(row.marks, column)
        else:
            page.text(row.marks, column, forms.NOT_SEATED, look="centre")


def _mark(page: Page, row: _Row, column: int, *, total: EvaluatorTotal) -> None:
    first_cell, own, last_cell = (f"${letter_of(c)}${row.totals}" for c in (2, column, row.last))
    every, until, since = f"{first_cell}:{last_cell}", f"{first_cell}:{own}", f"{own}:{last_cell}"
    high = f"{_count(row, every, f'>{own}')}+{_count(row, until, f'={own}')}<=절사수"
    low = f"{_count(row, every, f'<{own}')}+{_count(row, since, f'={own}')}<=절사수"
    formula = f'=IF({high},"{forms.HIGH}",IF({low},"{forms.LOW}",""))'
    page.formula(row.marks, column, formula, _WORDS[total.dropped], look="centre")


def _count(row: _Row, cells: str, compared: str) -> str:
    """How many totals compare so; a text, which stands for an evaluator who is away, is larger than any number."""
    if len(row.given) == len(row.evaluators):
        return f"SUMPRODUCT(--({cells}{compared}))"
    return f"SUMPRODUCT(ISNUMBER({cells})*({cells}{compared}))"


def _mean(page: Page, row: _Row) -> None:
    bid, last = row.result.bid.name, row.last
    if not row.given:
        page.number(row.totals, last + 1, 0, look="count")
        page.formula(row.totals, last + 2, "=0", 0, look="total", what=f"{bid} 정성 평균")
        return
    letter = letter_of(last)
    totals, dropped = f"$B{row.totals}:${letter}{row.totals}", f"$B{row.marks}:${letter}{row.marks}"
    kept = sum(1 for total in row.given.values() if not total.dropped)
    seats = f"COLUMNS({totals})"
    if away := len(row.evaluators) - len(row.given):
        seats = f"{seats}-{away}"
    count = f'=IF(COUNT({totals})={seats},SUMPRODUCT(--({dropped}="")),0)'
    page.formula(row.totals, last + 1, count, kept, look="count", what=f"{bid} 반영 인원")
    kept_at = f"{letter_of(last + 1)}{row.totals}"
    mean = rounded(f'SUMPRODUCT(--({dropped}=""),{totals})/{kept_at}', places="평균자리")
    mean = f'=IF({kept_at}=0,"{forms.NOT_FILLED}",{mean})'
    page.formula(row.totals, last + 2, mean, row.result.panel.number.value, look="total", what=f"{bid} 정성 평균")
