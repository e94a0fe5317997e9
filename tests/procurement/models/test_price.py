from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Opening, Price
from tests.procurement.actors import AT
from tests.procurement.rounds import closed

pytestmark = pytest.mark.django_db


def test_prices_are_above_zero_and_never_in_the_words_of_an_opening() -> None:
    made = closed()
    opening = Opening.objects.create(tender=made.tender, first=made.officer, first_at=AT)
    bid = made.tender.bids.get(key="A")
    for won, server in ((0, None), (-1, None), (1, 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Price.objects.create(opening=opening, bid=bid, won=won, server_won=server)
    price = Price.objects.create(opening=opening, bid=bid, won=1_465_000_000)
    assert (str(price), str(opening)) == (str(bid), f"{made.tender} {made.officer}")


def test_a_second_person_comes_with_a_moment_and_is_another() -> None:
    """C.1-3"""
    made = closed()
    for given in ({"second": made.second}, {"second_at": AT}, {"second": made.officer, "second_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.create(tender=made.tender, first=made.officer, first_at=AT, **given)
