"""What runs in the solver's own process: objectives in order, the conflict if nothing fits, the answer to a file."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from procurement.sizing.diagnosis import minimal_conflict
from procurement.sizing.highs import Gap, Outcome, Report, solve, version
from procurement.sizing.linear import RULES, Answer, Column, Linear, Row, Stage, from_json

HAND_BACK_SECONDS = 0.5
MEMORY_BYTES = 4 * 2**30
RELATIVE_GAP = 1e-7


def answer(linear: Linear, *, remaining: Callable[[], float], report: Report) -> Answer:
    """Solve the objectives in order; when nothing fits, find the conflict. `remaining` gives the seconds left."""
    run = _Run(linear, remaining, report)
    first = run.minimise(linear.stages[0], rows=linear.rows)
    if first.infeasible:
        conflict, minimal = run.conflict()
        return replace(_answer(first), conflict=conflict, minimal=minimal)
    if not first.values:
        return _answer(first)
    best, settled = run.refine(first) if first.proven else (first, False)
    return replace(_answer(first), values=run.settle(best), ties_settled=settled)


def _answer(first: Outcome) -> Answer:
    return Answer(
        status=first.status,
        values=(),
        bound=first.bound,
        proven=first.proven,
        infeasible=first.infeasible,
        ties_settled=False,
        conflict=(),
        minimal=False,
        solver=version(),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    linear: Linear
    remaining: Callable[[], float]
    report: Report

    def minimise(self, stage: Stage, *, rows: tuple[Row, ...]) -> Outcome:
        seconds = self.remaining()
        if seconds <= 0:
            return Outcome("Time limit reached", (), None, proven=False, infeasible=False)
        gap = Gap(seconds, stage.step / 2, 0.0 if stage.step else RELATIVE_GAP)
        return solve(self.linear, objective=stage.terms, rows=rows, gap=gap, report=self.report)

    def refine(self, first: Outcome) -> tuple[Outcome, bool]:
        """Carry the later objectives through; ties are broken only where a second answer as good exists."""
        rows = (*self.linear.rows, _held(self.linear.stages[0], first.values))
        best, rows, settled = self.in_order(first, rows, self.linear.stages[1:])
        if not settled or self.other(best, rows).infeasible:
            return best, settled
        best, _, settled = self.in_order(best, rows, self.linear.ties)
        return best, settled

    def in_order(
        self, best: Outcome, rows: tuple[Row, ...], stages: tuple[Stage, ...]
    ) -> tuple[Outcome, tuple[Row, ...], bool]:
        """Minimise one stage after the other, each held from then on; False when one could not be proven in time."""
        for stage in stages:
            found = self.minimise(stage, rows=rows)
            if not found.proven:
                return best, rows, False
            best, rows = found, (*rows, _held(stage, found.values))
        return best, rows, True

    def other(self, best: Outcome, rows: tuple[Row, ...]) -> Outcome:
        """Look for a second answer as good: as every server costs, it has more of at least one configuration."""
        columns, more, any_more = list(self.linear.columns), [], []
        for column, _ in self.linear.ties[0].terms:
            columns.append(Column(0, 1, integer=True))
            chosen = len(columns) - 1
            more.append(Row("", ((column, 1.0), (chosen, -1.0 - round(best.values[column]))), ">=", 0.0))
            any_more.append((chosen, 1.0))
        rows = (*rows, *more, Row("", tuple(any_more), ">=", 1.0))
        wider = replace(self, linear=replace(self.linear, columns=tuple(columns)))
        return wider.minimise(Stage((), 0.0), rows=rows)

    def settle(self, found: Outcome) -> tuple[float, ...]:
        """With the whole numbers fixed, solve the shares once more: no rounding is left between them."""
        fixed = tuple(
            replace(column, lower=round(value), upper=round(value)) if column.integer else column
            for column, value in zip(self.linear.columns, found.values, strict=True)
        )
        still = replace(self.linear, columns=tuple(replace(column, integer=False) for column in fixed))
        gap = Gap(max(self.remaining(), HAND_BACK_SECONDS), 0.0, 0.0)
        return solve(still, objective=self.linear.settle, rows=self.linear.rows, gap=gap, report=self.report).values

    def conflict(self) -> tuple[tuple[str, ...], bool]:
        """The conflicting rules, and whether the time sufficed to leave out every one that can be left out."""
        unknown: list[frozenset[str]] = []

        def fits(kept: frozenset[str]) -> bool:
            rows = tuple(row for row in self.linear.rows if not row.rule or row.rule in kept)
            found = self.minimise(Stage((), 0.0), rows=rows)
            if not (found.infeasible or found.values):
                unknown.append(kept)
            return not found.infeasible

        present = {row.rule for row in self.linear.rows}
        rules = minimal_conflict([rule for rule in RULES if rule in present], fits=fits)
        return rules, not unknown


def _held(stage: Stage, values: tuple[float, ...]) -> Row:
    """Keep a finished objective: exactly when it moves in steps, to RELATIVE_GAP when it is continuous."""
    if stage.step:
        reached = sum(coefficient * round(values[column]) for column, coefficient in stage.terms)
        return Row("", stage.terms, "<=", reached + stage.step / 2)
    reached = sum(coefficient * values[column] for column, coefficient in stage.terms)
    return Row("", stage.terms, "<=", reached + RELATIVE_GAP * abs(reached))


def main(order: str, *, into: Path, deadline: float) -> None:
    """Solve the program in `order` (JSON) and write the answer (JSON) to `into`.

    `deadline` is a reading of the machine's monotonic clock, which all its processes share.
    """

    def remaining() -> float:
        return deadline - time.monotonic() - HAND_BACK_SECONDS

    def report(gap: float, nodes: float) -> None:
        sys.stdout.write(json.dumps({"gap": min(gap, sys.float_info.max), "nodes": nodes}) + "\n")
        sys.stdout.flush()

    found = answer(from_json(order), remaining=remaining, report=report)
    into.write_text(found.to_json(), encoding="utf-8")


def _confine(deadline: float) -> None:
    cpu = int(max(deadline - time.monotonic(), 0)) + 2
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


if __name__ == "__main__":
    _confine(float(sys.argv[2]))
    main(sys.stdin.read(), into=Path(sys.argv[1]), deadline=float(sys.argv[2]))
