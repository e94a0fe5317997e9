"""Releases of measured results: the raw files, what was read from them, and what the checks found."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import ClassVar

from django.db import models

from procurement.models.people import Organisation, User
from procurement.verification import Level, State

FIRST_PREVIOUS = "0" * 64
STATES = {
    State.DRAFT: "작성",
    State.SUBMITTED: "제출",
    State.CHECKED: "확인됨",
    State.VERIFIED: "검증됨",
    State.REJECTED: "반려됨",
    State.WITHDRAWN: "철회됨",
}
LEVELS = {
    Level.PRIVATE: "비공개",
    Level.NAMED: "지정 기관",
    Level.COUNCIL: "협의체",
    Level.PUBLIC: "공개",
}
_Q = models.Q


def _number(label: str, *, places: int) -> models.DecimalField[Decimal | str | None, Decimal | None]:
    return models.DecimalField(label, max_digits=14 + places, decimal_places=places, null=True)


class Release(models.Model):
    """What an organisation hands in at once; from its submission on neither it nor what is in it changes.

    `number` and `previous` make a chain for each owner. `state` and `verification` follow the steps of its review,
    `level` and `version` its newest disclosure.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="releases")
    title = models.CharField("제목", max_length=200)
    state = models.CharField("상태", max_length=20, choices=[(one.value, label) for one, label in STATES.items()])
    verification = models.CharField("검증 수준", max_length=20, default="self_declared")
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("시작")
    submitted_at = models.DateTimeField("제출", null=True)
    number = models.PositiveIntegerField("번호", null=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField("요약값", max_length=64, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    level = models.CharField(
        "공개 범위",
        max_length=20,
        choices=[(one.value, label) for one, label in LEVELS.items()],
        default=Level.PRIVATE.value,
    )
    version = models.PositiveIntegerField("공개 범위의 판", default=0)

    class Meta:
        ordering: ClassVar = ["-begun_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["level", "state"], name="release_visible")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "number"], name="release_number_once"),
            models.CheckConstraint(condition=_Q(state__in=[one.value for one in STATES]), name="release_state_known"),
            models.CheckConstraint(condition=_Q(level__in=[one.value for one in LEVELS]), name="release_level_known"),
            models.CheckConstraint(
                condition=_Q(state=State.DRAFT.value, number=None, digest="", level=Level.PRIVATE.value)
                | ~_Q(state=State.DRAFT.value) & _Q(number__gt=0, submitted_at__isnull=False) & ~_Q(digest=""),
                name="release_submitted_with_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.title}"

    def computed(self) -> str:
        """The SHA-256 of the release, all that is in it and the release before it; `digest` when nothing changed."""
        files = [
            (one.name, one.sha256, one.answers, [(row.canonical, row.found()) for row in one.measured.all()])
            for one in self.files.prefetch_related("measured__findings").order_by("name")
        ]
        before = self.supersedes.digest if self.supersedes else ""
        when = self.submitted_at.isoformat() if self.submitted_at else ""
        own = [self.owner_id, self.title, self.number, when, before, self.previous, files]
        return hashlib.sha256(json.dumps(own, ensure_ascii=True).encode()).hexdigest()


class ReleaseFile(models.Model):
    """A file as it was handed in, and the answers of a person beside it (`benchmarks.stored` of Answers)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    name = models.CharField("이름", max_length=160)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("바이트")
    format = models.CharField("형식", max_length=40)
    tool = models.CharField("도구", max_length=80, blank=True)
    tool_version = models.CharField("도구의 판", max_length=80, blank=True)
    repairs = models.TextField("고쳐 읽은 것", blank=True)
    answers = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "sha256"], name="release_file_bytes_once"),
            models.UniqueConstraint(fields=["release", "name"], name="release_file_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Measured(models.Model):
    """One operating point. The columns are for lists and filters, to six places; `canonical` has every digit.

    Lengths in tokens, latencies in ms, rates in tokens/s or requests/s, power in W; NULL = 미측정.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="measured")
    file = models.ForeignKey(ReleaseFile, models.CASCADE, related_name="measured")
    place = models.CharField("자리", max_length=200)
    device = models.CharField("장비", max_length=120, blank=True)
    maker = models.CharField("제조사", max_length=120, blank=True)
    domestic = models.BooleanField("국산", null=True)
    used = models.PositiveIntegerField("가속기 수", null=True)
    model = models.CharField("모델", max_length=160, blank=True)
    precision = models.CharField("정밀도", max_length=40, blank=True)
    engine = models.CharField("소프트웨어", max_length=80, blank=True)
    software = models.CharField("소프트웨어의 판", max_length=160, blank=True)
    load = models.CharField("부하", max_length=20, blank=True)
    isl = _number("입력 길이", places=2)
    osl = _number("출력 길이", places=2)
    concurrency = _number("동시 요청", places=2)
    measured_at = models.DateTimeField("측정", null=True)
    output_tps = _number("출력 처리량", places=6)
    total_tps = _number("전체 처리량", places=6)
    rps = _number("요청 처리량", places=6)
    ttft_p90 = _number("TTFT p90", places=6)
    tpot_p90 = _number("TPOT p90", places=6)
    e2e_p90 = _number("E2E p90", places=6)
    average_w = _number("평균 전력", places=6)
    worst = models.CharField("검사", max_length=20)
    canonical = models.TextField()

    class Meta:
        ordering: ClassVar = ["-release__submitted_at", "id"]
        indexes: ClassVar = [models.Index(fields=["model", "isl", "osl"], name="measured_workload")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "place"], name="measured_place_once")]

    def __str__(self) -> str:
        return f"{self.device} {self.model} {self.place}".strip()

    def found(self) -> list[list[str]]:
        """The findings as the release's digest takes them."""
        return [[one.rule, one.level, one.place, one.observed, one.allowed] for one in self.findings.all()]


class Finding(models.Model):
    """What one rule found in a measurement."""

    measured = models.ForeignKey(Measured, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=10)
    level = models.CharField(max_length=20)
    message = models.TextField()
    place = models.CharField("자리", max_length=300)
    observed = models.TextField("관측")
    allowed = models.TextField("허용")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.level} {self.place}"
