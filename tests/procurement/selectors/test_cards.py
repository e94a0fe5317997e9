from __future__ import annotations

import pytest

from procurement.selectors.cards import expected_places, seats_for
from procurement.services._tender import notice_of
from tests.procurement.actors import AT
from tests.procurement.rounds import evaluating, with_bids

pytestmark = pytest.mark.django_db


def test_a_member_finds_exactly_the_own_seat_once_it_has_begun() -> None:
    """C.2-7: equality, not membership."""
    waiting, made = with_bids("가상도청"), evaluating()
    for user, seat in zip(made.members, made.seats, strict=True):
        assert list(seats_for(user)) == [seat]
    assert [list(seats_for(user)) for user in (*waiting.members, made.officer, made.chair)] == [[]] * 5


def test_a_bid_with_an_interest_is_not_on_the_card() -> None:
    made = evaluating()
    seat = made.seats[0]
    seat.declarations.create(bid=made.tender.bids.get(key="B"), interest="자문", at=AT)
    places = [(bid.key, rule.criterion.id) for bid, rule in expected_places(seat, asked=notice_of(made.tender))]
    criteria = ("understanding", "technical_plan", "software_maturity", "maintenance")
    assert places == [(bid, criterion) for bid in "ACD" for criterion in criteria]
