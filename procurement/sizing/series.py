"""A program and changes to it, answered in order; a relaxation keeps what it learnt from one to the next."""

from __future__ import annotations

from procurement.sizing.arrays import Arrays
from procurement.sizing.linear import Answer, Change
from procurement.sizing.stages import Asked, in_order


def answers(program: Arrays, *, changes: tuple[Change, ...], asked: Asked) -> tuple[Answer, ...]:
    """One answer for each change."""
    return tuple(in_order(program.changed(change), asked=asked) for change in changes)
