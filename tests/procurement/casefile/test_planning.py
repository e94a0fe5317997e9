from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.planning import NO_DEMAND, NO_SERVER, Begun, Progress, first_plan, plan_of
from procurement.casefile.sizing import read_sizing
from procurement.sizing.problem import ProblemError
from tests.procurement.plans import EXAMPLE, SMALL, small

BEGUN = Begun("새 구성", date(2026, 11, 2), "cheapest", Decimal("0.8"), 1)


def folder(path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def test_a_plan_begins_with_everything_else_open(tmp_path: Path) -> None:
    assert plan_of(folder(tmp_path, first_plan(BEGUN))) == Progress("새 구성", (NO_SERVER, NO_DEMAND))


def test_an_example_says_so(tmp_path: Path) -> None:
    note = Begun("새 구성", date(2026, 11, 2), "cheapest", Decimal("0.8"), 1, example_note="지어냄")
    text = first_plan(note)["sizing.toml"].decode() + SMALL[SMALL.index("[[servers]]") : SMALL.index("[sizing]")]
    held = read_sizing(folder(tmp_path, {"sizing.toml": text.encode()}))
    assert (held.example, held.example_note, held.purchase.problem.spares) == (True, "지어냄", 1)


def test_one_that_can_be_computed_lacks_nothing(tmp_path: Path) -> None:
    assert plan_of(folder(tmp_path, small())).lacking == ()
    assert plan_of(EXAMPLE).lacking == ()


def test_a_demand_that_nothing_was_measured_for_is_still_open(tmp_path: Path) -> None:
    assert "측정되지 않은 수요" in plan_of(folder(tmp_path, small(osl="4097"))).lacking[0]


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ({}, TableError),
        (small(utilisation="2"), ProblemError),
        (small(budget="-1"), TableError),
        (small(day='"today"'), TableError),
        (small(published='"nothing"'), TableError),
    ],
)
def test_what_is_there_and_wrong_is_refused(tmp_path: Path, files: dict[str, bytes], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        plan_of(folder(tmp_path, files))
