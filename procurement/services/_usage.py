"""Counts what costs much, for all processes of the server together. Not an act: nothing of it is recorded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from procurement.models import Usage

MINUTE = 60


@transaction.atomic
def count_use(*, who: str, kind: str, at: datetime) -> int:
    """How often it was done in this minute, this time included; counts of earlier minutes go."""
    minute = int(at.timestamp()) // MINUTE
    Usage.objects.filter(who=who, kind=kind, minute__lt=minute).delete()
    one, _ = Usage.objects.get_or_create(who=who, kind=kind, minute=minute)
    Usage.objects.filter(pk=one.pk).update(count=F("count") + 1)
    return Usage.objects.values_list("count", flat=True).get(pk=one.pk)
