from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from procurement.exports.ocds.publication import NotPublishable
from procurement.models import Tender
from procurement.selectors.releases import has_publication, release_of
from procurement.services.results import decide
from procurement.services.tenders import put_file
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import EXAMPLE
from tests.procurement.rounds import Round, begun, example_bids, take_further

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def made() -> Round:
    """The draft with what a release needs."""
    found = begun()
    content = (EXAMPLE / "publication.toml").read_bytes()
    put_file(found.tender, path="publication.toml", content=content, by=acting(found.officer), at=AT)
    return found


def reach(made: Round, stage: Stage) -> None:
    while made.tender.stage != stage:
        take_further(made)


def told(tender: Tender, today: date = TODAY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(release_of(tender, today=today))["releases"]
    return found


def test_the_package_grows_with_the_stages_at_the_records_moments(made: Round) -> None:
    tags = {}
    for stage in (Stage.PUBLISHED, Stage.EVALUATING, Stage.TECHNICAL_CLOSED, Stage.PRICES_OPENED, Stage.DECIDED):
        reach(made, stage)
        tags[stage] = [(one["tag"], one["date"]) for one in told(made.tender)]
    at = "2026-11-22T18:30:00+09:00"
    notice, technical, award = (["tender"], at), (["tenderUpdate"], at), (["award"], at)
    assert tags == {
        Stage.PUBLISHED: [notice],
        Stage.EVALUATING: [notice],
        Stage.TECHNICAL_CLOSED: [notice, technical],
        Stage.PRICES_OPENED: [notice, technical],
        Stage.DECIDED: [notice, technical, award],
    }


def test_no_bid_before_the_close_and_no_price_before_the_decision(made: Round) -> None:
    reach(made, Stage.EVALUATING)
    text = release_of(made.tender, today=TODAY).decode()
    assert [bid.name for bid in made.tender.bids.all() if bid.name in text] == []
    reach(made, Stage.PRICES_OPENED)
    text = release_of(made.tender, today=TODAY).decode()
    assert [bid.name for bid in made.tender.bids.all() if bid.name not in text] == []
    assert [key for key, (_, envelope) in example_bids().items() if str(envelope.price) in text] == []
    reach(made, Stage.DECIDED)
    assert str(example_bids()["A"][1].price) in release_of(made.tender, today=TODAY).decode()


def test_the_award_is_pending_until_the_standstill_has_ended(made: Round) -> None:
    reach(made, Stage.DECIDED)
    states = [told(made.tender, today)[-1]["awards"][0]["status"] for today in (date(2026, 12, 2), date(2026, 12, 3))]
    assert states == ["pending", "active"]


@pytest.mark.parametrize("bid", [None, "B"])
def test_nobody_is_a_cancelled_award_and_another_than_the_first_is_refused(made: Round, bid: str | None) -> None:
    reach(made, Stage.PRICES_OPENED)
    until, by = date(2026, 12, 2), acting(made.approver)
    decide(made.tender, bid=bid, reason="까닭", standstill_until=until, by=by, at=AT)
    made.tender.refresh_from_db()
    if bid is None:
        assert told(made.tender)[-1]["awards"][0]["status"] == "cancelled"
        return
    with pytest.raises(NotPublishable, match="1순위가 아니어서"):
        release_of(made.tender, today=TODAY)


def test_without_the_answers_there_is_no_release(made: Round) -> None:
    bare = begun("가상도청")
    take_further(bare)
    assert (has_publication(made.tender), has_publication(bare.tender)) == (True, False)
    with pytest.raises(NotPublishable, match="이 파일이 없습니다"):
        release_of(bare.tender, today=TODAY)
