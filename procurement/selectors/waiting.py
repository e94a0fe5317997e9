"""What waits for a person."""

from __future__ import annotations

from django.db.models import QuerySet

from procurement.models import Seat, Tender, User
from procurement.permissions import may_run_tender
from procurement.selectors.cards import seats_for
from procurement.selectors.tenders import tenders_for
from procurement.workflow import Stage


def drafts_for(user: User) -> QuerySet[Tender]:
    """The drafts that the person may change and publish, newest first; none for those who run no tender."""
    if not may_run_tender(user.roles(), same_agency=True):
        return Tender.objects.none()
    return tenders_for(user).filter(stage=Stage.DRAFT)


def open_cards_of(user: User) -> QuerySet[Seat]:
    """The person's own cards that are still to be handed in, newest tender first."""
    return (
        seats_for(user).filter(tender__stage=Stage.EVALUATING, submitted_at=None).order_by("-tender__begun_at", "-pk")
    )


def other_cards_of(user: User) -> QuerySet[Seat]:
    """The person's own cards that are in, newest tender first."""
    return seats_for(user).exclude(pk__in=open_cards_of(user).values("pk")).order_by("-tender__begun_at", "-pk")
