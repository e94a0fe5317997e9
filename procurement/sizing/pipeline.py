"""The quick way to an answer with a certificate: relax, keep what is nearly worth its cost, solve, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from procurement.sizing.arrays import Arrays, Floats, Truths
from procurement.sizing.highs import Gap, Outcome, Report, Solve
from procurement.sizing.linear import Stage
from procurement.sizing.relaxation import Relaxation, links, narrowed, reduced_costs, switches
from procurement.sizing.rounding import capacities, rounding_rows

OPEN, CLOSED = 0.9, 0.05
REACHES = (2, 1, 3)
NODES = 100
ROUNDS = 3
ALMOST = 0.95
EXACT = 1e-6
RELATIVE_GAP = 1e-7


@dataclass(frozen=True, slots=True)
class Quick:
    """How to search: by which solve, to which relative gap, in how many seconds, and who listens."""

    solve: Solve
    target: float
    remaining: Callable[[], float]
    report: Report


def certified(program: Arrays, *, stage: Stage, quick: Quick) -> Outcome:
    """A good answer and a bound that no answer beats, both checked by our own arithmetic.

    The relaxation's bound is raised by rows that whole servers obey. Its duals say what every share would cost too
    much; shares within a small part of their demand's price are kept and solved with whole numbers until the bound is
    `target` away: first near the relaxation's point, then anywhere and with more shares, as far as needed.
    `proven` only when value and bound are the same. Source: sizing design §4.2.
    """
    cost = program.cost(stage.terms)
    relaxation = Relaxation(program, cost)
    relaxed = relaxation.solve(seconds=max(quick.remaining(), 0.0))
    raised = _raised(relaxation, relaxed, quick)
    if raised.infeasible or not raised.values.size or raised.bound is None:
        return replace(raised, values=np.zeros(0), duals=np.zeros(0))
    bound = rounded_up(raised.bound, step=stage.step)
    best = replace(relaxed, values=np.zeros(0), duals=np.zeros(0), bound=bound, status="Time limit reached")
    for tried, cut in _attempts(program, relaxed):
        kept = _kept(tried, cost, relaxed, cut)
        found = _restricted(tried, kept, cost, _gap(stage, bound, quick), quick)
        if found.size and (not best.values.size or cost @ found < cost @ best.values):
            best = replace(
                best, values=found, status=f"Within {gap_of(float(cost @ found), bound=bound):.6%} of the bound"
            )
        if best.values.size and gap_of(float(cost @ best.values), bound=bound) <= quick.target:
            break
    return _judged(best, cost, stage)


def _attempts(program: Arrays, relaxed: Outcome) -> Iterator[tuple[Arrays, float]]:
    """What to search, and which shares to keep, from the narrowest on."""
    yield from ((_near(program, relaxed, reach=reach), 0.1) for reach in REACHES)
    yield from ((program, cut) for cut in (0.05, 0.2))


def better(program: Arrays, stage: Stage, one: Outcome, other: Outcome) -> Outcome:
    """The better point of two searches with the better bound and the last status; proven when they meet."""
    cost = program.cost(stage.terms)
    first, last = sorted((one, other), key=lambda each: float(cost @ each.values) if each.values.size else float("inf"))
    bounds = [each.bound for each in (first, last) if each.bound is not None]
    found = replace(first, status=other.status, bound=max(bounds, default=None), infeasible=other.infeasible)
    return _judged(found, cost, stage)


def distance(program: Arrays, *, stage: Stage, found: Outcome) -> float:
    """How far the point found may be from the best, relative to its value; 0 when it is proven."""
    value = float(program.cost(stage.terms) @ found.values)
    return gap_of(value, bound=value if found.bound is None else found.bound)


def _judged(found: Outcome, cost: Floats, stage: Stage) -> Outcome:
    if not found.values.size or found.bound is None:
        return replace(found, proven=False)
    value, bound = float(cost @ found.values), rounded_up(found.bound, step=stage.step)
    slack = stage.step * EXACT if stage.step else RELATIVE_GAP * abs(value)
    return replace(found, bound=bound, proven=value - bound <= slack)


def gap_of(value: float, *, bound: float) -> float:
    """How far a value may be from the best, relative to itself."""
    return max(value - bound, 0.0) / abs(value) if value else 0.0


def rounded_up(bound: float, *, step: float) -> float:
    """The least value an objective that moves in steps can take at or above a bound."""
    return ceil(bound / step - EXACT) * step if step else bound


def _gap(stage: Stage, bound: float, quick: Quick) -> Gap:
    enough = bound + abs(bound) * quick.target * ALMOST
    return Gap(max(quick.remaining(), 0.0), stage.step / 2, quick.target / 4, enough, NODES)


def _raised(relaxation: Relaxation, found: Outcome, quick: Quick) -> Outcome:
    """The relaxation solved again and again with rows that its fractions of servers break: its bound rises."""
    room = capacities(relaxation.program)
    for _ in range(ROUNDS):
        rows = rounding_rows(room, point=found.values) if found.values.size else ()
        if not rows or quick.remaining() <= 0:
            break
        relaxation.add(rows)
        further = relaxation.solve(seconds=max(quick.remaining(), 0.0))
        if not further.infeasible and (not further.values.size or further.bound is None):
            break
        found = further
    return found


def _near(program: Arrays, relaxed: Outcome, *, reach: int) -> Arrays:
    """Whole numbers at most `reach` from the relaxation's, what ties shares on or off where it is nearly so there."""
    lower, upper = program.lower.copy(), program.upper.copy()
    whole = np.flatnonzero(program.integer)
    lower[whole] = np.maximum(lower[whole], np.floor(relaxed.values[whole]) - reach)
    upper[whole] = np.minimum(upper[whole], np.ceil(relaxed.values[whole]) + reach)
    switch = np.setdiff1d(switches(program), [-1])
    lower[switch[relaxed.values[switch] >= OPEN]] = 1.0
    closed = switch[relaxed.values[switch] <= CLOSED]
    upper[closed] = lower[closed]
    return replace(program, lower=lower, upper=upper)


def _kept(program: Arrays, cost: Floats, relaxed: Outcome, cut: float) -> Truths:
    """Columns that stand above 0, must be whole, or cost at most `cut` more than what their rows pay for them."""
    reduced = reduced_costs(program, cost=cost, duals=relaxed.duals)
    credit = program.rows.value * relaxed.duals[program.rows.owner()]
    paid = np.bincount(program.rows.index, np.maximum(credit, 0.0), cost.size)
    switch = switches(program)
    shared, shut = switch >= 0, program.upper[switch] == 0
    kept: Truths = ~shared | ~shut & ((relaxed.values > 0) | (reduced <= cut * paid))
    return kept


def _restricted(program: Arrays, kept: Truths, cost: Floats, gap: Gap, quick: Quick) -> Floats:
    """The best point found with only the kept columns, over all columns; empty if none was."""
    rows = np.ones(program.row_lower.size, np.bool_)
    rows[links(program)[~kept]] = False
    small = narrowed(program.picked(rows), columns=kept)
    found = quick.solve(small, cost=cost[kept], gap=gap, report=quick.report)
    if not found.values.size:
        return found.values
    point = np.zeros(cost.size)
    point[kept] = found.values
    return point
