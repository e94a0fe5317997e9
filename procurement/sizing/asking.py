"""Asking the solver many questions under one time limit: which solver, how often, and what an answer is worth."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from procurement.sizing.layout import Model
from procurement.sizing.linear import Answer, Linear, Mode, Question, Row
from procurement.sizing.mix import NoMix, mix_of
from procurement.sizing.model import cheapest_model
from procurement.sizing.problem import Problem, check_problem
from procurement.sizing.purchase import Mix
from procurement.sizing.solver import LANES, Watch, run_all

LEAST_SECONDS = 1.0
SHARED_LANES = 8


class Unproven(Exception):
    """A question of a series was not answered to proof in the time, so that nothing exact can be said from it."""


class Solving(Protocol):
    """Answers of several programs, each under its changes, in order."""

    def __call__(self, *questions: Question) -> tuple[tuple[Answer, ...], ...]:
        """For each question one answer for each of its changes."""


@dataclass(frozen=True, slots=True)
class Child:
    """Solving in processes of their own: all questions share one `deadline` (a reading of the monotonic clock).

    Raises SolverStopped or SolverCrashed, as `run_all`.
    """

    deadline: float
    watch: Watch

    @property
    def lanes(self) -> int:
        """How many questions are worth asking at once."""
        return LANES if self.watch.share is None else SHARED_LANES

    def __call__(self, *questions: Question) -> tuple[tuple[Answer, ...], ...]:
        """For each question one answer for each of its changes."""
        seconds = max(self.deadline - time.monotonic(), LEAST_SECONDS)
        return run_all(questions, wall_seconds=seconds, watch=self.watch)


def once(linear: Linear, *, solving: Solving, mode: Mode = "prove") -> Answer:
    """The answer of one program."""
    return each((linear,), solving=solving, mode=mode)[0]


def each(linears: Iterable[Linear], *, solving: Solving, mode: Mode = "prove") -> tuple[Answer, ...]:
    """The answer of each of several programs."""
    return tuple(answer for (answer,) in solving(*(Question(one, mode=mode) for one in linears)))


def with_rows(model: Model, *, rows: Iterable[Row]) -> Model:
    """The model with rows added at the end."""
    return replace(model, linear=replace(model.linear, rows=(*model.linear.rows, *rows)))


def first_aim(model: Model) -> Model:
    """The model with its first objective only: enough where the purchase itself is not handed out."""
    return replace(model, linear=replace(model.linear, stages=model.linear.stages[:1], ties=()))


def cheapest_mix(problem: Problem, *, solving: Solving, rows: Iterable[Row] = ()) -> Mix | None:
    """The cheapest checked purchase under `rows` besides the limits; None when nothing fits.

    Raises Unproven when the time did not suffice, and what `cheapest` raises of the question.
    """
    check_problem(problem)
    model = with_rows(cheapest_model(problem), rows=rows)
    return checked(problem, model=model, answer=once(model.linear, solving=solving))


def cheapest_mixes(problems: Sequence[Problem], *, solving: Solving) -> tuple[Mix | None, ...]:
    """The cheapest checked purchase of each of several problems; raises as `cheapest_mix`."""
    for problem in problems:
        check_problem(problem)
    models = [cheapest_model(problem) for problem in problems]
    answers = each([model.linear for model in models], solving=solving)
    asked = zip(problems, models, answers, strict=True)
    return tuple(checked(problem, model=model, answer=answer) for problem, model, answer in asked)


def checked(problem: Problem, *, model: Model, answer: Answer) -> Mix | None:
    """The answer as a checked purchase; None when nothing fits. Raises Unproven, SolverStopped or NotVerified."""
    try:
        mix = mix_of(problem, model=model, answer=answer)
    except NoMix:
        return None
    _check_proven(answer)
    return mix


def settled(linear: Linear, *, solving: Solving) -> Answer | None:
    """The proven answer of one program; None when nothing fits. Raises Unproven."""
    answer = once(linear, solving=solving)
    if answer.infeasible:
        return None
    _check_proven(answer)
    return answer


def _check_proven(answer: Answer) -> None:
    if not answer.proven:
        raise Unproven(
            "제한 시간 안에 증명하지 못해 정확한 값을 말할 수 없습니다. 시간을 늘리십시오. "
            "/ Not proven in the time allowed, so no exact figure can be given; allow more time."
        )


def won_of(mix: Mix) -> int:
    """What the aim counts: the total cost where its terms are given, else the capital."""
    return mix.cost if mix.total_cost is None else mix.total_cost
