from __future__ import annotations

import pytest

from procurement.selectors.offers import offers_of
from tests.procurement.rounds import published, with_bids

pytestmark = pytest.mark.django_db


def test_what_is_claimed_stands_beside_what_was_measured() -> None:
    one, *_, last = offers_of(with_bids().tender)
    assert (one.key, one.manufacturer, one.accelerator, one.domestic) == ("A", "FuriosaAI", "furiosa-rngd × 8", True)
    claims = {claim.title: (claim.limit, claim.value, claim.unit) for claim in one.claims}
    assert claims["서버 1대의 최대 소비전력"] == ("<= 11000", "3000", "W")
    assert claims["경영상태 (신용평가등급)"] == ("", "BBB+", "등급")
    assert [piece.usable for piece in one.pieces] == [True, True]
    assert last.key == "D"


def test_no_bids_no_offers() -> None:
    assert offers_of(published().tender) == ()
