from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from procurement.demo import AGENCY, NUMBER, PEOPLE, example_bids, seed_demo
from procurement.models import AuditEntry, Organisation, User
from procurement.permissions import Role
from tests.procurement.actors import AT
from tests.procurement.drafts import notice

pytestmark = pytest.mark.django_db


def test_a_made_up_agency_has_everyone_a_tender_needs() -> None:
    assert [one.username for one in seed_demo(at=AT)] == [one.username for one in PEOPLE]
    roles = [role for one in User.objects.all() for role in one.roles()]
    assert {role: roles.count(role) for role in set(roles)} == {
        Role.OFFICER: 2,
        Role.APPROVER: 1,
        Role.CHAIR: 1,
        Role.EVALUATOR: 7,  # as many seats as the example has
        Role.AUDITOR: 1,
        Role.ADMINISTRATOR: 1,
    }


def test_the_examples_bids_hold_no_price() -> None:
    bids = [tomllib.loads(one.decode()) for one in example_bids()]
    assert [bid["bid"]["id"] for bid in bids] == ["A", "B", "C", "D"]
    assert [name for bid in bids for name in ("bid", "offer") if "price" in bid[name]] == []
    assert notice()["tender.toml"].decode().count(f'id = "{NUMBER}"') == 1


def test_those_who_are_there_stay_as_they_are() -> None:
    seed_demo(at=AT)
    entries = AuditEntry.objects.count()
    assert seed_demo(at=AT + timedelta(days=1)) == ()
    assert (AuditEntry.objects.count(), Organisation.objects.get().name) == (entries, AGENCY)
