"""장비 구성안 of a plan: orders by year with their cost by formula, what they deliver, and every limit recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import names_of, year_title
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, at, korean
from procurement.exports.xlsx.sizing_limits import Columns, write_plan_limits
from procurement.exports.xlsx.sizing_proof import write_proof, write_total
from procurement.exports.xlsx.sizing_terms import TermCells, write_terms
from procurement.sizing.capacity import Configuration
from procurement.sizing.choice import Order
from procurement.sizing.mix import Mix
from procurement.sizing.offers import Line
from procurement.sizing.tco import Costs, Parts, cost_of, energy_won, present_value

_WIDTHS = (34, 22, 16, 16, 16, 18, 18, 16, 16, 16, 18)
_SERVERS = (
    "구성",
    "공급사",
    "국산",
    "전력(W/대)",
    "높이(U/대)",
    "납기(년)",
    "보유(대)",
    "구매(대)",
    "전력 계(W)",
    "높이 계(U)",
)
_ORDERS = (
    "주문", "공급사", "국산", "연차(0부터)", "단가(원)", "대수(풀이 결과)", "금액(원)", "구매 현재가치/단위",
    "전기/단위", "유지보수/단위", "잔존/단위",
)  # fmt: skip
_DELIVERIES = ("주문에 든 구성", "", "", "단위당 대수", "가동 연차", "대수", "전기/단위(원)")


@dataclass(frozen=True, slots=True)
class Delivery:
    """So many servers of a configuration in one unit of an order, and the row that tells of it."""

    order: int
    configuration: Configuration
    each: int
    row: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """The rows of the sheet: servers by configuration id, orders by place, deliveries."""

    sized: Sized
    mix: Mix
    servers: dict[str, int]
    orders: tuple[tuple[int, Order], ...]
    deliveries: tuple[Delivery, ...]


def write_plan(book: Book, *, sized: Sized) -> None:
    """Write 장비 구성안 with orders by year, or why nothing fits. Counts are the solver's result, the rest formulas."""
    page = book.page(forms.MIX, widths=_WIDTHS)
    page.text(1, 1, forms.MIX, look="title")
    mix = sized.mix
    if mix is None:
        page.paragraph(3, 1, korean(sized.no_mix))
        return
    page.text(2, 1, "대수는 풀이 결과를 적은 입력값이고, 금액·전력·한도는 그 대수에서 수식으로 계산한다.", look="plain")
    costs = sized.problem.costs
    terms = write_terms(page, 13, costs=costs) if costs is not None else None
    plan = _plan(sized, mix, 15 if terms is None else terms.last + 3)
    _write_servers(page, plan)
    _write_orders(page, plan, terms, costs)
    _write_deliveries(page, plan, terms, costs)
    write_proof(page, sized=sized, orders=[row for row, _ in plan.orders])
    if terms is not None and mix.cost_parts is not None:
        existing = tuple(plan.servers.values())
        write_total(page, sized=sized, orders=[row for row, _ in plan.orders], existing=existing, terms=terms)
    _write_limits(page, plan)


def _plan(sized: Sized, mix: Mix, first: int) -> _Plan:
    held = {c.id: c for c in sized.problem.configurations}
    servers = {name: first + n for n, name in enumerate(held)}
    begin = first + len(held) + 4
    orders = tuple(enumerate(sorted(mix.orders, key=lambda order: order.year), begin))
    contents = {bundle.id: bundle.contents for bundle in sized.problem.bundles}
    parts = [(row, held[c], n) for row, o in orders for c, n in contents.get(o.item, ((o.item, 1),))]
    after = begin + len(orders) + 3
    deliveries = tuple(Delivery(row, c, n, here) for here, (row, c, n) in enumerate(parts, after))
    return _Plan(sized, mix, servers, orders, deliveries)


def _write_servers(page: Page, plan: _Plan) -> None:
    first = min(plan.servers.values())
    page.texts(first - 1, _SERVERS, look="header")
    for configuration in plan.sized.problem.configurations:
        _server(page, plan, plan.servers[configuration.id], configuration)
    row = max(plan.servers.values()) + 1
    page.texts(row, ("계",), look="header")
    for column, value in ((9, plan.mix.power_w), (10, plan.mix.rack_units)):
        cells = f"{at(first, column)}:{at(row - 1, column)}"
        formula = f'=IF(COUNT({cells})=ROWS({cells}),SUM({cells}),"{forms.NOT_STATED}")'
        page.formula(row, column, formula, forms.NOT_STATED if value is None else value, look="points", what="구성 계")


