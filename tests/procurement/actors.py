"""A cast of people, and the moment at which they act."""

from __future__ import annotations

from datetime import UTC, datetime

from procurement.models import Organisation, User
from procurement.permissions import Kind, Role
from procurement.services.people import add_organisation, add_person, appoint
from procurement.services.record import Actor

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSWORD = "bidan-jangsu-1392"  # noqa: S105 -- a made-up person's
OPERATOR = Actor(None, "")


def agency(name: str = "가상시청", *, kind: Kind = Kind.AGENCY) -> Organisation:
    return add_organisation(name, kind=kind, by=OPERATOR, at=AT)


def person(name: str, *roles: Role, at: Organisation) -> User:
    made = add_person(name, password=PASSWORD, organisation=at, by=OPERATOR, at=AT)
    for role in roles:
        appoint(made, role=role, by=OPERATOR, at=AT)
    return made


def acting(user: User) -> Actor:
    return Actor(user, "192.0.2.7")
