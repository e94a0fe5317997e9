"""The orders in the algebra: whole servers by year, price tiers, packages, least and most that is ordered."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil

from procurement.sizing.capacity import Configuration
from procurement.sizing.layout import Blueprint
from procurement.sizing.linear import Draft
from procurement.sizing.model_pools import pooled_servers
from procurement.sizing.offers import Discount, Line
from procurement.sizing.problem import Problem, lines, loads, plan_years


def most_useful(problem: Problem) -> dict[str, int]:
    """The most servers of each configuration that the demand can use: enough for all it can serve, and the spares.

    A stated rule: nothing is bought beyond it, not even to reach a share of value; only a least order, a price tier or
    a package may reach further. Source: sizing design §3, U_jm.
    """
    most = {configuration.id: 0 for configuration in problem.configurations}
    for year in range(plan_years(problem)):
        for name, load in _carried(problem, year).items():
            most[name] = max(most[name], load)
    return most


def most_ordered(problem: Problem) -> dict[str, int]:
    """The largest useful order of each configuration sold alone and of each package, by id."""
    useful = most_useful(problem)
    short = {c.id: max(useful[c.id] - c.existing, 0) if c.lead_years < plan_years(problem) else 0
             for c in problem.configurations}  # fmt: skip
    reach = _reach(problem)
    alone = {c.id: max(short[c.id], c.minimum, reach.get(c.id, 0)) if short[c.id] else 0
             for c in problem.configurations if c.alone}  # fmt: skip
    packed = {b.id: max(ceil(Fraction(short[name], count)) for name, count in b.contents) for b in problem.bundles}
    return alone | packed


def order_columns(plan: Blueprint) -> None:
    """Columns for the servers ordered in each year, and for the lines that they come in."""
    problem = plan.problem
    several = {name for d in problem.discounts for name in d.configurations}
    several |= {name for b in problem.bundles for name, _ in b.contents}
    for year, layout in enumerate(plan.years):
        for c in plan.ordered:
            layout.servers[c.id] = plan.draft.column(upper=_most_in(plan, c, year), integer=True)
    for line in lines(problem):
        column = plan.years[line.year].servers.get(line.item)
        plain = column is not None and line.item not in several
        plan.lines[line] = column if plain and column is not None else _line_column(plan, line)
    _brought(plan, several)
    for discount in problem.discounts:
        for year in range(len(plan.years)):
            _tiers(plan, discount, year)


def order_rules(plan: Blueprint) -> None:
    """Least orders, and the most that can be delivered of a configuration or a package."""
    for c in plan.ordered:
        if c.maximum is not None:
            _most(plan.draft, plan.bought(c.id), c.maximum)
        for column in plan.bought(c.id) if c.minimum > 1 else ():
            ordered = plan.flag()
            plan.draft.row("minimum", [(column, 1.0), (ordered, -float(c.minimum))], sense=">=", limit=0.0)
            plan.draft.row("minimum", [(column, 1.0), (ordered, -plan.upper(column))], sense="<=", limit=0.0)
    for bundle in problem_bundles(plan):
        _most(plan.draft, [column for line, column in plan.lines.items() if line.item == bundle[0]], bundle[1])


def problem_bundles(plan: Blueprint) -> list[tuple[str, int]]:
    """The packages that are limited, with the most there are of each."""
    return [(b.id, b.maximum) for b in plan.problem.bundles if b.maximum is not None]


def _carried(problem: Problem, year: int) -> dict[str, int]:
    if problem.pools:
        return pooled_servers(problem, year=year)
    carried: dict[str, Fraction] = {}
    for (configuration, _), load in loads(problem, year=year).items():
        carried[configuration] = carried.get(configuration, Fraction(0)) + load
    return {name: ceil(load) + problem.spares for name, load in carried.items()}


def _reach(problem: Problem) -> dict[str, int]:
    """Servers of each configuration with which it alone reaches the highest tier of its prices."""
    prices = {c.id: c.price for c in problem.configurations}
    return {
        name: d.tiers[-1].least if d.by == "servers" else ceil(Fraction(d.tiers[-1].least, prices[name]))
        for d in problem.discounts
        for name in d.configurations
    }


def _in_time(plan: Blueprint, configuration: Configuration, year: int) -> bool:
    return year + configuration.lead_years < len(plan.years)


def _most_in(plan: Blueprint, configuration: Configuration, year: int) -> int:
    alone = plan.most.get(configuration.id, 0) if _in_time(plan, configuration, year) else 0
    packed = (plan.most[b.id] * count for b in plan.problem.bundles for name, count in b.contents
              if name == configuration.id)  # fmt: skip
    return alone + sum(packed)


def _line_column(plan: Blueprint, line: Line) -> int:
    held = {c.id: c for c in plan.problem.configurations}
    useful = any(_in_time(plan, held[name], line.year) for name, _ in line.contents)
    return plan.draft.column(upper=plan.most[line.item] if useful else 0, integer=True)


def _brought(plan: Blueprint, several: set[str]) -> None:
    """Servers ordered are those of all the lines that bring them."""
    for year, layout in enumerate(plan.years):
        for name in sorted(several):
            bring = [
                (column, -float(count))
                for line, column in plan.lines.items()
                for content, count in line.contents
                if line.year == year and content == name
            ]
            plan.draft.row("", [(layout.servers[name], 1.0), *bring], sense="=", limit=0.0)


def _tiers(plan: Blueprint, discount: Discount, year: int) -> None:
    """Exactly one tier holds, and the order's size lies within it."""
    prices = {c.id: c.price for c in plan.problem.configurations}
    size = {name: 1 if discount.by == "servers" else prices[name] for name in discount.configurations}
    starts = [0, *(tier.least for tier in discount.tiers)]
    largest = sum(size[name] * plan.most[name] for name in discount.configurations)
    chosen = []
    for tier, (least, following) in enumerate(pairwise([*starts, max(largest, starts[-1]) + 1])):
        holds = plan.flag()
        chosen.append((holds, 1.0))
        inside = [(column, Fraction(size[line.item])) for line, column in plan.lines.items()
                  if line.year == year and line.tier == tier and line.item in size]  # fmt: skip
        plan.draft.whole("", [*inside, (holds, Fraction(1 - following))], most=Fraction(0))
        plan.draft.whole("", [*((column, -value) for column, value in inside), (holds, Fraction(least))],
                         most=Fraction(0))  # fmt: skip
    plan.draft.row("", chosen, sense="=", limit=1.0)


def _most(draft: Draft, columns: list[int], most: int) -> None:
    draft.row("maximum", [(column, 1.0) for column in columns], sense="<=", limit=float(most))
