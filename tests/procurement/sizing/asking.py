"""Solving in this process, for tests that ask many small questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Answer, Change, Linear, Mode
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked

TARGET = 5e-4


def here(linear: Linear, changes: Sequence[Change], /, *, mode: Mode) -> tuple[Answer, ...]:
    asked = Asked(mode, solve, TARGET, lambda: 60.0, lambda _gap, _nodes: None)
    return answers(arrays_of(linear), changes=tuple(changes), asked=asked)


def out_of_time(linear: Linear, changes: Sequence[Change], /, *, mode: Mode) -> tuple[Answer, ...]:
    """What a series gives when its time ended after the first find: the values, not the proof."""
    return tuple(replace(one, proven=False) for one in here(linear, changes, mode=mode))
