"""Organisations, people and roles, changed by administrators."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from procurement.models import Appointment, Organisation, User
from procurement.permissions import Kind, Role, clashes, may_edit_people, may_hold
from procurement.services.record import Actor, NotAllowed, record

COUNCIL = Path(__file__).parents[1] / "council.toml"


class AlreadyThere(Exception):
    """What was to be added exists; the message names it."""


class RoleClash(Exception):
    """The role does not fit the organisation or the person's other roles; the message says which."""


@transaction.atomic
def seed_council(*, by: Actor, at: datetime) -> tuple[Organisation, ...]:
    """Add the K-Perf council's members that are missing; what an administrator has changed since stays.

    Returns those added. Raises NotAllowed. Source: `council.toml`, each member with its own.
    """
    _need_administrator(by)
    given = tomllib.loads(COUNCIL.read_text(encoding="utf-8"))["member"]
    there = set(Organisation.objects.values_list("name", flat=True))
    added = tuple(Organisation(in_council=True, **one) for one in given if one["name"] not in there)
    for one in added:
        one.full_clean()
        one.save()
    record("council.seeded", subject="council", details={"added": [one.name for one in added]}, by=by, at=at)
    return added


@transaction.atomic
def add_organisation(name: str, *, kind: Kind, by: Actor, at: datetime, name_en: str = "") -> Organisation:
    """Add an organisation. Raises NotAllowed, AlreadyThere, and ValidationError for a name that cannot be one."""
    _need_administrator(by)
    if Organisation.objects.filter(name=name).exists():
        raise AlreadyThere(f"기관 '{name}': 이미 있습니다 / the organisation exists already")
    made = Organisation(name=name, name_en=name_en, kind=kind)
    made.full_clean()
    made.save()
    details = {"name": name, "name_en": name_en, "kind": kind.value}
    record("organisation.added", subject=f"organisation:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def add_person(username: str, *, password: str, organisation: Organisation, by: Actor, at: datetime) -> User:
    """Add a person who can sign in and holds no role yet; the record holds no password.

    Raises NotAllowed, AlreadyThere, and ValidationError for a name or password that will not do.
    """
    _need_administrator(by)
    if User.objects.filter(username__iexact=username).exists():
        raise AlreadyThere(f"사용자 '{username}': 이미 있습니다 / the user exists already")
    made = User(username=username, organisation=organisation)
    validate_password(password, user=made)
    made.set_password(password)
    made.full_clean()
    made.save()
    details = {"username": username, "organisation": organisation.name}
    record("person.added", subject=f"user:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def appoint(user: User, *, role: Role, by: Actor, at: datetime) -> Appointment:
    """Give a person a role. Raises NotAllowed, AlreadyThere and RoleClash."""
    _need_administrator(by)
    person = User.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=user.pk)
    held = person.roles()
    if role in held:
        raise AlreadyThere(f"{person}: 이미 {role} 역할이 있습니다 / holds the role already")
    _fitting(person, role, held)
    made = Appointment.objects.create(user=person, role=role, begun_at=at)
    record("role.given", subject=f"user:{person.pk}", details={"role": role.value}, by=by, at=at)
    return made


@transaction.atomic
def dismiss(user: User, *, role: Role, by: Actor, at: datetime) -> Appointment:
    """End a role. The last administrator cannot be dismissed. Raises NotAllowed and RoleClash."""
    _need_administrator(by)
    running = Appointment.objects.select_for_update().filter(ended_at=None, role=role)
    ended = next((one for one in running if one.user_id == user.pk), None)
    if ended is None:
        raise RoleClash(f"{user}: {role} 역할이 없습니다 / does not hold the role")
    if role == Role.ADMINISTRATOR and len(running) == 1:
        raise RoleClash("마지막 관리자입니다. 다른 관리자를 먼저 정하세요 / the last administrator stays")
    ended.ended_at = at
    ended.save()
    record("role.ended", subject=f"user:{user.pk}", details={"role": role.value}, by=by, at=at)
    return ended


def _need_administrator(by: Actor) -> None:
    if by.user is not None and not may_edit_people(by.user.roles()):
        raise NotAllowed(f"{by.name}: 관리자만 할 수 있습니다 / only an administrator may do this")


def _fitting(person: User, role: Role, held: frozenset[Role]) -> None:
    kind = Kind(person.organisation.kind) if person.organisation else None
    if kind is None or not may_hold(role, kind=kind):
        where = person.organisation or "소속 없음"
        raise RoleClash(f"{person} ({where}): {role} 역할을 맡을 수 없는 소속입니다 / not a role of this organisation")
    if apart := clashes(role, held=held):
        others = ", ".join(sorted(apart))
        raise RoleClash(f"{person}: {role} 역할은 {others} 역할과 함께 맡을 수 없습니다 / roles kept apart")
