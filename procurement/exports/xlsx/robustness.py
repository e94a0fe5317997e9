"""강건성: how far points may move, what one figure changes, sampled weightings and runs, the panel; an annex."""

from __future__ import annotations

from procurement.exports.dossier import Robust
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.agreement import write_agreement
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.noise import write_noise
from procurement.exports.xlsx.rank_shares import write_shares
from procurement.exports.xlsx.swings import write_swings
from scoring.quantity import half_up
from scoring.result import Evaluation
from scoring.sensitivity import PRICE

_PLACES = 4


def write_robustness(book: Book, *, robust: Robust, evaluation: Evaluation) -> None:
    """Write 강건성: intervals, shifts, swings, SMAA with and without noise, agreement, second opinions (§3.1)."""
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    titles = {c.id: c.title for c in evaluation.scheme.criteria} | {PRICE: "가격"}
    page = book.page(forms.ROBUSTNESS, widths=(44, 16, 16, 16, 26, 26, 12, 12, 12, 12))
    page.text(1, 1, forms.ROBUSTNESS, look="title")
    page.text(2, 1, forms.ANNEX_NOTE, look="plain")
    row = _missing(page, 4, robust)
    row = _intervals(page, row + 1, robust, names, titles)
    row = _shifts(page, row + 2, robust, names)
    row = write_swings(page, row + 2, robust=robust, names=names, titles=titles)
    if robust.weights:
        heading = f"업체별 순위: {forms.WEIGHTINGS} (%, 괄호 안은 표준오차)"
        row = write_shares(page, row + 2, found=robust.weights, names=names, heading=heading)
    row = write_noise(page, row + 2, robust=robust, names=names, titles=titles)
    if robust.agreement:
        row = write_agreement(page, row + 2, found=robust.agreement, names=names)
    if robust.opinions and robust.weights:
        _opinions(page, row + 2, robust, robust.weights.bids, names)


def _missing(page: Page, row: int, robust: Robust) -> int:
    notes = [korean(reason) for reason in robust.missing]
    for note in notes:
        page.text(row, 1, f"· {note}", look="plain")
        row += 1
    return row


def _intervals(page: Page, row: int, robust: Robust, names: dict[str, str], titles: dict[str, str]) -> int:
    page.text(row, 1, "1순위가 유지되는 배점의 범위 (기술 배점 안에서, 나머지는 같은 비율로 조정)", look="heading")
    page.texts(row + 1, forms.INTERVAL_HEADER, look="header")
    for here, one in enumerate(robust.intervals, row + 2):
        page.text(here, 1, titles[one.criterion])
        for column, value in ((2, one.points), (3, one.low), (4, one.high)):
            page.number(here, column, half_up(value, places=_PLACES), look="measured")
        challengers = (one.low_challenger, one.high_challenger)
        page.texts(here, tuple(names[bid] if bid else "없음" for bid in challengers), column=5)
    return row + 1 + len(robust.intervals)


def _shifts(page: Page, row: int, robust: Robust, names: dict[str, str]) -> int:
    page.text(row, 1, "1순위와 같아지는 데 필요한 최소 배점 이동 (기술 배점 안에서)", look="heading")
    page.texts(row + 1, forms.SHIFT_HEADER, look="header")
    for here, one in enumerate(robust.shifts, row + 2):
        page.text(here, 1, names[one.rival])
        if one.moved is None:
            page.text(here, 2, "어떤 배점으로도 안 됨", look="centre")
        else:
            page.number(here, 2, half_up(one.moved, places=_PLACES), look="measured")
    return row + 1 + len(robust.shifts)


def _opinions(page: Page, row: int, robust: Robust, bids: tuple[str, ...], names: dict[str, str]) -> None:
    page.text(row, 1, "다른 방법의 참고 의견 (낙찰자 결정에 쓰지 않음)", look="heading")
    page.texts(row + 1, ("방법", *(names[bid] for bid in bids)), look="header")
    for here, opinion in enumerate(robust.opinions, row + 2):
        page.text(here, 1, opinion.method)
        ranks = tuple(f"{rank}위" for rank in opinion.ranks) if opinion.ranks else ("계산 안 됨",) * len(bids)
        page.texts(here, ranks, look="centre", column=2)
