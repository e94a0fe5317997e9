"""Tokens of the API: a person's own, and whose a secret is."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from procurement.models import ApiToken, User


def tokens_for(user: User) -> QuerySet[ApiToken]:
    """The person's own tokens, ended and expired ones too."""
    return ApiToken.objects.filter(user=user)


def token_of(secret: str, *, at: datetime) -> ApiToken | None:
    """The token of a secret that is good at the moment and whose person may sign in."""
    good = ApiToken.objects.filter(ended_at=None, expires_at__gt=at, user__is_active=True)
    found = good.filter(digest=secret_digest(secret)).select_related("user__organisation")
    return found.prefetch_related("user__appointments").first()


def secret_digest(secret: str) -> str:
    """What is kept of a secret; it has 256 random bits, so a plain SHA-256 tells nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
