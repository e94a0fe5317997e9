"""The record of every act: a chain in which each entry holds the digest of the one before."""

from __future__ import annotations

import hashlib
import json
from typing import ClassVar

from django.db import models

from procurement.models.people import User

FIRST_PREVIOUS = "0" * 64
_CHAINED = ("number", "who", "address", "act", "subject", "details", "previous")


class AuditEntry(models.Model):
    """One act: who, when, from where, what, on what. Triggers of the database refuse any change."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    details = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.subject}"

    def computed(self) -> str:
        """The SHA-256 that the entry's own fields give; `digest` when nothing was changed."""
        fields = {name: getattr(self, name) for name in _CHAINED}
        fields |= {"at": self.at.isoformat(), "by": self.by_id}
        text = json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class AuditHead(models.Model):
    """The last entry's number and digest; its one row is locked while an entry is added, so that none collide."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST_PREVIOUS)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
