"""What happens to releases: their review, to whom they are shown, who asked, who looked, and where they are cited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from procurement.models.evidence import LEVELS, Release
from procurement.models.people import Organisation, User
from procurement.models.tender import Tender

_Q = models.Q
PURPOSES = {"market": "시장조사", "bid": "입찰 증빙"}
PROPOSAL_STATES = {"proposed": "제안", "accepted": "반영", "declined": "반려"}
CONFIDENCES = {"A": "공식 문서", "B": "출처 하나", "C": "전해 들음", "D": "직접 계산"}


class ReviewStep(models.Model):
    """One step of a release's review: from which state to which, by whom, and on what evidence."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="steps")
    before = models.CharField("앞 상태", max_length=20)
    after = models.CharField("뒤 상태", max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")
    reason = models.TextField("사유", blank=True)
    certificate = models.CharField("성적서 번호", max_length=100, blank=True)
    log_sha256 = models.CharField("기록 요약값", max_length=64, blank=True)
    checklist = models.TextField("확인표", blank=True)
    remeasured = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    held = models.TextField("재측정 대조", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "after"], name="review_step_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.before}>{self.after}"


class Disclosure(models.Model):
    """To whom a release is shown from a moment on; the newest version holds, the others stay readable."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="disclosures")
    version = models.PositiveIntegerField("판")
    level = models.CharField("공개 범위", max_length=20, choices=[(one.value, label) for one, label in LEVELS.items()])
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "version"], name="disclosure_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.version} {self.level}"


class DisclosedTo(models.Model):
    """An organisation named in a disclosure."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="named")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["organisation__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "organisation"], name="disclosed_to_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class DataRequest(models.Model):
    """Results that a demand organisation asks suppliers for; lengths in tokens, empty = any."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="data_requests")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")
    model = models.CharField("모델", max_length=160)
    precision = models.CharField("정밀도", max_length=40, blank=True)
    isl = models.PositiveIntegerField("입력 길이", null=True)
    osl = models.PositiveIntegerField("출력 길이", null=True)
    concurrency = models.PositiveIntegerField("동시 요청", null=True)
    service_level = models.CharField("서비스 수준", max_length=200, blank=True)
    note = models.TextField("설명", blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.model}"


class Reply(models.Model):
    """A supplier's answer: a release, or a refusal with its reason."""

    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("거절 사유", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_Q(release__isnull=False, reason="") | _Q(release=None) & ~_Q(reason=""),
                name="reply_release_or_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.release or self.reason}"


class Look(models.Model):
    """That somebody opened, compared or took a release away; its owner sees it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="looks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")
    what = models.CharField("일", max_length=40)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.release_id} {self.what}"


class Proposal(models.Model):
    """A value for the catalogue that a supplier proposes and an administrator accepts or declines."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="proposals")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")
    device = models.CharField("장비", max_length=120)
    field = models.CharField("항목", max_length=40)
    value = models.CharField("값", max_length=200)
    unit = models.CharField("단위", max_length=20, blank=True)
    source_title = models.CharField("출처", max_length=200)
    source_url = models.URLField("주소", max_length=400)
    source_date = models.CharField("출처의 날짜", max_length=20, blank=True)
    confidence = models.CharField("신뢰도", max_length=1, choices=list(CONFIDENCES.items()))
    state = models.CharField("상태", max_length=20, choices=list(PROPOSAL_STATES.items()), default="proposed")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("결정", null=True, blank=True)
    reason = models.TextField("사유", blank=True)

    class Meta:
        ordering: ClassVar = ["device", "field", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_Q(state="proposed", decided_by=None)
                | _Q(state__in=("accepted", "declined"), decided_by__isnull=False),
                name="proposal_decided_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.field} {self.value}"


class TenderEvidence(models.Model):
    """A release that a tender rests on, by the digest that it had; what becomes of it later changes nothing here."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="evidence")
    release = models.ForeignKey(Release, models.PROTECT, related_name="citations")
    digest = models.CharField(max_length=64)
    state = models.CharField("인용할 때의 상태", max_length=20)
    purpose = models.CharField("용도", max_length=10, choices=list(PURPOSES.items()))
    bid = models.CharField("입찰 번호", max_length=40, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("일시")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tender", "release", "purpose", "bid"], name="tender_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.release_id} {self.purpose}"
