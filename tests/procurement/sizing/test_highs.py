from __future__ import annotations

from procurement.sizing.highs import Gap, solve, version
from procurement.sizing.linear import Column, Linear, Row

WHOLE = Column(0, 10, integer=True)
FREE = Column(0, 10, integer=False)
EXACT = Gap(10.0, 0.0, 0.0)


def program(*columns: Column) -> Linear:
    return Linear(columns, (), (), (), ())


def quiet(_gap: float, _nodes: float) -> None:
    pass


def test_a_whole_optimum_is_proven_with_its_bound() -> None:
    rows = (Row("", ((0, 2.0), (1, 3.0)), ">=", 7.0),)
    found = solve(program(WHOLE, WHOLE), objective=((0, 2.0), (1, 2.5)), rows=rows, gap=EXACT, report=quiet)
    assert (found.status, found.values, found.bound, found.proven, found.infeasible) == (
        "Optimal",
        (2.0, 1.0),
        6.5,
        True,
        False,
    )


def test_a_continuous_optimum_bounds_itself() -> None:
    found = solve(program(FREE), objective=((0, 1.0),), rows=(Row("", ((0, 2.0),), "=", 5.0),), gap=EXACT, report=quiet)
    assert (found.values, found.bound, found.proven) == ((2.5,), 2.5, True)


def test_what_cannot_be_is_infeasible_and_has_no_values() -> None:
    rows = (Row("", ((0, 1.0),), ">=", 11.0),)
    found = solve(program(WHOLE), objective=((0, 1.0),), rows=rows, gap=EXACT, report=quiet)
    assert (found.values, found.proven, found.infeasible) == ((), False, True)


def test_time_that_ran_out_is_neither_proof_nor_infeasible() -> None:
    rows = (Row("", ((0, 2.0), (1, 3.0)), ">=", 7.0),)
    gap = Gap(0.0, 0.0, 0.0)
    found = solve(program(WHOLE, WHOLE), objective=((0, 2.0), (1, 2.5)), rows=rows, gap=gap, report=quiet)
    assert (found.status, found.values, found.proven, found.infeasible) == ("Time limit reached", (), False, False)


def test_a_column_nobody_names_stands_at_its_lower_end() -> None:
    lone = Column(3, 5, integer=True)
    found = solve(
        program(FREE, lone), objective=((0, 1.0),), rows=(Row("", ((0, 1.0),), ">=", 1.0),), gap=EXACT, report=quiet
    )
    assert found.values == (1.0, 3.0)


def test_the_versions_are_stated() -> None:
    assert version().startswith("HiGHS 1.")
    assert "PuLP 3." in version()
