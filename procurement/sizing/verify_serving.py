"""Service recomputed: every bucket served, no server overloaded, spares kept, only certified pairs, vendors' parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from procurement.sizing.check import Check, check, within
from procurement.sizing.choice import Choice, servers_ordered, servers_there
from procurement.sizing.demand import rate_in
from procurement.sizing.loads import load_of, share_loads
from procurement.sizing.model_pools import replicas_of
from procurement.sizing.problem import Problem, plan_years


def served_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Shares of every bucket and year add up to 1 with what is told as unserved, and none is negative."""
    for year in range(plan_years(problem)):
        for bucket in problem.buckets:
            parts = [Fraction(s.share) for s in choice.shares if (s.bucket, s.year) == (bucket.id, year)]
            lost = [Fraction(u.share) for u in choice.unserved if (u.bucket, u.year) == (bucket.id, year)]
            in_all = sum((*parts, *lost), Fraction(0))
            yield check("served", in_all, "=", 1, unit="share", subject=bucket.id, year=year)
            least = min((*parts, *lost), default=Fraction(0))
            yield check("share", least, ">=", 0, unit="share", subject=bucket.id, year=year)


def load_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """No configuration carries more than its servers that are not spares, in any year."""
    for year in range(plan_years(problem)):
        for configuration in problem.configurations:
            there = servers_there(problem, choice=choice, configuration=configuration.id, year=year)
            if problem.pools:
                yield _pool(problem, choice, configuration.id, there=there, year=year)
                continue
            load = load_of(problem, choice=choice, configuration=configuration.id, year=year)
            used = load or there > configuration.existing
            carrying = there - problem.spares if used else there
            yield within("load", load, carrying, unit="servers", subject=configuration.id, year=year)


def demand_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Each vendor's part of the requests/s served, in every year."""
    most = problem.limits.vendor_demand
    for year in range(plan_years(problem)) if most is not None else ():
        carried = _carried(problem, choice, year)
        in_all = sum(carried.values())
        for vendor, rate in sorted(carried.items()):
            yield within("vendor_demand", rate / in_all, most or Fraction(0), unit="share", subject=vendor, year=year)


def pairing_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Nothing of a model is served by a configuration that is not certified for it."""
    models = {bucket.id: bucket.model for bucket in problem.buckets}
    for pairing in problem.pairings:
        served = {s.configuration for s in choice.shares if models[s.bucket] == pairing.model}
        listed = served & set(pairing.configurations)
        wrong = listed if pairing.kind == "never" else served - listed
        yield check("pairing", len(wrong), "<=", 0, unit="configurations", subject=pairing.model)


def _pool(problem: Problem, choice: Choice, name: str, *, there: int, year: int) -> Check:
    """Whole replicas of every model, with the spare ones of its pool, in servers."""
    held = replicas_of(problem)
    models = {bucket.id: bucket.model for bucket in problem.buckets}
    needs: dict[str, Fraction] = {}
    for bucket, load in share_loads(problem, choice=choice, configuration=name, year=year):
        needs[models[bucket]] = needs.get(models[bucket], Fraction(0)) + load * held[name, models[bucket]]
    slack = 1 - Fraction(1, 10**6)
    taken = (Fraction(ceil(need * slack) + problem.spares, held[name, model]) for model, need in needs.items())
    return check("load", sum(taken, Fraction(0)), "<=", there, unit="servers", subject=name, year=year)


def _carried(problem: Problem, choice: Choice, year: int) -> dict[str, Fraction]:
    rates = {bucket.id: rate_in(bucket, year=year) for bucket in problem.buckets}
    vendors = {c.id: c.vendor for c in problem.configurations}
    carried: dict[str, Fraction] = {}
    for part in choice.shares:
        if part.year == year:
            vendor = vendors[part.configuration]
            carried[vendor] = carried.get(vendor, Fraction(0)) + rates[part.bucket] * Fraction(part.share)
    return carried


def count_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Numbers of servers are not negative; least and most orders of each configuration and package are kept."""
    for configuration in problem.configurations:
        servers = choice.servers[configuration.id]
        yield check("servers", servers, ">=", 0, unit="servers", subject=configuration.id)
        if configuration.maximum is not None:
            yield check("maximum", servers, "<=", configuration.maximum, unit="servers", subject=configuration.id)
        for year in range(plan_years(problem)) if configuration.minimum > 1 else ():
            ordered = servers_ordered(problem, choice=choice, configuration=configuration.id, year=year)
            if ordered:
                yield check(
                    "minimum",
                    ordered,
                    ">=",
                    configuration.minimum,
                    unit="servers",
                    subject=configuration.id,
                    year=year,
                )
