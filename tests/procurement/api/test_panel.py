from __future__ import annotations

import pytest

from tests.procurement.api.client import api_of, problem
from tests.procurement.rounds import SEATS, example_bids, published, submitted

pytestmark = pytest.mark.django_db


def test_seats_are_given_and_the_evaluation_begins() -> None:
    made = published()
    officer, own = api_of(made.officer), f"tenders/{made.tender.pk}"
    for content, _ in example_bids().values():
        officer.post_zip(f"{own}/bids", {"bid.toml": content})
    assert {one["person"] for one in officer.get(f"{own}/panel").json()} == {None}
    early = officer.post(f"{own}/evaluation")
    assert early.status_code == 422
    for seat, person in zip(SEATS, made.members, strict=True):
        given = officer.put(f"{own}/panel", {"name": seat, "person": person.username})
        assert given.status_code == 200
    assert [one["person"] for one in officer.get(f"{own}/panel").json()] == [one.username for one in made.members]
    assert officer.put(f"{own}/panel", {"name": SEATS[0], "person": "없는사람"}).status_code == 404
    assert officer.post(f"{own}/evaluation").json()["stage"] == "evaluating"
    again = officer.post(f"{own}/evaluation")
    assert again.status_code == 409
    assert problem(again)["title"] == "지금 단계에서는 할 수 없음"


def test_the_chair_gives_a_card_back_and_the_officer_closes() -> None:
    made = submitted()
    officer, chair, own = api_of(made.officer), api_of(made.chair), f"tenders/{made.tender.pk}"
    states = chair.get(f"{own}/cards").json()
    assert all(one["submittedAt"] for one in states)
    assert set(states[0]) == {"id", "member", "person", "submittedAt", "reopened"}
    place = f"{own}/cards/{states[0]['id']}/reopening"
    assert officer.post(place, {"reason": "x"}).status_code == 403
    assert chair.post(place, {"reason": "사유를 고쳐야 합니다"}).json()["submittedAt"] is None
    assert chair.get(f"{own}/cards").json()[0]["reopened"] == ["사유를 고쳐야 합니다"]
    assert officer.post(f"{own}/close").status_code == 422
    assert api_of(made.members[0]).post(f"cards/{states[0]['id']}/submission").status_code == 200
    assert officer.post(f"{own}/close").json()["stage"] == "technical_closed"
