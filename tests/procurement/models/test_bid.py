from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.procurement.actors import AT
from tests.procurement.rounds import with_bids

pytestmark = pytest.mark.django_db


def test_a_bid_says_its_key_and_name_and_stands_in_the_folder_by_its_key() -> None:
    bid = with_bids().tender.bids.all()[0]
    bid.files.create(path="evidence/A/log.json", content=b"{}", sha256="")
    assert (str(bid), bid.path) == ("A 가온누리솔루션 (가상 업체)", "bids/A.toml")
    assert [str(file) for file in bid.files.all()] == ["evidence/A/log.json"]


@pytest.mark.parametrize(
    "given", [{"key": "A", "name": "다른 업체"}, {"key": "E", "name": "가온누리솔루션 (가상 업체)"}]
)
def test_neither_key_nor_name_is_there_twice(given: dict[str, str]) -> None:
    made = with_bids()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.tender.bids.create(content=b"", sha256="", entered_by=made.officer, entered_at=AT, **given)
