"""C.12: an officer sizes the hardware in a real browser, from nothing to the workbook; also narrow and in English."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from procurement.models import Job, Plan
from procurement.tasks.running import run_waiting
from tests.procurement.web.walking import NARROW, WIDE, enter, found_by_axe, keep, too_wide


def fill(page: Page, **given: str) -> None:
    for name, value in given.items():
        page.fill(f"[name={name}]", value)


def save(page: Page) -> None:
    page.click("main form button.primary")
    page.wait_for_load_state()


def wholesome(page: Page, complaints: list[str]) -> None:
    """Nothing that axe finds, nothing too wide at either width, nothing that the browser complained of."""
    assert complaints == []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert too_wide(page) == []
    assert found_by_axe(page) == []
    complaints.clear()  # axe tries styles that our policy stops


def test_an_officer_sizes_the_hardware(page: Page, entered: Callable[[str], Client], complaints: list[str]) -> None:
    enter(page, entered("officer"))
    page.goto("/plans/")
    wholesome(page, complaints)
    page.click("main >> text=화면에서 쓰기")
    fill(page, title="민원 답변 초안 서버", day="2026-11-02", utilisation="0.8", spares="0")
    save(page)
    page.click("text=장비 더하기")
    fill(page, sign="rngd", vendor="FuriosaAI", title="RNGD 8장 서버", accelerator="furiosa-rngd", accelerators="8")
    fill(page, price="175000000", price_source="가상 견적 2026-11-01")
    page.select_option("[name=published]", "rngd-llama31-8b-fp8-128-4096")
    wholesome(page, complaints)
    save(page)
    page.click("text=수요 더하기")
    fill(page, sign="drafts", title="초안 생성", model="Llama 3.1 8B", rate="12", isl="128", osl="4096")
    save(page)
    page.click("text=목적과 한도 고치기")
    fill(page, budget="900000000", policy_points="3")
    save(page)
    wholesome(page, complaints)
    fill(page, frontier="4")
    page.click("label[for=id_prices]")
    page.click("label[for=id_policy]")
    save(page)
    expect(page.locator("#state")).to_contain_text("차례를 기다립니다")
    wholesome(page, complaints)
    assert run_waiting() == 1
    expect(page.locator("#policies")).to_be_visible()
    expect(page.locator("#mix")).to_be_visible()  # htmx loads the page anew once the job has ended
    wholesome(page, complaints)
    keep(page, "sizing")
    page.locator(".plot a").first.press("Enter")
    assert page.url.endswith("#curve-point1")
    with page.expect_download() as download:
        page.locator("main >> text=sizing.xlsx").click()
    assert load_workbook(BytesIO(download.value.path().read_bytes())).sheetnames
    page.click("text=English")
    expect(page.locator("#mix")).to_have_text("Mix")
    wholesome(page, complaints)
    assert (Plan.objects.count(), Job.objects.count()) == (1, 1)
