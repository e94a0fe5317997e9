from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django import Settings

from procurement.models import Tender, User
from procurement.permissions import Role
from tests.procurement.actors import person
from tests.procurement.drafts import office
from tests.procurement.rounds import Crew, Round, begun, crew
from tests.procurement.web.serving import serve


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    serve(monkeypatch, settings, tmp_path)


@pytest.fixture
def people(db: None) -> Crew:  # noqa: ARG001 -- asks for the database
    """The people of 가상시청 who take a tender through."""
    return crew()


@pytest.fixture
def cast(people: Crew) -> dict[str, User]:
    """One of each role at 가상시청, and an officer of another agency; all have set up a second factor."""
    _, stranger = office("가상도청")
    found = {
        "officer": people.officer,
        "second": people.second,
        "approver": people.approver,
        "chair": people.chair,
        "evaluator": people.members[0],
        "stranger": stranger,
        "nobody": person("무역할", at=people.agency),
        **{role.value: person(f"시청-{role.value}", role, at=people.agency) for role in OTHERS},
    }
    for one in (*found.values(), *people.members[1:]):
        TOTP.activate(one, SECRET)
    return found


@pytest.fixture
def made(people: Crew) -> Round:
    """A draft of 가상시청 and the people who can take it to its decision."""
    return begun(people=people)


SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 -- a made-up person's
OTHERS = (Role.AUDITOR, Role.ADMINISTRATOR)


@pytest.fixture
def tender(made: Round) -> Tender:
    """The draft of 가상시청."""
    return made.tender


@pytest.fixture
def entered(cast: dict[str, User]) -> Callable[[str], Client]:
    """A browser in which the person of the role has signed in."""

    def enter(role: str) -> Client:
        client = Client(REMOTE_ADDR="192.0.2.7")
        client.force_login(cast[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
