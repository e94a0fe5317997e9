"""The cheapest purchase that also serves when demand and rates turn out otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from procurement.sizing.asking import Solving, checked, once
from procurement.sizing.choice import Choice, servers_there
from procurement.sizing.figures import ProblemError
from procurement.sizing.layout import Layout, Model
from procurement.sizing.linear import Draft, Row
from procurement.sizing.model import cheapest_model
from procurement.sizing.model_serving import barred_pairs
from procurement.sizing.problem import Problem, check_problem
from procurement.sizing.purchase import Mix
from procurement.sizing.scenarios import Robustness, Scenario, Spread, robustness, scenarios


@dataclass(frozen=True, slots=True)
class Assured:
    """The cheapest purchase that serves the plan and at least `part` of the scenarios it was sought with (`inside`).

    `outside`: the same purchase under as many scenarios it was not sought with: what may be expected of it.
    """

    part: Fraction
    mix: Mix
    inside: Robustness
    outside: Robustness


def assured(
    problem: Problem, *, spread: Spread, count: int, part: Fraction, solving: Solving, year: int = 0
) -> Assured | None:
    """Sample average approximation over `count` scenarios; `outside` is drawn with the next seed. None: nothing fits.

    Servers are bought once, shares are chosen anew in each scenario of the given year. Raises ProblemError where models
    run in whole replicas, Unproven, and as `cheapest`. Source: sizing design §3.3 (b).
    """
    _check(problem)
    drawn = scenarios(problem, spread=spread, count=count)
    model = _sampled(problem, drawn, spare=floor((1 - part) * count), year=year)
    mix = checked(problem, model=model, answer=once(model.linear, solving=solving))
    if mix is None:
        return None
    servers = carrying(problem, mix=mix, year=year)
    fresh = replace(spread, seed=spread.seed + 1)
    others = scenarios(problem, spread=fresh, count=count)
    return Assured(
        part,
        mix,
        robustness(problem, servers=servers, drawn=drawn, spread=spread, solving=solving, year=year),
        robustness(problem, servers=servers, drawn=others, spread=fresh, solving=solving, year=year),
    )


def with_bad_luck(problem: Problem, *, most: Fraction, buckets: int, solving: Solving) -> Mix | None:
    """The cheapest purchase that serves although, at each configuration, `buckets` of the loads are `most` higher.

    The worst choice of them counts (Bertsimas and Sim 2004, The Price of Robustness). None when nothing fits. Raises as
    `assured`. Source: sizing design §3.3 (c).
    """
    _check(problem)
    model, draft = _widened(problem, ceil(1 + most))
    for layout in model.years:
        for number, _ in _capacity_rows(model, layout):
            draft.rows[number] = _guarded(draft, draft.rows[number], layout, most, buckets)
    model = _with(model, draft)
    return checked(problem, model=model, answer=once(model.linear, solving=solving))


def carrying(problem: Problem, *, mix: Mix, year: int) -> dict[str, int]:
    """Servers in service in a year that are not spares, by configuration."""
    there = standing(problem, mix=mix, year=year)
    return {name: max(count - problem.spares, 0) for name, count in there.items()}


def standing(problem: Problem, *, mix: Mix, year: int) -> dict[str, int]:
    """Servers in service in a year with their spares, by configuration."""
    bought = {c.id: 0 for c in problem.configurations} | {p.configuration: p.servers for p in mix.purchases}
    choice = Choice(bought, mix.shares, mix.scale, mix.orders)
    return {name: servers_there(problem, choice=choice, configuration=name, year=year) for name in bought}


def _check(problem: Problem) -> None:
    check_problem(problem)
    if problem.pools:
        raise ProblemError(
            "복제본 단위 배치에서는 변동을 이렇게 셀 수 없습니다. "
            "/ Where models run in whole replicas, variation cannot be computed like this."
        )


def _widened(problem: Problem, times: int) -> tuple[Model, Draft]:
    """The program of the plan with room to buy for `times` the demand; loads are those of the plan."""
    wide = replace(problem, buckets=tuple(replace(b, rate=b.rate * Decimal(times)) for b in problem.buckets))
    model = cheapest_model(wide)
    draft = Draft(list(model.linear.columns), list(model.linear.rows))
    for layout in model.years:
        shares = set(layout.shares.values())
        for number, row in _capacity_rows(model, layout):
            terms = tuple((c, v / times if c in shares else v) for c, v in row.terms)
            draft.rows[number] = replace(row, terms=terms)
    return model, draft


def _capacity_rows(model: Model, layout: Layout) -> list[tuple[int, Row]]:
    """The rows of one year that hold shares and servers together."""
    servers = {column for one in model.years for column in one.servers.values()}
    shares = set(layout.shares.values())
    return [
        (number, row)
        for number, row in enumerate(model.linear.rows)
        if not row.rule and row.sense == "<=" and _touches(row, servers) and _touches(row, shares)
    ]


def _touches(row: Row, columns: set[int]) -> bool:
    return any(column in columns for column, _ in row.terms)


def _sampled(problem: Problem, drawn: Sequence[Scenario], *, spare: int, year: int) -> Model:
    most = max((f for one in drawn for f in one.demand.values()), default=Fraction(1))
    least = min((f for one in drawn for f in one.speed.values()), default=Fraction(1))
    model, draft = _widened(problem, max(ceil(most / least), 1))
    planned = list(draft.rows)
    missed = []
    for one in drawn:
        miss = draft.column(upper=1, integer=True)
        missed.append((miss, 1.0))
        _scenario_rows(problem, model, draft, planned=planned, one=one, miss=miss, year=year)
    draft.row("", missed, sense="<=", limit=float(spare))
    return _with(model, draft)


def _scenario_rows(
    problem: Problem, model: Model, draft: Draft, *, planned: Sequence[Row], one: Scenario, miss: int, year: int
) -> None:
    """One block of the extensive form: the scenario's own shares on the same servers."""
    layout, barred = model.years[year], barred_pairs(problem)
    copies = {pair: draft.column(upper=0 if pair in barred else 1, integer=False) for pair in layout.shares}
    for bucket in problem.buckets:
        served = [(column, 1.0) for (_, b), column in copies.items() if b == bucket.id]
        draft.row("", [*served, (miss, 1.0)], sense=">=", limit=1.0)
    pairs = {column: pair for pair, column in layout.shares.items()}
    for number, _ in _capacity_rows(model, layout):
        draft.rows.append(_copied(planned[number], pairs, copies, one))


