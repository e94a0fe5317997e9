from __future__ import annotations

import pytest

from procurement.models import ApiToken, User
from procurement.permissions import Role
from tests.procurement.actors import PASSWORD, agency, person
from tests.procurement.api.client import api_of, problem
from tests.procurement.rounds import crew

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return person("관리", Role.ADMINISTRATOR, at=agency())


def test_one_sees_who_one_is_and_ends_ones_own_tokens(administrator: User) -> None:
    asks = api_of(administrator)
    assert asks.get("me").json()["roles"] == ["administrator"]
    (mine,) = asks.get("tokens").json()
    assert "people:write" in mine["scopes"]
    assert "digest" not in mine
    other = ApiToken.objects.exclude(pk=mine["id"]).first()
    assert other is None
    stranger = person("남", at=agency("가상도청"))
    assert api_of(stranger).delete(f"tokens/{mine['id']}").status_code == 404
    assert asks.delete(f"tokens/{mine['id']}").status_code == 204
    assert problem(asks.get("me"))["status"] == 401


def test_an_administrator_adds_organisations_people_and_roles(administrator: User) -> None:
    asks = api_of(administrator)
    assert len(asks.post("organisations/council").json()) == 15
    made = asks.post("organisations", {"name": "가상군청", "kind": "agency"}).json()
    assert asks.get("organisations", perPage=200).json()["count"] == 17
    assert asks.post("organisations", {"name": "가상군청", "kind": "agency"}).status_code == 422
    new = {"username": "새사람", "password": PASSWORD, "organisation": made["id"]}
    added = asks.post("people", new)
    assert (added.status_code, added.json()["roles"]) == (201, [])
    assert PASSWORD not in added.content.decode()
    assert asks.post("people", new | {"username": "둘", "password": "1234"}).status_code == 422
    assert asks.post("people", new | {"username": "둘", "organisation": 0}).status_code == 422
    assert asks.post("people", new | {"username": "둘", "organisation": 999}).status_code == 404
    own = f"people/{added.json()['id']}"
    assert asks.post(f"{own}/roles", {"role": "officer"}).json()["roles"] == ["officer"]
    assert asks.post(f"{own}/roles", {"role": "auditor"}).status_code == 422
    assert asks.post(f"{own}/roles", {"role": "king"}).status_code == 422
    assert asks.delete(f"{own}/roles/officer").json()["roles"] == []
    assert asks.delete(f"{own}/roles/king").status_code == 422
    assert asks.get(own).json()["organisation"]["name"] == "가상군청"


def test_nobody_else_sees_or_changes_people() -> None:
    officer = api_of(crew().officer)
    for path in ("people", "organisations", "people/1"):
        assert officer.get(path).status_code == 403, path
    assert officer.post("organisations/council").status_code == 403
    assert officer.post("organisations", {"name": "x", "kind": "agency"}).status_code == 403
    assert officer.post("people", {"username": "x", "password": PASSWORD, "organisation": 1}).status_code == 403
