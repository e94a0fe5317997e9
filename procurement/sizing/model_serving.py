"""Who serves what in the algebra: shares of each bucket, capacity, spares, certified pairs, what stays unserved."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from procurement.sizing.capacity import Configuration
from procurement.sizing.demand import rate_in
from procurement.sizing.layout import Blueprint, Layout
from procurement.sizing.model_pools import pool_rows
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Problem, loads


def share_columns(plan: Blueprint, *, largest: float) -> None:
    """A column for the part of each bucket that each measured configuration serves, year by year."""
    for layout in plan.years:
        for pair in sorted(loads(plan.problem)):
            layout.shares[pair] = plan.draft.column(upper=largest, integer=False)


def unserved_columns(plan: Blueprint) -> None:
    """A column for the part of each bucket that nothing serves, year by year."""
    for layout in plan.years:
        for bucket in plan.problem.buckets:
            layout.unserved[bucket.id] = plan.draft.column(upper=1, integer=False)


def demand_rows(plan: Blueprint) -> None:
    """Each bucket is served: whole, to the scale, or but for what stays unserved."""
    for layout in plan.years:
        for bucket, served in _by_bucket(layout).items():
            if layout.scale is not None:
                plan.draft.row("", [*served, (layout.scale, -1.0)], sense="=", limit=0.0)
            else:
                rest = [(layout.unserved[bucket], 1.0)] if layout.unserved else []
                plan.draft.row("", [*served, *rest], sense="=", limit=1.0)


def capacity_rows(plan: Blueprint) -> None:
    """No configuration carries more than its servers that are not spares, in any year."""
    for year in range(len(plan.years)):
        if plan.problem.pools:
            pool_rows(plan, year=year)
        else:
            _capacity(plan, year)


def serving_rules(plan: Blueprint) -> None:
    """Pairs that are not certified carry nothing; a vendor serves no more than its part of the requests/s."""
    barred = barred_pairs(plan.problem)
    for year, layout in enumerate(plan.years):
        for pair in sorted(barred & layout.shares.keys()):
            plan.draft.row("pairing", [(layout.shares[pair], 1.0)], sense="<=", limit=0.0)
        if plan.problem.limits.vendor_demand is not None:
            _vendor_demand(plan, plan.problem.limits.vendor_demand, year)


def barred_pairs(problem: Problem) -> set[tuple[str, str]]:
    """The (configuration, bucket) pairs that the pairings forbid."""
    return {
        (c.id, b.id)
        for pairing in problem.pairings
        for b in problem.buckets
        if b.model == pairing.model
        for c in problem.configurations
        if _barred(pairing, c)
    }


def _barred(pairing: Pairing, configuration: Configuration) -> bool:
    return (configuration.id in pairing.configurations) == (pairing.kind == "never")


def _by_bucket(layout: Layout) -> dict[str, list[tuple[int, float]]]:
    measured = (bucket for _, bucket in layout.shares)
    served: dict[str, list[tuple[int, float]]] = {name: [] for name in (*measured, *layout.unserved)}
    for (_, bucket), column in layout.shares.items():
        served[bucket].append((column, 1.0))
    return served


def _capacity(plan: Blueprint, year: int) -> None:
    carries: dict[str, list[tuple[int, float]]] = {c.id: [] for c in plan.ordered}
    for (name, bucket), load in loads(plan.problem, year=year).items():
        carries[name].append((plan.years[year].shares[name, bucket], float(load)))
    for c in plan.ordered:
        servers = [(column, -1.0) for column in plan.arrived(c, year=year)]
        spare = [(_spare(plan, c, year), float(plan.problem.spares))] if plan.problem.spares else []
        plan.draft.row("", [*carries[c.id], *spare, *servers], sense="<=", limit=float(c.existing))


def _spare(plan: Blueprint, configuration: Configuration, year: int) -> int:
    """A column that is 1 when the configuration is used, tied to every share: the strong link of design §3 (3)."""
    used, arrived = plan.flag(), plan.arrived(configuration, year=year)
    most = sum(plan.upper(column) for column in arrived)
    plan.draft.row("", [*((column, 1.0) for column in arrived), (used, -most)], sense="<=", limit=0.0)
    layout = plan.years[year]
    if layout.scale is None or configuration.existing:
        for pair, share in layout.shares.items():
            if pair[0] == configuration.id:
                plan.draft.row("", [(share, 1.0), (used, -plan.upper(share))], sense="<=", limit=0.0)
    return used


def _vendor_demand(plan: Blueprint, most: Fraction, year: int) -> None:
    rates = {bucket.id: rate_in(bucket, year=year) for bucket in plan.problem.buckets}
    vendors = {c.id: c.vendor for c in plan.problem.configurations}
    in_all = sum(rates.values())
    for vendor in sorted(set(vendors.values())):
        terms = (
            (column, float(rates[bucket] / in_all * ((vendors[name] == vendor) - most)))
            for (name, bucket), column in plan.years[year].shares.items()
        )
        plan.draft.row("vendor_demand", _present(terms), sense="<=", limit=0.0)


def _present(terms: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(column, value) for column, value in terms if value]