def _copied(
    row: Row, pairs: Mapping[int, tuple[str, str]], copies: Mapping[tuple[str, str], int], one: Scenario
) -> Row:
    terms = []
    for column, value in row.terms:
        pair = pairs.get(column)
        if pair is None:
            terms.append((column, value))
        else:
            terms.append((copies[pair], value * float(one.demand[pair[1]] / one.speed[pair])))
    return replace(row, terms=tuple(terms))


def _guarded(draft: Draft, row: Row, layout: Layout, most: Fraction, buckets: int) -> Row:
    """Σ load + Γ z + Σ p <= servers, with z + p >= most × load of each pair."""
    shares = set(layout.shares.values())
    loads = [(column, value) for column, value in row.terms if column in shares]
    highest = float(most) * sum(value for _, value in loads)
    each = draft.column(upper=highest, integer=False)
    over = []
    for column, value in loads:
        own = draft.column(upper=highest, integer=False)
        over.append((own, 1.0))
        draft.row("", [(each, 1.0), (own, 1.0), (column, -float(most) * value)], sense=">=", limit=0.0)
    return replace(row, terms=(*row.terms, (each, float(buckets)), *over))


def _with(model: Model, draft: Draft) -> Model:
    return replace(model, linear=replace(model.linear, columns=tuple(draft.columns), rows=tuple(draft.rows)))
