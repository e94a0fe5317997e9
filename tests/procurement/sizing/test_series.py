from __future__ import annotations

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import solve
from procurement.sizing.linear import Change, Column, Linear, Row, Stage
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked

PROGRAM = Linear(
    (Column(0, 9, integer=True), Column(0, 1, integer=False)),
    (Row("", ((0, 1.0), (1, 1.0)), ">=", 2.5),),
    (Stage(((0, 3.0), (1, 1.0)), 0.0),),
    (),
    ((1, 1.0),),
)


def test_each_change_is_answered_from_the_program_itself() -> None:
    asked = Asked("prove", solve, 5e-4, lambda: 60.0, lambda _gap, _nodes: None)
    changes = (Change(limits=((0, 4.0),)), Change(), Change(coefficients=((0, 1, 0.5),)))
    found = answers(arrays_of(PROGRAM), changes=changes, asked=asked)
    assert [one.values for one in found] == [(3.0, 1.0), (2.0, 0.5), (2.0, 1.0)]
