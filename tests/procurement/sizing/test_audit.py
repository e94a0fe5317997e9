from __future__ import annotations

from pathlib import Path

import pulp
import pytest

from procurement.sizing.audit import UnknownModelFormat, export
from procurement.sizing.linear import Column, Linear, Row, Stage

PROGRAM = Linear(
    (Column(0, 9, integer=True), Column(0, 1, integer=False)),
    (
        Row("budget", ((0, 2.0),), "<=", 7.0),
        Row("", ((0, 1.0), (1, 1.0)), "=", 2.5),
        Row("domestic", ((1, 1.0),), ">=", 0.25),
    ),
    (Stage(((0, 3.0), (1, 1.0)), 0.0),),
    (),
    (),
)


def test_a_program_can_be_read_as_text(tmp_path: Path) -> None:
    export(PROGRAM, into=tmp_path / "mix.lp")
    assert (tmp_path / "mix.lp").read_text(encoding="utf-8").splitlines() == [
        "\\* mix *\\",
        "Minimize",
        "OBJ: 3 v000000 + v000001",
        "Subject To",
        "r000000_budget: 2 v000000 <= 7",
        "r000001: v000000 + v000001 = 2.5",
        "r000002_domestic: v000001 >= 0.25",
        "Bounds",
        " 0 <= v000000 <= 9",
        " v000001 <= 1",
        "Generals",
        "v000000",
        "End",
    ]


def test_the_exported_program_has_the_same_optimum_elsewhere(tmp_path: Path) -> None:
    export(PROGRAM, into=tmp_path / "mix.mps")
    variables, problem = pulp.LpProblem.fromMPS(str(tmp_path / "mix.mps"))
    problem.solve(pulp.HiGHS(msg=False))
    assert {name: one.varValue for name, one in variables.items()} == {"v000000": 2.0, "v000001": 0.5}


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelFormat, match=r"mix\.txt"):
        export(PROGRAM, into=tmp_path / "mix.txt")
