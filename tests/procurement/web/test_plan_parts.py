from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from procurement.models import Job, Plan
from procurement.selectors.drafting import Written
from procurement.selectors.plans import plan_files, written_plan
from procurement.tasks.running import run_waiting
from procurement.verification import Level
from tests.procurement.exchange import cast as exchange_cast
from tests.procurement.exchange import submitted, verified
from tests.procurement.plans import planned
from tests.procurement.rounds import Crew
from tests.procurement.web.plan_given import DEMAND, LIMITS, SERVER, typed


@pytest.fixture
def plan(people: Crew) -> Plan:
    return planned(people.agency, people.officer)


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def written(plan: Plan) -> Written:
    found = written_plan(plan)
    assert found is not None
    return found


def put(client: Client, plan: Plan, part: str, values: dict[str, Any]) -> int:
    given = typed(values) | {"seen": written(plan).digest}
    return client.post(f"/plans/{plan.pk}/{part}/", given).status_code


def test_servers_and_demands_come_change_and_go(officer: Client, plan: Plan) -> None:
    assert put(officer, plan, "servers/new", SERVER | {"sign": "more"}) == 302
    assert put(officer, plan, "servers/more", SERVER | {"sign": "more", "price": 1}) == 302
    assert [one["price"] for one in written(plan).tables("servers")] == [175_000_000, 1]
    assert put(officer, plan, "demand/new", DEMAND | {"sign": "more", "rate": 3}) == 302
    assert [one["id"] for one in written(plan).table("sizing")["demand"]] == ["drafts", "more"]
    for part in ("servers/more/remove", "demand/more/remove"):
        assert put(officer, plan, part, {}) == 302
    assert len(written(plan).tables("servers")) == len(written(plan).table("sizing")["demand"]) == 1


def test_the_last_demand_can_go_and_is_asked_for_then(officer: Client, plan: Plan) -> None:
    put(officer, plan, "demand/drafts/remove", {})
    assert "demand" not in written(plan).table("sizing")
    assert "수요를 하나 이상" in officer.get(f"/plans/{plan.pk}/").content.decode()
    assert put(officer, plan, "demand/new", DEMAND) == 302


def test_limits_are_changed_and_what_cannot_be_is_said_in_the_form(officer: Client, plan: Plan) -> None:
    given = {key: held for key, held in LIMITS.items() if key != "plan_years"}
    assert put(officer, plan, "limits", given | {"plan_years": "2027년 = 900000000"}) == 302
    assert written(plan).table("sizing")["years"] == [{"title": "2027년", "budget": 900_000_000}]
    claimed = {"legal_basis": "below_threshold", "plan_years": ""}
    refused = officer.post(f"/plans/{plan.pk}/limits/", typed(given | claimed) | {"seen": written(plan).digest})
    assert refused.status_code == 422
    assert "국산" in refused.content.decode() or "기준금액" in refused.content.decode()


def test_two_that_change_at_once_do_not_overwrite_each_other(officer: Client, plan: Plan) -> None:
    stale = typed(DEMAND | {"sign": "late"}) | {"seen": written(plan).digest}
    put(officer, plan, "demand/new", DEMAND | {"sign": "early"})
    answer = officer.post(f"/plans/{plan.pk}/demand/new/", stale)
    assert answer.status_code == 422
    assert "그사이 바뀌었습니다" in answer.content.decode()


def test_verified_results_of_the_exchange_feed_the_mix_with_their_verification(officer: Client, plan: Plan) -> None:
    people = exchange_cast("가상군청", "가상구청")
    release = verified(submitted(people.maker, level=Level.PUBLIC), people)
    row = release.measured.all()[0]
    server = SERVER | {"sign": "measured", "accelerator": row.device, "published": [], "releases": [str(release.pk)]}
    assert put(officer, plan, "servers/new", server) == 302
    path = f"releases/{release.pk}-{release.files.get().name}"
    assert plan_files(plan)[path] == bytes(release.files.get().content)
    demand = DEMAND | {
        "sign": "chat",
        "model": row.model,
        "isl": int(row.isl or 0),
        "osl": int(row.osl or 0),
        "rate": "0.01",
    }
    assert put(officer, plan, "demand/new", demand) == 302
    officer.post(f"/plans/{plan.pk}/", {"seconds": "60"})
    assert run_waiting() == 1
    job = Job.objects.get()
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert "최적임을 증명함" in page


def test_a_release_that_one_may_not_see_cannot_be_taken(officer: Client, plan: Plan) -> None:
    people = exchange_cast("가상군청", "가상구청")
    hidden = submitted(people.maker)
    assert put(officer, plan, "servers/new", SERVER | {"sign": "x", "releases": [str(hidden.pk)]}) == 422


def test_there_is_nothing_to_change_that_is_not_there(officer: Client, plan: Plan) -> None:
    assert officer.get(f"/plans/{plan.pk}/servers/nothing/").status_code == 404
    assert officer.get(f"/plans/{plan.pk}/demand/nothing/").status_code == 404
