from __future__ import annotations

import numpy as np
import pytest

from procurement.sizing.arrays import Arrays, arrays_of
from procurement.sizing.highs import Gap, Outcome, solve
from procurement.sizing.linear import Change, Column, Linear, Row, Stage
from procurement.sizing.pipeline import Quick, better, certified, distance, gap_of, rounded_up
from tests.performance.sizing_instances import Limits, linear_of, made_up

PROGRAM = arrays_of(linear_of(made_up(12, 60, seed=5), limits=Limits(spares=1, least_order=2, domestic_share=0.3)))
COUNT = Stage(((0, 1.0),), 1.0)


def quick(target: float, *, seconds: float = 60.0) -> Quick:
    return Quick(solve, target, lambda: seconds, lambda _gap, _nodes: None)


def least(program: Arrays, *, target: float, seconds: float = 60.0) -> Outcome:
    return certified(program, stage=program.stages[0], quick=quick(target, seconds=seconds))


def test_the_quick_answer_holds_and_its_bound_is_below_the_proven_optimum() -> None:
    found, cost = least(PROGRAM, target=0.01), PROGRAM.cost(PROGRAM.stages[0].terms)
    full = solve(PROGRAM, cost=cost, gap=Gap(60.0, 0.5, 0.0), report=lambda _gap, _nodes: None)
    optimum = round(float(cost @ full.values))
    assert PROGRAM.holds(found.values)
    assert found.bound is not None
    assert found.bound <= optimum <= round(float(cost @ found.values))
    assert distance(PROGRAM, stage=PROGRAM.stages[0], found=found) <= 0.01


def test_the_same_question_has_the_same_quick_answer() -> None:
    assert least(PROGRAM, target=0.01).values.tolist() == least(PROGRAM, target=0.01).values.tolist()


def test_a_relaxation_that_cannot_be_is_infeasible() -> None:
    impossible = PROGRAM.changed(Change(limits=((0, 50.0),)))
    found = least(impossible, target=0.01)
    assert (found.infeasible, found.values.size, found.proven) == (True, 0, False)


def test_without_time_there_is_neither_answer_nor_bound() -> None:
    found = least(PROGRAM, target=0.01, seconds=0.0)
    assert (found.values.size, found.infeasible, found.proven) == (0, False, False)


def test_a_value_that_meets_the_rounded_bound_is_proven_by_arithmetic() -> None:
    program = arrays_of(Linear((Column(0, 9, integer=True),), (Row("", ((0, 2.0),), ">=", 5.0),), (COUNT,), (), ()))
    found = least(program, target=0.1)
    assert (found.values.tolist(), found.bound, found.proven) == ([3.0], 3.0, True)


@pytest.mark.parametrize(("step", "bound"), [(0.0, 2.3), (1.0, 3.0), (0.5, 2.5)])
def test_a_bound_is_raised_to_the_next_step(step: float, bound: float) -> None:
    assert rounded_up(2.3, step=step) == bound


def test_a_gap_is_relative_to_the_value_whatever_its_sign() -> None:
    assert [gap_of(value, bound=bound) for value, bound in ((10.0, 9.0), (-8.0, -10.0), (0.0, 0.0), (5.0, 5.1))] == [
        0.1,
        0.25,
        0.0,
        0.0,
    ]


def test_the_better_of_two_searches_takes_the_better_bound() -> None:
    program = arrays_of(Linear((Column(0, 9, integer=True),), (), (COUNT,), (), ()))
    dear = Outcome("a", np.array([5.0]), 3.0, proven=False, infeasible=False)
    cheap = Outcome("b", np.array([4.0]), 2.0, proven=False, infeasible=False)
    none = Outcome("c", np.zeros(0), None, proven=False, infeasible=False)
    found = better(program, COUNT, dear, cheap)
    assert (found.status, found.values.tolist(), found.bound, found.proven) == ("b", [4.0], 3.0, False)
    assert better(program, COUNT, none, cheap).bound == 2.0
    assert better(program, COUNT, none, none).bound is None
