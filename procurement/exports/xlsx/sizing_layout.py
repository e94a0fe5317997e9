"""Where the tables of a plan stand, so that one sheet can refer to another before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.sizing_terms import TermCells, term_cells
from procurement.sizing.capacity import Configuration
from procurement.sizing.choice import Order
from procurement.sizing.mix import Mix
from procurement.sizing.problem import plan_years

SERVING = "수요·처리능력"
TERMS_ROW = 13
FIRST_SHARE = 4
_NO_TERMS_FIRST = 15
_OVER_A_TABLE = 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """So many servers of a configuration in one unit of an order: the order's row and the row that tells of it."""

    order: int
    ordered: Order
    configuration: Configuration
    each: int
    row: int


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of 장비 구성안: servers by configuration id, orders, deliveries, vendors by name.

    `years` is the heading of the costs by year, `limits` that of the limits; `terms` is None without a total cost.
    """

    servers: Mapping[str, int]
    orders: tuple[tuple[int, Order], ...]
    deliveries: tuple[Delivery, ...]
    terms: TermCells | None
    years: int
    vendors: Mapping[str, int]
    limits: int

    @property
    def total(self) -> int:
        """The row of the sums over all servers."""
        return max(self.servers.values()) + 1

    def ordered(self, letter: str) -> str:
        """The cells of one column over all orders; an empty cell where nothing is ordered."""
        first = self.total + 4
        last = max(first, first + len(self.orders) - 1)
        return f"${letter}${first}:${letter}${last}"

    def delivered(self, letter: str) -> str:
        """The cells of one column over all deliveries; an empty cell where there is none."""
        rows = [d.row for d in self.deliveries] or [self.years - 2]
        return f"${letter}${rows[0]}:${letter}${rows[-1]}"


def plan_rows(sized: Sized, *, mix: Mix) -> PlanRows:
    """The rows of every table of the plan's sheet."""
    problem = sized.problem
    terms = None if problem.costs is None else term_cells(TERMS_ROW, costs=problem.costs)
    first = _NO_TERMS_FIRST if terms is None else terms.last + _OVER_A_TABLE
    servers = {c.id: first + n for n, c in enumerate(problem.configurations)}
    begin = first + len(servers) + 4
    orders = tuple(enumerate(sorted(mix.orders, key=lambda order: order.year), begin))
    deliveries = _deliveries(sized, orders, begin + max(len(orders), 1) + 2)
    years = max((d.row for d in deliveries), default=begin + 3) + 2
    after = years if problem.costs is None else years + problem.costs.years + 8
    names = sorted({c.vendor for c in problem.configurations})
    vendors = {name: after + 2 + n for n, name in enumerate(names)}
    return PlanRows(servers, orders, deliveries, terms, years, vendors, after + len(names) + 6)


def serving_rows(sized: Sized, *, mix: Mix) -> dict[tuple[str, int], int]:
    """(vendor, year) -> the row of 수요·처리능력 that tells the vendor's part of the requests in that year."""
    names = sorted({c.vendor for c in sized.problem.configurations})
    pairs = [(name, year) for year in range(plan_years(sized.problem)) for name in names]
    return {pair: FIRST_SHARE + len(mix.shares) + 3 + n for n, pair in enumerate(pairs)}


def in_service(rows: PlanRows, *, configuration: str, year: int) -> str:
    """A formula: servers of a configuration there already, and those delivered by a year of the plan."""
    mine = [d.row for d in rows.deliveries if d.configuration.id == configuration]
    delivered = (f"IF({plan_cell('E', row)}<={year},{plan_cell('F', row)},0)" for row in mine)
    return "+".join((plan_cell("G", rows.servers[configuration]), *delivered))


def plan_cell(letter: str, row: int) -> str:
    """A cell of 장비 구성안, from any sheet."""
    return f"'{forms.MIX}'!${letter}${row}"


def _deliveries(sized: Sized, orders: tuple[tuple[int, Order], ...], first: int) -> tuple[Delivery, ...]:
    held = {c.id: c for c in sized.problem.configurations}
    contents = {bundle.id: bundle.contents for bundle in sized.problem.bundles}
    parts = [(row, o, held[c], n) for row, o in orders for c, n in contents.get(o.item, ((o.item, 1),))]
    return tuple(Delivery(row, o, c, n, here) for here, (row, o, c, n) in enumerate(parts, first))
