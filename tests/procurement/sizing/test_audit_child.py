from __future__ import annotations

from procurement.sizing.linear import Column, Linear, Row, Stage
from procurement.sizing.solver import AUDIT, Watch, run

DEAR = Stage(((0, 3.0), (1, 2.0)), 1.0)
PROGRAM = Linear(
    (Column(0, 9, integer=True), Column(0, 9, integer=True)),
    (Row("", ((0, 2.0), (1, 1.0)), ">=", 6.5), Row("budget", ((0, 1.0), (1, 1.0)), "<=", 5.0)),
    (DEAR,),
    (Stage(((0, 1.0), (1, 1.0)), 1.0),),
    (),
)


def test_the_same_program_through_pulp_gives_the_same_answer() -> None:
    watch = Watch(should_cancel=None, progress=None)
    assert run(PROGRAM, wall_seconds=60, watch=watch, child=AUDIT) == run(PROGRAM, wall_seconds=60, watch=watch)
