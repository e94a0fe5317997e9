from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.casefile.collecting.toml_text import toml_of
from procurement.selectors.offers import offers_of
from procurement.selectors.plan_evidence import copied_evidence
from procurement.services.bids import enter_bid
from procurement.verification import Level
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import ANSWERED, cast, submitted, verified
from tests.procurement.rounds import example_bids, published, with_bids

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


def test_a_file_that_a_verified_release_holds_is_verified_in_a_bid_too() -> None:
    people = cast("가상구청")
    given = replace(ANSWERED, accelerator="furiosa-rngd")
    release = verified(submitted(people.maker, level=Level.PUBLIC, given=given), people)
    made = published()
    (table, content), *_ = copied_evidence(release)
    said = toml_of({"evidence": [table | {"file": "../evidence/run.json"}]})
    bid = example_bids()["A"][0] + b"\n" + said.encode()
    enter_bid(made.tender, content=bid, evidence={"evidence/run.json": content}, by=acting(made.officer), at=AT)
    (one,) = offers_of(made.tender)
    named = {piece.verified.by for piece in one.pieces if piece.verified}
    assert named == {"가상시험원"}
    assert len([piece for piece in one.pieces if piece.verified]) == release.measured.count()
