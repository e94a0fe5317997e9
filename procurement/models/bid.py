"""Bids as they came, without their prices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.people import User
from procurement.models.tender import Tender


class Bid(models.Model):
    """A bid's file for the case folder; its price stays in the envelope and is no part of it."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="bids")
    key = models.CharField("입찰 번호", max_length=40)
    name = models.CharField("업체", max_length=200)
    manufacturer = models.CharField("제조사", max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("접수")

    class Meta:
        ordering: ClassVar = ["tender", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tender", "key"], name="bid_key_once"),
            models.UniqueConstraint(fields=["tender", "name"], name="bid_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"

    @property
    def path(self) -> str:
        """Where the bid stands in the case folder."""
        return f"bids/{self.key}.toml"


class BidFile(models.Model):
    """A file that a bid's evidence names, as it was handed in."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="files")
    path = models.CharField("경로", max_length=160)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["bid", "path"], name="bid_file_once")]

    def __str__(self) -> str:
        return self.path
