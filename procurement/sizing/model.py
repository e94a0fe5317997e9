"""The algebra of the mix: whole servers of each configuration, continuous shares of each bucket (sizing design §3)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from procurement.sizing.capacity import Configuration
from procurement.sizing.domestic import standing
from procurement.sizing.linear import Draft, Linear, Stage, Terms, unit_of
from procurement.sizing.problem import Problem, exclusions, loads

LEAST_SCALE = 0.001


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column stands for what: servers by configuration, shares by (configuration, bucket), and the scale."""

    servers: dict[str, int]
    shares: dict[tuple[str, str], int]
    scale: int | None


@dataclass(frozen=True, slots=True)
class Model:
    """The program, its layout and what one unit of the cost objective is worth in won (`won`; `step` = gcd)."""

    linear: Linear
    layout: Layout
    won: Fraction
    step: int


def cheapest_model(problem: Problem) -> Model:
    """Least cost that serves the whole demand; then fewest servers; then as many as possible by configuration id."""
    draft, layout = Draft(), Layout({}, {}, None)
    needs = most_useful(problem)
    _servers(draft, layout, problem, needs)
    _shares(draft, layout, problem, largest=1.0)
    for served in _by_bucket(layout):
        draft.row("", served, sense="=", limit=1.0)
    _capacity(draft, layout, problem, needs)
    _limits(draft, layout, problem, needs)
    cost, won, step = _cost(layout, problem)
    by_load = tuple((layout.shares[pair], float(load)) for pair, load in sorted(loads(problem).items()))
    stages = (Stage(cost, float(step / won)),)
    linear = Linear(tuple(draft.columns), tuple(draft.rows), stages, _ties(layout), by_load)
    return Model(linear, layout, won, step)


