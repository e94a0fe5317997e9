from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import TenderEvidence
from procurement.services.bids import enter_bid
from procurement.services.evidence_review import withdraw
from procurement.verification import Level
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import Cast, cast, other_run, submitted
from tests.procurement.rounds import Round, example_bids, take_further
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def sources(made: Round) -> Cast:  # noqa: ARG001 -- the agency of the tender is made first
    return cast("다른시청", "다른도청")


def test_a_release_is_cited_for_the_draft_then_for_a_bid_and_its_withdrawal_is_seen(
    entered: Callable[[str], Client], made: Round, sources: Cast
) -> None:
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/evidence/"
    first = submitted(sources.maker, level=Level.PUBLIC)
    assert "근거로 삼은 성능자료가 없습니다" in officer.get(own).content.decode()
    assert "시장조사" in officer.post(own, {"release": first.pk}, follow=True).content.decode()
    assert officer.post(own, {"release": first.pk}).status_code == 422
    hidden = submitted(sources.maker, data=other_run())
    assert officer.post(own, {"release": hidden.pk}).status_code == 422
    take_further(made)
    second = submitted(sources.maker, level=Level.PUBLIC, data=other_run(2))
    assert officer.post(own, {"release": second.pk, "bid": "Z"}).status_code == 422
    take_further(made)
    assert officer.post(own, {"release": second.pk}).status_code == 409
    withdraw(first, reason="오류", by=acting(sources.maker), at=AT)
    text = officer.get(own).content.decode()
    assert faults(Page("", "officer", text)) == []
    assert "<strong>바뀜</strong>" in text
    assert first.digest in text
    assert TenderEvidence.objects.count() == 1


def test_a_bid_of_an_open_tender_rests_on_a_release(
    entered: Callable[[str], Client], made: Round, sources: Cast
) -> None:
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/evidence/"
    take_further(made)
    release = submitted(sources.maker, level=Level.PUBLIC)
    enter_bid(made.tender, content=example_bids()["A"][0], evidence={}, by=acting(made.officer), at=AT)
    assert "입찰 A" in officer.post(own, {"release": release.pk, "bid": "A"}, follow=True).content.decode()
