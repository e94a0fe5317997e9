from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.sizing.arrays import Arrays, arrays_of
from procurement.sizing.highs import Gap, Outcome, solve
from procurement.sizing.linear import Change, Column, Linear, Row, Sense, Stage
from procurement.sizing.relaxation import FEW_LINKS, Relaxation, best_of_each, bound_of, links, tied
from tests.performance.sizing_instances import Limits, linear_of, made_up

MANY = arrays_of(linear_of(made_up(20, 250, seed=3), limits=Limits(spares=1, least_order=2, vendor_share=0.5)))
SERVED = 0  # the first row says that the first bucket is served


def cold(program: Arrays) -> Outcome:
    cost = program.cost(program.stages[0].terms)
    return solve(program.relaxed(), cost=cost, gap=Gap(60.0, 0.0, 0.0), report=lambda _gap, _nodes: None)


def relaxation(program: Arrays, *touched: Change) -> Relaxation:
    return Relaxation(program, program.cost(program.stages[0].terms), touched)


def test_shares_brought_in_as_they_pay_reach_the_optimum_of_all() -> None:
    assert tied(MANY) > FEW_LINKS
    few = relaxation(MANY)
    found, full = few.solve(seconds=60), cold(MANY)
    assert np.count_nonzero(few.active) < MANY.lower.size
    assert float(few.cost @ found.values) == pytest.approx(full.bound, rel=2e-6)
    assert found.bound == pytest.approx(full.bound, rel=2e-6)
    assert (found.bound or 0) <= (full.bound or 0)


def test_moving_from_change_to_change_equals_starting_anew() -> None:
    tighter = Change(limits=((SERVED, 1.2),), bounds=((0, 0.0, 0.0),))
    dearer = (
        Change(coefficients=((250, 40, 3.5),)) if 40 in MANY.rows.index[slice(*MANY.rows.start[250:252])] else Change()
    )
    impossible = Change(limits=((SERVED, 99.0),))
    warm = relaxation(MANY, tighter, dearer, impossible)
    for change in (Change(), tighter, impossible, dearer, Change()):
        program = MANY.changed(change)
        warm.move_to(program)
        found, anew = warm.solve(seconds=60), cold(program)
        assert found.infeasible == anew.infeasible
        assert found.infeasible or found.bound == pytest.approx(anew.bound, rel=2e-6)


def test_no_time_gives_no_point_and_no_claim() -> None:
    found = relaxation(MANY).solve(seconds=0.0)
    assert (found.values.size, found.proven, found.infeasible) == (0, False, False)


@given(
    st.lists(st.integers(-3, 3), min_size=6, max_size=6),
    st.lists(st.sampled_from([-1e9, -2.5, -1.0, 0.0, 0.3, 1.0, 7.0]), min_size=3, max_size=3),
    st.lists(st.integers(-4, 4), min_size=2, max_size=2),
)
def test_no_duals_however_wrong_give_a_bound_above_the_optimum(
    entries: list[int], duals: list[float], costs: list[int]
) -> None:
    senses: tuple[Sense, ...] = ("<=", "=", ">=")
    rows = tuple(
        Row("", ((0, float(entries[2 * n])), (1, float(entries[2 * n + 1]))), sense, float(n))
        for n, sense in enumerate(senses)
    )
    columns = (Column(0, 5, integer=False), Column(-2, 3, integer=False))
    program = arrays_of(Linear(columns, rows, (Stage(tuple(enumerate(map(float, costs))), 0.0),), (), ()))
    found, cost = cold(program), program.cost(program.stages[0].terms)
    bound = bound_of(program, cost=cost, duals=np.array(duals))
    assert found.infeasible or bound <= float(cost @ found.values) + 1e-9


def test_a_link_ties_a_share_to_a_column_that_is_on_or_off_and_nothing_else() -> None:
    columns = (
        *(Column(0, 1, integer=False) for _ in range(4)),
        Column(0, 1, integer=True),
        Column(0, 1, integer=False),
    )
    rows = (
        Row("", ((0, 1.0), (4, -1.0)), "<=", 0.0),
        Row("", ((4, -2.0), (1, 1.0)), "<=", 0.0),
        Row("lot", ((2, 1.0), (4, -1.0)), "<=", 0.0),  # a rule, which may be left out
        Row("", ((3, 1.0), (5, -1.0)), "<=", 0.0),  # not on or off
        Row("", ((3, 1.0), (4, 1.0)), "<=", 0.0),  # the other way round
        Row("", ((3, 1.0), (4, -1.0)), "<=", 1.0),
        Row("", ((3, 1.0), (4, -1.0)), "=", 0.0),
    )
    assert links(arrays_of(Linear(columns, rows, (), (), ()))).tolist() == [0, 1, -1, -1, -1, -1]


def test_the_best_of_each_group_are_the_least_and_then_the_first() -> None:
    score, group = np.array([3.0, 1.0, 1.0, 2.0, 9.0]), np.array([0, 0, 0, 1, 1], np.int32)
    among = np.array([True, True, True, True, False])
    kept = best_of_each(score, among=among, group=group, count=1)
    assert kept.tolist() == [False, True, False, True, False]
