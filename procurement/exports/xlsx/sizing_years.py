"""What a plan costs year by year: power in service, energy, maintenance and what is bought, by formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from openpyxl.worksheet.pagebreak import Break

from procurement.exports.dossier import Sized
from procurement.exports.xlsx.book import Page
from procurement.exports.xlsx.sizing_layout import PlanRows
from procurement.exports.xlsx.sizing_orders import held, line_of
from procurement.exports.xlsx.sizing_terms import TermCells
from procurement.sizing.mix import Mix
from procurement.sizing.tco import Costs, energy_won, existing_energy, present_value, running_won

_HEADER = (
    "연도", "연차(0부터)", "가동 전력(W)", "구매(원)", "전기(원)", "유지보수(원)", "운영비(원)", "현재가치 계수",
    "구매 현재가치", "전기 현재가치", "유지보수 현재가치",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flows:
    """W in service and won bought, of energy and of maintenance in one year; `factor` is what a won counts today."""

    factor: Fraction
    watts: Decimal
    bought: Fraction
    energy: Fraction
    upkeep: Fraction


def write_years(page: Page, rows: PlanRows, *, sized: Sized, mix: Mix) -> None:
    """Write the costs by year, their sums, and how they lead to the total cost; nothing without terms of cost."""
    costs, terms = sized.problem.costs, rows.terms
    if costs is None or terms is None or mix.cost_parts is None or mix.total_cost is None:
        return
    page.sheet.row_breaks.append(Break(id=rows.years - 1))
    page.text(rows.years, 1, "연도별 비용 (전기 = 전력 × PUE × 시간 × 요금)", look="heading")
    page.texts(rows.years + 1, _HEADER, look="header")
    flows = [_flows(rows, costs, sized, year) for year in range(costs.years)]
    for year, won in enumerate(flows):
        page.text(rows.years + 2 + year, 1, _title(sized, year))
        _year(page, rows, terms, year, won)
        _today(page, rows, terms, year, won)
    _sums(page, rows, flows)
    _to_total(page, rows, flows, mix.cost_parts.residual, mix.total_cost)


def running_cell(rows: PlanRows, *, year: int) -> str:
    """The cell of a year's running cost."""
    return f"$G${rows.years + 2 + year}"


def _title(sized: Sized, year: int) -> str:
    years = sized.problem.years
    return years[year].title if year < len(years) else f"{year + 1}년차"


def _flows(rows: PlanRows, costs: Costs, sized: Sized, year: int) -> Flows:
    there = ((c.power_w or Decimal(0)) * c.existing for c in sized.problem.configurations)
    at_work = [d for d in rows.deliveries if d.ordered.year + d.configuration.lead_years <= year]
    new = ((d.configuration.power_w or Decimal(0)) * d.ordered.count * d.each for d in at_work)
    watts = sum((*there, *new), Decimal(0))
    paid = (
        order.count * running_won(line_of(sized, order), year=year, costs=costs, configurations=held(sized))
        for _, order in rows.orders
    )
    running = sum(paid, existing_energy(sized.problem.configurations, costs=costs))
    bought = sum(order.count * order.price for _, order in rows.orders if order.year == year)
    energy = energy_won(watts, costs=costs)
    factor = present_value(Fraction(1), year=year, costs=costs)
    return Flows(factor, watts, Fraction(bought), energy, running - energy)


def _won(won: Flows) -> Fraction:
    return won.bought + won.energy + won.upkeep


def _year(page: Page, rows: PlanRows, terms: TermCells, year: int, won: Flows) -> None:
    """Power, purchases, energy and maintenance of one year."""
    row, held_w = rows.years + 2 + year, "+".join(f"G{r}*N(D{r})" for r in rows.servers.values())
    page.number(row, 2, year, look="count")
    watts = f'={held_w}+SUMIF({rows.delivered("E")},"<="&B{row},{rows.delivered("H")})'
    page.formula(row, 3, watts, Fraction(won.watts), look="points")
    page.formula(row, 4, f"=SUMIF({rows.ordered('D')},B{row},{rows.ordered('G')})", won.bought, look="won")
    energy = f"=C{row}/1000*{terms.pue}*{terms.hours}*{terms.tariff}"
    page.formula(row, 5, energy, won.energy, look="won")
    paid = f'SUMIF({rows.ordered("L")},"<="&B{row},{rows.ordered("G")})'
    page.formula(row, 6, f"={paid}*{terms.maintenance}", won.upkeep, look="won")
    page.formula(row, 7, f"=E{row}+F{row}", won.energy + won.upkeep, look="won", what=f"{year + 1}년차 운영비")


def _today(page: Page, rows: PlanRows, terms: TermCells, year: int, won: Flows) -> None:
    """What the amounts of one year count today."""
    row = rows.years + 2 + year
    page.formula(row, 8, f"=INDEX({terms.factors},B{row}+1)", won.factor, look="measured")
    for column, letter, amount in ((9, "D", won.bought), (10, "E", won.energy), (11, "F", won.upkeep)):
        page.formula(row, column, f"={letter}{row}*H{row}", amount * won.factor, look="won")


def _sums(page: Page, rows: PlanRows, flows: list[Flows]) -> None:
    first, last = rows.years + 2, rows.years + 1 + len(flows)
    page.texts(last + 1, ("계", "", ""), look="header")
    for column, letter, values, discounted in (
        (4, "D", [won.bought for won in flows], False),
        (5, "E", [won.energy for won in flows], False),
        (6, "F", [won.upkeep for won in flows], False),
        (7, "G", [won.energy + won.upkeep for won in flows], False),
        (9, "I", [won.bought for won in flows], True),
        (10, "J", [won.energy for won in flows], True),
        (11, "K", [won.upkeep for won in flows], True),
    ):
        parts = [a * won.factor for a, won in zip(values, flows, strict=True)] if discounted else values
        formula, what = f"=SUM({letter}{first}:{letter}{last})", f"{_HEADER[column - 1]} 계"
        page.formula(last + 1, column, formula, sum(parts, Fraction(0)), look="won", what=what)


def _to_total(page: Page, rows: PlanRows, flows: list[Flows], left: Fraction, total: int) -> None:
    """From the sums of the years to the total cost, which is rounded to whole won for each unit ordered."""
    row = rows.years + 2 + len(flows)
    before = sum((_won(won) * won.factor for won in flows), Fraction(0)) - left
    count, each = rows.ordered("F"), rows.ordered("K")
    for here, (label, formula, value) in enumerate((
        ("잔존가치 현재가치(뺌)", f"=SUMPRODUCT({count},{each})", left),
        ("합계(반올림 전)", f"=I{row}+J{row}+K{row}-B{row + 1}", before),
        ("총비용(주문 단위마다 반올림)", "=$B$5", Fraction(total)),
    ), row + 1):  # fmt: skip
        page.text(here, 1, label, look="header")
        page.formula(here, 2, formula, value, look="won", what=label)
