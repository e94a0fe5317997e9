"""C.12: what takes long, in a real browser: policies, an opening reconciled, a workbook, a ZIP of results."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from procurement.casefile.archive import packed
from procurement.services.evidence_drafts import start_release
from procurement.services.jobs import OPENING, TERMS
from procurement.tasks.running import run_waiting
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import cast, content, other_run
from tests.procurement.rounds import Round, take_further
from tests.procurement.tasks.test_apart import EXAMPLE
from tests.procurement.web.test_exchange_release import entering
from tests.procurement.web.test_plan_walk import wholesome
from tests.procurement.web.walking import NARROW, enter, keep


def test_policies_stand_side_by_side(page: Page, entered: Callable[[str], Client], complaints: list[str]) -> None:
    enter(page, entered("officer"))
    page.goto("/plans/")
    page.click("main >> text=예제로 시작")
    page.click("label[for=id_policy]")
    page.click("main form button.primary")
    assert run_waiting() == 1
    expect(page.locator("#policies")).to_have_text("정책 시나리오")
    wholesome(page, complaints)
    keep(page, "policies-wide")
    expect(page.locator("main")).to_contain_text("1,799,252,000")
    page.locator(".plot a").first.press("Enter")
    assert page.url.endswith("#share-curve-point1")
    page.click("text=English")
    expect(page.locator("#policies")).to_have_text("Policy scenarios")
    expect(page.locator("main")).to_contain_text("Domestic (%)")
    wholesome(page, complaints)
    page.set_viewport_size(NARROW)
    keep(page, "policies-narrow-en")


def test_an_opening_is_reconciled_and_found_among_the_jobs(
    page: Page, entered: Callable[[str], Client], complaints: list[str]
) -> None:
    enter(page, entered("officer"))
    page.goto("/tenders/")
    page.click("main >> text=개찰결과 대조")
    wholesome(page, complaints)
    keep(page, "reconcile")
    page.set_input_files("[name=opening]", EXAMPLE / OPENING)
    page.set_input_files("[name=terms]", EXAMPLE / TERMS)
    page.click("main form button.primary")
    expect(page.locator("#state")).to_contain_text("차례를 기다립니다")
    assert run_waiting() == 1
    expect(page.locator("#compared")).to_be_visible()
    wholesome(page, complaints)
    keep(page, "reconciled-wide")
    page.set_viewport_size(NARROW)
    keep(page, "reconciled-narrow")
    page.click("nav.crumbs >> text=작업")
    wholesome(page, complaints)
    keep(page, "jobs")
    expect(page.locator("main table")).to_contain_text("개찰결과 대조")


def test_a_workbook_is_made_while_nobody_waits(
    page: Page, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    while made.tender.stage != Stage.PRICES_OPENED:
        take_further(made)
    enter(page, entered("officer"))
    page.goto(f"/tenders/{made.tender.pk}/documents/")
    wholesome(page, complaints)
    keep(page, "documents-jobs")
    page.click("text=영문 통합문서를 작업으로 만들기")
    assert run_waiting() == 1
    with page.expect_download() as download:
        page.locator("main >> text=workbook-en.xlsx").click()
    assert load_workbook(BytesIO(download.value.path().read_bytes())).sheetnames
    wholesome(page, complaints)


def test_a_zip_of_results_goes_in_and_what_is_wrong_in_one_is_named(page: Page, complaints: list[str]) -> None:
    people = cast()
    release = start_release(people.own, title="넷째 분기", by=acting(people.maker), at=AT)
    enter(page, entering(people.maker))
    wrong, right = {"a.json": content(), "틀린 파일.json": b"["}, {"a.json": content(), "둘.json": other_run()}
    for name, files, words in (("refused", wrong, "틀린 파일.json"), ("done", right, "끝남")):
        page.goto(f"/results/{release.pk}/files/")
        zipped = {"name": "묶음.zip", "mimeType": "application/zip", "buffer": packed(files)}
        page.set_input_files("[name=results]", zipped)  # type: ignore[arg-type]  # a file's payload
        page.click("main form button.primary")
        assert run_waiting() == 1
        expect(page.locator("#state")).to_contain_text(words)
        wholesome(page, complaints)
        keep(page, f"import-{name}")
    assert release.files.count() == 2
