from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.selectors.evidence_curves import curves, power_scopes, software_changes
from procurement.selectors.evidence_list import Filter
from procurement.verification import Level
from tests.procurement.exchange import ANSWERED, Cast, cast, newer, other_run, run_of_2031, submitted

pytestmark = pytest.mark.django_db
ATOM = replace(ANSWERED, accelerator="rebellions-atom-max", used=8)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_curves_hold_the_points_of_one_device_and_software_by_load(people: Cast) -> None:
    submitted(people.maker, level=Level.PUBLIC)
    submitted(people.rival, given=ATOM, data=other_run())
    (line,) = curves(None, wanted=Filter(model="mock-model"))
    assert (line.owner, line.device, line.used, line.software) == ("가상반도체", "RNGD", 4, "2026.3.0")
    assert [one.concurrency for one in line.points] == [1, 4, 8]
    assert [one.device for one in curves(people.first, wanted=Filter())] == ["RNGD", "ATOM-Max (RBLN-CA25)"]


def test_what_new_software_changed_is_said_point_by_point_and_only_of_what_one_sees(people: Cast) -> None:
    submitted(
        people.maker,
        level=Level.PUBLIC,
        name="vllm_c4.json",
        given=replace(ANSWERED, isl=Decimal(128), osl=Decimal(64)),
    )
    given = replace(newer(), isl=Decimal(128), osl=Decimal(64))
    submitted(people.maker, name="aiperf_c4.json", given=given)
    assert software_changes(None, wanted=Filter()) == ()
    found = software_changes(people.maker, wanted=Filter())
    assert {one.metric for one in found} >= {"output_tps"}
    rate = next(one for one in found if one.metric == "output_tps")
    assert (rate.before.software, rate.after.software) == ("2026.3.0", "2026.4.0")
    assert round(rate.ratio, 4) == Decimal("0.9846")


def test_of_several_runs_at_one_load_the_last_is_the_point_and_they_are_counted(people: Cast) -> None:
    submitted(people.maker)
    again = submitted(people.maker, data=run_of_2031())
    (line,) = curves(people.maker, wanted=Filter(model="mock-model"))
    assert line.runs == (2, 2, 2)
    assert {one.release_id for one in line.points} == {again.pk}


def test_a_power_comes_with_what_was_measured(people: Cast) -> None:
    measured = replace(ANSWERED, power_scope="node_wall", average_w=Decimal(900))
    submitted(people.maker, given=measured)
    lines = curves(people.maker, wanted=Filter(model="mock-model"))
    keys = {one.pk for line in lines for one in line.points}
    assert power_scopes(people.maker, lines=lines) == dict.fromkeys(keys, "node_wall")
    assert power_scopes(None, lines=lines) == {}
