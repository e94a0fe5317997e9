"""What a plan costs, by formula over its orders, and how far it is proven."""

from __future__ import annotations

from collections.abc import Sequence

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, rounded
from procurement.exports.xlsx.sizing_terms import TermCells

_COSTLY = ("구매(현재가치)", "전기", "유지보수", "잔존가치(뺌)")


def write_proof(page: Page, *, sized: Sized, orders: Sequence[int]) -> None:
    """Aim, capital, what is served, bound, gap, proof and solver; `orders` are the rows of the orders."""
    mix = sized.mix
    if mix is None:
        return
    page.text(4, 1, "구매 금액(원)", look="header")
    total = "=" + ("+".join(f"G{row}" for row in orders) or "0")
    page.formula(4, 2, total, mix.cost, look="won", what="구매 금액")
    for row, label, said in (
        (3, "목적", forms.OBJECTIVE[sized.objective]),
        (8, "최적 증명", "증명됨" if mix.proven else "증명되지 않음 (아래 차이 이내)"),
        (11, "풀이", f"{mix.solver}: {mix.status}"),
    ):
        page.text(row, 1, label, look="header")
        page.text(row, 2, said, look="plain")
    for row, label, value, look in (
        (6, "덮인 수요의 제공 배수", mix.scale, "points"),
        (7, "덮인 수요의 처리 비율", mix.served, "share"),
        (9, "이보다 나을 수 없는 값", mix.bound, "won" if sized.objective == "cheapest" else "points"),
        (10, "차이(비율)", mix.gap, "share"),
    ):
        page.text(row, 1, label, look="header")
        if value is None:
            page.text(row, 2, "없음", look="plain")
        else:
            page.number(row, 2, value, look=look)


def write_total(page: Page, *, sized: Sized, orders: Sequence[int], existing: Sequence[int], terms: TermCells) -> None:
    """The total cost: count × rounded won of a unit over all orders, and the energy of what is there already."""
    mix = sized.mix
    if mix is None or mix.cost_parts is None or mix.total_cost is None:
        return
    there = "+".join(f"G{row}*N(D{row})" for row in existing)
    old = rounded(f"({there})/1000*{terms.pue}*{terms.hours}*{terms.tariff}*SUM({terms.factors})", places="0")
    units = (f"F{row}*{rounded(f'H{row}+I{row}+J{row}-K{row}', places='0')}" for row in orders)
    page.text(5, 1, "총비용(원)", look="header")
    page.formula(5, 2, "=" + "+".join((*units, old)), mix.total_cost, look="won", what="총비용")
    parts = mix.cost_parts
    won = (parts.capital, parts.energy, parts.maintenance, parts.residual)
    for column, (label, letter, value) in enumerate(zip(_COSTLY, "HIJK", won, strict=True), 4):
        products = [f"F{row}*{letter}{row}" for row in orders] + ([old] if label == "전기" else [])
        page.text(4, column, label, look="header")
        page.formula(5, column, "=" + ("+".join(products) or "0"), value, look="won", what=label)
