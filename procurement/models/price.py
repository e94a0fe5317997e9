"""Prices, which exist only from the opening on, and the two officers who opened them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.bid import Bid
from procurement.models.people import User
from procurement.models.tender import Tender

_Q = models.Q


class Opening(models.Model):
    """One officer opens the envelopes and enters what they hold, another compares and confirms."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="opening")
    first = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~_Q(first=models.F("second")), name="opening_by_two_people"),
            models.CheckConstraint(
                condition=_Q(second=None, second_at=None) | _Q(second__isnull=False, second_at__isnull=False),
                name="opening_second_with_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender} {self.first}"


class Price(models.Model):
    """What one envelope held, in whole won."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="prices")
    bid = models.OneToOneField(Bid, models.PROTECT, related_name="price")
    won = models.BigIntegerField("입찰가격(원)")
    server_won = models.BigIntegerField("서버 1대 값(원)", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["bid__key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_Q(won__gt=0) & (_Q(server_won=None) | _Q(server_won__gt=0)), name="price_above_zero"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bid}"
