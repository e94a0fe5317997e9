"""What was computed, kept so that it can be computed again, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.bid import Bid
from procurement.models.people import User
from procurement.models.tender import Tender

TECHNICAL, FINAL = "technical", "final"
_KINDS = {TECHNICAL: "기술평가", FINAL: "종합평가"}


class Result(models.Model):
    """An evaluation's outcome, with the digests of what it was computed from."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="results")
    kind = models.CharField(max_length=10, choices=list(_KINDS.items()))
    outcome = models.TextField()
    input_digest = models.CharField(max_length=64)
    files_digest = models.CharField(max_length=64)
    program = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["tender", "at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tender", "kind"], name="result_once_a_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=list(_KINDS)), name="result_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tender} {self.kind}"


class Decision(models.Model):
    """To whom the contract goes, or that it goes to nobody, why, and until when objections are waited for."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="decision")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.TextField("사유")
    standstill_until = models.DateField("대기 기간의 끝")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender} {self.bid or '유찰'}"
