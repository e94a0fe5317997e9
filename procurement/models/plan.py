"""A plan: what to buy for a demand, asked outside a tender, as a folder of files that is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.people import Organisation, User


class Plan(models.Model):
    """A sizing question of an agency; its files are those that `manage.py size` reads."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    officer = models.ForeignKey(User, models.PROTECT, related_name="plans")
    title = models.CharField("이름", max_length=300)
    begun_at = models.DateTimeField("시작")

    class Meta:
        ordering: ClassVar = ["-begun_at", "-id"]

    def __str__(self) -> str:
        return self.title


class PlanFile(models.Model):
    """A file of the plan's folder."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="files")
    path = models.CharField("경로", max_length=160)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "path"], name="plan_file_once")]

    def __str__(self) -> str:
        return self.path
