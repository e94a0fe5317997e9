"""A made-up agency and its people, to try the program on one machine. Their passwords are no secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from procurement.models import Organisation, User
from procurement.permissions import Kind, Role
from procurement.services.people import add_organisation, add_person, appoint
from procurement.services.record import Actor

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
EXAMPLE = EXAMPLES / "npu-llm-servers"
PLAN_EXAMPLE = EXAMPLES / "sizing-preset"
NUMBER = "EX-2026-001"
_PRICE = re.compile(rb"^price = \d+\n", re.MULTILINE)
AGENCY = "가상시청"
PASSWORD = "gasang-sicheong-2026"  # noqa: S105 -- shown on the demo's own sign-in page


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person and the role."""

    username: str
    role: Role


PEOPLE = (
    Person("김담당", Role.OFFICER),
    Person("이담당", Role.OFFICER),
    Person("박결재", Role.APPROVER),
    Person("최위원장", Role.CHAIR),
    Person("정위원", Role.EVALUATOR),
    Person("강위원", Role.EVALUATOR),
    Person("조위원", Role.EVALUATOR),
    Person("서위원", Role.EVALUATOR),
    Person("한위원", Role.EVALUATOR),
    Person("오위원", Role.EVALUATOR),
    Person("임위원", Role.EVALUATOR),
    Person("윤감사", Role.AUDITOR),
    Person("장관리", Role.ADMINISTRATOR),
)


def example_bids() -> tuple[bytes, ...]:
    """The example's bids as an officer enters them: without their prices, which stay in the example's files."""
    files = sorted((EXAMPLE / "bids").glob("*.toml"))
    return tuple(_PRICE.sub(b"", file.read_bytes()) for file in files)


def seed_demo(*, at: datetime) -> tuple[User, ...]:
    """Add those who are missing, in the name of the machine's operator; returns the added ones."""
    by = Actor(None, "")
    agency = Organisation.objects.filter(name=AGENCY).first()
    agency = agency or add_organisation(AGENCY, kind=Kind.AGENCY, by=by, at=at)
    there = set(User.objects.values_list("username", flat=True))
    return tuple(_added(one, agency, by=by, at=at) for one in PEOPLE if one.username not in there)


def _added(one: Person, agency: Organisation, *, by: Actor, at: datetime) -> User:
    user = add_person(one.username, password=PASSWORD, organisation=agency, by=by, at=at)
    appoint(user, role=one.role, by=by, at=at)
    return user
