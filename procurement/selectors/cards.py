"""A member's own card: what is to be marked and what was given so far."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from procurement.casefile.handouts.reading import Asked
from procurement.exports.handout import MarkRule
from procurement.models import Bid, Mark, Seat, User
from procurement.permissions import may_sit
from procurement.workflow import Stage

OPEN_TO_MEMBERS = (Stage.EVALUATING, Stage.TECHNICAL_CLOSED, Stage.PRICES_OPENED, Stage.DECIDED)


def seats_for(user: User) -> QuerySet[Seat]:
    """The person's own seats once an evaluation has begun; those of others do not exist for them."""
    if not may_sit(user.roles()):
        return Seat.objects.none()
    begun = [stage.value for stage in OPEN_TO_MEMBERS]
    return Seat.objects.filter(user=user, tender__stage__in=begun).select_related("tender", "tender__agency")


def newest_marks(seat: Seat) -> dict[tuple[int, str], Mark]:
    """What stands on the card, by bid and criterion; emptied marks too, as they carry the version."""
    return {(mark.bid_id, mark.criterion): mark for mark in seat.marks.order_by("version")}


def expected_places(seat: Seat, *, asked: Asked) -> Iterator[tuple[Bid, MarkRule]]:
    """The bids that the member marks and by which rule, in the order of the notice."""
    recused = set(seat.declarations.exclude(interest="").values_list("bid_id", flat=True))
    for bid in Bid.objects.filter(tender=seat.tender_id).order_by("key"):
        if bid.pk not in recused:
            yield from ((bid, rule) for rule in asked.notice.marking)
