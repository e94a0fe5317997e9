from __future__ import annotations

import pytest

from procurement.selectors.openings import asks_server_price, envelopes_to_open
from tests.procurement.rounds import closed

pytestmark = pytest.mark.django_db


def test_the_envelope_of_a_bid_below_the_threshold_stays_closed() -> None:
    """C.1-5"""
    assert [bid.key for bid in envelopes_to_open(closed().tender)] == ["A", "B", "C"]


def test_the_price_of_a_server_is_asked_where_the_equipment_is_sized() -> None:
    assert asks_server_price(closed().tender)
