"""Forms leave the browser, are filled in as a bidder and a member would, come back, are shown, and only then kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect

from procurement.exports.handout import Form, Key
from procurement.exports.xlsx.handouts.bid_form import closed_bid_form
from procurement.models import Bid, Mark, Seat
from procurement.selectors.handouts import asked_for, ballot_of
from tests.procurement.actors import AT
from tests.procurement.cards import seated
from tests.procurement.exports.xlsx.handouts.notices import filled_in
from tests.procurement.rounds import Round, take_further
from tests.procurement.selectors.test_bid_forms import BID
from tests.procurement.web.test_ballot_forms import answers
from tests.procurement.web.walking import NARROW, WIDE, enter, found_by_axe, keep, too_wide

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONG = "아주 길고 긴 이름을 가진 인공지능 반도체 추론 서버 공급 및 설치와 유지관리 전문 가상 주식회사"


def wrong_with(page: Page, complaints: list[str]) -> list[str]:
    """What axe finds, what is too wide, on a screen and on a telephone, and what the browser said before."""
    found = list(complaints)
    for viewport in (NARROW, WIDE):
        page.set_viewport_size(viewport)
        page.mouse.move(0, 0)  # a button under the pointer is half-way between two colours
        page.wait_for_timeout(500)
        found += [*too_wide(page), *found_by_axe(page)]
    complaints.clear()  # axe's own attempts at inline styles
    return found


def taken(page: Page, link: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=link).click()
    return Path(started.value.path()).read_bytes()


def filled(form: Form, given: dict[Key, str | float | bool], name: str) -> FilePayload:
    return {"name": name, "mimeType": XLSX, "buffer": filled_in(form, given)}


def pictured(page: Page, name: str) -> None:
    for viewport, width in ((WIDE, "wide"), (NARROW, "narrow")):
        page.set_viewport_size(viewport)
        keep(page, f"{name}-{width}")
    page.set_viewport_size(WIDE)


def test_a_bidders_form_goes_out_and_comes_back(
    page: Page, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    take_further(made)
    enter(page, entered("officer"))
    page.goto(f"/tenders/{made.tender.pk}/documents/")
    pictured(page, "documents")
    found = {"documents": wrong_with(page, complaints)}
    form = closed_bid_form(asked_for(made.tender).notice)
    assert taken(page, "제안서식: 구성과 측정 근거") == form.content
    page.goto(f"/tenders/{made.tender.pk}/bids/")
    page.get_by_role("link", name="제안서식으로 넣기").click()
    page.get_by_label("채운 제안서식").set_input_files(filled(form, BID | {("bid", "name"): LONG}, "제안서식 (1).xlsx"))
    page.get_by_role("button", name="읽어 보기").click()
    expect(page.locator("#read")).to_contain_text("구성!B13")
    pictured(page, "bid-form")
    found["bid form"] = wrong_with(page, complaints)
    assert not Bid.objects.exists()
    page.get_by_role("button", name="값을 확인했고 저장합니다").click()
    expect(page.get_by_role("status")).to_contain_text("입찰을 받았습니다")
    assert Bid.objects.get().name == LONG
    pictured(page, "bid")
    found["bid"] = wrong_with(page, complaints)
    assert found == {"documents": [], "bid form": [], "bid": []}
    assert complaints == []


def test_a_refused_form_is_told_where_the_files_were_chosen(
    page: Page, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    take_further(made)
    enter(page, entered("officer"))
    page.goto(f"/tenders/{made.tender.pk}/bids/new/form/")
    wrong: FilePayload = {"name": "a.xlsx", "mimeType": XLSX, "buffer": b"no workbook"}
    page.get_by_label("채운 제안서식").set_input_files(wrong)
    page.get_by_role("button", name="읽어 보기").click()
    expect(page.locator("#read")).to_contain_text("엑셀 파일(.xlsx)이 아닙니다")
    assert wrong_with(page, complaints) == []


@pytest.fixture
def seat(made: Round) -> Seat:
    take_further(made)
    take_further(made)
    for bid in made.tender.bids.all():
        made.seats[0].declarations.create(bid=bid, interest="", at=AT)
    return made.seats[0]


def test_a_members_card_goes_out_and_comes_back(
    page: Page, entered: Callable[[str], Client], made: Round, seat: Seat, complaints: list[str]
) -> None:
    enter(page, entered("evaluator"))
    page.goto(f"/cards/{seated(made, made.members[0])}/")
    form = ballot_of(seat)
    assert form is not None
    assert taken(page, "내 평가표 받기") == form.content
    page.get_by_role("link", name="채운 평가표 올리기").click()
    given = answers() | {("reason", "A", "maintenance"): "사유가 길어도 " * 20 + "\n둘째 줄"}
    page.get_by_label("채운 평가표").set_input_files(filled(form, given, "내 평가표.xlsx"))
    page.get_by_role("button", name="읽어 보기").click()
    expect(page.locator("#changes")).to_have_text("바뀌는 점수 16개")
    pictured(page, "card-upload")
    wrong = wrong_with(page, complaints)
    assert not Mark.objects.exists()
    page.get_by_role("button", name="이대로 저장").click()
    expect(page.get_by_role("status")).to_contain_text("점수 16개를 저장했습니다")
    assert Mark.objects.get(bid__key="A", criterion="maintenance").reason.endswith("\n둘째 줄")
    assert Seat.objects.get(pk=seat.pk).submitted_at is None
    assert [*wrong, *complaints] == []


def test_the_robustness_page_fits_and_passes_axe(
    page: Page, entered: Callable[[str], Client], made: Round, complaints: list[str]
) -> None:
    for _ in range(4):
        take_further(made)
    enter(page, entered("auditor"))
    page.goto(f"/tenders/{made.tender.pk}/robustness/")
    pictured(page, "robustness")
    assert wrong_with(page, complaints) == []
