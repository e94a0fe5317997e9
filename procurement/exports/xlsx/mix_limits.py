"""The limits of 장비 구성안: each recomputed by a formula where the sheet holds its parts."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page
from procurement.sizing.verify import Check


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the parts stand: first and last row of the servers, their sum, first and last row of the shares."""

    servers: tuple[int, int]
    total: int
    shares: tuple[int, int]


def write_limits(page: Page, row: int, *, sized: Sized, rows: Rows) -> int:
    """Write the limits table from `row` on; returns its last row."""
    page.text(row, 1, "조건 대조", look="heading")
    page.texts(row + 1, forms.LIMITS_HEADER, look="header")
    checks = sized.mix.checks if sized.mix else ()
    shown = [check for check in checks if check.rule not in ("share", "servers")]
    for here, check in enumerate(shown, row + 2):
        _limit(page, here, check, sized, rows)
    return row + 1 + len(shown)


def _limit(page: Page, row: int, check: Check, sized: Sized, rows: Rows) -> None:
    subject = title_of(sized, check.subject)
    page.texts(row, (forms.LIMIT.get(check.rule, check.rule), subject, forms.SIGN[check.comparison]))
    formula = _formula(check, row, rows)
    if formula:
        page.formula(row, 4, formula, check.value, look="measured", what=f"{forms.LIMIT[check.rule]} {subject}".strip())
    else:
        page.number(row, 4, check.value, look="measured")
    page.number(row, 5, check.limit, look="measured")
    slack = "1.000001*" if check.rule == "load" else ""
    test = f"ROUND(D{row},9){check.comparison}{slack}E{row}"
    page.formula(row, 6, f'=IF({test},"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")


def title_of(sized: Sized, subject: str) -> str:
    """The title of a configuration or bucket, or the subject itself."""
    named = {c.id: c.title for c in sized.problem.configurations} | {b.id: b.title for b in sized.problem.buckets}
    return named.get(subject, subject)


def _formula(check: Check, row: int, rows: Rows) -> str:
    (first, last), (top, bottom) = rows.servers, rows.shares
    amounts = f"$F${first}:$F${last}"
    formulas = {
        "budget": f"=F{rows.total}",
        "power": f"=H{rows.total}",
        "rack": f"=J{rows.total}",
        "vendor_share": f"=SUMIFS({amounts},$B${first}:$B${last},B{row})/F{rows.total}",
        "domestic": f'=SUMIFS({amounts},$C${first}:$C${last},"{forms.YES}")/F{rows.total}',
        "served": f"=ROUND(SUMIFS($G${top}:$G${bottom},$A${top}:$A${bottom},B{row}),9)",
        "load": f"=SUMIFS($K${first}:$K${last},$A${first}:$A${last},B{row})",
    }
    return "" if (check.rule, check.unit) == ("domestic", "KRW") else formulas.get(check.rule, "")
