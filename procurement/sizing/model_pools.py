"""Whole replicas of each model on each configuration: what a pool needs, and its rows (sizing design §3 (2), (4))."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil

from procurement.sizing.capacity import Configuration
from procurement.sizing.figures import ProblemError
from procurement.sizing.layout import Blueprint
from procurement.sizing.problem import Problem, loads, measured


def replicas_of(problem: Problem) -> dict[tuple[str, str], int]:
    """Replicas that one server holds, by (configuration, model).

    Raises ProblemError where the buckets of a model were measured on groups of different size, or where groups of one
    configuration do not divide each other: whole servers could then not be told from parts of servers.
    """
    models = {bucket.id: bucket.model for bucket in problem.buckets}
    found: dict[tuple[str, str], int] = {}
    for capacity in measured(problem):
        pool = capacity.configuration, models[capacity.bucket]
        if found.setdefault(pool, capacity.replicas) != capacity.replicas:
            raise ProblemError(
                f"{pool[0]}·{pool[1]}: 수요마다 한 조의 가속기 수가 달라 복제본 단위로 나눌 수 없습니다. "
                "/ The buckets of one model were measured on groups of different size; whole replicas need one size."
            )
    for name in sorted({configuration for configuration, _ in found}):
        _check_nested(name, sorted({n for (configuration, _), n in found.items() if configuration == name}))
    return found


def pool_loads(problem: Problem, *, year: int) -> dict[tuple[str, str], list[tuple[str, Fraction]]]:
    """Replicas that all of each bucket needs, by (configuration, model)."""
    held, models = replicas_of(problem), {bucket.id: bucket.model for bucket in problem.buckets}
    found: dict[tuple[str, str], list[tuple[str, Fraction]]] = {}
    for (configuration, bucket), load in sorted(loads(problem, year=year).items()):
        pool = configuration, models[bucket]
        found.setdefault(pool, []).append((bucket, load * held[pool]))
    return found


def pooled_servers(problem: Problem, *, year: int) -> dict[str, int]:
    """Servers of each configuration for all that it can serve, in whole replicas with the spare ones of each pool."""
    held, parts = replicas_of(problem), dict[str, Fraction]()
    for pool, needs in pool_loads(problem, year=year).items():
        replicas = ceil(sum(need for _, need in needs)) + problem.spares
        parts[pool[0]] = parts.get(pool[0], Fraction(0)) + Fraction(replicas, held[pool])
    return {name: ceil(part) for name, part in parts.items()}


def pool_rows(plan: Blueprint, *, year: int) -> None:
    """Each pool carries its load in whole replicas beside its spares; the pools fit into the servers there are."""
    held = replicas_of(plan.problem)
    stand: dict[str, list[tuple[int, int]]] = {c.id: [] for c in plan.ordered}
    for (name, model), needs in pool_loads(plan.problem, year=year).items():
        most = plan.most_stock(name, year=year) * held[name, model]
        replicas = plan.draft.column(upper=most, integer=True)
        spare = _pool_spare(plan, name, needs, year)
        carried = [(plan.years[year].shares[name, bucket], float(need)) for bucket, need in needs]
        plan.draft.row("", [*carried, *spare, (replicas, -1.0)], sense="<=", limit=0.0)
        stand[name].append((replicas, held[name, model]))
    for c in plan.ordered:
        _fit(plan, c, stand[c.id], year)


def _pool_spare(plan: Blueprint, name: str, needs: list[tuple[str, Fraction]], year: int) -> list[tuple[int, float]]:
    if not plan.problem.spares:
        return []
    used = plan.flag()
    for bucket, _ in needs:
        share = plan.years[year].shares[name, bucket]
        plan.draft.row("", [(share, 1.0), (used, -plan.upper(share))], sense="<=", limit=0.0)
    return [(used, float(plan.problem.spares))]


def _fit(plan: Blueprint, configuration: Configuration, stand: list[tuple[int, int]], year: int) -> None:
    """In parts of a server that the smallest group takes, so that every coefficient is whole."""
    parts = max((held for _, held in stand), default=1)
    taken = [(column, float(parts // held)) for column, held in stand]
    servers = [(column, -float(parts)) for column in plan.arrived(configuration, year=year)]
    plan.draft.row("", [*taken, *servers], sense="<=", limit=float(parts * configuration.existing))


def _check_nested(name: str, sizes: list[int]) -> None:
    if any(more % less for less, more in pairwise(sizes)):
        raise ProblemError(
            f"{name}: 서버당 복제본 수 {sizes}이(가) 서로 나누어떨어지지 않아 서버 단위 배치를 보장할 수 없습니다. "
            f"/ {name}: replicas per server {sizes} do not divide each other, so whole servers cannot be ensured."
        )
