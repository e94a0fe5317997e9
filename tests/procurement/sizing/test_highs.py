from __future__ import annotations

import numpy as np
import pytest

from procurement.sizing import audit, highs
from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import Gap, HandOverRefused, Outcome, Solve, version
from procurement.sizing.linear import Column, Linear, Row, Terms

WHOLE = Column(0, 10, integer=True)
FREE = Column(0, 10, integer=False)
EXACT = Gap(10.0, 0.0, 0.0)
SEVEN = Row("", ((0, 2.0), (1, 3.0)), ">=", 7.0)

both_ways = pytest.mark.parametrize("solve", [highs.solve, audit.solve], ids=["arrays", "pulp"])


def least(
    solve: Solve, columns: tuple[Column, ...], rows: tuple[Row, ...], *, objective: Terms, gap: Gap = EXACT
) -> Outcome:
    program = arrays_of(Linear(columns, rows, (), (), ()))
    return solve(program, cost=program.cost(objective), gap=gap, report=lambda _gap, _nodes: None)


@both_ways
def test_a_whole_optimum_is_proven_with_its_bound(solve: Solve) -> None:
    found = least(solve, (WHOLE, WHOLE), (SEVEN,), objective=((0, 2.0), (1, 2.5)))
    assert (found.status, found.values.tolist(), found.bound, found.proven, found.infeasible) == (
        "Optimal",
        [2.0, 1.0],
        6.5,
        True,
        False,
    )


@both_ways
def test_a_continuous_optimum_bounds_itself_and_has_duals(solve: Solve) -> None:
    found = least(solve, (FREE,), (Row("", ((0, 2.0),), "=", 5.0),), objective=((0, 1.0),))
    assert (found.values.tolist(), found.bound, found.proven, found.duals.tolist()) == ([2.5], 2.5, True, [0.5])


@both_ways
def test_what_cannot_be_is_infeasible_and_has_no_values(solve: Solve) -> None:
    found = least(solve, (WHOLE,), (Row("", ((0, 1.0),), ">=", 11.0),), objective=((0, 1.0),))
    assert (found.values.size, found.proven, found.infeasible) == (0, False, True)


@both_ways
def test_time_that_ran_out_is_neither_proof_nor_infeasible(solve: Solve) -> None:
    found = least(solve, (WHOLE, WHOLE), (SEVEN,), objective=((0, 2.0), (1, 2.5)), gap=Gap(0.0, 0.0, 0.0))
    assert (found.status, found.values.size, found.proven, found.infeasible) == ("Time limit reached", 0, False, False)


@both_ways
def test_a_column_nobody_names_stands_at_its_lower_end(solve: Solve) -> None:
    lone = Column(3, 5, integer=True)
    found = least(solve, (FREE, lone), (Row("", ((0, 1.0),), ">=", 1.0),), objective=((0, 1.0),))
    assert found.values.tolist() == [1.0, 3.0]


@both_ways
def test_a_program_without_rows_rests_at_its_bounds(solve: Solve) -> None:
    assert least(solve, (WHOLE, FREE), (), objective=((0, -1.0), (1, 1.0))).values.tolist() == [10.0, 0.0]


@both_ways
def test_what_is_good_enough_ends_the_search_without_a_proof(solve: Solve) -> None:
    rows = (Row("", tuple((n, 2.0 + n % 7) for n in range(60)), "=", 181.0),)
    costs = tuple((n, 3.0 + (n * n) % 11) for n in range(60))
    found = least(solve, (WHOLE,) * 60, rows, objective=costs, gap=Gap(10.0, 0.0, 0.0, enough=10_000.0))
    assert (found.status, found.proven) == ("Target for objective reached", False)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(HandOverRefused, match="모형을 받지"):
        least(highs.solve, (FREE,), (Row("", ((0, np.inf),), ">=", 1.0),), objective=())


def test_the_versions_are_stated() -> None:
    assert version().startswith("HiGHS 1.")
    assert "PuLP 3." in version()
