"""The orders of a plan by year and what they deliver, with what one unit of each costs over the years, by formula."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import names_of, year_title
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.sizing_layout import Delivery, PlanRows
from procurement.exports.xlsx.sizing_terms import TermCells
from procurement.sizing.capacity import Configuration
from procurement.sizing.choice import Order, contents_of
from procurement.sizing.offers import Line
from procurement.sizing.tco import Costs, Parts, cost_of, energy_won, present_value

_HEADER = (
    "주문", "공급사", "국산", "연차(0부터)", "단가(원)", "대수(풀이 결과)", "금액(원)", "구매 현재가치/단위",
    "전기/단위", "유지보수/단위", "잔존/단위", "모두 가동(연차)",
)  # fmt: skip
_DELIVERIES = ("주문에 든 구성", "", "", "단위당 대수", "가동 연차", "대수", "전기/단위(원)", "전력 계(W)")


def write_orders(page: Page, rows: PlanRows, *, sized: Sized) -> None:
    """Write 연도별 주문: counts are the solver's result, amounts and costs of one unit follow by formula."""
    row, costs = rows.total + 2, sized.problem.costs
    page.text(row, 1, "연도별 주문", look="heading")
    page.texts(row + 1, _HEADER if costs else _HEADER[:7], look="header")
    names = names_of(sized)
    for here, order in rows.orders:
        seller = next(d.configuration for d in rows.deliveries if d.order == here)
        title = f"{year_title(sized, order.year)} {names[order.item]}".strip()
        page.texts(here, (title, seller.vendor, forms.YES if seller.domestic else forms.NO))
        page.number(here, 4, order.year, look="count")
        page.number(here, 5, order.price, look="bid_won")
        page.number(here, 6, order.count, look="entry")
        page.formula(here, 7, f"=E{here}*F{here}", order.price * order.count, look="won")
        if rows.terms is not None and costs is not None:
            mine = tuple(d for d in rows.deliveries if d.order == here)
            _unit_costs(page, mine, rows.terms, cost_of(line_of(sized, order), costs=costs, configurations=held(sized)))


def line_of(sized: Sized, order: Order) -> Line:
    """An order as what can be ordered, for the library's costs."""
    return Line(order.item, order.year, 0, order.price, contents_of(sized.problem, item=order.item))


def held(sized: Sized) -> dict[str, Configuration]:
    """Configurations by id."""
    return {c.id: c for c in sized.problem.configurations}


def _unit_costs(page: Page, mine: tuple[Delivery, ...], terms: TermCells, parts: Parts) -> None:
    """Present value, energy, maintenance and residual of one unit of an order, by the stated terms."""
    row, latest = mine[0].order, max(d.ordered.year + d.configuration.lead_years for d in mine)
    served = f"ROWS({terms.years})-L{row}"
    left = f"IF({served}>0,INDEX({terms.residuals},{served}),1)"
    page.formula(row, 8, f"=E{row}/(1+{terms.discount})^D{row}", parts.capital, look="won")
    page.formula(row, 9, "=" + "+".join(at(d.row, 7) for d in mine), parts.energy, look="won")
    upkeep = f'=E{row}*{terms.maintenance}*SUMIF({terms.years},">="&L{row},{terms.factors})'
    page.formula(row, 10, upkeep, parts.maintenance, look="won")
    page.formula(row, 11, f"=E{row}*{left}/(1+{terms.discount})^ROWS({terms.years})", parts.residual, look="won")
    page.formula(row, 12, f"=MAX({','.join(at(d.row, 5) for d in mine)})", latest, look="count")


def write_deliveries(page: Page, rows: PlanRows, *, sized: Sized) -> None:
    """Write which servers each order brings, from which year on, and the energy they take."""
    if not rows.deliveries:
        return
    costs = sized.problem.costs
    page.texts(rows.deliveries[0].row - 1, _DELIVERIES if costs else _DELIVERIES[:6], look="header")
    for d in rows.deliveries:
        at_work = rows.servers[d.configuration.id]
        page.texts(d.row, (d.configuration.title, "", ""))
        page.number(d.row, 4, d.each, look="count")
        page.formula(d.row, 5, f"=D{d.order}+F{at_work}", d.ordered.year + d.configuration.lead_years, look="count")
        page.formula(d.row, 6, f"=F{d.order}*D{d.row}", d.ordered.count * d.each, look="count")
        if rows.terms is not None and costs is not None:
            yearly = f"D{at_work}/1000*{rows.terms.pue}*{rows.terms.hours}*{rows.terms.tariff}*D{d.row}"
            years = f'SUMIF({rows.terms.years},">="&E{d.row},{rows.terms.factors})'
            page.formula(d.row, 7, f"={yearly}*{years}", _energy(d, costs), look="won")
            watts = Fraction(d.configuration.power_w or 0) * d.ordered.count * d.each
            page.formula(d.row, 8, f"=F{d.row}*N(D{at_work})", watts, look="points")


def _energy(delivery: Delivery, costs: Costs) -> Fraction:
    """Won of energy of one unit's servers of this configuration over all years, discounted."""
    held = delivery.configuration
    yearly = energy_won(held.power_w, costs=costs) if held.power_w is not None else Fraction(0)
    years = range(delivery.ordered.year + held.lead_years, costs.years)
    return sum((present_value(yearly, year=t, costs=costs) for t in years), Fraction(0)) * delivery.each
