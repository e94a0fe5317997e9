"""The panel: who sits where, what they declared, and what they gave; a mark is never overwritten."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.bid import Bid
from procurement.models.people import User
from procurement.models.tender import Tender

_Q = models.Q


class Seat(models.Model):
    """One place on the panel, by the name the notice gives it, and the card of who sits there."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="seats")
    name = models.CharField("위원", max_length=80)
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    submitted_at = models.DateTimeField("제출", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["tender", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tender", "name"], name="seat_once"),
            models.UniqueConstraint(fields=["tender", "user"], name="seat_one_a_person"),
        ]

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """What a member declared of one bid; with an interest the member does not mark it."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="declarations")
    interest = models.TextField("이해관계", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seat", "bid"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["seat", "bid"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.seat} {self.bid}"


class Mark(models.Model):
    """What a member gave at one moment; the one with the highest version stands, the older ones stay readable."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="marks")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    points = models.DecimalField("점수", max_digits=12, decimal_places=4, null=True)
    most = models.DecimalField("배점", max_digits=12, decimal_places=4)
    reason = models.TextField("사유", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seat", "bid", "criterion", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "bid", "criterion", "version"], name="mark_version_once"),
            models.CheckConstraint(
                condition=_Q(points=None) | _Q(points__gte=0, points__lte=models.F("most")), name="mark_within_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.bid} {self.criterion} {self.version}"


class Reopening(models.Model):
    """A submitted card given back, by whom and why."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="reopenings")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField("사유")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [models.CheckConstraint(condition=~_Q(reason=""), name="reopening_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.seat} {self.at}"
