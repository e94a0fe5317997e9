"""The terms of the total cost as cells: what the user gave, and the present value of each year by formula."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.xlsx.book import Page, at
from procurement.sizing.tco import Costs, present_value

_LABELS = ("연간 가동시간(h)", "PUE", "전기요금(원/kWh)", "유지보수율(구매가 대비, 연)", "할인율(연)")
_BEFORE_YEARS = 8
HEADER = ("연차(0부터)", "현재가치 계수", "그만큼 쓴 뒤 잔존율")


@dataclass(frozen=True, slots=True)
class TermCells:
    """Where each term stands, and the ranges of years, factors and residual shares."""

    hours: str
    pue: str
    tariff: str
    maintenance: str
    discount: str
    years: str
    factors: str
    residuals: str
    last: int


def term_cells(row: int, *, costs: Costs) -> TermCells:
    """Where the terms stand that begin at `row`."""
    hours, pue, tariff, maintenance, discount = (f"$B${row + n}" for n in range(1, 6))
    first, last = row + _BEFORE_YEARS, row + _BEFORE_YEARS + costs.years - 1
    years, factors, residuals = (f"${letter}${first}:${letter}${last}" for letter in "ABC")
    return TermCells(hours, pue, tariff, maintenance, discount, years, factors, residuals, last)


def write_terms(page: Page, row: int, *, costs: Costs) -> TermCells:
    """Write the terms from `row` on."""
    cells = term_cells(row, costs=costs)
    page.text(row, 1, "비용 조건 (사용자가 정한 값)", look="heading")
    given = (costs.hours, costs.pue, costs.tariff, costs.maintenance, costs.discount or 0)
    for here, (label, value) in enumerate(zip(_LABELS, given, strict=True), row + 1):
        page.text(here, 1, label, look="header")
        page.number(here, 2, value, look="entry")
    first = row + _BEFORE_YEARS
    page.texts(first - 1, HEADER, look="header")
    for year in range(costs.years):
        factor = present_value(Fraction(1), year=year, costs=costs)
        page.number(first + year, 1, year, look="count")
        page.formula(first + year, 2, f"=1/(1+{cells.discount})^{at(first + year, 1)}", factor, look="measured")
        page.number(first + year, 3, costs.residual[year], look="entry")
    return cells
