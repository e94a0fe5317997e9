"""Every constraint of a mix once more, in exact numbers from the problem's own figures, not from the solver's rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from procurement.sizing.capacity import Capacity
from procurement.sizing.choice import Choice
from procurement.sizing.domestic import standing
from procurement.sizing.problem import Problem

Comparison = Literal["<=", "=", ">="]
LOAD_TOLERANCE = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint recomputed: `value` `comparison` `limit` in `unit`, for `subject` (an id, or empty)."""

    rule: str
    subject: str
    value: Fraction
    comparison: Comparison
    limit: Fraction
    unit: str
    ok: bool


def verify(problem: Problem, *, choice: Choice) -> tuple[Check, ...]:
    """Recompute every constraint of the choice; money, power, units and shares exactly.

    Loads may pass a server's capacity by LOAD_TOLERANCE of it, because shares carry twelve decimals; all else is exact.
    Source: sizing design §6 item 4.
    """
    return (
        *_served(problem, choice),
        *_loads(problem, choice),
        *_counts(problem, choice),
        *_totals(problem, choice),
        *_vendors(problem, choice),
        *_domestic(problem, choice),
    )


def load_of(problem: Problem, *, choice: Choice, configuration: str) -> Fraction:
    """Servers' worth of load that the choice puts on a configuration, at the utilisation planned with."""
    rates = {bucket.id: Fraction(bucket.rate) for bucket in problem.buckets}
    carried = {c.bucket: c for c in problem.capacities if isinstance(c, Capacity) and c.configuration == configuration}
    total = Fraction(0)
    for part in choice.shares:
        if part.configuration == configuration:
            usable = carried[part.bucket].rate * Fraction(carried[part.bucket].utilisation)
            total += Fraction(choice.scale) * Fraction(part.share) * rates[part.bucket] / usable
    return total


def value_of(problem: Problem, *, choice: Choice, vendor: str | None = None) -> int:
    """Won that the choice costs, in all or at one vendor."""
    chosen = (c for c in problem.configurations if vendor is None or c.vendor == vendor)
    return sum(c.price * choice.servers[c.id] for c in chosen)


def domestic_value(problem: Problem, *, choice: Choice) -> int:
    """Won spent on domestic configurations."""
    return sum(c.price * choice.servers[c.id] for c in problem.configurations if c.domestic)


def _check(  # one line of the audit sheet
    rule: str, value: Fraction | int, comparison: Comparison, limit: Fraction | int, *, unit: str, subject: str = ""
) -> Check:
    value, limit = Fraction(value), Fraction(limit)
    ok = {"<=": value <= limit, "=": value == limit, ">=": value >= limit}[comparison]
    return Check(rule, subject, value, comparison, limit, unit, ok)


def _served(problem: Problem, choice: Choice) -> Iterable[Check]:
    for bucket in problem.buckets:
        parts = [Fraction(part.share) for part in choice.shares if part.bucket == bucket.id]
        least = min(parts, default=Fraction(0))
        yield _check("served", sum(parts, Fraction(0)), "=", 1, unit="share", subject=bucket.id)
        yield _check("share", least, ">=", 0, unit="share", subject=bucket.id)


def _loads(problem: Problem, choice: Choice) -> Iterable[Check]:
    for configuration in problem.configurations:
        servers = choice.servers[configuration.id]
        carrying = servers - problem.spares if servers else 0
        load = load_of(problem, choice=choice, configuration=configuration.id)
        found = _check("load", load, "<=", carrying, unit="servers", subject=configuration.id)
        ok = load <= carrying * (1 + LOAD_TOLERANCE)
        yield Check(found.rule, found.subject, found.value, found.comparison, found.limit, found.unit, ok)


def _counts(problem: Problem, choice: Choice) -> Iterable[Check]:
    for configuration in problem.configurations:
        servers = choice.servers[configuration.id]
        yield _check("servers", servers, ">=", 0, unit="servers", subject=configuration.id)
        if configuration.maximum is not None:
            yield _check("maximum", servers, "<=", configuration.maximum, unit="servers", subject=configuration.id)


def _totals(problem: Problem, choice: Choice) -> Iterable[Check]:
    limits = problem.limits
    if limits.budget is not None:
        yield _check("budget", value_of(problem, choice=choice), "<=", limits.budget, unit="KRW")
    if limits.power_w is not None:
        watts = total(problem, choice=choice, figure="power_w")
        yield _stated("power", watts, Fraction(limits.power_w), "W")
    if limits.rack_units is not None:
        units = total(problem, choice=choice, figure="rack_units")
        yield _stated("rack", units, Fraction(limits.rack_units), "U")


def total(problem: Problem, *, choice: Choice, figure: Literal["power_w", "rack_units"]) -> Fraction | None:
    """W or U of all servers bought; None when one that is bought does not state it."""
    amounts = [
        (choice.servers[c.id], c.power_w if figure == "power_w" else c.rack_units)
        for c in problem.configurations
        if choice.servers[c.id]
    ]
    if any(amount is None for _, amount in amounts):
        return None
    return sum((servers * Fraction(amount) for servers, amount in amounts if amount is not None), Fraction(0))


def _stated(rule: str, value: Fraction | None, limit: Fraction, unit: str) -> Check:
    """A figure that is not stated never keeps a limit; -1 stands for it, which no total can be."""
    if value is None:
        return Check(rule, "", Fraction(-1), "<=", limit, unit, ok=False)
    return _check(rule, value, "<=", limit, unit=unit)


def _vendors(problem: Problem, choice: Choice) -> Iterable[Check]:
    limits, cost = problem.limits, value_of(problem, choice=choice)
    names = sorted({c.vendor for c in problem.configurations})
    spent = {name: value_of(problem, choice=choice, vendor=name) for name in names}
    if limits.vendor_share is not None and cost:
        for name in names:
            share = Fraction(spent[name], cost)
            yield _check("vendor_share", share, "<=", limits.vendor_share, unit="share", subject=name)
    present = sum(1 for name in names if spent[name])
    if limits.min_vendors is not None:
        yield _check("min_vendors", present, ">=", limits.min_vendors, unit="vendors")
    if limits.max_vendors is not None:
        yield _check("max_vendors", present, "<=", limits.max_vendors, unit="vendors")


def _domestic(problem: Problem, choice: Choice) -> Iterable[Check]:
    domestic, cost = problem.limits.domestic_share, value_of(problem, choice=choice)
    if domestic is None or not cost or not standing(domestic).decides:
        return
    share = Fraction(domestic_value(problem, choice=choice), cost)
    yield _check("domestic", share, ">=", domestic.share, unit="share")
    if standing(domestic).capped and domestic.threshold_won is not None:
        yield _check("domestic", cost, "<=", domestic.threshold_won - 1, unit="KRW", subject="threshold")
