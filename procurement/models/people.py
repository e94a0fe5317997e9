"""Organisations, the people in them and the roles they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from procurement.permissions import Kind, Role

_Q = models.Q
KINDS = {
    Kind.AGENCY: "수요기관",
    Kind.SUPPLIER: "공급기업",
    Kind.CLOUD: "클라우드·SI",
    Kind.AI_COMPANY: "AI 기업",
    Kind.VERIFIER: "시험·검증기관",
    Kind.PROGRAMME: "사업관리기관",
}
ROLES = {
    Role.OFFICER: "계약담당자",
    Role.APPROVER: "결재자",
    Role.CHAIR: "평가위원장",
    Role.EVALUATOR: "평가위원",
    Role.SUPPLIER: "공급기업 담당자",
    Role.VERIFIER: "검증자",
    Role.PROGRAMME_MANAGER: "사업관리자",
    Role.AUDITOR: "감사자",
    Role.ADMINISTRATOR: "관리자",
}


class Organisation(models.Model):
    """An agency, a supplier, a demand company, a verifier or a programme agency."""

    name = models.CharField("이름", max_length=100, unique=True)
    name_en = models.CharField("영문 이름", max_length=100, blank=True)
    kind = models.CharField("구분", max_length=20, choices=[(kind.value, label) for kind, label in KINDS.items()])
    in_council = models.BooleanField("K-Perf 협의체 구성원", default=False)
    source = models.TextField("출처", blank=True)
    active = models.BooleanField("사용", default=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_Q(kind__in=[kind.value for kind in Kind]), name="organisation_kind_known"
            ),
            models.CheckConstraint(condition=~_Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in; may belong to one organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")

    def roles(self) -> frozenset[Role]:
        """The roles the person holds now; none when signing in is switched off."""
        if not self.is_active:
            return frozenset()
        return frozenset(Role(one.role) for one in self.appointments.all() if one.ended_at is None)


class Appointment(models.Model):
    """A role given to a person, and when it ended; never deleted, so that old acts stay explained."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField("역할", max_length=20, choices=[(role.value, label) for role, label in ROLES.items()])
    begun_at = models.DateTimeField("시작")
    ended_at = models.DateTimeField("끝", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["user", "role", "begun_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_Q(role__in=[role.value for role in Role]), name="appointment_role_known"),
            models.CheckConstraint(
                condition=_Q(ended_at=None) | _Q(ended_at__gte=models.F("begun_at")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["user", "role"], condition=_Q(ended_at=None), name="appointment_held_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
