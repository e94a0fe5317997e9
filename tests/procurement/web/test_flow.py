"""A real browser takes a tender from its notice to the award, each step by the person whose it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, ViewportSize

from procurement.exports.xlsx import forms
from procurement.models import AuditEntry, Tender
from procurement.selectors.audit import chain
from tests.procurement.rounds import Round, example_bids, mark, take_further
from tests.procurement.web.walking import NARROW, WIDE, enter, found_by_axe, keep, too_wide

LATER = ("", "bids/", "bids/A/", "panel/", "opening/", "result/", "documents/")


@contextmanager
def seat_at(browser: Browser, site: str, client: Client, complaints: list[str]) -> Iterator[Page]:
    """A browser of one's own for the person who has signed in."""
    context = browser.new_context(viewport=WIDE, base_url=site)
    page = context.new_page()
    page.set_default_timeout(60_000)  # a busy machine is no failure
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    enter(page, client)
    try:
        yield page
    finally:
        context.close()


def sure(page: Page, button: str) -> str:
    page.get_by_text("확인했습니다. 되돌릴 수 없음을 압니다.").click()
    page.get_by_role("button", name=button).click()
    return page.get_by_role("status").inner_text()


def test_from_the_notice_to_the_award(
    browser: Browser, site: str, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    take_further(made)
    own = f"/tenders/{made.tender.pk}/"
    with (
        seat_at(browser, site, entered("officer"), complaints) as officer,
        seat_at(browser, site, entered("second"), complaints) as second,
        seat_at(browser, site, entered("approver"), complaints) as approver,
    ):
        for key, (content, _) in example_bids().items():
            officer.goto(f"{own}bids/new/")
            officer.get_by_label("입찰 파일").set_input_files(
                {"name": f"{key}.toml", "mimeType": "text/plain", "buffer": content}
            )
            officer.get_by_role("button", name="넣기").click()
            assert "입찰을 받았습니다" in officer.get_by_role("status").inner_text()
        keep(officer, "bids")
        officer.goto(f"{own}panel/")
        for index, member in enumerate(made.members, 1):
            officer.get_by_label(f"위원{index}").select_option(label=f"{member} ({made.agency})")
        officer.get_by_role("button", name="정하기").click()
        officer.get_by_role("link", name="접수 마감하고 평가 시작").click()
        assert "기술평가를 시작했습니다" in sure(officer, "마감하고 시작")
        made.tender.refresh_from_db()
        mark(made)
        officer.goto(f"{own}close/")
        assert "평가표가 동결되었습니다" in sure(officer, "마감하고 동결")
        officer.goto(f"{own}opening/")
        for key in "ABC":
            name, envelope = made.tender.bids.get(key=key), example_bids()[key][1]
            officer.get_by_label(f"{name} 입찰가격(원)").fill(f"{envelope.price:,}")
            officer.get_by_label(f"{name} 서버 1대 값(원)").fill(str(envelope.server_price))
        officer.get_by_role("button", name="금액 적기").click()
        second.goto(f"{own}opening/")
        keep(second, "opening-confirm")
        assert "두 사람이 가격을 개봉했습니다" in sure(second, "맞음을 확인하고 개봉")
        approver.goto(f"{own}result/")
        approver.get_by_text("가온누리솔루션 (가상 업체): 수마다의 식과 근거").click()
        assert "85.2500 + 8.7372" in approver.locator("main").inner_text()
        keep(approver, "result")
        approver.get_by_role("link", name="결정하기").click()
        approver.get_by_label("결정 사유").fill("합산점수 1순위")
        approver.get_by_label("대기 기간의 끝").fill("2999-12-31")
        approver.get_by_role("button", name="결정 확정").click()
        assert "결정했습니다." in approver.get_by_role("status").inner_text()
        approver.goto(f"{own}documents/")
        with approver.expect_download() as started:
            approver.get_by_role("link", name="평가 통합문서").click()
        book = load_workbook(io.BytesIO(started.value.path().read_bytes()))
        assert forms.RANKING in book.sheetnames
    assert Tender.objects.get().stage == "decided"
    assert chain().broken is None
    assert AuditEntry.objects.filter(act="prices.confirmed").count() == 1
    assert complaints == []


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_later_pages_pass_axe_and_fit_the_screen(
    page: Page, viewport: ViewportSize, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    for _ in range(4):
        take_further(made)
    page.set_viewport_size(viewport)
    enter(page, entered("auditor"))
    found = {}
    for path in (f"/tenders/{made.tender.pk}/{end}" for end in LATER):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[path] = complaints + too_wide(page) + found_by_axe(page)
        complaints.clear()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
