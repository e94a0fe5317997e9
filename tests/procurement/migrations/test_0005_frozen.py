from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, transaction

from procurement.models import BidFile, Decision, Declaration, Mark, Price, Reopening, Result, Seat, Tender
from procurement.workflow import MOVES, Stage
from tests.procurement.actors import AT
from tests.procurement.rounds import Round, decided, evaluating, opened, published, submitted, with_bids

pytestmark = pytest.mark.django_db
Act = Callable[[], object]


def refused(said: str, *acts: Act) -> None:
    for act in acts:
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            act()


def mark(made: Round, **given: object) -> Mark:
    seat, bid = made.seats[0], made.tender.bids.all()[0]
    kept = {"criterion": "x", "version": 9, "points": 1, "most": 5, "at": AT} | given
    return Mark.objects.create(seat=seat, bid=bid, **kept)


def test_a_published_notice_and_the_bids_of_a_begun_evaluation_stay() -> None:
    """C.1-2, C.4: whatever program asks."""
    made = published()
    file = made.tender.files.all()[0]
    refused(
        "the notice is frozen",
        lambda: made.tender.files.create(path="x.md", content=b"", sha256=""),
        lambda: made.tender.files.update(content=b""),
        file.delete,
    )
    refused("the digest of a published notice stays", lambda: Tender.objects.update(notice_digest="0"))
    refused("a tender is never deleted", lambda: Tender.objects.all()._raw_delete("default"))
    later = evaluating("가상도청")
    bids = later.tender.bids
    refused(
        "bids are frozen",
        lambda: bids.update(content=b""),
        lambda: bids.create(key="Z", name="Z", content=b"", entered_by=later.officer, entered_at=AT),
        lambda: bids.all()._raw_delete("default"),
        lambda: BidFile.objects.create(bid=bids.all()[0], path="a", content=b"", sha256=""),
    )


def test_a_card_that_is_in_and_a_mark_that_was_given_stay() -> None:
    made = submitted()
    refused("the card is frozen", lambda: mark(made))
    refused(
        "a mark that was given stays",
        lambda: Mark.objects.update(points=0),
        lambda: Mark.objects.all()._raw_delete("default"),
    )
    refused(
        "a declaration stays",
        lambda: Declaration.objects.update(interest="x"),
        lambda: Declaration.objects.all().delete(),
    )
    waiting = with_bids("가상도청")
    refused("the card is frozen", lambda: mark(waiting))
    refused(
        "the cards are frozen",
        lambda: Declaration.objects.create(seat=waiting.seats[0], bid=waiting.tender.bids.all()[0], at=AT),
    )


def test_points_beyond_the_criterions_are_refused_by_the_database_too() -> None:
    """C.2-8"""
    made = evaluating()
    for points in (-1, "5.0001"):
        refused("mark_within_points", lambda points=points: mark(made, points=points))  # type: ignore[misc]  # bound for the loop
    assert mark(made, points=5).points == 5


def test_prices_only_from_the_opening_on_and_never_changed() -> None:
    """C.1-1"""
    made = opened()
    refused(
        "prices exist only from the opening on",
        lambda: Price.objects.create(opening=made.tender.opening, bid=made.tender.bids.get(key="D"), won=1),
        lambda: Price.objects.all()._raw_delete("default"),
    )
    refused("a price is never changed", lambda: Price.objects.update(won=1))
    refused("the cards are frozen", lambda: Seat.objects.update(submitted_at=None))
    refused("the panel is frozen", lambda: Seat.objects.all()._raw_delete("default"))
    refused(
        "opening_by_two_people",
        lambda: type(made.tender.opening).objects.update(second=made.tender.opening.first),
    )


def test_results_decisions_and_reopenings_stay() -> None:
    made = decided()
    Reopening.objects.create(seat=made.seats[0], by=made.chair, reason="까닭", at=AT)
    for kept in (Result, Decision, Reopening):
        refused(
            "stays",
            lambda kept=kept: kept.objects.all()._raw_delete("default"),  # type: ignore[misc]  # bound for the loop
            lambda kept=kept: kept.objects.update(at=AT),  # type: ignore[misc]  # bound for the loop
        )


@pytest.mark.parametrize("stage", [one.value for one in Stage if one != Stage.PUBLISHED])
def test_no_step_is_left_out(stage: str) -> None:
    published()
    if (Stage.PUBLISHED, Stage(stage)) in MOVES:
        assert Tender.objects.update(stage=stage) == 1
    else:
        refused("there is no such step", lambda: Tender.objects.update(stage=stage))


def test_the_moves_of_the_database_are_those_of_the_workflow() -> None:
    module = import_module("procurement.migrations.0005_frozen")
    assert set(module.MOVES) == {f"{one}>{other}" for one, other in MOVES}
