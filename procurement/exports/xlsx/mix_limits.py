"""The limits of 장비 구성안: each recomputed by a formula where the sheet holds its parts."""

from __future__ import annotations

from collections import Counter
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
    subject = titles_of(sized).get(check.subject, check.subject)
    page.texts(row, (forms.LIMIT.get(check.rule, check.rule), subject, forms.SIGN[check.comparison]))
    formula = _formula(check, row, rows)
    if formula:
        page.formula(row, 4, formula, check.value, look="measured", what=f"{forms.LIMIT[check.rule]} {subject}".strip())
    else:
        page.number(row, 4, check.value, look="measured")
    page.number(row, 5, check.limit, look="measured")
    slack = "1.000001*" if check.rule == "load" else ""
    test = f"ROUND(D{row}-{slack}E{row},9){check.comparison}0"
    page.formula(row, 6, f'=IF({test},"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")


def titles_of(sized: Sized) -> dict[str, str]:
    """Configuration or bucket id -> its title, with the id where two share a title: formulas tell them apart by it."""
    problem = sized.problem
    titles = [(item.id, item.title) for items in (problem.buckets, problem.configurations) for item in items]
    often = Counter(title for _, title in titles)
    return {key: title if often[title] == 1 else f"{title} ({key})" for key, title in titles}


def _formula(check: Check, row: int, rows: Rows) -> str:
    (first, last), (top, bottom) = rows.servers, rows.shares
    amounts, titles = f"$F${first}:$F${last}", f"$A${first}:$A${last}"
    formulas = {
        "budget": f"=F{rows.total}",
        "power": f"=H{rows.total}",
        "rack": f"=J{rows.total}",
        "vendor_share": f"=SUMPRODUCT(--EXACT($B${first}:$B${last},B{row}),{amounts})/F{rows.total}",
        "domestic": f'=SUMIFS({amounts},$C${first}:$C${last},"{forms.YES}")/F{rows.total}',
        "served": f"=ROUND(SUMPRODUCT(--EXACT($A${top}:$A${bottom},B{row}),$G${top}:$G${bottom}),9)",
        "load": f"=SUMPRODUCT(--EXACT({titles},B{row}),$K${first}:$K${last})",
        "maximum": f"=SUMPRODUCT(--EXACT({titles},B{row}),$E${first}:$E${last})",
    }
    return "" if (check.rule, check.unit) == ("domestic", "KRW") else formulas.get(check.rule, "")
