from __future__ import annotations

from typing import Any

import pytest

from procurement.web.plan_forms import DemandForm, NewPlan, RunForm, ServerForm
from tests.procurement.exchange import cast, submitted
from tests.procurement.web.plan_given import DEMAND, SERVER, typed

SEEN = {"seen": "0" * 64}


@pytest.mark.django_db
def test_a_server_offers_what_its_officer_may_see_and_wants_sources() -> None:
    people = cast()
    private = submitted(people.maker)
    form = ServerForm(typed(SERVER) | SEEN, viewer=people.officer)
    assert form.is_valid(), form.errors
    assert str(private) not in str(form)
    assert str(private) in str(ServerForm(viewer=people.first))
    form = ServerForm(typed(SERVER, power_source="", published=["nothing"], price="-1") | SEEN, viewer=people.officer)
    assert set(form.errors) == {"power_source", "published", "price"}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"isl": ""}, {"isl"}),
        ({"isl": "", "osl": "", "preset": "finance", "level": "preset"}, set()),
        ({"preset": "nothing"}, {"preset"}),
        ({"rate": "0"}, {"rate"}),
        ({"growth": "1, zwei"}, {"growth"}),
        ({"sign": "Ä"}, {"sign"}),
    ],
)
def test_a_demand_says_what_has_to_be_mended(changed: dict[str, Any], wrong: set[str]) -> None:
    form = DemandForm(typed(DEMAND, **changed) | SEEN)
    assert set(form.errors) - {"osl"} == wrong - {"osl"}


def test_a_plan_begins_with_its_aim() -> None:
    given = {"title": "x", "day": "2026-11-02", "objective": "cheapest", "utilisation": "0.8", "spares": "0"}
    assert NewPlan(given).is_valid()
    assert set(NewPlan({**given, "utilisation": "1.5", "objective": "best"}).errors) == {"utilisation", "objective"}


def test_robustness_and_policies_are_asked_only_where_the_file_says_by_what() -> None:
    servers = [("rngd", "RNGD")]
    assert not {"robustness", "policy"} & set(RunForm(servers=servers, described=()).fields)
    assert "policy" in RunForm(servers=servers, described=("policy",)).fields
    form = RunForm({"frontier": "21", "why": "x", "seconds": "1"}, servers=servers, described=("robustness",))
    assert set(form.errors) == {"frontier", "why", "seconds"}
    assert RunForm({"why": "rngd", "seconds": "60"}, servers=servers, described=("robustness",)).is_valid()
