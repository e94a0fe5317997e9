from __future__ import annotations

import pytest

from procurement.permissions import Role
from procurement.selectors.panels import evaluators, seats_of_notice
from procurement.services.people import dismiss
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.rounds import published, with_bids

pytestmark = pytest.mark.django_db


def test_the_seats_of_the_notice_and_who_sits_there() -> None:
    assert seats_of_notice(published().tender) == dict.fromkeys(("위원1", "위원2", "위원3"))
    made = with_bids("가상도청")
    assert list(seats_of_notice(made.tender).values()) == list(made.members)


def test_only_those_who_hold_the_role_now_can_sit() -> None:
    made = published()
    dismiss(made.members[0], role=Role.EVALUATOR, by=OPERATOR, at=AT)
    assert list(evaluators()) == list(made.members[1:])
