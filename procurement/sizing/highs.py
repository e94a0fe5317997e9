"""One solve by HiGHS, handed over as arrays in one call, and judged by what HiGHS reports and our own check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from math import isfinite
from typing import Any, Protocol

import highspy
import numpy as np

from procurement.sizing.arrays import Arrays, Floats

FEASIBILITY = 1e-9
SEED = 20261122
_FEASIBLE = 2  # HighsSolutionStatus.kSolutionStatusFeasible
_HIGHS: Any = highspy.Highs  # it has no types
# every column is bounded, so a model that is "infeasible or unbounded" is infeasible
# searches beside the tree cost more than a small program's whole tree: 2 to 5 times on 4 types x 36 buckets
SMALL = 500
_TREE_ONLY = {
    "mip_detect_symmetry": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
}
_INFEASIBLE = ("Infeasible", "Primal infeasible or unbounded")

Report = Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Gap:
    """When to stop: seconds, the distances from the bound that count as proven, a value that is good enough, nodes."""

    seconds: float
    absolute: float
    relative: float
    enough: float | None = None
    nodes: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one solve found: HiGHS' status text, values by column (empty if none), bound, and what it proved.

    `duals`: by row, for a program without whole-numbered columns; empty otherwise.
    """

    status: str
    values: Floats
    bound: float | None
    proven: bool
    infeasible: bool
    duals: Floats = field(default_factory=lambda: np.zeros(0))


class Solve(Protocol):
    """One solve, by whichever layer writes the program down."""

    def __call__(self, program: Arrays, /, *, cost: Floats, gap: Gap, report: Report) -> Outcome:
        """Minimise `cost` over the program."""


class HandOverRefused(Exception):
    """HiGHS did not take the program: a number in it is not finite, or a column is out of range."""


@cache
def version() -> str:
    """The solver and the layer above it, with versions."""
    return f"HiGHS {metadata.version('highspy')} / PuLP {metadata.version('pulp')}"


def solve(program: Arrays, *, cost: Floats, gap: Gap, report: Report) -> Outcome:
    """Minimise `cost` over the program, one thread, fixed seed.

    Values are kept only when HiGHS says the point is feasible and our own check of every row agrees. Raises
    HandOverRefused.
    """
    highs = handle(program, cost=cost)
    tree_only = _TREE_ONLY if program.lower.size <= SMALL else {}
    for name, value in (options_for(gap) | tree_only).items():
        highs.setOptionValue(name, value)
    highs.cbMipLogging += lambda event: report(event.data_out.mip_gap, event.data_out.mip_node_count)
    highs.run()
    return outcome(highs, program=program, point=np.array(highs.getSolution().col_value))


def handle(program: Arrays, *, cost: Floats) -> Any:  # noqa: ANN401 -- highspy has no types
    """HiGHS holding the program: the hand-over, in one call. Raises HandOverRefused."""
    highs = _HIGHS()
    highs.setOptionValue("log_to_console", False)  # noqa: FBT003 -- highspy's own; output_flag would hush callbacks
    given = highs.passModel(*program.passed(cost=cost))
    if given == highspy.HighsStatus.kError:
        raise HandOverRefused("HiGHS가 모형을 받지 않았습니다. / HiGHS refused the program.")
    return highs


def options_for(gap: Gap) -> dict[str, Any]:
    """HiGHS' options: one thread, a fixed seed, tight feasibility, and when to stop."""
    return {
        "threads": 1,
        "random_seed": SEED,
        "primal_feasibility_tolerance": FEASIBILITY,
        "mip_feasibility_tolerance": FEASIBILITY,
        "time_limit": gap.seconds,
        "mip_abs_gap": gap.absolute,
        "mip_rel_gap": gap.relative,
        "mip_max_nodes": highspy.kHighsIInf if gap.nodes is None else gap.nodes,
        "objective_target": -highspy.kHighsInf if gap.enough is None else gap.enough,
    }


def outcome(highs: Any, *, program: Arrays, point: Floats) -> Outcome:  # noqa: ANN401 -- highspy has no types
    """What HiGHS says after a run, and `point` as far as it keeps the program."""
    info, status = highs.getInfo(), highs.modelStatusToString(highs.getModelStatus())
    whole = program.integer.any()
    feasible = info.primal_solution_status == _FEASIBLE and program.holds(point)
    bound = info.mip_dual_bound if whole else info.objective_function_value
    return Outcome(
        status=status,
        values=point if feasible else np.zeros(0),
        bound=bound if isfinite(bound) and abs(bound) < highspy.kHighsInf else None,
        proven=feasible and status == "Optimal",
        infeasible=status in _INFEASIBLE,
        duals=np.zeros(0) if whole else np.array(highs.getSolution().row_dual),
    )
