from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from procurement.casefile.planning import Begun, first_plan
from procurement.tasks.running import run_waiting
from tests.procurement.actors import agency
from tests.procurement.api.client import Api, api_of, problem
from tests.procurement.drafts import office
from tests.procurement.plans import planned, small
from tests.procurement.rounds import closed, crew, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Api:
    return api_of(crew().officer)


def test_a_plan_is_begun_changed_and_asked_for(officer: Api) -> None:
    made = officer.post_zip("plans", small())
    assert made.status_code == 201
    own = f"plans/{made.json()['id']}"
    assert officer.get(own).json()["lacking"] == []
    path = f"{own}/files/sizing.toml"
    read = officer.get(path)
    changed = read.content.replace(b"rate = 12", b"rate = 24")
    assert officer.put_file(path, changed).status_code == 428
    assert officer.put_file(path, changed, **{"If-Match": read.headers["ETag"]}).status_code == 200
    assert [one["path"] for one in officer.get(f"{own}/files").json()] == ["sizing.toml"]
    assert officer.get("plans").json()["count"] == 1
    asked = officer.post(f"{own}/jobs", {})
    assert asked.status_code == 202
    assert officer.client.get(asked.headers["Location"]).json()["parameters"]["seconds"] == 60
    assert [one["id"] for one in officer.get(f"{own}/jobs").json()] == [asked.json()["id"]]
    for wrong in ({"why": "없는 장비"}, {"robustness": True}, {"seconds": 1}, {"frontier": 99}):
        assert officer.post(f"{own}/jobs", wrong).status_code == 422, wrong


def test_what_lacks_is_named_and_another_agencys_plan_does_not_exist(officer: Api) -> None:
    day = date(2026, 11, 2)
    empty = first_plan(Begun("빈 구성", day, "cheapest", Decimal("0.8"), 0))
    own = f"plans/{officer.post_zip('plans', empty).json()['id']}"
    assert officer.get(own).json()["lacking"]
    assert problem(officer.post(f"{own}/jobs", {}))["status"] == 422
    _, stranger = office("가상도청")
    assert api_of(stranger).get(own).status_code == 404
    assert api_of(stranger).get("jobs").json()["count"] == 0


def test_a_tenders_bids_become_a_plan_after_the_opening() -> None:
    early, late = closed(), opened("가상도청")
    assert api_of(early.officer).post(f"tenders/{early.tender.pk}/plan").status_code == 409
    made = api_of(late.officer).post(f"tenders/{late.tender.pk}/plan")
    assert made.status_code == 201
    assert made.json()["title"]


def test_the_same_request_sent_twice_asks_once(
    officer: Api, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    own = f"plans/{officer.post_zip('plans', small()).json()['id']}/jobs"
    with django_capture_on_commit_callbacks() as after:
        one, two = (officer.post(own, {}, Idempotency_Key="a1") for _ in range(2))
    assert len(after) == 1
    assert (one.status_code, two.status_code) == (202, 202)
    assert one.headers["Location"] == two.headers["Location"]
    assert two.headers["Idempotency-Replayed"] == "true"
    assert one.json() == two.json()
    other = officer.post(own, {"seconds": 90}, Idempotency_Key="a1")
    assert "Idempotency-Key" in problem(other)["detail"]


def test_who_does_not_run_tenders_reads_plans_and_asks_for_nothing() -> None:
    people = crew()
    plan = planned(people.agency, people.officer)
    approver = api_of(people.approver)
    assert approver.get(f"plans/{plan.pk}").status_code == 200
    assert approver.post(f"plans/{plan.pk}/jobs", {}).status_code == 403
    assert approver.post_zip("plans", small()).status_code == 403
    assert agency("가상군청")
    assert run_waiting() == 0
