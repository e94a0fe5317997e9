from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement.sizing.arrays import Arrays, arrays_of
from procurement.sizing.highs import Gap, solve
from procurement.sizing.linear import Column, Linear, Row, Stage
from procurement.sizing.relaxation import Relaxation
from procurement.sizing.rounding import capacities, rounding_rows
from tests.performance.sizing_instances import Limits, linear_of, made_up

SWITCHED = Limits(spares=1, least_order=2)


def program_of(seed: int, *, limits: Limits = SWITCHED) -> Arrays:
    return arrays_of(linear_of(made_up(5, 12, seed=seed), limits=limits))


def least(program: Arrays, cost: np.ndarray) -> tuple[float, np.ndarray]:
    found = solve(program, cost=cost, gap=Gap(60.0, 0.0, 1e-9), report=lambda _gap, _nodes: None)
    assume(found.values.size)
    return float(cost @ found.values), found.values


@given(st.integers(0, 10_000), st.sampled_from([SWITCHED, Limits()]))
@settings(max_examples=25, deadline=None)
def test_the_rows_hold_for_the_best_whole_numbers_and_raise_the_bound(seed: int, limits: Limits) -> None:
    program = program_of(seed, limits=limits)
    cost = program.cost(program.stages[0].terms)
    relaxation, (value, point) = Relaxation(program, cost), least(program, cost)
    found = relaxation.solve(seconds=60)
    before = found.bound or 0.0
    for _ in range(4):
        rows = rounding_rows(capacities(program), point=found.values)
        if not rows:
            break
        assert not program.with_rows(rows).holds(found.values)
        relaxation.add(rows)
        assert relaxation.program.holds(point)
        found = relaxation.solve(seconds=60)
    assert before - 1e-6 <= (found.bound or 0.0) <= value + 1e-6


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_no_whole_numbered_purchase_breaks_a_row_made_for_any_point(seed: int) -> None:
    program, random = program_of(seed), np.random.default_rng(seed)
    relaxed = Relaxation(program, program.cost(program.stages[0].terms)).solve(seconds=60)
    assume(relaxed.values.size)
    rows = rounding_rows(capacities(program), point=relaxed.values)
    for _ in range(4):
        cost = random.uniform(-1, 1, program.lower.size)
        _, point = least(program, cost)
        assert program.with_rows(rows).holds(point)


def test_a_capacity_is_told_in_servers() -> None:
    columns = [Column(0, 1, integer=False), Column(0, 2, integer=False), Column(0, 1, integer=True)]
    columns += [Column(0, 9, integer=True), Column(0, 9, integer=True)]
    ties = (Row("", ((0, 1.0), (2, -1.0)), "<=", 0.0), Row("", ((2, -2.0), (1, 1.0)), "<=", 0.0))
    row = Row("", ((0, 3.0), (1, 1.5), (2, 2.0), (3, -2.0), (4, -2.0)), "<=", 4.0)
    (one,) = capacities(arrays_of(Linear(tuple(columns), (*ties, row), (), (), ())))
    assert (one.shares.tolist(), one.load.tolist(), one.most.tolist()) == ([0, 1], [1.5, 0.75], [1.0, 2.0])
    assert (one.used, one.spares, one.servers.tolist(), one.existing) == (2, 1.0, [3, 4], 2)


@pytest.mark.parametrize(
    "row",
    [
        Row("budget", ((0, 3.0), (1, -1.0)), "<=", 0.0),
        Row("", ((0, 3.0), (1, -1.0)), ">=", 0.0),
        Row("", ((0, 3.0), (1, -2.0)), "<=", 1.0),
        Row("", ((0, 3.0), (1, -2.0), (2, -1.0)), "<=", 0.0),
        Row("", ((0, 3.0), (1, -2.0), (2, 1.0)), "<=", 0.0),
        Row("", ((0, 3.0), (3, -1.0), (1, -2.0)), "<=", 0.0),
        Row("", ((0, 3.0), (3, -1.0)), "<=", 0.0),
    ],
)
def test_other_rows_are_no_capacity(row: Row) -> None:
    whole, part = Column(0, 9, integer=True), Column(0, 1, integer=False)
    assert capacities(arrays_of(Linear((part, whole, whole, part), (row,), (), (), ()))) == ()


def test_three_servers_and_a_bit_are_four() -> None:
    share, servers = Column(0, 1, integer=False), Column(0, 9, integer=True)
    served = tuple(Row("", ((column, 1.0),), "=", 1.0) for column in (0, 1))
    rows = (*served, Row("", ((0, 1.25), (1, 2.0), (2, -1.0)), "<=", 0.0))
    program = arrays_of(Linear((share, share, servers), rows, (Stage(((2, 1.0),), 0.0),), (), ()))
    relaxation = Relaxation(program, np.array([0.0, 0.0, 1.0]))
    found = relaxation.solve(seconds=9)
    assert found.values == pytest.approx([1.0, 1.0, 3.25])
    relaxation.add(rounding_rows(capacities(program), point=found.values))
    assert relaxation.solve(seconds=9).values == pytest.approx([1.0, 1.0, 4.0])


def test_nothing_is_cut_where_nothing_is_served() -> None:
    program = program_of(3)
    assert rounding_rows(capacities(program), point=np.zeros(program.lower.size)) == ()
