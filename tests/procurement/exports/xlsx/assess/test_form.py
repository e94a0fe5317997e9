from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from procurement.exports.handout import DIGEST_NAME, TENDER_NAME, Key
from procurement.exports.xlsx.assess.form import LOT, MEANT, REMARK, assess_form
from procurement.exports.xlsx.handouts.filled import Content, filled
from tests.procurement.casefile.assess.folder import EXAMPLES, KINDS
from tests.procurement.exports.reading import cells, opened
from tests.procurement.exports.xlsx.assess.workbooks import made, written


def stored(values: Any, key: Key) -> object:
    """What assess.toml has at a path; None where it says nothing."""
    for part in key:
        values = values[int(part)] if isinstance(values, list) else values.get(part)
        if values is None:
            return None
    return values


def held(content: Content | None) -> object:
    if content is None:
        return None
    return content.number if content.number is not None else MEANT.get(content.text, content.text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_open_cell_is_the_value_that_its_key_names(kind: str) -> None:
    form = assess_form(made(kind), filename="a.xlsx")
    assert form.content == written(made(kind))
    unlocked = {(c.parent.title, c.row, c.column) for c in cells(opened(form.content)) if not c.protection.locked}
    assert set(form.inputs) == unlocked
    assert len({asked.key for asked in form.inputs.values()}) == len(unlocked)
    values = tomllib.loads((EXAMPLES / f"assess-{kind}" / "assess.toml").read_text(encoding="utf-8"))
    came = filled(form.content, filename="a.xlsx")
    for place, asked in form.inputs.items():
        if asked.key[0] == REMARK:
            assert place[0] == "표지·기준전사표"
            assert place[2] == 6
        elif asked.key[0] not in LOT and asked.key[:2] != ("call", "ranked_by"):
            nothing = False if asked.kind == "choice" else Decimal(0)
            assert (held(came.cells.get(place)) or nothing) == (stored(values, asked.key) or nothing)


@pytest.mark.parametrize("kind", ["two-stage", "simultaneous"])
def test_the_cells_of_a_lot_are_its_record(kind: str) -> None:
    form = assess_form(made(kind), filename="a.xlsx")
    came = filled(form.content, filename="a.xlsx").cells
    lot = {asked.key: came[place].text for place, asked in form.inputs.items() if place in came and asked.key[0] in LOT}
    assert lot == {
        ("lot_place", "나래"): "1",
        ("lot_place", "가온"): "2",
        **{("lot_day", bid): "2026-11-02" for bid in ("가온", "나래")},
        **{("lot_witness", bid): "감사담당 (가상)" for bid in ("가온", "나래")},
        **{("lot_record", bid): "추첨조서 (예시)" for bid in ("가온", "나래")},
    }


def test_the_stages_that_make_the_rank_are_words() -> None:
    form = assess_form(made("open-call"), filename="a.xlsx")
    came = filled(form.content, filename="a.xlsx").cells
    ranked = {
        one.key[2]: came[place].text for place, one in form.inputs.items() if one.key[:2] == ("call", "ranked_by")
    }
    assert ranked == {"paper": "아니오", "present": "예"}


def test_a_workbook_says_which_file_it_was_made_from() -> None:
    assessed = made("qualification")
    form = assess_form(assessed, filename="a.xlsx")
    named = filled(form.content, filename="a.xlsx").named
    assert (named[TENDER_NAME], named[DIGEST_NAME]) == ("EX-Q-001", f"sha256 {assessed.digest} (assess.toml)")
    assert (form.kind, form.who, form.filename, form.digest) == ("assess", "적격심사", "a.xlsx", assessed.digest)
