"""장비 구성안 of a plan: orders by year with their cost by formula, what they deliver, and every limit recomputed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, at, korean
from procurement.exports.xlsx.sizing_layout import TERMS_ROW, PlanRows, plan_rows, serving_rows
from procurement.exports.xlsx.sizing_limits import write_plan_limits
from procurement.exports.xlsx.sizing_orders import write_deliveries, write_orders
from procurement.exports.xlsx.sizing_proof import write_proof, write_total
from procurement.exports.xlsx.sizing_terms import write_terms
from procurement.exports.xlsx.sizing_vendors import write_vendors
from procurement.exports.xlsx.sizing_years import write_years
from procurement.sizing.capacity import Configuration

_WIDTHS = (34, 24, 16, 16, 16, 18, 18, 18, 16, 16, 18, 16)
_SERVERS = (
    "구성", "공급사", "국산", "전력(W/대)", "높이(U/대)", "납기(년)", "보유(대)", "구매(대)", "전력 계(W)",
    "높이 계(U)", "냉각(W/대)", "냉각 계(W)",
)  # fmt: skip
_NOTE = "대수는 풀이 결과를 적은 입력값이고, 금액·전력·한도는 그 대수에서 수식으로 계산한다."
Stated = Decimal | int | None


def write_plan(book: Book, *, sized: Sized) -> None:
    """Write 장비 구성안 with orders by year, or why nothing fits. Counts are the solver's result, the rest formulas."""
    page = book.page(forms.MIX, widths=_WIDTHS)
    page.text(1, 1, forms.MIX, look="title")
    mix = sized.mix
    if mix is None:
        page.paragraph(3, 1, korean(sized.no_mix))
        return
    page.text(2, 1, _NOTE, look="plain")
    rows, costs = plan_rows(sized, mix=mix), sized.problem.costs
    if costs is not None:
        write_terms(page, TERMS_ROW, costs=costs)
    _write_servers(page, rows, sized)
    write_orders(page, rows, sized=sized)
    write_deliveries(page, rows, sized=sized)
    orders = [row for row, _ in rows.orders]
    write_proof(page, sized=sized, orders=orders)
    if rows.terms is not None:
        write_total(page, sized=sized, orders=orders, existing=tuple(rows.servers.values()), terms=rows.terms)
    write_years(page, rows, sized=sized, mix=mix)
    write_vendors(page, rows, mix=mix)
    write_plan_limits(page, rows, sized=sized, mix=mix, serving=serving_rows(sized, mix=mix))


def _write_servers(page: Page, rows: PlanRows, sized: Sized) -> None:
    first, last = min(rows.servers.values()), max(rows.servers.values())
    page.texts(first - 1, _SERVERS, look="header")
    there = {c.id: c.existing + _bought(rows, c) for c in sized.problem.configurations}
    for configuration in sized.problem.configurations:
        _server(page, rows, configuration)
    page.texts(last + 1, ("계",), look="header")
    for column in (9, 10, 12):
        amounts = [_total(_stated(c)[column], there[c.id]) for c in sized.problem.configurations]
        known = [amount for amount in amounts if amount is not None]
        value = sum(known, Fraction(0)) if len(known) == len(amounts) else forms.NOT_STATED
        cells = f"{at(first, column)}:{at(last, column)}"
        formula = f'=IF(COUNT({cells})=ROWS({cells}),SUM({cells}),"{forms.NOT_STATED}")'
        page.formula(last + 1, column, formula, value, look="points", what=f"구성 계 {_SERVERS[column - 1]}")


def _server(page: Page, rows: PlanRows, held: Configuration) -> None:
    row, stated = rows.servers[held.id], _stated(held)
    page.texts(row, (held.title, held.vendor, forms.YES if held.domestic else forms.NO))
    for column, figure in ((4, stated[9]), (5, stated[10]), (11, stated[12])):
        if figure is None:
            page.text(row, column, forms.NOT_STATED, look="entry_text")
        else:
            page.number(row, column, figure, look="entry")
    page.number(row, 6, held.lead_years, look="count")
    page.number(row, 7, held.existing, look="entry")
    bought = "+".join(at(d.row, 6) for d in rows.deliveries if d.configuration.id == held.id)
    page.formula(row, 8, f"={bought or '0'}", _bought(rows, held), look="count")
    for column, letter in ((9, "D"), (10, "E"), (12, "K")):
        value = _total(stated[column], held.existing + _bought(rows, held))
        each = f'IF(ISNUMBER({letter}{row}),(G{row}+H{row})*{letter}{row},"{forms.NOT_STATED}")'
        known = forms.NOT_STATED if value is None else value
        page.formula(row, column, f"=IF(G{row}+H{row}=0,0,{each})", known, look="points")


def _stated(held: Configuration) -> dict[int, Stated]:
    """Power, height and cooling of one server, by the column of their total."""
    return {9: held.power_w, 10: held.rack_units, 12: held.cooling_w}


def _bought(rows: PlanRows, held: Configuration) -> int:
    return sum(d.ordered.count * d.each for d in rows.deliveries if d.configuration.id == held.id)


def _total(each: Stated, servers: int) -> Fraction | None:
    """W or U of so many servers; None where there are some and the figure is not stated."""
    return None if each is None and servers else Fraction(each or 0) * servers
