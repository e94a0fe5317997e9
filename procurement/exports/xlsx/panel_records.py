"""Below 정성 집계표: who was away and why, and whose totals stand far from the mean, as recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from procurement.exports.dossier import Reopened
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page
from scoring.panel_checks import ReasonNeeded, reasons_needed
from scoring.quantity import half_up
from scoring.result import Evaluation
from scoring.rules.loading import known, number


def write_records(page: Page, row: int, *, evaluation: Evaluation, reopened: Iterable[Reopened] = ()) -> int:
    """Write the records from `row` on where there are any; returns the last row (PPS 제5조②, 별지18)."""
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    absences = evaluation.sitting.absences if evaluation.sitting else ()
    if absences:
        away = [
            (a.evaluator, names.get(a.bid or "", "모든 업체"), forms.AWAY[a.kind], a.replacement, a.reason)
            for a in absences
        ]
        row = _table(page, row, "제척·기피·회피, 교체, 불참", [forms.AWAY_HEADER, *away])
    if far := far_from_the_mean(evaluation):
        lines = [_line(one, names[one.bid]) for one in far]
        row = _table(page, row, "위원 평균에서 벗어난 합계 (입력한 점수 기준)", [forms.FAR_HEADER, *lines])
    if back := [line for one in reopened for line in _given_back(one, evaluation, names)]:
        row = _table(page, row, "다시 연 평가표와 바뀌기 전의 점수", [forms.REOPENED_HEADER, *back])
    return row


def _given_back(one: Reopened, evaluation: Evaluation, names: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A line for each mark that was changed, or one that says that none was."""
    when, titles = f"{one.at:%Y-%m-%d %H:%M}", {item.id: item.title for item in evaluation.scheme.criteria}
    if not one.changed:
        yield (one.evaluator, when, one.by, "바뀐 점수 없음", "", "", one.reason)
    for change in one.changed:
        what = (names.get(change.bid, change.bid), titles.get(change.criterion, change.criterion))
        yield (one.evaluator, when, one.by, *what, f"{half_up(change.points, places=4)}", one.reason)


def far_from_the_mean(evaluation: Evaluation) -> tuple[ReasonNeeded, ...]:
    """The totals for which the rule asks a written reason; none where no rule does. Raises UnusableReason."""
    limit = known(evaluation.rules, key="panel_deviation_share")
    if limit is None:
        return ()
    reasons = evaluation.sitting.reasons if evaluation.sitting else ()
    return reasons_needed(evaluation.marks, limit=number(evaluation.rules, key=limit.key), reasons=reasons)


def _line(one: ReasonNeeded, name: str) -> tuple[str, ...]:
    percent = half_up(one.deviation * 100, places=2)
    figures = (f"{half_up(value, places=4)}" for value in (one.total, one.mean))
    return (one.evaluator, name, *figures, f"{percent:+}", one.given or "사유서 필요")


def _table(page: Page, row: int, title: str, lines: list[tuple[str, ...]]) -> int:
    """A heading, a header and the lines, the last column over as many rows as it needs."""
    header, *records = lines
    page.text(row, 1, title, look="heading")
    page.texts(row + 1, header, look="header")
    row += 2
    for *cells, last in records:
        page.texts(row, cells)
        row = page.paragraph(row, len(header), last) + 1
    return row + 1
