"""The limits of a plan on its sheet: value, limit and slack, by formula where the sheet holds the parts."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import LIMIT_WORDS, limit_checks, limit_subject, names_of, slack
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, korean
from procurement.sizing.check import Check
from procurement.sizing.mix import Mix

HEADER = ("조건", "대상", "비교", "값", "한도", "여유", "판정", "단위")


@dataclass(frozen=True, slots=True)
class Columns:
    """First and last row of the orders, and the cells of all power and height."""

    orders: tuple[int, int]
    power: str
    rack: str

    def of(self, letter: str) -> str:
        """The range of one column over all orders."""
        return f"${letter}${self.orders[0]}:${letter}${self.orders[1]}"


def write_plan_limits(page: Page, row: int, *, sized: Sized, mix: Mix, columns: Columns) -> None:
    """Write the limits from `row` on, then what was left out and what was not measured."""
    page.text(row, 1, "조건 대조", look="heading")
    page.texts(row + 1, HEADER, look="header")
    names, checks = names_of(sized), limit_checks(mix)
    for here, check in enumerate(checks, row + 2):
        _limit(page, here, check, limit_subject(check, sized=sized), columns)
    lines = [f"{names[e.configuration]} 제외: {e.why}" for e in mix.excluded]
    lines += [f"{names[u.configuration]} · {names[u.bucket]} 미측정: {u.why}" for u in mix.unmeasured]
    if mix.informed:
        lines.append(f"국산 비중 (참고만 함): {mix.informed.why}")
    if mix.domestic_why:
        lines.append(f"국산 비중의 근거: {mix.domestic_why}")
    here = row + len(checks) + 3
    page.text(here, 1, "참고", look="heading")
    for line in lines:
        here = page.paragraph(here + 1, 1, korean(line))


def _limit(page: Page, row: int, check: Check, subject: str, columns: Columns) -> None:
    look = {"KRW": "won", "share": "share"}.get(check.unit, "measured")
    page.texts(row, (korean(LIMIT_WORDS[check.rule]), subject, forms.SIGN[check.comparison]))
    formula = _formula(check, row, columns)
    if formula:
        what = f"{korean(LIMIT_WORDS[check.rule])} {subject}".strip()
        page.formula(row, 4, formula, check.value, look=look, what=what)
    else:
        page.number(row, 4, check.value, look=look)
    page.number(row, 5, check.limit, look=look)
    sign = f"E{row}-D{row}" if check.comparison == "<=" else f"D{row}-E{row}"
    page.formula(row, 6, f"={sign}", slack(check), look=look)
    page.formula(row, 7, f'=IF(ROUND(F{row},6)>=0,"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")
    page.text(row, 8, {"KRW": "원", "share": "비중", "vendors": "곳", "servers": "대"}.get(check.unit, check.unit))


def _formula(check: Check, row: int, columns: Columns) -> str:
    """The value recomputed from cells; empty where the sheet does not hold the parts."""
    amounts = columns.of("G")
    known = {
        ("budget", True): f"=SUM({amounts})",
        ("domestic", True): f'=SUMPRODUCT(--EXACT({columns.of("C")},"{forms.YES}"),{amounts})/SUM({amounts})',
        ("year_budget", False): f"=SUMIF({columns.of('D')},{check.year},{amounts})",
        ("power", True): f"={columns.power}",
        ("rack", True): f"={columns.rack}",
        ("vendor_share", False): f"=SUMPRODUCT(--EXACT({columns.of('B')},B{row}),{amounts})/SUM({amounts})",
    }
    return known.get((check.rule, not check.subject), "")