def _server(page: Page, plan: _Plan, row: int, held: Configuration) -> None:
    page.texts(row, (held.title, held.vendor, forms.YES if held.domestic else forms.NO))
    for column, stated in ((4, held.power_w), (5, held.rack_units)):
        if stated is None:
            page.text(row, column, forms.NOT_STATED, look="entry_text")
        else:
            page.number(row, column, stated, look="entry")
    page.number(row, 6, held.lead_years, look="count")
    page.number(row, 7, held.existing, look="entry")
    mine = [d for d in plan.deliveries if d.configuration.id == held.id]
    bought = sum(order.count * d.each for d in mine for here, order in plan.orders if here == d.order)
    page.formula(row, 8, "=" + ("+".join(at(d.row, 6) for d in mine) or "0"), bought, look="count")
    there = bought + held.existing
    for column, letter, stated in ((9, "D", held.power_w), (10, "E", held.rack_units)):
        value = forms.NOT_STATED if stated is None and there else Fraction(stated or 0) * there
        each = f'IF(ISNUMBER({letter}{row}),(G{row}+H{row})*{letter}{row},"{forms.NOT_STATED}")'
        page.formula(row, column, f"=IF(G{row}+H{row}=0,0,{each})", value, look="points")


def _write_orders(page: Page, plan: _Plan, terms: TermCells | None, costs: Costs | None) -> None:
    row = max(plan.servers.values()) + 3
    page.text(row, 1, "연도별 주문", look="heading")
    page.texts(row + 1, _ORDERS if costs else _ORDERS[:7], look="header")
    names = names_of(plan.sized)
    for here, order in plan.orders:
        seller = next(d.configuration for d in plan.deliveries if d.order == here)
        title = f"{year_title(plan.sized, order.year)} {names[order.item]}".strip()
        page.texts(here, (title, seller.vendor, forms.YES if seller.domestic else forms.NO))
        page.number(here, 4, order.year, look="count")
        page.number(here, 5, order.price, look="bid_won")
        page.number(here, 6, order.count, look="entry")
        page.formula(here, 7, f"=E{here}*F{here}", order.price * order.count, look="won")
        if terms is not None and costs is not None:
            _order_cost(page, plan, here, terms, _parts_of(plan, order, costs))


def _parts_of(plan: _Plan, order: Order, costs: Costs) -> Parts:
    held = {c.id: c for c in plan.sized.problem.configurations}
    contents = {bundle.id: bundle.contents for bundle in plan.sized.problem.bundles}
    line = Line(order.item, order.year, 0, order.price, contents.get(order.item, ((order.item, 1),)))
    return cost_of(line, costs=costs, configurations=held)


def _order_cost(page: Page, plan: _Plan, row: int, terms: TermCells, parts: Parts) -> None:
    """Present value, energy, maintenance and residual of one unit of an order, by the stated terms."""
    mine = [d.row for d in plan.deliveries if d.order == row]
    start = f"MAX({','.join(at(r, 5) for r in mine)})"
    served = f"ROWS({terms.years})-{start}"
    left = f"IF({served}>0,INDEX({terms.residuals},{served}),1)"
    page.formula(row, 8, f"=E{row}/(1+{terms.discount})^D{row}", parts.capital, look="won")
    page.formula(row, 9, "=" + "+".join(at(r, 7) for r in mine), parts.energy, look="won")
    upkeep = f'=E{row}*{terms.maintenance}*SUMIF({terms.years},">="&{start},{terms.factors})'
    page.formula(row, 10, upkeep, parts.maintenance, look="won")
    page.formula(row, 11, f"=E{row}*{left}/(1+{terms.discount})^ROWS({terms.years})", parts.residual, look="won")


def _write_deliveries(page: Page, plan: _Plan, terms: TermCells | None, costs: Costs | None) -> None:
    if not plan.deliveries:
        return
    page.texts(plan.deliveries[0].row - 1, _DELIVERIES if costs else _DELIVERIES[:6], look="header")
    orders = dict(plan.orders)
    for d in plan.deliveries:
        order = orders[d.order]
        at_work = plan.servers[d.configuration.id]
        page.texts(d.row, (d.configuration.title, "", ""))
        page.number(d.row, 4, d.each, look="count")
        page.formula(d.row, 5, f"=D{d.order}+F{at_work}", order.year + d.configuration.lead_years, look="count")
        page.formula(d.row, 6, f"=F{d.order}*D{d.row}", order.count * d.each, look="count")
        if terms is not None and costs is not None:
            yearly = f"D{at_work}/1000*{terms.pue}*{terms.hours}*{terms.tariff}*D{d.row}"
            years = f'SUMIF({terms.years},">="&E{d.row},{terms.factors})'
            page.formula(d.row, 7, f"={yearly}*{years}", _energy(d, order, costs), look="won")


def _energy(delivery: Delivery, order: Order, costs: Costs) -> Fraction:
    held = delivery.configuration
    yearly = energy_won(held.power_w, costs=costs) if held.power_w is not None else Fraction(0)
    years = range(order.year + held.lead_years, costs.years)
    return sum((present_value(yearly, year=t, costs=costs) for t in years), Fraction(0)) * delivery.each


def _write_limits(page: Page, plan: _Plan) -> None:
    last = max((d.row for d in plan.deliveries), default=max(plan.servers.values()) + 5)
    first, final = (plan.orders[0][0], plan.orders[-1][0]) if plan.orders else (last, last)
    columns = Columns(
        orders=(first, final),
        power=at(max(plan.servers.values()) + 1, 9),
        rack=at(max(plan.servers.values()) + 1, 10),
    )
    write_plan_limits(page, last + 3, sized=plan.sized, mix=plan.mix, columns=columns)
