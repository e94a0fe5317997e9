from __future__ import annotations

import pytest

from tests.procurement.api.client import api_of, visitor
from tests.procurement.exchange import cast

pytestmark = pytest.mark.django_db
VALUE = {
    "device": "furiosa-rngd",
    "field": "tdp_w",
    "value": "170",
    "unit": "W",
    "sourceTitle": "제품 자료 2026-10",
    "sourceUrl": "https://example.com/rngd",
    "sourceDate": "2026-10",
    "confidence": "A",
}


def power() -> list[dict[str, object]]:
    devices = {one["id"]: one for one in visitor().get("devices").json()}
    return [one for one in devices["furiosa-rngd"]["values"] if one["field"] == "tdp_w"]


def test_a_value_is_proposed_accepted_and_conflicts_are_marked() -> None:
    people = cast()
    before = len(power())
    maker, administrator = api_of(people.maker), api_of(people.administrator)
    made = maker.post("proposals", VALUE)
    assert made.status_code == 201
    assert maker.post("proposals", VALUE | {"field": "colour"}).status_code == 422
    assert len(power()) == before
    place = f"proposals/{made.json()['id']}/acceptance"
    assert maker.post(place).status_code == 403
    assert administrator.post(place).json()["state"] == "accepted"
    assert len(power()) == before + 1
    assert all(one["conflicting"] for one in power())
    (changed,) = visitor().get("devices/history").json()["results"]
    assert (changed["device"], changed["value"], changed["organisation"]["name"]) == (
        "furiosa-rngd",
        "170",
        "가상반도체",
    )


def test_a_value_is_declined_with_a_reason_that_others_do_not_see() -> None:
    people = cast()
    maker, administrator = api_of(people.maker), api_of(people.administrator)
    made = maker.post("proposals", VALUE).json()
    declined = administrator.post(f"proposals/{made['id']}/refusal", {"reason": "출처가 없습니다"})
    assert declined.json()["reason"] == "출처가 없습니다"
    assert maker.get("proposals").json()["results"][0]["state"] == "declined"
    assert api_of(people.rival).get("proposals").json()["count"] == 0
    assert visitor().get("proposals").status_code == 401
