"""A program and changes to it, answered in order; a relaxation keeps its basis from one to the next."""

from __future__ import annotations

import numpy as np

from procurement.sizing.arrays import Arrays
from procurement.sizing.highs import Outcome
from procurement.sizing.linear import Answer, Change
from procurement.sizing.relaxation import Relaxation, tied
from procurement.sizing.stages import Asked, in_order, relaxed_answer

_LATE = Outcome("Time limit reached", np.zeros(0), None, proven=False, infeasible=False)


def answers(program: Arrays, *, changes: tuple[Change, ...], asked: Asked) -> tuple[Answer, ...]:
    """One answer for each change, each from the program itself; whole-numbered ones as if they were asked alone.

    Raises AbsentEntry when a change names an entry that its row does not have.
    """
    if asked.mode == "relaxed":
        return _relaxed(program, changes, asked)
    return tuple(in_order(program.changed(change), asked=asked) for change in changes)


def _relaxed(program: Arrays, changes: tuple[Change, ...], asked: Asked) -> tuple[Answer, ...]:
    touched = changes if tied(program) else ()
    warm, found = Relaxation(program, program.cost(program.stages[0].terms), touched), []
    late = relaxed_answer(_LATE)
    for number, change in enumerate(changes):
        seconds = asked.remaining()
        warm.move_to(program.changed(change))
        found.append(relaxed_answer(warm.solve(seconds=seconds)) if seconds > 0 else late)
        asked.report(0.0, number + 1)
    return tuple(found)
