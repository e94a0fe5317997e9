"""Long work: the row is the truth of what was asked, how far it is and what came of it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from procurement.models.people import Organisation, User
from procurement.models.plan import Plan


class JobState(StrEnum):
    """Where a job stands; the last four are ends."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"


STATES = {
    JobState.WAITING: "대기",
    JobState.RUNNING: "계산 중",
    JobState.DONE: "끝남",
    JobState.REFUSED: "입력 거절",
    JobState.CANCELLED: "취소함",
    JobState.FAILED: "실패",
}
ENDED = (JobState.DONE, JobState.REFUSED, JobState.CANCELLED, JobState.FAILED)
SIZING = "sizing"
_KINDS = {SIZING: "장비 구성 계산"}


class Job(models.Model):
    """A piece of work with the inputs it was asked for; who runs it holds a lease and loses it when silent.

    `inputs`: the files as a ZIP; `digest`: the SHA-256 of the parameters and of every file. `phase`, `gap` (relative)
    and `nodes` say how far it is; `told` is what a person reads at the end.
    """

    kind = models.CharField("종류", max_length=20, choices=list(_KINDS.items()))
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="jobs")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("요청")
    parameters = models.TextField()
    inputs = models.BinaryField()
    digest = models.CharField("입력 요약값", max_length=64)
    state = models.CharField(
        "상태", max_length=10, choices=[(one.value, label) for one, label in STATES.items()], default=JobState.WAITING
    )
    phase = models.CharField("단계", max_length=20, blank=True)
    gap = models.FloatField("차이", null=True)
    nodes = models.PositiveIntegerField("마디", null=True)
    cancel = models.BooleanField("취소 요청", default=False)
    attempts = models.PositiveIntegerField("시도", default=0)
    lease = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField("시작", null=True)
    ended_at = models.DateTimeField("끝", null=True)
    told = models.TextField(blank=True)
    program = models.CharField("프로그램", max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "lease_until"], name="job_to_run")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=[one.value for one in STATES]), name="job_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=list(_KINDS)), name="job_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ENDED


class JobFile(models.Model):
    """What a finished job made."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="files")
    name = models.CharField("이름", max_length=160)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "name"], name="job_file_once")]

    def __str__(self) -> str:
        return self.name
