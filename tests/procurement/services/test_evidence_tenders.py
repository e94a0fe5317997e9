from __future__ import annotations

import pytest

from procurement.services.evidence_review import withdraw
from procurement.services.evidence_tenders import cite
from procurement.services.record import NotAllowed, Unusable
from procurement.verification import Level, State
from procurement.workflow import NotYet
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import cast, other_run, submitted
from tests.procurement.rounds import begun, with_bids

pytestmark = pytest.mark.django_db


def test_a_draft_rests_its_market_research_on_releases_and_keeps_their_digest() -> None:
    people, tender = cast(), begun("가상군청")
    made = submitted(people.maker, level=Level.PUBLIC)
    by = acting(tender.officer)
    cited = cite(tender.tender, release=made, purpose="market", bid="무시", by=by, at=AT)
    assert (cited.digest, cited.state, cited.bid) == (made.digest, State.SUBMITTED, "")
    assert str(cited) == f"{tender.tender.pk} {made.pk} market"
    with pytest.raises(Unusable, match="이미 넣은"):
        cite(tender.tender, release=made, purpose="market", by=by, at=AT)
    with pytest.raises(NotYet):
        cite(tender.tender, release=made, purpose="bid", bid="A", by=by, at=AT)


def test_a_release_that_one_may_not_see_is_refused_like_one_that_is_not_there() -> None:
    people, tender = cast(), begun("가상군청")
    hidden = submitted(people.maker, level=Level.COUNCIL)
    with pytest.raises(Unusable, match=r"^없는 자료입니다 / there is no such release$"):
        cite(tender.tender, release=hidden, purpose="market", by=acting(tender.officer), at=AT)
    with pytest.raises(NotAllowed):
        cite(tender.tender, release=hidden, purpose="market", by=acting(people.officer), at=AT)


def test_a_bid_rests_on_a_release_that_stands() -> None:
    people, tender = cast(), with_bids("가상군청")
    made, gone = (submitted(people.maker, level=Level.PUBLIC, data=data) for data in (None, other_run()))
    withdraw(gone, reason="오류", by=acting(people.maker), at=AT)
    by = acting(tender.officer)
    with pytest.raises(Unusable, match="철회된 자료"):
        cite(tender.tender, release=gone, purpose="bid", bid="A", by=by, at=AT)
    with pytest.raises(Unusable, match="Z: 없는 입찰"):
        cite(tender.tender, release=made, purpose="bid", bid="Z", by=by, at=AT)
    assert cite(tender.tender, release=made, purpose="bid", bid="A", by=by, at=AT).bid == "A"
