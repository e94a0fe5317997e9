"""What waits for a person."""

from __future__ import annotations

from django.db.models import QuerySet

from procurement.models import Tender, User
from procurement.permissions import may_run_tender
from procurement.selectors.tenders import tenders_for
from procurement.workflow import Stage


def drafts_for(user: User) -> QuerySet[Tender]:
    """The drafts that the person may change and publish, newest first; none for those who run no tender."""
    if not may_run_tender(user.roles(), same_agency=True):
        return Tender.objects.none()
    return tenders_for(user).filter(stage=Stage.DRAFT)
