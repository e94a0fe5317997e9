"""One solve by HiGHS through PuLP, judged by what HiGHS itself reports and never by a status word of PuLP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from math import isfinite
from typing import Any

import highspy
import pulp

from procurement.sizing.linear import Linear, Row, Terms

FEASIBILITY = 1e-9
SEED = 20261122
_SENSES = {"<=": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}
_FEASIBLE = 2  # HighsSolutionStatus.kSolutionStatusFeasible
# every column is bounded, so a model that is "infeasible or unbounded" is infeasible
_INFEASIBLE = ("Infeasible", "Primal infeasible or unbounded")

Report = Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Gap:
    """When to stop: seconds, and the absolute and relative distance from the bound that counts as proven."""

    seconds: float
    absolute: float
    relative: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one solve found: HiGHS' status text, values by column (empty if none), bound, and what it proved."""

    status: str
    values: tuple[float, ...]
    bound: float | None
    proven: bool
    infeasible: bool


def version() -> str:
    """The solver and the layer above it, with versions."""
    return f"HiGHS {metadata.version('highspy')} / PuLP {metadata.version('pulp')}"


def solve(linear: Linear, *, objective: Terms, rows: tuple[Row, ...], gap: Gap, report: Report) -> Outcome:
    """Minimise `objective` over the program's columns and the given rows, one thread, fixed seed.

    Values are kept only when HiGHS says the point is feasible and PuLP's own check of every row agrees.
    """
    problem, variables = _build(linear, objective, rows)
    problem.solve(_solver(gap, report))
    return _outcome(problem, variables, linear)


def _build(linear: Linear, objective: Terms, rows: tuple[Row, ...]) -> tuple[Any, list[Any]]:
    problem = pulp.LpProblem("mix", pulp.LpMinimize)
    variables = [
        problem.add_variable(f"v{n:06d}", c.lower, c.upper, pulp.LpInteger if c.integer else pulp.LpContinuous)
        for n, c in enumerate(linear.columns)
    ]
    problem.setObjective(_expression(objective, variables))
    for n, row in enumerate(rows):
        sense = _SENSES[row.sense]
        constraint = pulp.LpConstraint(_expression(row.terms, variables), sense, rhs=row.limit)
        problem.addConstraint(constraint, f"r{n:06d}")
    return problem, variables


def _expression(terms: Terms, variables: list[Any]) -> Any:  # noqa: ANN401 -- PuLP has no types
    return pulp.LpAffineExpression([(variables[column], coefficient) for column, coefficient in terms])


def _solver(gap: Gap, report: Report) -> Any:  # noqa: ANN401 -- PuLP has no types
    def hear(_kind: object, _message: str, out: Any, _into: object, _user: object) -> None:  # noqa: ANN401 -- highspy's
        report(out.mip_gap, out.mip_node_count)

    return pulp.HiGHS(
        msg=True,  # PuLP 3.3.2 silences the callbacks with msg=False
        log_to_console=False,
        callbackTuple=(hear, None),
        callbacksToActivate=[highspy.cb.HighsCallbackType.kCallbackMipLogging],
        threads=1,
        timeLimit=gap.seconds,
        gapAbs=gap.absolute,
        gapRel=gap.relative,
        random_seed=SEED,
        primal_feasibility_tolerance=FEASIBILITY,
        mip_feasibility_tolerance=FEASIBILITY,
    )


def _outcome(problem: Any, variables: list[Any], linear: Linear) -> Outcome:  # noqa: ANN401 -- PuLP has no types
    highs = problem.solverModel
    info, status = highs.getInfo(), highs.modelStatusToString(highs.getModelStatus())
    feasible = info.primal_solution_status == _FEASIBLE and problem.valid(1e-6)
    values = _values(variables, linear) if feasible else ()
    whole = any(column.integer for column in linear.columns)
    bound = info.mip_dual_bound if whole else info.objective_function_value
    return Outcome(
        status=status,
        values=values,
        bound=bound if isfinite(bound) and abs(bound) < highspy.kHighsInf else None,
        proven=feasible and status == "Optimal",
        infeasible=status in _INFEASIBLE,
    )


def _values(variables: list[Any], linear: Linear) -> tuple[float, ...]:
    """A column that no row and no objective names never reaches HiGHS; it stands at its lower end."""
    pairs = zip(variables, linear.columns, strict=True)
    return tuple(float(column.lower if v.varValue is None else v.varValue) for v, column in pairs)
