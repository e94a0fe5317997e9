"""Replies kept for a day, so that a request sent twice acts once. Not acts: the request's own act is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from procurement.models import KeptReply, User
from procurement.services.record import Unusable

KEPT = timedelta(days=1)
LONGEST_KEY = 80


@transaction.atomic
def reply_place(user: User, *, key: str, asked: str, at: datetime) -> KeptReply:
    """The place of the reply to a request, with the reply where there was one; others with the key wait for it.

    `asked`: the SHA-256 of the request. Raises Unusable where the key was used for something else.
    """
    KeptReply.objects.filter(user=user, at__lt=at - KEPT).delete()
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise Unusable(f"Idempotency-Key: 1자에서 {LONGEST_KEY}자까지입니다 / from 1 to {LONGEST_KEY} characters")
    place, _ = KeptReply.objects.select_for_update().get_or_create(
        user=user, key=key, defaults={"asked": asked, "at": at}
    )
    if place.asked != asked:
        raise Unusable("Idempotency-Key: 다른 요청에 쓴 값입니다 / was used for another request")
    return place


@transaction.atomic
def keep_reply(place: KeptReply, *, status: int, headers: str, content: str) -> None:
    """Keep what was answered."""
    place.status, place.headers, place.content = status, headers, content
    place.save()
