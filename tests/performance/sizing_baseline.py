"""The ways we compare with, each in a process of its own so that a limit can be enforced: prints seconds and cost.

`sliced` assigns every slice of a bucket whole to one type, as Mélange does, by PuLP and CBC. `plain` hands our own
program to a solver through PuLP, term by term, without the steps of the quick way.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp

from procurement.sizing.arrays import arrays_of
from procurement.sizing.audit import build
from procurement.sizing.linear import Linear
from tests.performance.sizing_instances import Instance
from tests.performance.sizing_published import arena, readme

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds and the cost found; None when the limit came first."""

    seconds: float
    cost: float | None

    def words(self, limit: float) -> str:
        """For a cell of a table."""
        return f">{limit:g} s" if self.cost is None else f"{self.seconds:.2f} s ({self.cost:g})"


def spent() -> float:
    """Processor seconds of this process and of the children it has waited for."""
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in of)


def sliced(name: str, *, rate: int, factor: int, limit: float) -> Timed:
    """Time the sliced assignment in a child, given `limit` seconds of the processor; five times by the clock."""
    command = [sys.executable, "-m", "tests.performance.sizing_baseline", name, str(rate), str(factor), str(limit)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=5 * limit)
    except subprocess.TimeoutExpired:
        return Timed(limit, None)
    return Timed(**json.loads(done.stdout.splitlines()[-1]))


def plain(linear: Linear, *, solver: Any) -> Timed:
    """Time writing our program with PuLP and solving it with one of PuLP's solvers."""
    started = spent()
    program = arrays_of(linear)
    cost = program.cost(linear.stages[0].terms)
    problem, variables = build(program, cost=cost)
    problem.solve(solver)
    seconds = spent() - started
    values = [variable.varValue for variable in variables]
    whole = None not in values and problem.valid(1e-5)
    return Timed(seconds, sum(c * v for c, v in zip(cost, values, strict=True)) if whole else None)


def assignment(instance: Instance, *, factor: int, limit: float) -> Timed:
    """Every slice whole to one type, loads added up by type, whole numbers of types: PuLP and CBC."""
    started = spent()
    problem = pulp.LpProblem("slices", pulp.LpMinimize)
    count = [problem.add_variable(f"n{j}", 0, None, pulp.LpInteger) for j in range(len(instance.cost))]
    problem.setObjective(pulp.lpSum(c * n for c, n in zip(instance.cost, count, strict=True)))
    carried: list[list[Any]] = [[] for _ in count]
    for b in range(instance.buckets):
        able = [j for j in range(len(count)) if (j, b) in instance.load]
        for part in range(factor):
            chosen = {j: problem.add_variable(f"x{j}_{b}_{part}", 0, 1, pulp.LpBinary) for j in able}
            problem.addConstraint(pulp.lpSum(chosen.values()) == 1)
            for j, one in chosen.items():
                carried[j].append(instance.load[j, b] / factor * one)
    for j, load in enumerate(carried):
        problem.addConstraint(pulp.lpSum(load) <= count[j])
    problem.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=limit, timeMode="cpu", gapRel=0))
    seconds = spent() - started
    return Timed(seconds, pulp.value(problem.objective) if problem.valid(1e-5) else None)


def main() -> None:
    """NAME RATE FACTOR LIMIT."""
    name, rate, factor, limit = sys.argv[1], *map(float, sys.argv[2:])
    instance = readme() if name == "readme" else arena(int(rate))
    found = assignment(instance, factor=int(factor), limit=limit)
    print(json.dumps({"seconds": found.seconds, "cost": found.cost}))  # noqa: T201 -- its output


if __name__ == "__main__":
    main()