def performance_model(problem: Problem) -> Model:
    """The largest multiple of the demand within the limits; then least cost, fewest servers, configuration id."""
    budget = problem.limits.budget or 0
    needs = most_useful(problem)
    most = {c.id: max(budget // c.price, needs[c.id]) for c in problem.configurations}
    largest = _largest_scale(problem, most)
    draft = Draft()
    layout = Layout({}, {}, draft.column(lower=LEAST_SCALE, upper=largest, integer=False))
    _servers(draft, layout, problem, most)
    _shares(draft, layout, problem, largest=largest)
    for served in _by_bucket(layout):
        draft.row("", [*served, (0, -1.0)], sense="=", limit=0.0)
    _capacity(draft, layout, problem, most)
    _limits(draft, layout, problem, most)
    cost, won, step = _cost(layout, problem)
    stages = (Stage(((0, -1.0),), 0.0), Stage(cost, float(step / won)))
    linear = Linear(tuple(draft.columns), tuple(draft.rows), stages, _ties(layout), ((0, -1.0),))
    return Model(linear, layout, won, step)


def most_useful(problem: Problem) -> dict[str, int]:
    """The most servers of each configuration that the demand can use: enough for all it can serve, and the spares.

    A stated rule: nothing is bought beyond it, not even to reach a share of value. Source: sizing design §3, U_jm.
    """
    carried = {configuration.id: Fraction(0) for configuration in problem.configurations}
    for (configuration, _), load in loads(problem).items():
        carried[configuration] += load
    return {name: ceil(load) + problem.spares if load else 0 for name, load in carried.items()}


def _largest_scale(problem: Problem, most: dict[str, int]) -> float:
    reach = {bucket.id: Fraction(0) for bucket in problem.buckets}
    for (configuration, bucket), load in loads(problem).items():
        reach[bucket] += most[configuration] / load
    return max(float(min(reach.values())), LEAST_SCALE)


def _ordered(problem: Problem) -> list[Configuration]:
    return sorted(problem.configurations, key=lambda c: c.id)


def _servers(draft: Draft, layout: Layout, problem: Problem, most: dict[str, int]) -> None:
    for configuration in _ordered(problem):
        layout.servers[configuration.id] = draft.column(upper=most[configuration.id], integer=True)


def _shares(draft: Draft, layout: Layout, problem: Problem, *, largest: float) -> None:
    for pair in sorted(loads(problem)):
        layout.shares[pair] = draft.column(upper=largest, integer=False)


def _by_bucket(layout: Layout) -> list[list[tuple[int, float]]]:
    served: dict[str, list[tuple[int, float]]] = {}
    for (_, bucket), column in layout.shares.items():
        served.setdefault(bucket, []).append((column, 1.0))
    return list(served.values())


def _capacity(draft: Draft, layout: Layout, problem: Problem, most: dict[str, int]) -> None:
    demanded = loads(problem)
    carries: dict[str, list[tuple[int, float]]] = {name: [] for name in layout.servers}
    for pair, load in demanded.items():
        carries[pair[0]].append((layout.shares[pair], float(load)))
    for configuration, servers in layout.servers.items():
        used = _spare(draft, layout, configuration, most[configuration]) if problem.spares else None
        spare = [] if used is None else [(used, float(problem.spares))]
        draft.row("", [*carries[configuration], *spare, (servers, -1.0)], sense="<=", limit=0.0)


def _spare(draft: Draft, layout: Layout, configuration: str, most: int) -> int:
    """A column that is 1 when the configuration is used, tied to every share: the strong link of design §3 (3)."""
    used = draft.column(upper=1, integer=True)
    draft.row("", [(layout.servers[configuration], 1.0), (used, -float(most))], sense="<=", limit=0.0)
    if layout.scale is None:
        for pair, share in layout.shares.items():
            if pair[0] == configuration:
                draft.row("", [(share, 1.0), (used, -1.0)], sense="<=", limit=0.0)
    return used


def _limits(draft: Draft, layout: Layout, problem: Problem, most: dict[str, int]) -> None:
    limits = problem.limits
    prices = [(layout.servers[c.id], Fraction(c.price)) for c in _ordered(problem)]
    if limits.budget is not None:
        draft.whole("budget", prices, most=Fraction(limits.budget))
    _physical(draft, layout, problem)
    _vendor_share(draft, layout, problem)
    _vendors(draft, layout, problem, most)
    _domestic(draft, layout, problem)


def _physical(draft: Draft, layout: Layout, problem: Problem) -> None:
    limits, columns = problem.limits, layout.servers
    for out in exclusions(problem):
        draft.row(out.rule, [(columns[out.configuration], 1.0)], sense="<=", limit=0.0)
    if limits.power_w is not None:
        watts = [(columns[c.id], Fraction(c.power_w)) for c in _ordered(problem) if c.power_w is not None]
        draft.whole("power", watts, most=Fraction(limits.power_w))
    if limits.rack_units is not None:
        units = [(columns[c.id], Fraction(c.rack_units)) for c in _ordered(problem) if c.rack_units is not None]
        draft.whole("rack", units, most=Fraction(limits.rack_units))
    for c in _ordered(problem):
        if c.maximum is not None:
            draft.row("maximum", [(columns[c.id], 1.0)], sense="<=", limit=float(c.maximum))


def _vendor_share(draft: Draft, layout: Layout, problem: Problem) -> None:
    share = problem.limits.vendor_share
    if share is None:
        return
    for vendor in sorted({c.vendor for c in problem.configurations}):
        terms = [(layout.servers[c.id], c.price * ((c.vendor == vendor) - share)) for c in _ordered(problem)]
        draft.whole("vendor_share", terms, most=Fraction(0))


def _vendors(draft: Draft, layout: Layout, problem: Problem, most: dict[str, int]) -> None:
    limits, chosen = problem.limits, []
    if limits.min_vendors is None and limits.max_vendors is None:
        return
    for vendor in sorted({c.vendor for c in problem.configurations}):
        present = draft.column(upper=1, integer=True)
        chosen.append((present, 1.0))
        own = [(layout.servers[c.id], most[c.id]) for c in _ordered(problem) if c.vendor == vendor]
        draft.row("min_vendors", [(present, 1.0), *((column, -1.0) for column, _ in own)], sense="<=", limit=0.0)
        for column, upper in own:
            draft.row("max_vendors", [(column, 1.0), (present, -float(upper))], sense="<=", limit=0.0)
    if limits.min_vendors is not None:
        draft.row("min_vendors", chosen, sense=">=", limit=float(limits.min_vendors))
    if limits.max_vendors is not None:
        draft.row("max_vendors", chosen, sense="<=", limit=float(limits.max_vendors))


def _domestic(draft: Draft, layout: Layout, problem: Problem) -> None:
    domestic = problem.limits.domestic_share
    if domestic is None or not standing(domestic).decides:
        return
    terms = [(layout.servers[c.id], c.price * (domestic.share - c.domestic)) for c in _ordered(problem)]
    draft.whole("domestic", terms, most=Fraction(0))
    if standing(domestic).capped and domestic.threshold_won is not None:
        prices = [(layout.servers[c.id], Fraction(c.price)) for c in _ordered(problem)]
        draft.whole("domestic", prices, most=Fraction(domestic.threshold_won - 1))


def _cost(layout: Layout, problem: Problem) -> tuple[Terms, Fraction, int]:
    common, scaled = unit_of(Fraction(c.price) for c in problem.configurations)
    terms = tuple((layout.servers[c.id], float(c.price / scaled)) for c in _ordered(problem))
    return terms, scaled, int(common)


def _ties(layout: Layout) -> tuple[Stage, ...]:
    fewest = Stage(tuple((column, 1.0) for column in layout.servers.values()), 1.0)
    return fewest, *(Stage(((column, -1.0),), 1.0) for column in layout.servers.values())
