"""The limits of a plan on its sheet: value, limit and slack, the value by formula from the cells of its parts."""

from __future__ import annotations

from collections.abc import Mapping

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import LIMIT_WORDS, limit_checks, limit_subject, names_of, slack
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, korean
from procurement.exports.xlsx.sizing_layout import SERVING, PlanRows
from procurement.exports.xlsx.sizing_vendors import vendors_used
from procurement.exports.xlsx.sizing_years import running_cell
from procurement.sizing.check import Check
from procurement.sizing.mix import Mix

HEADER = ("조건", "대상", "비교", "값", "한도", "여유", "판정", "단위")
_UNITS = {"KRW": "원", "share": "비중", "vendors": "곳", "servers": "대", "packages": "묶음"}
_THRESHOLD = "국산 비중을 둘 수 있는 금액"
Served = Mapping[tuple[str, int], int]


def write_plan_limits(page: Page, rows: PlanRows, *, sized: Sized, mix: Mix, serving: Served) -> None:
    """Write the limits, then what was left out and what was not measured.

    `serving`: (vendor, year) -> the row of 수요·처리능력 that tells its part of the requests.
    """
    row = rows.limits
    page.text(row, 1, "조건 대조", look="heading")
    page.texts(row + 1, HEADER, look="header")
    names, checks = names_of(sized), limit_checks(mix)
    for here, check in enumerate(checks, row + 2):
        subject = _THRESHOLD if check.subject == "threshold" else limit_subject(check, sized=sized)
        _limit(page, here, check, subject, _formula(check, rows, serving))
    if not checks:
        page.text(row + 2, 1, "정한 한도가 없음", look="plain")
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


def _limit(page: Page, row: int, check: Check, subject: str, formula: str) -> None:
    look = {"KRW": "won", "share": "share"}.get(check.unit, "measured")
    words = korean(LIMIT_WORDS[check.rule])
    page.texts(row, (words, subject, forms.SIGN[check.comparison]))
    page.formula(row, 4, formula, check.value, look=look, what=f"{words} {subject}".strip())
    page.number(row, 5, check.limit, look=look)
    sign = f"E{row}-D{row}" if check.comparison == "<=" else f"D{row}-E{row}"
    page.formula(row, 6, f"={sign}", slack(check), look=look)
    room = f"F{row}+E{row}/1000000" if check.rule == "vendor_demand" else f"F{row}"
    page.formula(row, 7, f'=IF(ROUND({room},9)>=0,"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")
    page.text(row, 8, _UNITS.get(check.unit, check.unit))


def _formula(check: Check, rows: PlanRows, serving: Served) -> str:
    """The value recomputed from the cells that hold its parts."""
    amounts, total = rows.ordered("G"), rows.total
    sold = f"SUMPRODUCT(--EXACT({{}}),{amounts})/SUM({amounts})"
    vendor, served = rows.vendors.get(check.subject), serving.get((check.subject, check.year))
    known = {
        "year_budget": f"SUMIF({rows.ordered('D')},{check.year},{amounts})",
        "running": running_cell(rows, year=check.year),
        "power": f"I{total}",
        "rack": f"J{total}",
        "cooling": f"L{total}",
        "vendor_share": sold.format(f"{rows.ordered('B')},A{vendor}"),
        "vendor_demand": f"'{SERVING}'!$C${served}",
        "min_vendors": vendors_used(rows),
        "max_vendors": vendors_used(rows),
        "domestic": f"SUM({amounts})" if check.subject else sold.format(f'{rows.ordered("C")},"{forms.YES}"'),
        "maximum": _count(check, rows),
        "minimum": _count(check, rows),
    }
    return f"={known.get(check.rule, f'SUM({amounts})')}"


def _count(check: Check, rows: PlanRows) -> str:
    """Servers or packages ordered, in all or in one year."""
    if check.rule == "maximum" and check.subject in rows.servers:
        return f"H{rows.servers[check.subject]}"
    packages = [row for row, order in rows.orders if order.item == check.subject]
    servers = [d.row for d in rows.deliveries if (d.configuration.id, d.ordered.year) == (check.subject, check.year)]
    return "+".join(f"F{row}" for row in (servers if check.rule == "minimum" else packages)) or "0"
