from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from procurement.models import Tender, User
from procurement.permissions import Role
from tests.procurement.actors import person
from tests.procurement.drafts import office
from tests.procurement.rounds import Crew, Round, begun, crew
from tests.procurement.web.serving import serve
from tests.procurement.web.walking import ARGUMENTS, WIDE, PatientServer


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


@pytest.fixture(scope="module")
def browser(require_program: Callable[[str], Path]) -> Iterator[Browser]:
    program = require_program("chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def site(db: None, settings: Settings, served: None) -> Iterator[str]:  # noqa: ARG001 -- come first
    """The pages on a port of this machine, on the test's own connection: the record cannot be emptied afterwards.

    Not pytest-django's fixture, which reads the settings before the test changes them.
    """
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    server = LiveServer("localhost", start=False)
    server.thread.server_class = PatientServer
    server.start()
    yield server.url
    server.stop()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, site: str, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE, base_url=site)
    opened = context.new_page()
    opened.set_default_timeout(120_000)  # a busy machine is no failure
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
