"""The program through PuLP: a model that people can read (.lp, .mps), and a second way to solve it, as a check."""

from __future__ import annotations

from dataclasses import replace
from math import isinf
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pulp

from procurement.sizing.arrays import FEASIBLE, Arrays, Floats, arrays_of
from procurement.sizing.highs import Gap, Outcome, Report, options_for, outcome
from procurement.sizing.linear import Linear

WRITERS = {".lp": "writeLP", ".mps": "writeMPS"}


class UnknownModelFormat(Exception):
    """A model file is asked for whose name ends neither in .lp nor in .mps."""


def export(linear: Linear, *, into: Path) -> None:
    """Write the program with its first objective as CPLEX LP or MPS text, by the ending of `into`.

    Columns are v000000 and on in the program's order; a row's name carries its rule. Raises UnknownModelFormat.
    """
    if into.suffix not in WRITERS:
        raise UnknownModelFormat(
            f"{into.name}: .lp 또는 .mps로 끝나야 합니다. / {into.name}: the name must end in .lp or .mps."
        )
    program = arrays_of(linear)
    problem, _ = build(program, cost=program.cost(linear.stages[0].terms))
    getattr(problem, WRITERS[into.suffix])(str(into))


def solve(program: Arrays, *, cost: Floats, gap: Gap, report: Report) -> Outcome:
    """As `highs.solve`, written down by PuLP and with PuLP's own check of every row besides ours."""
    problem, variables = build(program, cost=cost)
    problem.solve(_solver(gap, report))
    pairs = zip(variables, program.lower.tolist(), strict=True)
    # a column that no row and no objective names never reaches HiGHS; it stands at its lower end
    point = np.array([low if variable.varValue is None else variable.varValue for variable, low in pairs])
    found = outcome(problem.solverModel, program=program, point=point)
    return found if problem.valid(FEASIBLE) else replace(found, values=np.zeros(0), proven=False)


def build(program: Arrays, *, cost: Floats) -> tuple[Any, list[Any]]:
    """The program as PuLP's problem, and its variables by column."""
    problem = pulp.LpProblem("mix", pulp.LpMinimize)
    bounds = zip(program.lower.tolist(), program.upper.tolist(), program.integer.tolist(), strict=True)
    variables = [
        problem.add_variable(f"v{n:06d}", low, high, pulp.LpInteger if whole else pulp.LpContinuous)
        for n, (low, high, whole) in enumerate(bounds)
    ]
    problem.setObjective(pulp.LpAffineExpression([(variables[n], cost[n].item()) for n in np.flatnonzero(cost)]))
    for n, (low, high) in enumerate(zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)):
        sense, limit = _sense(low, high)
        row = pulp.LpConstraint(_row(program, variables, n), sense, rhs=limit)
        problem.addConstraint(row, "_".join(filter(None, (f"r{n:06d}", program.rules[program.rule[n]]))))
    return problem, variables


def _row(program: Arrays, variables: list[Any], number: int) -> Any:  # noqa: ANN401 -- PuLP has no types
    place = slice(program.rows.start[number], program.rows.start[number + 1])
    entries = zip(program.rows.index[place].tolist(), program.rows.value[place].tolist(), strict=True)
    return pulp.LpAffineExpression([(variables[column], value) for column, value in entries])


def _sense(low: float, high: float) -> tuple[int, float]:
    if low == high:
        return pulp.LpConstraintEQ, low
    return (pulp.LpConstraintLE, high) if isinf(low) else (pulp.LpConstraintGE, low)


def _solver(gap: Gap, report: Report) -> Any:  # noqa: ANN401 -- PuLP has no types
    def hear(_kind: object, _message: str, out: Any, _into: object, _user: object) -> None:  # noqa: ANN401 -- highspy's
        report(out.mip_gap, out.mip_node_count)

    return pulp.HiGHS(
        msg=True,  # PuLP 3.3.2 silences the callbacks with msg=False
        log_to_console=False,
        callbackTuple=(hear, None),
        callbacksToActivate=[highspy.cb.HighsCallbackType.kCallbackMipLogging],
        **options_for(gap),
    )
