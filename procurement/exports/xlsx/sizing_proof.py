"""What a plan costs, by formula over its orders, and how far it is proven."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, rounded
from procurement.exports.xlsx.sizing_terms import TermCells
from procurement.sizing.mix import Mix

Fact = tuple[str, Decimal | str | None, str]
_COSTLY = ("구매(현재가치)", "전기", "유지보수", "잔존가치(뺌)")


def write_proof(page: Page, *, sized: Sized, orders: Sequence[int]) -> None:
    """Aim, capital, what is served, bound, gap, proof and solver; `orders` are the rows of the orders."""
    mix = sized.mix
    if mix is None:
        return
    page.text(4, 1, "구매 금액(원)", look="header")
    total = "=" + ("+".join(f"G{row}" for row in orders) or "0")
    page.formula(4, 2, total, mix.cost, look="won", what="구매 금액")
    write_aim(page, sized=sized)
    served: tuple[Fact, ...] = (
        ("덮인 수요의 제공 배수", mix.scale, "points"),
        ("덮인 수요의 처리 비율", mix.served, "share"),
    )
    write_facts(page, 6, (*served, *proof_facts(sized, mix=mix, gap="share")))


def write_aim(page: Page, *, sized: Sized) -> None:
    """The aim, on the first row of the block that stands on top of 장비 구성안."""
    write_facts(page, 3, (("목적", forms.OBJECTIVE[sized.objective], "plain"),))


def proof_facts(sized: Sized, *, mix: Mix, gap: str) -> tuple[Fact, ...]:
    """How far the answer is proven, what nothing can beat, the gap in the look `gap`, and the solver."""
    bound = "won" if sized.objective == "cheapest" else "points"
    return (
        ("최적 증명", "증명됨" if mix.proven else "증명되지 않음 (아래 차이 이내)", "plain"),
        ("이보다 나을 수 없는 값", mix.bound, bound),
        ("다음 목적에 더 쓴 몫(비율)" if mix.aims and mix.gap is not None else "차이(비율)", mix.gap, gap),
        ("풀이", f"{mix.solver}: {mix.status}", "plain"),
    )


def write_facts(page: Page, row: int, facts: Sequence[Fact]) -> None:
    """Labels and values from `row` on; a value that there is not is told as 없음."""
    for here, (label, value, look) in enumerate(facts, row):
        page.text(here, 1, label, look="header")
        if value is None or isinstance(value, str):
            page.text(here, 2, "없음" if value is None else value, look="plain")
        else:
            page.number(here, 2, value, look=look)


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
