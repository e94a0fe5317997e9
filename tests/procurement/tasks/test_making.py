from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from procurement.models.job import KINDS, SIZING
from procurement.services._reading import from_json
from procurement.services.jobs import OPENING, TERMS
from procurement.services.record import Unusable
from procurement.tasks.making import (
    COMPARED,
    MADE,
    READ,
    TOLD,
    made_readings,
    made_reconciliation,
    made_workbook,
)
from tests.procurement.drafts import EXAMPLE as FOLDER
from tests.procurement.exchange import GUIDELLM, content

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "reconcile"


def case() -> dict[str, bytes]:
    return {str(one.relative_to(FOLDER)): one.read_bytes() for one in FOLDER.rglob("*") if one.is_file()}


def test_the_workbook_of_a_folder_prints_what_it_is_told() -> None:
    (made,) = made_workbook(case(), {"language": "en", "program": "Jeoul 시험"}).values()
    cells = [cell.value for row in load_workbook(BytesIO(made)).worksheets[0].iter_rows() for cell in row]
    assert any("Jeoul 시험" in str(one) for one in cells)
    with pytest.raises(Unusable, match=r"tender\.toml"):
        made_workbook({"tender.toml": b"["}, {"language": "ko", "program": "x"})


def test_an_opening_is_told_three_ways() -> None:
    files = {name: (EXAMPLE / name).read_bytes() for name in (OPENING, TERMS)}
    made = made_reconciliation(files, {"language": "en"})
    told = json.loads(made[TOLD])
    assert [one["price_verdict"] for one in told["bids"]].count("다름") == 1
    assert load_workbook(BytesIO(made[COMPARED])).sheetnames
    with pytest.raises(Unusable, match=OPENING):
        made_reconciliation(files | {OPENING: b"["}, {"language": "ko"})


def test_every_refused_file_is_named() -> None:
    with pytest.raises(Unusable) as refused:
        made_readings({"a.json": b"[", GUIDELLM: content(), "b.csv": b""}, {})
    assert [line[:7] for line in str(refused.value).splitlines()] == ["- a.jso", "- b.csv"]
    assert list(from_json(made_readings({GUIDELLM: content()}, {})[READ])) == [GUIDELLM]


def test_every_kind_but_the_solvers_is_made_of_files() -> None:
    assert set(MADE) == set(KINDS) - {SIZING}
