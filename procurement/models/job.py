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
SIZING, WORKBOOK, RECONCILIATION, IMPORT = "sizing", "workbook", "reconciliation", "import"
KINDS = {
    SIZING: "장비 구성 계산",
    WORKBOOK: "평가 통합문서 만들기",
    RECONCILIATION: "개찰결과 대조",
    IMPORT: "측정 결과 받아들이기",
}


class Job(models.Model):
    """A piece of work with the inputs it was asked for; who runs it holds a lease and loses it when silent.

    `subject`: what it is about, as the record names it ("plan:7", "tender:3", "release:5"). `inputs`: the files as a
    ZIP; `digest`: the SHA-256 of the parameters and of every file. `phase`, `gap` (relative), `nodes`, and `done` of
    `whole` files or questions say how far it is; `told` is what a person reads at the end.
    """

    kind = models.CharField("종류", max_length=20, choices=list(KINDS.items()))
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="jobs")
    subject = models.CharField("대상", max_length=40, blank=True, db_index=True)
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
    done = models.PositiveIntegerField("마친 것", null=True)
    whole = models.PositiveIntegerField("모두", null=True)
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
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="job_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(kind=SIZING) | models.Q(plan__isnull=False), name="job_sizing_of_plan"
            ),
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


class JobPart(models.Model):
    """An independent piece of a running job that any worker may answer; it goes when the job ends.

    `key`: the SHA-256 of `order`, so that one laid out again keeps its answer.
    """

    job = models.ForeignKey(Job, models.PROTECT, related_name="parts")
    key = models.CharField(max_length=64)
    order = models.BinaryField()
    answer = models.BinaryField(null=True)
    lease = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "key"], name="job_part_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.key[:12]}"
