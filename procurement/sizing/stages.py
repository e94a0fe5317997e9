"""Objectives in order, ties by the stated rule, the shares settled, and the conflict if nothing fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from procurement.sizing.arrays import Arrays
from procurement.sizing.diagnosis import minimal_conflict
from procurement.sizing.highs import Gap, Outcome, Report, Solve, version
from procurement.sizing.linear import OF_THE_OFFERS, RULES, Answer, Mode, Row, Stage
from procurement.sizing.pipeline import RELATIVE_GAP, Quick, better, certified, distance
from procurement.sizing.relaxation import FEW_LINKS, tied

LEAST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """How hard to try, by which solve, the relative gap that is good enough, the seconds left, who listens."""

    mode: Mode
    solve: Solve
    target: float
    remaining: Callable[[], float]
    report: Report


def in_order(program: Arrays, *, asked: Asked) -> Answer:
    """Solve the objectives in order; when nothing fits, find the conflict.

    Ties are settled only under a proven first objective.
    """
    run = _Run(program, asked)
    first = run.first()
    if first.infeasible:
        conflict, minimal = run.conflict()
        return replace(_answer(first), conflict=conflict, minimal=minimal)
    if not first.values.size:
        return _answer(first)
    best, settled = run.refine(first) if first.proven else (first, False)
    return replace(_answer(first), values=run.settle(best), ties_settled=settled)


def relaxed_answer(found: Outcome) -> Answer:
    """A relaxation as an answer: a bound, the point that reaches it and its duals; never proven."""
    duals = tuple(found.duals.tolist())
    return replace(_answer(found), values=tuple(found.values.tolist()), duals=duals)


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
    program: Arrays
    asked: Asked

    def first(self) -> Outcome:
        """The most important objective: at once where ties between shares and use are few, else by the quick way first.

        What the quick way leaves further from its bound than the target is sought in the whole program as well.
        """
        stage = self.program.stages[0]
        relative = self.asked.target if self.asked.mode == "fast" else 0.0
        if tied(self.program) <= FEW_LINKS:
            found = self.minimise(self.program, stage=stage, relative=relative)
            return better(self.program, stage, found, found) if relative else found
        quick = Quick(self.asked.solve, self.asked.target, self.asked.remaining, self.asked.report)
        found = certified(self.program, stage=stage, quick=quick)
        near = found.values.size > 0 and distance(self.program, stage=stage, found=found) <= self.asked.target
        if found.infeasible or found.proven or (self.asked.mode == "fast" and near):
            return found
        return better(self.program, stage, found, self.minimise(self.program, stage=stage, relative=relative))

    def minimise(self, program: Arrays, *, stage: Stage, relative: float = 0.0) -> Outcome:
        seconds = self.asked.remaining()
        if seconds <= 0:
            return Outcome("Time limit reached", np.zeros(0), None, proven=False, infeasible=False)
        gap = Gap(seconds, stage.step / 2, relative or (0.0 if stage.step else RELATIVE_GAP))
        return self.solve(program, stage, gap)

    def solve(self, program: Arrays, stage: Stage, gap: Gap) -> Outcome:
        return self.asked.solve(program, cost=program.cost(stage.terms), gap=gap, report=self.asked.report)

    def refine(self, first: Outcome) -> tuple[Outcome, bool]:
        """Carry the later objectives through; ties are broken only where a second answer as good exists."""
        held = self.program.with_rows((_held(self.program.stages[0], first),))
        best, held, settled = self.carry(first, held, self.program.stages[1:])
        if not settled or not self.program.ties or self.other(best, held).infeasible:
            return best, settled
        best, _, settled = self.carry(best, held, self.program.ties)
        return best, settled

    def carry(self, best: Outcome, held: Arrays, stages: tuple[Stage, ...]) -> tuple[Outcome, Arrays, bool]:
        """Minimise one stage after the other, each held from then on; False when one could not be proven in time."""
        for stage in stages:
            found = self.minimise(held, stage=stage)
            if not found.proven:
                return best, held, False
            best, held = found, held.with_rows((_held(stage, found),))
        return best, held, True

    def other(self, best: Outcome, held: Arrays) -> Outcome:
        """Look for a second answer as good: as every server costs, it has more of at least one configuration."""
        named = [column for column, _ in self.program.ties[0].terms]
        wider, first = held.with_columns(len(named)), held.lower.size
        more = [
            Row("", ((column, 1.0), (first + n, -1.0 - round(best.values[column]))), ">=", 0.0)
            for n, column in enumerate(named)
        ]
        any_more = Row("", tuple((first + n, 1.0) for n in range(len(named))), ">=", 1.0)
        return self.minimise(wider.with_rows((*more, any_more)), stage=Stage((), 0.0))

    def settle(self, found: Outcome) -> tuple[float, ...]:
        """With the whole numbers fixed, solve the shares once more: no rounding is left between them."""
        whole = np.where(self.program.integer, np.round(found.values), found.values)
        lower = np.where(self.program.integer, whole, self.program.lower)
        upper = np.where(self.program.integer, whole, self.program.upper)
        still = replace(self.program, lower=lower, upper=upper).relaxed()
        gap = Gap(max(self.asked.remaining(), LEAST_SECONDS), 0.0, 0.0)
        settled: list[float] = self.solve(still, Stage(self.program.settle, 0.0), gap).values.tolist()
        return tuple(settled)

    def conflict(self) -> tuple[tuple[str, ...], bool]:
        """The conflicting rules, and whether the time sufficed to leave out every one that can be left out.

        Where the offers' own terms suffice for a conflict, it is told: no limit with a number can mend that.
        """
        unknown: list[frozenset[str]] = []

        def fits(kept: frozenset[str]) -> bool:
            rules = [not rule or rule in kept for rule in self.program.rules]
            found = self.minimise(self.program.picked(np.array(rules)[self.program.rule]), stage=Stage((), 0.0))
            if not (found.infeasible or found.values.size):
                unknown.append(kept)
            return not found.infeasible

        there = [rule for rule in RULES if rule in self.program.rules]
        offered = [rule for rule in there if rule in OF_THE_OFFERS]
        alone = 0 < len(offered) < len(there) and not fits(frozenset(offered))
        return minimal_conflict(offered if alone else there, fits=fits), not unknown


def _held(stage: Stage, found: Outcome) -> Row:
    """Keep a finished objective: exactly when it moves in steps, to RELATIVE_GAP when it is continuous."""
    values = found.values
    if stage.step:
        reached = sum(coefficient * round(values[column]) for column, coefficient in stage.terms)
        return Row("", stage.terms, "<=", reached + stage.step / 2)
    reached = sum(coefficient * float(values[column]) for column, coefficient in stage.terms)
    return Row("", stage.terms, "<=", reached + RELATIVE_GAP * abs(reached))
