"""A real browser walks from signing in to the notice; axe looks at every page, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, ViewportSize
from pytest_django import Settings

from procurement.models import Tender, User
from tests.procurement.actors import PASSWORD
from tests.procurement.web.pages import addresses
from tests.procurement.web.test_sessions import code
from tests.procurement.web.walking import NARROW, WIDE, enter, found_by_axe, keep, too_wide

SHOWN = {
    "work", "tenders", "tenders-new", "tenders-page", "tenders-page-publish", "audit", "people", "sign-in",
    "tenders-page-rules", "tenders-page-gates", "tenders-page-criteria", "tenders-page-criteria-credit",
    "tenders-page-criteria-weights", "tenders-page-evaluators",
}  # fmt: skip


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
