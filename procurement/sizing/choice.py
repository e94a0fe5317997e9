"""The solver's numbers as a purchase: whole servers, shares that add up to exactly what is served, and the scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from procurement.sizing.layout import Layout, Model
from procurement.sizing.linear import Answer
from procurement.sizing.problem import Problem

NINE_PLACES = Decimal("0.000000001")
TWELVE_PLACES = Decimal("0.000000000001")


@dataclass(frozen=True, slots=True)
class Share:
    """The part (0..1) of a bucket that a configuration serves in a year of the plan (0 = the first)."""

    configuration: str
    bucket: str
    share: Decimal
    year: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """So many of a configuration or a package (`item`) ordered in a year, each at `price` won."""

    item: str
    year: int
    count: int
    price: int


@dataclass(frozen=True, slots=True)
class Unserved:
    """The part (0..1) of a bucket that nothing serves in a year, told by name and never hidden in another figure."""

    bucket: str
    year: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be checked: servers ordered by configuration id, shares, and the multiple of the demand served.

    The shares of a bucket in a year and what is `unserved` of it add up to exactly 1. Without `orders`, all servers are
    ordered in the first year at their list price.
    """

    servers: Mapping[str, int]
    shares: tuple[Share, ...]
    scale: Decimal
    orders: tuple[Order, ...] = ()
    unserved: tuple[Unserved, ...] = ()


def choice_of(problem: Problem, *, model: Model, answer: Answer) -> Choice:
    """Whole servers, exact shares and the scale out of the solver's values; a scale is cut, never rounded up.

    A share on a configuration of which nothing is there can only be solver noise and is dropped.
    """
    counts = {line: round(answer.values[column]) for line, column in model.lines.items()}
    scale = 1.0 if model.layout.scale is None else answer.values[model.layout.scale]
    unserved = tuple(_unserved(model, answer))
    return Choice(
        {c.id: sum(count * n for line, count in counts.items() for name, n in line.contents if name == c.id)
         for c in problem.configurations},
        tuple(part for year in range(len(model.years)) for part in _shares(problem, model, answer, unserved, year)),
        Decimal(scale).quantize(NINE_PLACES, rounding=ROUND_DOWN),
        tuple(Order(line.item, line.year, count, line.price) for line, count in counts.items() if count),
        unserved,
    )  # fmt: skip


def orders_of(problem: Problem, *, choice: Choice) -> tuple[Order, ...]:
    """What is ordered, with year and price."""
    prices = {c.id: c.price for c in problem.configurations}
    return choice.orders or tuple(Order(name, 0, n, prices[name]) for name, n in choice.servers.items() if n)


def contents_of(problem: Problem, *, item: str) -> tuple[tuple[str, int], ...]:
    """The configurations that one ordered item brings, and how many of each."""
    return next((bundle.contents for bundle in problem.bundles if bundle.id == item), ((item, 1),))


def servers_ordered(problem: Problem, *, choice: Choice, configuration: str, year: int) -> int:
    """Servers of a configuration that a year's orders bring, packages opened."""
    return sum(
        order.count * count
        for order in orders_of(problem, choice=choice)
        for name, count in contents_of(problem, item=order.item)
        if (order.year, name) == (year, configuration)
    )


def servers_there(problem: Problem, *, choice: Choice, configuration: str, year: int) -> int:
    """Servers of a configuration in service in a year: those there already and those delivered by then."""
    held = next(c for c in problem.configurations if c.id == configuration)
    delivered = range(year - held.lead_years + 1)
    ordered = (servers_ordered(problem, choice=choice, configuration=configuration, year=t) for t in delivered)
    return held.existing + sum(ordered)


def _unserved(model: Model, answer: Answer) -> Iterator[Unserved]:
    for year, layout in enumerate(model.years):
        for bucket, column in layout.unserved.items():
            part = Decimal(min(max(answer.values[column], 0.0), 1.0)).quantize(TWELVE_PLACES)
            if part:
                yield Unserved(bucket, year, part)


def _shares(
    problem: Problem, model: Model, answer: Answer, unserved: tuple[Unserved, ...], year: int
) -> Iterator[Share]:
    layout, lost = model.years[year], {u.bucket: u.share for u in unserved if u.year == year}
    there = _there(problem, model, answer, year)
    for bucket in problem.buckets:
        served = _served(layout, bucket.id, there)
        amounts = {name: max(answer.values[column], 0.0) for name, column in served.items()}
        for name, part in _parts(amounts, whole=1 - lost.get(bucket.id, Decimal(0))):
            yield Share(name, bucket.id, part, year)


def _served(layout: Layout, bucket: str, there: Mapping[str, int]) -> dict[str, int]:
    return {name: column for (name, b), column in layout.shares.items() if b == bucket and there[name]}


def _there(problem: Problem, model: Model, answer: Answer, year: int) -> dict[str, int]:
    """Servers in service in a year by the solver's own columns."""
    return {
        c.id: c.existing
        + sum(round(answer.values[model.years[t].servers[c.id]]) for t in range(year - c.lead_years + 1))
        for c in problem.configurations
    }


def _parts(amounts: dict[str, float], *, whole: Decimal) -> list[tuple[str, Decimal]]:
    """Parts with twelve decimals that add up to exactly `whole`; what rounding leaves goes to the largest."""
    in_all = sum(amounts.values())
    if not (in_all and whole):
        return []
    scaled = {name: float(whole) * amount / in_all for name, amount in sorted(amounts.items())}
    parts = {name: Decimal(part).quantize(TWELVE_PLACES) for name, part in scaled.items()}
    largest = max(parts, key=lambda name: parts[name])
    parts[largest] += whole - sum(parts.values())
    return [(name, part) for name, part in parts.items() if part]
