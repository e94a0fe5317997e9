"""A real browser walks from signing in to the notice; axe looks at every page, wide and narrow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from procurement.models import Tender, User
from tests.procurement.actors import PASSWORD
from tests.procurement.web.pages import addresses
from tests.procurement.web.test_sessions import code

ROOT = Path(__file__).resolve().parents[3]
AXE = (ROOT / "tests" / "files" / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = '{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa"]}}'
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 375, "height": 700}
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
SCREENS = ROOT / "docs" / "screens"
SHOWN = {"work", "tenders", "tenders-new", "tenders-page", "tenders-page-publish", "audit", "people", "sign-in"}


class PatientServer(ThreadedWSGIServer):
    """Ends when its connections have: one that is dropped open is a warning in whatever test comes next."""

    daemon_threads = False


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


def enter(page: Page, client: Client) -> None:
    """Take over a session that was begun without the browser."""
    page.context.clear_cookies()
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}])


def keep(page: Page, name: str) -> None:
    """A picture for docs/screens, where JEOUL_SCREENS asks for it."""
    if os.environ.get("JEOUL_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def found_by_axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> list[str]:
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{width[0]} px wide in {width[1]}"] if width[0] > width[1] else []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_passes_axe_and_fits_the_screen(
    page: Page,
    viewport: ViewportSize,
    entered: Callable[[str], Client],
    tender: Tender,
    complaints: list[str],
) -> None:
    page.set_viewport_size(viewport)
    found = {}
    for role, paths in addresses(tender, User.objects.get(username="무역할")).items():
        if role != "visitor":
            enter(page, entered(role))
        for path in paths:
            page.goto(path)
            assert page.url.endswith(path)
            page.evaluate("document.fonts.ready")
            found[path] = complaints + too_wide(page) + found_by_axe(page)
            complaints.clear()  # axe's own attempts at inline styles
            name = path.strip("/").replace(f"/{tender.pk}", "-page").replace("/", "-") or "work"
            if name in SHOWN:
                keep(page, f"{name}-{viewport['width']}")
    (missing,) = found.pop("/nothing/")
    assert missing == "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_an_officer_signs_in_begins_the_example_and_publishes_it(
    page: Page, cast: dict[str, User], complaints: list[str]
) -> None:
    page.goto("/tenders/new/")
    page.get_by_label("아이디").fill(cast["stranger"].username)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("textbox").fill(code())
    page.get_by_role("button", name="확인").click()
    page.get_by_role("button", name="예제 사업으로 시작").click()
    assert "예제 사업을 시작했습니다." in page.get_by_role("status").inner_text()
    with page.expect_download() as started:
        page.get_by_role("link", name="tender.toml 내려받기").click()
    assert started.value.suggested_filename == "tender.toml"
    page.get_by_role("link", name="공고하기").click()
    page.get_by_text("위의 파일을 확인했습니다").click()
    page.get_by_role("button", name="공고하고 동결").click()
    assert "파일이 동결되었습니다" in page.get_by_role("status").inner_text()
    keep(page, "tender-published")
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="What comes next").is_visible()
    assert Tender.objects.get(agency=cast["stranger"].organisation).stage == "published"
    assert complaints == []


def test_the_page_warns_before_the_session_ends_and_keeps_it(
    page: Page, entered: Callable[[str], Client], settings: Settings, complaints: list[str]
) -> None:
    enter(page, entered("evaluator"))
    page.clock.install()
    page.goto("/")
    warning = page.get_by_role("alertdialog")
    assert warning.is_hidden()
    page.clock.run_for((settings.IDLE_MINUTES * 60 - 119) * 1000)
    assert warning.is_visible()
    keep(page, "session-warning")
    page.get_by_role("button", name="계속 쓰기").click()
    warning.wait_for(state="hidden")
    Session.objects.all().delete()
    page.clock.run_for(settings.IDLE_MINUTES * 60 * 1000)
    page.wait_for_url("**/sign-in/?next=%2F")
    assert "로그인이 필요합니다" in page.locator("main").inner_text()
    assert complaints == []
