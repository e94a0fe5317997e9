from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from procurement.models import Look
from procurement.verification import Level
from tests.procurement.api.client import api_of, problem, visitor
from tests.procurement.exchange import Cast, cast, other_run, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    found = cast()
    submitted(found.maker, level=Level.PUBLIC, title="공개한 자료")
    submitted(found.rival, title="비밀 자료", data=other_run())
    return found


def keys(found: Any) -> list[int]:
    return [one["id"] for one in found.json()["results"]]


def test_results_are_filtered_counted_and_suggested(people: Cast) -> None:
    asks = api_of(people.officer)
    found = asks.get("measurements", perPage=200)
    assert found.json()["count"] > 0
    assert {one["owner"]["name"] for one in found.json()["results"]} == {"가상반도체"}
    one = found.json()["results"][0]
    assert one["releaseState"] == "submitted"
    assert asks.get("measurements", model=one["model"], isl=one["isl"]).json()["count"] >= 1
    assert asks.get("measurements", model="없는 모델").json()["count"] == 0
    facets = {facet["name"]: facet["values"] for facet in asks.get("measurements/facets").json()}
    assert facets["owner"] == [{"value": "가상반도체", "count": found.json()["count"]}]
    for name, values in facets.items():
        for value in values[:1]:
            assert asks.get("measurements", **{name: value["value"]}).json()["count"] == value["count"], name
    names = asks.get("measurements/names", column="model", typed=one["model"][:3]).json()["names"]
    assert one["model"] in names
    assert asks.get("measurements", isl="abc").status_code == 422
    assert asks.get("measurements/names", column="canonical").status_code == 422


def test_two_to_six_are_compared_and_the_owner_sees_it(people: Cast) -> None:
    asks = api_of(people.officer)
    picked = keys(asks.get("measurements"))[:3]
    compared = asks.get("measurements/comparison", pick=picked).json()
    assert compared["metric"] == "output_tps"
    assert compared["rows"][0]["perSystem"]["value"]
    assert compared["rows"][0]["perWatt"]["value"] is None
    assert compared["rows"][0]["perWatt"]["why"]
    assert Look.objects.filter(what="compared", release__owner=people.own).count() == 1
    assert asks.get("measurements/comparison", pick=picked[:1]).status_code == 422
    assert problem(asks.get("measurements/comparison"))["status"] == 422


def test_what_is_taken_away_is_what_one_may_see(people: Cast) -> None:
    open_to_all = visitor()
    workbook = open_to_all.get("measurements/k-perf.xlsx")
    assert load_workbook(BytesIO(workbook.content)).sheetnames
    whole = open_to_all.get("measurements/results.json").content.decode()
    assert "가상반도체" in whole or json.loads(whole)
    own = keys(api_of(people.rival).get("measurements", owner="비밀반도체"))
    assert own
    refused = open_to_all.get("measurements/results.json", pick=own)
    assert refused.status_code == 422
    assert open_to_all.get("measurements/results.json", model="없는 모델").status_code == 422
    assert not Look.objects.exists()
