"""What other systems use: tokens that stand for a person, and replies kept so that a repeated request acts once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.people import User

_Q = models.Q


class ApiToken(models.Model):
    """A key that acts as its person within its scopes until it expires or is ended; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField("쓰는 곳", max_length=80)
    scopes = models.CharField("범위", max_length=300)
    digest = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField("시작")
    expires_at = models.DateTimeField("만료")
    ended_at = models.DateTimeField("끝", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-begun_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_Q(expires_at__gt=models.F("begun_at")), name="token_expires"),
            models.CheckConstraint(condition=~_Q(scopes="") & ~_Q(name=""), name="token_has_a_name_and_a_scope"),
        ]

    def __str__(self) -> str:
        return self.name


class KeptReply(models.Model):
    """What a request with an idempotency key was answered; `asked` is the SHA-256 of what was asked."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=64)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.TextField(blank=True)
    content = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="kept_reply_once")]

    def __str__(self) -> str:
        return self.key
