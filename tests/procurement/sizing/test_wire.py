from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np

from procurement.sizing.arrays import Arrays, arrays_of
from procurement.sizing.linear import Answer, Change, Column, Linear, Row, Stage
from procurement.sizing.wire import Order, read_answers, read_order, write_answers, write_order

PROGRAM = Linear(
    (Column(0, 3, integer=True), Column(0.0, 1.0, integer=False)),
    (Row("budget", ((0, 1.0), (1, -0.1)), "<=", 4.0), Row("", ((1, 1.0),), "=", 1.0)),
    (Stage(((0, 1.0),), 0.5),),
    (Stage(((0, -1.0),), 1.0), Stage((), 0.0)),
    ((1, 0.25),),
)
ANSWER = Answer(
    status="Optimal",
    values=(1.0, 0.5),
    bound=None,
    proven=True,
    infeasible=False,
    ties_settled=True,
    conflict=("budget",),
    minimal=False,
    solver="HiGHS",
    duals=(0.1,),
)


def plain(program: Arrays) -> list[object]:
    arrays = [program.lower, program.upper, program.integer, program.row_lower, program.row_upper, program.rule]
    rows = [program.rows.start, program.rows.index, program.rows.value]
    listed: list[object] = [(one.dtype.name, one.tolist()) for one in np.array([*arrays, *rows], dtype=object)]
    return [*listed, program.rules, program.stages, program.ties, program.settle]


def test_an_order_comes_back_equal() -> None:
    changes = (Change(limits=((0, 5.0),), coefficients=((0, 1, -0.3),), bounds=((0, 0.0, 2.0),)), Change())
    order = Order(arrays_of(PROGRAM), changes, "fast", 1e-3, 17, 12.5, 2**30)
    file = BytesIO()
    write_order(file, order=order)
    file.seek(0)
    back = read_order(file)
    assert plain(back.program) == plain(order.program)
    assert replace(back, program=order.program) == order


def test_answers_come_back_equal() -> None:
    answers = (ANSWER, replace(ANSWER, values=(), duals=(), bound=3.25, conflict=()))
    file = BytesIO()
    write_answers(file, answers=answers)
    file.seek(0)
    assert read_answers(file) == answers
