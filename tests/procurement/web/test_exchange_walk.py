"""A supplier hands results in, two verifiers take them through, and a visitor finds and compares them."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from procurement.models import Release
from procurement.verification import Level
from tests.procurement.exchange import GUIDELLM, Cast, cast, content, submitted
from tests.procurement.web.test_exchange_drafts import GIVEN
from tests.procurement.web.test_exchange_release import entering
from tests.procurement.web.test_form_walk import pictured, wrong_with
from tests.procurement.web.walking import enter

LONG = "퓨리오사 RNGD 4장으로 잰 Llama 3.1 8B FP8의 2026년 4분기 성능자료: 동시 요청 1, 4, 8, 고정 길이, 처음 제출"


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def handed_in(page: Page, complaints: list[str]) -> dict[str, list[str]]:
    """The supplier's part, and what was wrong with its pages."""
    page.goto("/results/new/")
    found = {"new": wrong_with(page, complaints)}
    page.get_by_label("자료의 제목").fill(LONG)
    page.get_by_role("button", name="시작").click()
    found["files"] = wrong_with(page, complaints)
    file: FilePayload = {"name": GUIDELLM, "mimeType": "application/json", "buffer": content()}
    page.get_by_label("측정 결과 파일").set_input_files(file)
    page.get_by_role("button", name="올리고 검사").click()
    expect(page.get_by_role("status")).to_contain_text("파일 1개를 읽었습니다.")
    pictured(page, "results-draft")
    found["draft"] = wrong_with(page, complaints)
    page.get_by_role("link", name="파일에 없는 것 답하기").click()
    answered(page)
    found["answers"] = wrong_with(page, complaints)
    page.get_by_role("button", name="저장하고 다시 검사").click()
    page.get_by_role("link", name="제출", exact=True).click()
    page.get_by_label("공개 범위").select_option("public")
    found["submit"] = wrong_with(page, complaints)
    page.get_by_role("button", name="제출").click()
    expect(page.get_by_role("status")).to_contain_text("제출했습니다.")
    return found


def answered(page: Page) -> None:
    for name, value in GIVEN.items():
        field = page.locator(f"[name={name}]")
        if name in {"measurer_role", "power_scope"}:
            field.select_option(value)
        else:
            field.fill(value)


def reviewed(page: Page, people: Cast, complaints: list[str]) -> dict[str, list[str]]:
    """The verifiers' part, and what was wrong with its pages."""
    own = f"/results/{Release.objects.get().pk}/"
    enter(page, entering(people.first))
    page.goto(f"{own}check/")
    found = {"check": wrong_with(page, complaints)}
    for box in page.get_by_role("checkbox").all():
        box.check(force=True)
    page.get_by_role("button", name="모두 확인했습니다").click()
    enter(page, entering(people.second))
    page.goto(f"{own}verify/")
    page.get_by_label("성적서 번호").fill("TTA-2026-0001")
    found["verify"] = wrong_with(page, complaints)
    page.get_by_role("button", name="검증합니다").click()
    expect(page.get_by_role("status")).to_contain_text("검증했습니다.")
    pictured(page, "results-verified")
    return found | {"verified": wrong_with(page, complaints)}


def test_results_go_from_a_supplier_through_two_verifiers_to_a_visitor(
    page: Page, people: Cast, complaints: list[str]
) -> None:
    enter(page, entering(people.maker))
    found = handed_in(page, complaints) | reviewed(page, people, complaints)
    page.context.clear_cookies()
    page.goto("/results/")
    expect(page.get_by_text("측정 3건")).to_be_visible()
    pictured(page, "results")
    found["list"] = wrong_with(page, complaints)
    for box in page.locator("[name=pick]").all()[:2]:
        box.check(force=True)
    page.get_by_role("button", name="고른 2~6건 비교").click()
    expect(page.get_by_text("견줄 기준")).to_be_visible()
    pictured(page, "results-compare")
    found["compare"] = wrong_with(page, complaints)
    page.get_by_role("link", name="목록으로").click()
    page.get_by_role("link", name="곡선으로 보기").click()
    page.get_by_label("TTFT P90 한도 (ms)").fill("900")
    page.get_by_text("백만원당 처리량").click()
    page.get_by_label("1번 값 (원)").fill("100000000")
    page.get_by_label("1번 값의 출처와 날짜").fill("가상 견적 2026-11-01")
    page.get_by_role("button", name="보기").click()
    expect(page.get_by_text("가상 견적 2026-11-01")).to_be_visible()
    pictured(page, "results-curves")
    found["curves"] = wrong_with(page, complaints)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_buyer_asks_and_a_supplier_answers_with_a_release_by_keyboard_alone(
    page: Page, people: Cast, complaints: list[str]
) -> None:
    submitted(people.maker, level=Level.PUBLIC, title=LONG)
    enter(page, entering(people.officer))
    page.goto("/results/requests/")
    page.locator("[name=model]").focus()
    page.keyboard.type("mock-model")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("요청했습니다.")
    own = page.url
    found = {"asked": wrong_with(page, complaints)}
    enter(page, entering(people.maker))
    page.goto(own)
    page.get_by_role("link", name="자료로 답하기").focus()
    page.keyboard.press("Enter")
    chosen = page.get_by_label("답으로 내는 자료")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    found["reply"] = wrong_with(page, complaints)
    page.get_by_role("button", name="답하기").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("답했습니다.")
    enter(page, entering(people.officer))
    page.goto(own)
    found["answered"] = wrong_with(page, complaints)
    page.get_by_role("link", name=LONG).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONG)
    found["release"] = wrong_with(page, complaints)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
