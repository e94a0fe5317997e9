"""시나리오·순위역전: the same evaluation without each bid and each evaluator; information, never the award."""

from __future__ import annotations

from collections.abc import Iterable

from procurement.exports.dossier import Robust
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, korean
from scoring.result import Evaluation
from scoring.sensitivity_reruns import LeftOut


def write_scenarios(book: Book, *, robust: Robust, evaluation: Evaluation) -> None:
    """Write 시나리오·순위역전 (rules.md §5: a losing bid may change the order under a relative formula)."""
    names = {r.bid.id: r.bid.name for r in evaluation.results}
    page = book.page(forms.SCENARIOS, widths=(30, 36, 14, 14, 20, 40))
    page.text(1, 1, forms.SCENARIOS, look="title")
    page.text(2, 1, forms.ANNEX_NOTE, look="plain")
    page.text(3, 1, _alarm(robust), look="heading")
    row = _table(page, 5, "1순위가 아닌 업체 하나를 뺐을 때", robust.losers, names)
    _table(page, row + 2, "평가위원 한 명을 뺐을 때", robust.evaluators, names)


def _alarm(robust: Robust) -> str:
    """The alarm of a relative rule: a bid that cannot win decides who does."""
    changing = sum(1 for one in robust.losers if one.winner_changed)
    if changing:
        return f"경보: 1순위가 아닌 업체 {len(robust.losers)}곳 중 {changing}곳은 빼면 1순위가 바뀜"
    return f"1순위가 아닌 업체 {len(robust.losers)}곳 중 빼면 1순위가 바뀌는 곳 없음"


def _table(page: Page, row: int, title: str, found: Iterable[LeftOut], names: dict[str, str]) -> int:
    page.text(row, 1, title, look="heading")
    page.texts(row + 1, forms.LEFT_OUT_HEADER, look="header")
    row += 1
    for one in found:
        row += 1
        _line(page, row, one, names)
    return row


def _line(page: Page, row: int, one: LeftOut, names: dict[str, str]) -> None:
    winners = ", ".join(names[winner] for winner in one.winners)
    page.texts(row, (names.get(one.left_out, one.left_out), winners))
    for column, changed in ((3, one.winner_changed), (4, one.order_changed)):
        page.text(row, column, "바뀜" if changed else "그대로", look="verdict" if changed else "centre")
    if one.lead is None:
        page.text(row, 5, "없음", look="centre")
    else:
        page.number(row, 5, one.lead, look="score")
    page.text(row, 6, korean(one.refused))
