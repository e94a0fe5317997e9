from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Column, Linear, Row, Stage
from procurement.sizing.relaxation import FEW_LINKS, tied
from procurement.sizing.stages import Asked, in_order
from tests.performance.sizing_instances import Limits, linear_of, made_up

ASKED = Asked("prove", solve, 5e-4, lambda: 60.0, lambda _gap, _nodes: None)
WHOLE = Column(0, 9, integer=True)
FIVE = Row("", ((0, 1.0), (1, 1.0)), ">=", 4.5)


def test_a_second_objective_chooses_among_the_best_of_the_first() -> None:
    count, dear = Stage(((0, 1.0), (1, 1.0)), 1.0), Stage(((0, 3.0), (1, 2.0)), 1.0)
    found = in_order(arrays_of(Linear((WHOLE, WHOLE), (FIVE,), (count, dear), (), ())), asked=ASKED)
    assert (found.values, found.bound, found.proven, found.ties_settled) == ((0.0, 5.0), 5.0, True, True)


def test_a_continuous_objective_is_held_while_the_next_is_sought() -> None:
    share = Column(0, 1, integer=False)
    most, few = Stage(((1, -1.0),), 0.0), Stage(((0, 1.0),), 1.0)
    rows = (Row("", ((1, 4.0), (0, -1.0)), "<=", 0.0),)
    found = in_order(arrays_of(Linear((WHOLE, share), rows, (most, few), (), ((1, -1.0),))), asked=ASKED)
    assert found.values == (4.0, 1.0)


def few_servers_many_buckets(*, buckets: int) -> Linear:
    """Four servers, so that a proof is quick, each bucket carried by at least the first."""
    made = made_up(4, buckets, seed=2)
    load = {**{(0, b): 5.0 for b in range(buckets)}, **made.load}
    return linear_of(replace(made, load=load), limits=Limits(spares=1, least_order=2))


@pytest.mark.parametrize("buckets", [20, 1_200])
def test_a_quick_answer_is_within_its_target_of_a_bound_below_the_optimum(buckets: int) -> None:
    linear = few_servers_many_buckets(buckets=buckets)
    found = in_order(arrays_of(linear), asked=replace(ASKED, mode="fast", target=0.01))
    value = sum(coefficient * found.values[column] for column, coefficient in linear.stages[0].terms)
    assert found.bound is not None
    assert 0 <= value - found.bound <= 0.01 * value


def test_a_large_program_is_proven_after_the_quick_way() -> None:
    linear = few_servers_many_buckets(buckets=1_200)
    assert tied(arrays_of(linear)) > FEW_LINKS
    found = in_order(arrays_of(linear), asked=replace(ASKED, target=0.05))
    value = sum(coefficient * found.values[column] for column, coefficient in linear.stages[0].terms)
    assert found.proven
    assert found.bound == pytest.approx(value)
