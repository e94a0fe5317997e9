from __future__ import annotations

import json
from fractions import Fraction

from procurement.exports.sizing_json import exact, servers_in_service, sizing_json
from tests.procurement.exports.sizing_cases import sizings

KEYS = [
    "format", "title", "day", "example", "example_note", "program", "objective", "demand", "buckets", "configurations",
    "mix", "no_mix", "explored", "policy", "robustness", "charts",
]  # fmt: skip


def test_keys_are_stable_and_numbers_are_exact_text() -> None:
    sizing = sizings()["ugly"]
    told = json.loads(sizing_json(sizing))
    assert list(told) == KEYS
    assert told["demand"][0]["uncovered"]["request_share"] == "0.02"
    assert told["buckets"][0]["requests_per_s"] == ["10.845", "162.675"]
    assert [one["id"] for one in told["configurations"]] == ["old", "new", "dark"]
    assert (told["mix"]["capital"], told["mix"]["total_cost"]) == (100_000_000, 115_357_830)
    assert sizing.sized.mix is not None
    assert sizing.sized.mix.cost_parts is not None
    assert Fraction(told["mix"]["cost_parts"]["energy"]) == sizing.sized.mix.cost_parts.energy
    assert told["charts"]["servers_in_service"][1] == {"configuration": "new", "servers": [0, 3]}
    assert sizing_json(sizing) == sizing_json(sizing)


def test_without_an_answer_the_reason_stands_in_its_place() -> None:
    told = json.loads(sizing_json(sizings()["nothing"]))
    assert (told["mix"], told["charts"]) == (None, {})
    assert told["no_mix"].startswith("함께 지킬 수 없는 조건입니다: 전력 750 W 이하")
    part = json.loads(sizing_json(sizings()["part"]))
    assert {one["year"] for one in part["mix"]["unserved"]} == {1}
    assert json.loads(sizing_json(sizings()["bare"]))["mix"]["cost_parts"] is None


def test_a_number_without_end_is_a_fraction_and_the_unknown_nothing() -> None:
    assert [exact(Fraction(1, 3)), exact(5), exact(None)] == ["1/3", "5", None]


def test_servers_in_service_count_from_their_delivery_on() -> None:
    sized = sizings()["ugly"].sized
    assert sized.mix is not None
    assert [servers_in_service(sized.problem, sized.mix, "new", year) for year in (0, 1)] == [0, 3]
    assert [servers_in_service(sized.problem, sized.mix, "old", year) for year in (0, 1)] == [1, 2]
