"""A tender: a case folder that is kept, and where it stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.people import Organisation, User
from procurement.workflow import Stage

STAGES = {
    Stage.DRAFT: "작성",
    Stage.PUBLISHED: "공고",
    Stage.EVALUATING: "기술평가",
    Stage.TECHNICAL_CLOSED: "기술평가 마감",
    Stage.PRICES_OPENED: "가격 개봉",
    Stage.DECIDED: "결정",
    Stage.CANCELLED: "취소",
}


class Tender(models.Model):
    """A tender of one agency; `notice_digest` is set when it is published and never changes."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="tenders")
    officer = models.ForeignKey(User, models.PROTECT, related_name="tenders")
    number = models.CharField("공고번호", max_length=80)
    title = models.CharField("공고명", max_length=300)
    stage = models.CharField("단계", max_length=20, choices=[(one.value, label) for one, label in STAGES.items()])
    notice_digest = models.CharField("공고 요약값", max_length=64, blank=True)
    begun_at = models.DateTimeField("시작")

    class Meta:
        ordering: ClassVar = ["-begun_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="tender_number_once_an_agency"),
            models.CheckConstraint(
                condition=models.Q(stage__in=[one.value for one in STAGES]), name="tender_stage_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=[Stage.DRAFT.value, Stage.CANCELLED.value]) | ~models.Q(notice_digest=""),
                name="tender_published_with_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TenderFile(models.Model):
    """A file of the tender's case folder, as it was put there."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="files")
    path = models.CharField("경로", max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["tender", "path"], name="tender_file_once")]

    def __str__(self) -> str:
        return self.path
