"""Money and totals recomputed: budgets, running cost, power, space, cooling, vendors' and domestic parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from procurement.sizing.capacity import Configuration
from procurement.sizing.check import Check, check, stated
from procurement.sizing.choice import Choice, Order, contents_of, orders_of
from procurement.sizing.domestic import standing
from procurement.sizing.offers import Line
from procurement.sizing.problem import Problem
from procurement.sizing.tco import Costs, Parts, cost_of, existing_cost, existing_energy, running_won

Figure = Literal["power_w", "rack_units", "cooling_w"]


def value_of(problem: Problem, *, choice: Choice, vendor: str | None = None, year: int | None = None) -> int:
    """Won that the choice costs to buy, in all or at one vendor, over all years or in one."""
    return sum(
        order.count * order.price
        for order in orders_of(problem, choice=choice)
        if vendor in (None, _seller(problem, order).vendor) and year in (None, order.year)
    )


def domestic_value(problem: Problem, *, choice: Choice) -> int:
    """Won spent on domestic configurations."""
    orders = orders_of(problem, choice=choice)
    return sum(order.count * order.price for order in orders if _seller(problem, order).domestic)


def total(problem: Problem, *, choice: Choice, figure: Figure) -> Fraction | None:
    """W or U of all servers bought or there already; None when one of them does not state it."""
    amounts = [
        (choice.servers[c.id] + c.existing, _figure(c, figure))
        for c in problem.configurations
        if choice.servers[c.id] + c.existing
    ]
    if any(amount is None for _, amount in amounts):
        return None
    return sum((servers * Fraction(amount) for servers, amount in amounts if amount is not None), Fraction(0))


def total_cost(problem: Problem, *, choice: Choice) -> int | None:
    """Won in all by the terms of the costs, for what is bought and what is there already; None without terms."""
    if problem.costs is None:
        return None
    bought = sum(order.count * won.won for order, won in _paid(problem, choice, problem.costs))
    return bought + existing_cost(problem.configurations, costs=problem.costs)


def cost_parts(problem: Problem, *, choice: Choice) -> Parts | None:
    """Capital, energy (also of what is there already), maintenance and residual of the total cost, not rounded."""
    if problem.costs is None:
        return None
    paid = [(order.count, won) for order, won in _paid(problem, choice, problem.costs)]
    there = Fraction(existing_cost(problem.configurations, costs=problem.costs))
    return Parts(
        capital=sum((count * won.capital for count, won in paid), Fraction(0)),
        energy=sum((count * won.energy for count, won in paid), there),
        maintenance=sum((count * won.maintenance for count, won in paid), Fraction(0)),
        residual=sum((count * won.residual for count, won in paid), Fraction(0)),
    )


def total_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Budgets, running cost, power, rack units and cooling."""
    limits = problem.limits
    if limits.budget is not None:
        yield check("budget", value_of(problem, choice=choice), "<=", limits.budget, unit="KRW")
    for number, year in enumerate(problem.years):
        if year.budget is not None:
            spent = value_of(problem, choice=choice, year=number)
            yield check("year_budget", spent, "<=", year.budget, unit="KRW", subject=year.title, year=number)
    if problem.costs is not None and limits.running is not None:
        yield from _running(problem, choice, problem.costs, limits.running)
    figures: tuple[tuple[str, Figure, Decimal | int | None, str], ...] = (
        ("power", "power_w", limits.power_w, "W"),
        ("rack", "rack_units", limits.rack_units, "U"),
        ("cooling", "cooling_w", limits.cooling_w, "W"),
    )
    for rule, figure, most, unit in figures:
        if most is not None:
            yield stated(rule, total(problem, choice=choice, figure=figure), Fraction(most), unit=unit)


def vendor_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Vendors' parts of the value bought, and how many vendors there are."""
    limits, cost = problem.limits, value_of(problem, choice=choice)
    names = sorted({c.vendor for c in problem.configurations})
    spent = {name: value_of(problem, choice=choice, vendor=name) for name in names}
    if limits.vendor_share is not None and cost:
        for name in names:
            share = Fraction(spent[name], cost)
            yield check("vendor_share", share, "<=", limits.vendor_share, unit="share", subject=name)
    present = sum(1 for name in names if spent[name])
    if limits.min_vendors is not None:
        yield check("min_vendors", present, ">=", limits.min_vendors, unit="vendors")
    if limits.max_vendors is not None:
        yield check("max_vendors", present, "<=", limits.max_vendors, unit="vendors")


def domestic_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """The domestic part of the value, where it decides, and the threshold it rests on."""
    domestic, cost = problem.limits.domestic_share, value_of(problem, choice=choice)
    if domestic is None or not cost or not standing(domestic).decides:
        return
    share = Fraction(domestic_value(problem, choice=choice), cost)
    yield check("domestic", share, ">=", domestic.share, unit="share")
    if standing(domestic).capped and domestic.threshold_won is not None:
        yield check("domestic", cost, "<=", domestic.threshold_won - 1, unit="KRW", subject="threshold")


def _seller(problem: Problem, order: Order) -> Configuration:
    """A configuration that tells an order's vendor and origin; a package is of one vendor and one origin."""
    name, _ = contents_of(problem, item=order.item)[0]
    return _held(problem)[name]


def _held(problem: Problem) -> Mapping[str, Configuration]:
    return {c.id: c for c in problem.configurations}


def _figure(configuration: Configuration, figure: Figure) -> Decimal | int | None:
    if figure == "power_w":
        return configuration.power_w
    return configuration.rack_units if figure == "rack_units" else configuration.cooling_w


def _line(problem: Problem, order: Order) -> Line:
    return Line(order.item, order.year, 0, order.price, contents_of(problem, item=order.item))


def _paid(problem: Problem, choice: Choice, costs: Costs) -> Iterator[tuple[Order, Parts]]:
    for order in orders_of(problem, choice=choice):
        yield order, cost_of(_line(problem, order), costs=costs, configurations=_held(problem))


def _running(problem: Problem, choice: Choice, costs: Costs, most: int) -> Iterator[Check]:
    there = existing_energy(problem.configurations, costs=costs)
    for year in range(costs.years):
        paid = (
            order.count * running_won(_line(problem, order), year=year, costs=costs, configurations=_held(problem))
            for order in orders_of(problem, choice=choice)
        )
        yield check("running", sum(paid, there), "<=", most, unit="KRW", year=year)
