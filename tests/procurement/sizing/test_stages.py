from __future__ import annotations

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Column, Linear, Row, Stage
from procurement.sizing.stages import Asked, in_order

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
