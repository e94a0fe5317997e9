from __future__ import annotations

import pytest

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Change, Column, Linear, Row, Stage
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked

PROGRAM = Linear(
    (Column(0, 9, integer=True), Column(0, 1, integer=False)),
    (Row("", ((0, 1.0), (1, 1.0)), ">=", 2.5),),
    (Stage(((0, 3.0), (1, 1.0)), 0.0),),
    (),
    ((1, 1.0),),
)


def test_each_change_is_answered_from_the_program_itself() -> None:
    asked = Asked("prove", solve, 5e-4, lambda: 60.0, lambda _gap, _nodes: None)
    changes = (Change(limits=((0, 4.0),)), Change(), Change(coefficients=((0, 1, 0.5),)))
    found = answers(arrays_of(PROGRAM), changes=changes, asked=asked)
    assert [one.values for one in found] == [(3.0, 1.0), (2.0, 0.5), (2.0, 1.0)]


def test_relaxations_in_a_row_have_points_bounds_and_duals_and_prove_nothing() -> None:
    asked = Asked("relaxed", solve, 5e-4, lambda: 60.0, lambda _gap, _nodes: None)
    changes = (Change(limits=((0, 4.25),)), Change(limits=((0, 99.0),)), Change())
    dear, never, found = answers(arrays_of(PROGRAM), changes=changes, asked=asked)
    assert (dear.values, dear.duals, dear.proven) == ((3.25, 1.0), (3.0,), False)
    assert (never.values, never.infeasible) == ((), True)
    assert found.values == (1.5, 1.0)
    assert found.bound == pytest.approx(5.5)


def test_what_the_time_no_longer_allows_has_no_values() -> None:
    left = iter([60.0])
    asked = Asked("relaxed", solve, 5e-4, lambda: next(left, 0.0), lambda _gap, _nodes: None)
    first, late = answers(arrays_of(PROGRAM), changes=(Change(), Change()), asked=asked)
    assert (first.values, late.values, late.status) == ((1.5, 1.0), (), "Time limit reached")
