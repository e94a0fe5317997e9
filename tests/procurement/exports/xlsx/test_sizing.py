from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.exports.plan_cases import plans, workbook_of
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.sizing_cases import sizings


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    found = {name: sizing_workbook(sizing).content for name, sizing in sizings().items()}
    return found | {name: workbook_of(name) for name in plans()}


def test_every_formula_recalculates_to_the_number_written_beside_it(
    written: dict[str, bytes], require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    theirs = recalculated(tuple(written.values()), soffice=require_program("soffice"), folder=tmp_path)
    live = {name: formulas(content) for name, content in written.items()}
    pairs = zip(written.items(), theirs, strict=True)
    wrong = {name: differing(live[name], values(content), values(other)) for (name, content), other in pairs}
    assert wrong == {name: [] for name in written}
    assert sum(map(len, live.values())) > 400
    told = [value for other in theirs for value in values(other).values() if isinstance(value, str)]
    assert [text for text in told if text.startswith(("#", "Err:", "불일치", "어김")) and text != "불일치 수"] == []


def test_equal_sizings_give_equal_bytes(written: dict[str, bytes]) -> None:
    assert sizing_workbook(sizings()["ugly"]).content == written["ugly"]


def test_the_sheets_of_an_answer_and_of_none(written: dict[str, bytes]) -> None:
    evidence = ["성능 근거", "성능 근거 출처", "검산"]
    assert opened(written["ugly"]).sheetnames == [
        "장비 구성안", "수요", "수요·처리능력", "구성 누적", "근거", *evidence,
    ]  # fmt: skip
    assert opened(written["nothing"]).sheetnames == ["장비 구성안", "수요", "수요·처리능력", "근거", *evidence]


def test_an_example_says_so_on_every_sheet(written: dict[str, bytes]) -> None:
    sheets = load_workbook(BytesIO(written["example"])).worksheets
    assert [sheet["A1"].value for sheet in sheets if not str(sheet["A1"].value).startswith("[예시] ")] == []
    assert opened(written["ugly"])["장비 구성안"]["A1"].value == "장비 구성안"


def test_counts_of_servers_are_entries_and_money_is_live(written: dict[str, bytes]) -> None:
    sheet = opened(written["example"])["장비 구성안"]
    assert str(sheet["B4"].value).startswith("=G")
    assert str(sheet["B5"].value).startswith("=F")
