from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from typing import cast

import pytest
from openpyxl import load_workbook

from benchmarks.table import TableError
from procurement.casefile.archive import packed
from procurement.sizing.linear import Column, Linear, Question, Stage
from procurement.sizing.solver import SolverStopped, Watch, run_all
from procurement.tasks import sizing
from procurement.tasks.sharing import Shared
from procurement.tasks.sizing import ENGLISH, JSON, KOREAN, sharing, sized_files
from tests.procurement.plans import ASKED, small


def computed(**changed: str | int | bool | None) -> dict[str, bytes]:
    return sized_files(packed(small()), parameters={**ASKED, **changed}, watch=Watch(None, None), begin=lambda _: None)


def test_what_is_handed_out_is_one_answer_in_three_forms() -> None:
    files = computed(frontier=3, prices=True, why="rngd")
    told = json.loads(files[JSON])
    assert (told["mix"]["capital"], len(told["explored"]["limit_prices"])) == (350_000_000, 1)
    assert told["explored"]["frontier"]["points"]
    titles = {name: load_workbook(BytesIO(files[name])).sheetnames for name in (KOREAN, ENGLISH)}
    assert len(titles[KOREAN]) == len(titles[ENGLISH])
    assert titles[KOREAN] != titles[ENGLISH]
    assert computed(frontier=3, prices=True, why="rngd") == files


def test_a_configuration_that_is_not_there_is_refused() -> None:
    with pytest.raises(TableError, match="nothing"):
        computed(why="nothing")


def test_programs_too_large_for_the_database_stay_with_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(orders: Sequence[bytes], *, seconds: float) -> tuple[bytes, ...]:
        asked.append((len(orders), seconds))
        raise SolverStopped

    share = sharing(cast("Shared", refuse))
    watch = Watch(None, None, share)
    question = Question(Linear((Column(0, 1, integer=True),), (), (Stage(((0, -1.0),), 1.0),), (), ()))
    with pytest.raises(SolverStopped):
        run_all([question, question], wall_seconds=9, watch=watch)
    monkeypatch.setattr(sizing, "MOST_SHARED", 10)
    assert [one[0].values for one in run_all([question, question], wall_seconds=9, watch=watch)] == [(1.0,), (1.0,)]
    assert [count for count, _ in asked] == [2]
