"""The algebra of the mix: whole servers of each configuration, continuous shares of each bucket (sizing design §3)."""

from __future__ import annotations

from fractions import Fraction

from procurement.sizing.demand import rate_in
from procurement.sizing.layout import Blueprint, Layout, Model, blueprint
from procurement.sizing.linear import Draft, Linear, Stage, Terms, unit_of
from procurement.sizing.model_limits import limit_rows
from procurement.sizing.model_orders import most_ordered, most_useful, order_columns, order_rules
from procurement.sizing.model_serving import (
    capacity_rows,
    demand_rows,
    serving_rules,
    share_columns,
    unserved_columns,
)
from procurement.sizing.offers import Line, discounted
from procurement.sizing.problem import Problem, loads
from procurement.sizing.tco import cost_of, existing_cost

__all__ = [
    "Layout",
    "Model",
    "by_load",
    "cheapest_model",
    "draw",
    "line_won",
    "model_of",
    "most_useful",
    "performance_model",
    "served_model",
]

LEAST_SCALE = 0.001


def cheapest_model(problem: Problem) -> Model:
    """Least cost that serves the whole demand; then fewest servers; then as many as possible by configuration id.

    The cost is the total cost where its terms are given, else the capital. A package counts as one server more.
    """
    plan = blueprint(problem, draft=Draft(), scale=None, most=most_ordered(problem))
    draw(plan, largest=1.0)
    cost, won, step = _cost(plan)
    return model_of(plan, stages=(Stage(cost, float(step / won)),), settle=by_load(plan))


def served_model(problem: Problem) -> Model:
    """The most demand served, by weight × requests/s over all years, within the limits; then as `cheapest_model`."""
    plan = blueprint(problem, draft=Draft(), scale=None, most=most_ordered(problem))
    unserved_columns(plan)
    draw(plan, largest=1.0)
    lost = tuple((column, float(part)) for column, part in unserved_parts(plan))
    cost, won, step = _cost(plan)
    return model_of(plan, stages=(Stage(lost, 0.0), Stage(cost, float(step / won))), settle=lost)


def performance_model(problem: Problem) -> Model:
    """The largest multiple of the demand within the limits; then least cost, fewest servers, configuration id."""
    most = _affordable(problem)
    draft = Draft()
    scale = draft.column(lower=LEAST_SCALE, upper=LEAST_SCALE, integer=False)
    plan = blueprint(problem, draft=draft, scale=scale, most=most)
    order_columns(plan)
    largest = _largest_scale(plan)
    draft.columns[scale] = type(draft.columns[scale])(LEAST_SCALE, largest, integer=False)
    _serve(plan, largest=largest)
    cost, won, step = _cost(plan)
    goal = ((scale, -1.0),)
    return model_of(plan, stages=(Stage(goal, 0.0), Stage(cost, float(step / won))), settle=goal)


def unserved_parts(plan: Blueprint) -> list[tuple[int, Fraction]]:
    """Each column of unserved demand and the part (0..1) of all weighted demand that its bucket and year are."""
    weighed = [
        (layout.unserved[bucket.id], Fraction(bucket.weight) * rate_in(bucket, year=year))
        for year, layout in enumerate(plan.years)
        for bucket in plan.problem.buckets
    ]
    in_all = sum(value for _, value in weighed)
    return [(column, value / in_all) for column, value in weighed]


def draw(plan: Blueprint, *, largest: float) -> None:
    """Write down orders, shares and every rule of the question; shares reach up to `largest`."""
    order_columns(plan)
    _serve(plan, largest=largest)


def _serve(plan: Blueprint, *, largest: float) -> None:
    share_columns(plan, largest=largest)
    demand_rows(plan)
    capacity_rows(plan)
    limit_rows(plan)
    order_rules(plan)
    serving_rules(plan)


def model_of(plan: Blueprint, *, stages: tuple[Stage, ...], settle: Terms) -> Model:
    """The drawn program with its objectives and the stated rule for ties.

    Where a purchase may hold fewer servers at the same cost, the ties are objectives in their own right.
    """
    _, won, step = _cost(plan)
    ties = _ties(plan)
    if not _every_server_costs(plan):
        stages, ties = (*stages, *ties), ties[:1]
    linear = Linear(tuple(plan.draft.columns), tuple(plan.draft.rows), stages, ties, settle)
    costs = plan.problem.costs
    constant = 0 if costs is None else existing_cost(plan.problem.configurations, costs=costs)
    return Model(linear, plan.years, plan.lines, won, step, constant)


def _affordable(problem: Problem) -> dict[str, int]:
    budget, useful = problem.limits.budget or 0, most_ordered(problem)
    lowest = {b.id: b.price for b in problem.bundles}
    lowest |= {c.id: c.price for c in problem.configurations if c.alone}
    lowest |= {
        name: discounted(lowest[name], off=max(tier.off for tier in discount.tiers))
        for discount in problem.discounts
        for name in discount.configurations
    }
    return {item: max(budget // max(price, 1), useful[item]) for item, price in lowest.items()}


def _largest_scale(plan: Blueprint) -> float:
    """No more than every configuration's servers of the last year, all on one bucket, carry of it."""
    last = len(plan.years) - 1
    least = [_reach(plan, bucket.id, year=last) for bucket in plan.problem.buckets]
    return max(float(min(least)), LEAST_SCALE)


def _reach(plan: Blueprint, bucket: str, *, year: int) -> Fraction:
    carried = ((name, load) for (name, b), load in loads(plan.problem, year=year).items() if b == bucket)
    return sum((plan.most_stock(name, year=year) / load for name, load in carried), Fraction(0))


def line_won(plan: Blueprint, *, line: Line) -> int:
    """What one unit of a line costs: in total where the terms of the total cost are given, else its price."""
    costs, held = plan.problem.costs, {c.id: c for c in plan.problem.configurations}
    return line.price if costs is None else cost_of(line, costs=costs, configurations=held).won


def _cost(plan: Blueprint) -> tuple[Terms, Fraction, int]:
    won = [(column, Fraction(line_won(plan, line=line))) for line, column in plan.lines.items()]
    common, scaled = unit_of(value for _, value in won)
    return tuple((column, float(value / scaled)) for column, value in won), scaled, int(common)


def _every_server_costs(plan: Blueprint) -> bool:
    simple = not (plan.problem.discounts or plan.problem.bundles)
    return simple and all(line_won(plan, line=line) for line in plan.lines)


def by_load(plan: Blueprint) -> Terms:
    """All load of all years: what settles the shares once the servers are known."""
    return tuple(
        (layout.shares[pair], float(load))
        for year, layout in enumerate(plan.years)
        for pair, load in sorted(loads(plan.problem, year=year).items())
    )


def _ties(plan: Blueprint) -> tuple[Stage, ...]:
    """Fewest servers, then by configuration id as many as possible, as late as possible; then packages alike."""
    servers = [column for c in plan.ordered for column in reversed(plan.bought(c.id))]
    packages = {b.id for b in plan.problem.bundles}
    servers += [column for line, column in reversed(plan.lines.items()) if line.item in packages]
    fewest = Stage(tuple((column, 1.0) for column in sorted(servers)), 1.0)
    return fewest, *(Stage(((column, -1.0),), 1.0) for column in servers)
