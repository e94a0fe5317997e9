from __future__ import annotations

from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from procurement.models import Seat
from procurement.selectors.ballots import card_of, cards_of, content_of, paths_of
from procurement.services.bids import enter_bid
from procurement.services.cards import save_mark
from procurement.services.panel import declare
from tests.procurement.actors import AT, acting
from tests.procurement.cards import NAMES, hiding_names
from tests.procurement.rounds import declared, evaluating, example_bids, published, take_further

pytestmark = pytest.mark.django_db


def give(seat: Seat, points: str, version: int, *, reason: str = "") -> None:
    by = acting(seat.user)
    save_mark(seat, bid="A", criterion="understanding", points=points, reason=reason, version=version, by=by, at=AT)


def test_a_card_holds_what_was_declared_and_given_with_what_it_followed() -> None:
    made = evaluating()
    seat = made.seats[0]
    declare(seat, bid="A", interest="", by=acting(seat.user), at=AT)
    seat.declarations.create(bid=made.tender.bids.get(key="B"), interest="자문", at=AT)
    for version, points in enumerate(("12", "13.5")):
        give(seat, points, version, reason=f"사유 {version}")
    card = card_of(seat)
    assert [(one.number, one.key, one.open) for one in card.ballots] == [
        (1, "A", True),
        (2, "B", False),
        (3, "C", False),
        (4, "D", False),
    ]
    assert [one.key for one in card.undeclared] == ["C", "D"]
    assert [one.key for one in card.mine] == ["A", "C", "D"]
    place = card.ballots[0].places[0]
    assert [(one.text, one.reason) for one in place.given] == [("12", "사유 0"), ("13.5", "사유 1")]
    assert (place.most, place.newest, place.earlier) == ("15", place.given[1], place.given[:1])
    assert (card.ballots[0].given, card.ballots[0].most) == ((Fraction("13.5"),), Fraction(70))


def test_an_emptied_mark_is_lacking_and_not_zero() -> None:
    seat = declared().seats[0]
    give(seat, "12", 0)
    give(seat, "", 1)
    ballot = card_of(seat).ballots[0]
    newest = ballot.places[0].newest
    assert newest is not None
    assert (newest.points, newest.text, ballot.given) == (None, "", ())
    assert {place.fault for place in ballot.places} == {
        "점수가 없습니다. 미채점은 0점이 아닙니다 / the mark is missing and is not zero"
    }


def test_a_mark_without_the_reason_it_owes_is_lacking() -> None:
    made = hiding_names()
    seat = made.seats[0]
    declare(seat, bid="A", interest="", by=acting(seat.user), at=AT)
    give(seat, "9", 0)
    assert card_of(seat).ballots[0].places[0].fault == "사유를 적어야 합니다 / a reason is needed"
    give(seat, "9", 1, reason="계획이 얕음")
    assert card_of(seat).ballots[0].places[0].fault == ""


def test_members_see_the_names_that_the_notice_shows_them() -> None:
    open_names, masked = card_of(evaluating("가상도청").seats[0]), card_of(hiding_names().seats[0])
    assert ([one.shown for one in open_names.ballots], open_names.hidden) == (list(NAMES.values()), False)
    assert ([one.shown for one in masked.ballots], masked.hidden) == (
        [f"업체 {number}" for number in range(1, 5)],
        True,
    )
    assert paths_of(masked.ballots[0], card=masked) == ()


def test_a_bids_files_are_its_own_and_its_evidence() -> None:
    made = published()
    by = acting(made.officer)
    enter_bid(made.tender, content=example_bids()["A"][0], evidence={"evidence/log.json": b"{}"}, by=by, at=AT)
    card = card_of(Seat.objects.create(tender=made.tender, name="위원1", user=made.members[0]))
    ballot = card.ballots[0]
    assert paths_of(ballot, card=card) == ("bids/A.toml", "evidence/log.json")
    found = [content_of(path, ballot=ballot, card=card) for path in ("bids/A.toml", "evidence/log.json", "x")]
    assert found == [example_bids()["A"][0], b"{}", None]


def test_the_database_is_asked_no_more_for_more_seats_and_bids(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = evaluating()
    take_further(made)
    every = made.tender.seats.order_by("pk")
    with django_assert_num_queries(6):
        cards_of(made.tender, seats=every[:1])
    with django_assert_num_queries(6):
        cards = cards_of(made.tender, seats=every)
    assert [len(card.ballots) for card in cards] == [4, 4, 4]
