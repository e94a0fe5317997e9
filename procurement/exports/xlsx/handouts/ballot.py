"""평가표: one file for each evaluator; every bid on every qualitative criterion, points and reason."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.handout import FORM_VERSION, SPECIMEN, Bidder, Form, Input, MarkRule, Notice
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.handouts.paper import HEADER, Paper, Stamp, safe_names
from scoring.digest import canonical, sha256_of
from scoring.quantity import decimal_of, plain

SHEET = "평가표"
_WIDTHS = (22, 34, 9, 26, 12, 60, 18)
_HEADINGS = ("업체", "세부항목", "배점", "줄 수 있는 점수", "점수", "사유", "사유가 필요한 때")
_POINTS, _REASON = 5, 6
_HOW = "노란 칸만 적습니다. 채점하지 않은 칸은 0점이 아니라 미채점이며, 하나라도 비면 받지 않습니다."
_UNNAMED = tuple(Bidder(f"견본 {number}", f"업체 {number}", f"업체 {number}") for number in (1, 2, 3))
_AWAY = "제척·회피·불참: 채점하지 않음"


def ballots(notice: Notice) -> tuple[Form, ...]:
    """One form for each evaluator, or where no bidder is known yet one specimen with three unnamed bidders.

    An evaluator who marks no bid gets none; without qualitative criteria there is none.
    """
    if not notice.marking:
        return ()
    if not notice.bidders:
        return (_ballot(notice, SPECIMEN, _UNNAMED, f"평가표_{SPECIMEN}.xlsx"),)
    names = safe_names(notice.evaluators, prefix="평가표")
    at_work = (who for who in names if any((who, bidder.id) not in notice.excused for bidder in notice.bidders))
    return tuple(_ballot(notice, who, notice.bidders, names[who]) for who in at_work)


def _ballot(notice: Notice, who: str, bidders: tuple[Bidder, ...], filename: str) -> Form:
    excused = tuple(bidder.id for bidder in bidders if (who, bidder.id) in notice.excused)
    masked = tuple((bidder.id, bidder.shown) for bidder in bidders)  # a digest of hidden names could be guessed at
    told = (notice.tender_id, notice.title, notice.marking, masked, who, excused)
    digest = sha256_of("ballot", str(FORM_VERSION), canonical(told))
    paper = Paper(Stamp(notice, "ballot", who, f"평가위원 {who}", digest))
    page = paper.sheet(SHEET, widths=_WIDTHS, heading="제안서 평가표 (정성)", header=_HEADINGS, how=_HOW)
    row = HEADER + 1
    for bidder in bidders:
        row = _bidder(paper, page, row, bidder, away=bidder.id in excused) + 1
    paper.sign(page, row + 1, ("평가일, 평가위원 성명", "서명, 정정 날인"))
    return paper.form(filename)


def _bidder(paper: Paper, page: Page, row: int, bidder: Bidder, *, away: bool) -> int:
    """One bidder's lines from `row` on and their sum; returns the row of the sum."""
    first, marking = row, paper.stamp.notice.marking
    for line, rule in enumerate(marking, first):
        _line(paper, page, line, bidder, rule, away=away)
    last = first + len(marking) - 1
    page.texts(last + 1, (bidder.shown, "소계", "", ""), look="header")
    cells = f"{at(first, _POINTS)}:{at(last, _POINTS)}"
    formula = f'=IF(COUNT({cells})=ROWS({cells}),ROUND(SUM({cells}),{forms.SUM_PLACES}),"{forms.NOT_FILLED}")'
    page.formula(last + 1, _POINTS, formula, forms.NOT_FILLED, look="total")
    page.texts(last + 1, ("", ""), look="header", column=_REASON)
    return last + 1


def _line(paper: Paper, page: Page, row: int, bidder: Bidder, rule: MarkRule, *, away: bool) -> None:
    page.texts(row, (bidder.shown, rule.criterion.title))
    page.number(row, 3, rule.criterion.points)
    page.text(row, 4, _AWAY if away else allowed(rule), look="centre")
    page.text(row, 7, "" if away else when(rule), look="centre")
    if away:
        page.texts(row, (forms.NOT_SEATED, forms.NOT_SEATED), look="centre", column=_POINTS)
        return
    page.lines[row] = max(2, page.lines.get(row, 1))
    for column, asked in zip((_POINTS, _REASON), _asked(bidder, rule), strict=True):
        paper.ask(page, row, column, asked)


def _asked(bidder: Bidder, rule: MarkRule) -> Iterator[Input]:
    label, most = f"{bidder.shown} · {rule.criterion.title}", decimal_of(rule.criterion.points)
    yield Input(
        key=("points", bidder.id, rule.criterion.id),
        label=f"{label} 점수",
        kind="number",
        most=most,
        step=None if rule.step is None else decimal_of(rule.step),
        allowed=tuple(decimal_of(one) for one in rule.allowed),
    )
    yield Input(("reason", bidder.id, rule.criterion.id), f"{label} 사유", "text", required=rule.always)


def allowed(rule: MarkRule) -> str:
    """The points an evaluator may give, in words."""
    if rule.shares:
        return ", ".join(plain(one) for one in rule.allowed)
    most = f"0~{plain(rule.criterion.points)}점"
    return f"{most}, {plain(rule.step)}점 간격" if rule.step else most


def when(rule: MarkRule) -> str:
    """When a reason has to be given, in words."""
    if rule.always:
        return "항상"
    if rule.reason_below is None:
        return "선택"
    return f"{plain(rule.reason_below * rule.criterion.points)}점 미만일 때"
