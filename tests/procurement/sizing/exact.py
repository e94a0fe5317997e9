"""An oracle that shares nothing with the code under test: every purchase enumerated, shares by an exact simplex."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product

from procurement.sizing.capacity import Capacity, Configuration
from procurement.sizing.problem import Limits, Problem

Matrix = list[list[Fraction]]


def maximum(rows: Matrix, right: list[Fraction], goal: list[Fraction]) -> Fraction:
    """max goal·x over rows·x <= right, x >= 0, with right >= 0 and a bounded optimum; Bland's rule, so it ends."""
    height, width = len(rows), len(goal)
    table = [[*row, *(Fraction(i == j) for j in range(height)), right[i]] for i, row in enumerate(rows)]
    last = [-value for value in goal] + [Fraction(0)] * (height + 1)
    basis = list(range(width, width + height))
    while (enter := next((j for j, value in enumerate(last[:-1]) if value < 0), None)) is not None:
        ratios = [(row[-1] / row[enter], basis[i], i) for i, row in enumerate(table) if row[enter] > 0]
        leave = min(ratios)[2]
        pivot = table[leave][enter]
        table[leave] = [value / pivot for value in table[leave]]
        for i, row in enumerate(table):
            if i != leave and row[enter]:
                factor = row[enter]
                table[i] = [a - factor * b for a, b in zip(row, table[leave], strict=True)]
        factor = last[enter]
        last = [a - factor * b for a, b in zip(last, table[leave], strict=True)]
        basis[leave] = enter
    return last[-1]


def largest_scale(asked: Problem, servers: dict[str, int]) -> Fraction:
    """The largest multiple of the whole demand that these servers carry."""
    pairs = [c for c in asked.capacities if isinstance(c, Capacity)]
    rates = {b.id: Fraction(b.rate) for b in asked.buckets}
    rows: Matrix = []
    right: list[Fraction] = []
    for name, count in servers.items():
        need = [rates[p.bucket] / (p.rate * Fraction(p.utilisation)) if p.configuration == name else 0 for p in pairs]
        rows.append([Fraction(0), *map(Fraction, need)])
        right.append(Fraction(count - asked.spares if count else 0))
    for name in rates:
        rows.append([Fraction(1), *(Fraction(-(p.bucket == name)) for p in pairs)])
        right.append(Fraction(0))
    return maximum(rows, right, [Fraction(1), *(Fraction(0) for _ in pairs)])


def watts(configuration: Configuration) -> Decimal:
    """A configuration that does not state its power never fits under a limit."""
    return Decimal("Infinity") if configuration.power_w is None else configuration.power_w


def allowed(asked: Problem, servers: dict[str, int]) -> bool:
    limits: Limits = asked.limits
    bought = [(c, servers[c.id]) for c in asked.configurations if servers[c.id]]
    cost = sum(c.price * n for c, n in bought)
    vendors: dict[str, int] = {}
    for c, n in bought:
        vendors[c.vendor] = vendors.get(c.vendor, 0) + c.price * n
    home = sum(c.price * n for c, n in bought if c.domestic)
    share = limits.domestic_share
    tests = [
        all(n >= asked.spares and (c.maximum is None or n <= c.maximum) for c, n in bought),
        limits.budget is None or cost <= limits.budget,
        limits.power_w is None or sum(watts(c) * n for c, n in bought) <= limits.power_w,
        limits.rack_units is None or sum((c.rack_units or 0) * n for c, n in bought) <= limits.rack_units,
        limits.vendor_share is None or all(value <= limits.vendor_share * cost for value in vendors.values()),
        limits.min_vendors is None or len(vendors) >= limits.min_vendors,
        limits.max_vendors is None or len(vendors) <= limits.max_vendors,
        share is None or share.legal_basis == "none" or home >= share.share * cost,
    ]  # fmt: skip
    return all(tests)


def purchases(asked: Problem, most: dict[str, int]) -> Iterator[dict[str, int]]:
    names = sorted(most)
    for counts in product(*(range(most[name] + 1) for name in names)):
        servers = dict(zip(names, counts, strict=True))
        if allowed(asked, servers):
            yield servers


def rank(asked: Problem, servers: dict[str, int]) -> tuple[int, int, tuple[int, ...]]:
    """Least cost, then fewest servers, then as many as possible of the configuration whose id sorts first."""
    cost = sum(c.price * servers[c.id] for c in asked.configurations)
    return cost, sum(servers.values()), tuple(-servers[name] for name in sorted(servers))


def best_purchase(asked: Problem, most: dict[str, int]) -> dict[str, int] | None:
    """The cheapest purchase that serves everything, by the stated rule for ties; None when nothing fits."""
    ranked = sorted(purchases(asked, most), key=lambda servers: rank(asked, servers))
    return next((servers for servers in ranked if largest_scale(asked, servers) >= 1), None)


def best_scale(asked: Problem, most: dict[str, int]) -> Fraction:
    """The largest scale over all allowed purchases; 0 when nothing fits."""
    return max((largest_scale(asked, servers) for servers in purchases(asked, most)), default=Fraction(0))
