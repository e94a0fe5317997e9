"""How often costly things were asked for: a count for each person or address, kind of act and minute."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Usage(models.Model):
    """`who`: a person's key or an address; counts of past minutes are taken away."""

    who = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    minute = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["who", "kind", "minute"], name="usage_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.who} {self.kind}: {self.count}"
