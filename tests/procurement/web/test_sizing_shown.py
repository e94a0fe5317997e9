from __future__ import annotations

import json
from typing import Any

import pytest

from procurement.exports.sizing_json import sizing_json
from procurement.web.sizing_shown import shown_sizing
from tests.procurement.exports.sizing_cases import sizings


def told(name: str) -> dict[str, Any]:
    return json.loads(sizing_json(sizings()[name]))  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize("name", list(sizings()))
def test_every_sizing_can_be_shown(name: str) -> None:
    source = told(name)
    shown = shown_sizing(source)
    assert bool(shown.no_mix) == (source["mix"] is None)
    assert len(shown.bought) == (len(source["configurations"]) if source["mix"] else 0)


def test_figures_are_those_that_were_kept() -> None:
    source = told("ugly")
    shown = shown_sizing(source)
    assert shown.facts is not None
    pairs = dict(shown.facts.pairs)
    assert (pairs["구입비 (원)"], pairs["총비용 (원)"]) == ("100,000,000", "115,357,830")
    servers = {one["configuration"]: one["servers"] for one in source["mix"]["servers"]}
    assert [one.servers for one in shown.bought] == [servers.get(c["id"], 0) for c in source["configurations"]]
    assert [year.counts for year in shown.years] == list(
        zip(*(one["servers"] for one in source["charts"]["servers_in_service"]), strict=True)
    )
    assert len(shown.held) == len(source["mix"]["limits"])
    assert shown.uncovered[0].cells[0] == "2.00 %"


def test_bars_stay_within_their_box() -> None:
    shown = shown_sizing(told("ugly"))
    drawn = [*(one.bars for one in shown.years), *(one.bars for one in shown.held), *(one.bars for one in shown.prices)]
    bars = [one for found in drawn for one in found]
    assert bars
    assert all(float(one.start) >= 0 and float(one.start) + float(one.width) <= 100.01 for one in bars)


def test_where_nothing_fits_the_reason_and_the_changes_stand_alone() -> None:
    shown = shown_sizing(told("nothing"))
    assert shown.no_mix.startswith("함께 지킬 수 없는 조건입니다")
    assert (shown.facts, shown.bought, shown.held) == (None, (), ())
