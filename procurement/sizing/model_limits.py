"""The limits in the algebra: money, power, space, cooling, vendors, lots, exclusions, the domestic share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from procurement.sizing.domestic import standing
from procurement.sizing.layout import Blueprint
from procurement.sizing.offers import Line
from procurement.sizing.problem import exclusions
from procurement.sizing.tco import Costs, existing_energy, running_won

Figure = Literal["power", "rack", "cooling"]
Money = list[tuple[int, Fraction]]


def limit_rows(plan: Blueprint) -> None:
    """Rows for every limit that is set."""
    limits = plan.problem.limits
    if limits.budget is not None:
        plan.draft.whole("budget", _prices(plan), most=Fraction(limits.budget))
    _yearly(plan)
    _physical(plan)
    if limits.vendor_share is not None:
        _vendor_share(plan, limits.vendor_share)
    _vendors(plan)
    _domestic(plan)
    _lots(plan)
    _exclusive(plan)


def _prices(plan: Blueprint) -> Money:
    return [(column, Fraction(line.price)) for line, column in plan.lines.items()]


def _yearly(plan: Blueprint) -> None:
    for number, year in enumerate(plan.problem.years):
        if year.budget is not None:
            prices = ((column, Fraction(line.price)) for line, column in plan.lines.items() if line.year == number)
            plan.draft.whole("year_budget", prices, most=Fraction(year.budget))
    costs, running = plan.problem.costs, plan.problem.limits.running
    if costs is not None and running is not None:
        for number in range(costs.years):
            _running(plan, costs, Fraction(running), number)


def _running(plan: Blueprint, costs: Costs, most: Fraction, year: int) -> None:
    held = {c.id: c for c in plan.problem.configurations}
    terms = (
        (column, running_won(line, year=year, costs=costs, configurations=held)) for line, column in plan.lines.items()
    )
    rest = most - existing_energy(plan.problem.configurations, costs=costs)
    plan.draft.whole("running", [(column, won) for column, won in terms if won], most=rest)


def _physical(plan: Blueprint) -> None:
    limits = plan.problem.limits
    for out in exclusions(plan.problem):
        for column in plan.bought(out.configuration):
            plan.draft.row(out.rule, [(column, 1.0)], sense="<=", limit=0.0)
    _total(plan, "power", {c.id: c.power_w for c in plan.ordered}, limits.power_w)
    _total(plan, "rack", {c.id: c.rack_units for c in plan.ordered}, limits.rack_units)
    _total(plan, "cooling", {c.id: c.cooling_w for c in plan.ordered}, limits.cooling_w)


def _total(plan: Blueprint, rule: Figure, stated: dict[str, Decimal | None] | dict[str, int | None],
           most: Decimal | int | None) -> None:  # fmt: skip
    """All servers that are bought or there already, within a limit."""
    if most is None:
        return
    figures = {name: Fraction(figure) for name, figure in stated.items() if figure is not None}
    terms = [(column, figures[c.id]) for c in plan.ordered if c.id in figures for column in plan.bought(c.id)]
    standing_there = sum((figures[c.id] * c.existing for c in plan.ordered if c.id in figures), Fraction(0))
    plan.draft.whole(rule, terms, most=Fraction(most) - standing_there)


def _vendor(plan: Blueprint, line: Line) -> str:
    """A line's vendor; a package is of one vendor."""
    return next(c.vendor for c in plan.problem.configurations if c.id == line.contents[0][0])


def _domestic_line(plan: Blueprint, line: Line) -> bool:
    return next(c.domestic for c in plan.problem.configurations if c.id == line.contents[0][0])


def _vendor_share(plan: Blueprint, share: Fraction) -> None:
    for vendor in sorted({c.vendor for c in plan.ordered}):
        terms = [(n, line.price * ((_vendor(plan, line) == vendor) - share)) for line, n in plan.lines.items()]
        plan.draft.whole("vendor_share", terms, most=Fraction(0))


def _vendors(plan: Blueprint) -> None:
    limits, chosen = plan.problem.limits, []
    if limits.min_vendors is None and limits.max_vendors is None:
        return
    for vendor in sorted({c.vendor for c in plan.ordered}):
        own = [column for line, column in plan.lines.items() if _vendor(plan, line) == vendor]
        present = plan.flag()
        chosen.append((present, 1.0))
        plan.draft.row("min_vendors", [(present, 1.0), *((column, -1.0) for column in own)], sense="<=", limit=0.0)
        _only_if(plan, "max_vendors", own, present)
    if limits.min_vendors is not None:
        plan.draft.row("min_vendors", chosen, sense=">=", limit=float(limits.min_vendors))
    if limits.max_vendors is not None:
        plan.draft.row("max_vendors", chosen, sense="<=", limit=float(limits.max_vendors))


def _lots(plan: Blueprint) -> None:
    for lot in sorted({c.lot for c in plan.ordered if c.lot}):
        held = [c for c in plan.ordered if c.lot == lot]
        chosen = []
        for vendor in sorted({c.vendor for c in held}):
            wins = plan.flag()
            chosen.append((wins, 1.0))
            _only_if(plan, "lot", (n for c in held if c.vendor == vendor for n in plan.bought(c.id)), wins)
        plan.draft.row("lot", chosen, sense="<=", limit=1.0)


def _exclusive(plan: Blueprint) -> None:
    for items in plan.problem.exclusive:
        chosen = []
        for item in items:
            taken = plan.flag()
            chosen.append((taken, 1.0))
            _only_if(plan, "exclusive", (n for line, n in plan.lines.items() if line.item == item), taken)
        plan.draft.row("exclusive", chosen, sense="<=", limit=1.0)


def _only_if(plan: Blueprint, rule: str, columns: Iterable[int], flag: int) -> None:
    for column in columns:
        plan.draft.row(rule, [(column, 1.0), (flag, -plan.upper(column))], sense="<=", limit=0.0)


def _domestic(plan: Blueprint) -> None:
    domestic = plan.problem.limits.domestic_share
    if domestic is None or not standing(domestic).decides:
        return
    terms = [(n, line.price * (domestic.share - _domestic_line(plan, line))) for line, n in plan.lines.items()]
    plan.draft.whole("domestic", terms, most=Fraction(0))
    if standing(domestic).capped and domestic.threshold_won is not None:
        plan.draft.whole("domestic", _prices(plan), most=Fraction(domestic.threshold_won - 1))
