"""Solving in this process, for tests that ask many small questions."""

from __future__ import annotations

from dataclasses import replace

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Answer, Question
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked

TARGET = 5e-4


def here(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    def answered(one: Question) -> tuple[Answer, ...]:
        asked = Asked(one.mode, solve, TARGET, lambda: 60.0, lambda _gap, _nodes: None)
        return answers(arrays_of(one.linear), changes=one.changes, asked=asked)

    return tuple(answered(one) for one in questions)


def out_of_time(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
    """What a series gives when its time ended after the first find: the values, not the proof."""
    return tuple(tuple(replace(one, proven=False) for one in found) for found in here(*questions))
