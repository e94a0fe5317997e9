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
from tests.procurement.drafts import drafted, office
from tests.procurement.web.serving import serve


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    serve(monkeypatch, settings, tmp_path)


@pytest.fixture
def cast(db: None) -> dict[str, User]:  # noqa: ARG001 -- asks for the database
    """One of each role at 가상시청, and an officer of another agency; all have set up a second factor."""
    own, officer = office()
    _, stranger = office("가상도청")
    others = {role.value: person(f"시청-{role.value}", role, at=own) for role in ROLES}
    found = {"officer": officer, "stranger": stranger, "nobody": person("무역할", at=own), **others}
    for one in found.values():
        TOTP.activate(one, SECRET)
    return found


SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 -- a made-up person's
ROLES = (Role.APPROVER, Role.CHAIR, Role.EVALUATOR, Role.AUDITOR, Role.ADMINISTRATOR)


@pytest.fixture
def tender(cast: dict[str, User]) -> Tender:
    """A draft of 가상시청."""
    agency = cast["officer"].organisation
    assert agency is not None
    return drafted(agency, cast["officer"])


@pytest.fixture
def entered(cast: dict[str, User]) -> Callable[[str], Client]:
    """A browser in which the person of the role has signed in."""

    def enter(role: str) -> Client:
        client = Client(REMOTE_ADDR="192.0.2.7")
        client.force_login(cast[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
