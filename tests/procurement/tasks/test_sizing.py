from __future__ import annotations

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from benchmarks.table import TableError
from procurement.casefile.archive import packed
from procurement.sizing.solver import Watch
from procurement.tasks.sizing import ENGLISH, JSON, KOREAN, sized_files
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
