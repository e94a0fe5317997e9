"""One tender in real browsers from an empty form to the workbook: nine people, each in a browser of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from procurement.exports.xlsx import forms
from procurement.models import Tender, User
from procurement.selectors.audit import chain
from procurement.selectors.drafting import written_in
from procurement.web.entries import initial_of
from tests.procurement.cards import seated
from tests.procurement.rounds import Crew, Round, example_bids, example_marks
from tests.procurement.web.test_build_rules import answered
from tests.procurement.web.test_building import BEGUN, EXAMPLE
from tests.procurement.web.test_flow import seat_at, sure
from tests.procurement.web.walking import keep

SEATS = ("위원1", "위원2", "위원3")


def fill(page: Page, given: dict[str, Any]) -> None:
    """What the fields of the page's form are to hold, by their names."""
    for name, value in given.items():
        fields = page.locator(f"main form [name={name}]:not([type=hidden])")
        for field in fields.all():
            tag, kind = field.evaluate("one => [one.tagName, one.type]")
            if tag == "SELECT":
                field.select_option(str(value))
            elif kind == "checkbox":
                held = field.get_attribute("value")
                field.evaluate("(one, on) => { if (one.checked != on) one.labels[0].click() }", held in value)
            else:
                field.fill(str(value))


def save(page: Page, button: str = "저장") -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).click()
    assert page.locator(".message.error").all_inner_texts() == []


def built(page: Page) -> Tender:
    """The example's notice, written in forms and published."""
    page.goto("/tenders/new/form/")
    fill(page, BEGUN | {"example_note": "시험을 위해 지어냄"})
    with page.expect_navigation():
        page.locator("main form button.primary").click()
    made = Tender.objects.get(number=BEGUN["number"])
    own = f"/tenders/{made.pk}/"
    page.goto(f"{own}rules/")
    fill(page, {key: held for key, held in answered(EXAMPLE["rules"], seen="").items() if key != "seen"})
    save(page)
    for kind in ("gates", "criteria"):
        for entry in EXAMPLE[kind]:
            page.goto(f"{own}{kind}/new/")
            fill(page, {key: held for key, held in initial_of(entry).items() if held is not None})
            save(page)
    page.goto(f"{own}criteria/")
    fill(page, EXAMPLE["price"])
    save(page, "가격 배점 저장")
    page.goto(f"{own}evaluators/")
    fill(page, {"count": len(SEATS)})
    save(page)
    assert {key: written_in(made).values[key] for key in ("rules", "gates", "criteria", "price")} == {
        key: EXAMPLE[key] for key in ("rules", "gates", "criteria", "price")
    }
    page.goto(f"{own}publish/")
    keep(page, "walk-publish")
    page.get_by_text("위의 파일을 확인했습니다").click()
    save(page, "공고하고 동결")
    return made


def received(page: Page, made: Tender, members: tuple[User, ...]) -> None:
    """Bids without prices, members on their seats, and the evaluation begun."""
    for key, (content, _) in example_bids().items():
        page.goto(f"/tenders/{made.pk}/bids/new/")
        page.get_by_label("입찰 파일").set_input_files(
            {"name": f"{key}.toml", "mimeType": "text/plain", "buffer": content}
        )
        save(page, "넣기")
    page.goto(f"/tenders/{made.pk}/panel/")
    for seat, member in zip(SEATS, members, strict=True):
        page.get_by_label(seat).select_option(label=f"{member} ({made.agency})")
    save(page, "정하기")
    page.goto(f"/tenders/{made.pk}/begin/")
    assert "기술평가를 시작했습니다" in sure(page, "마감하고 시작")


def declared(page: Page, card: str) -> None:
    page.goto(f"{card}declare/")
    for choice in page.locator("main form select").all():
        choice.select_option(index=1)
    page.get_by_text("위의 서약을 확인했습니다").click()
    save(page, "서약 저장")


def marked(pages: dict[str, Page], cards: dict[str, str], made: Tender) -> None:
    """Every mark typed by the three at once: a row of the first, the same row of the second and third, and on."""
    given = {(e, b, c): (points, reason) for e, b, c, points, reason in example_marks()}
    order = [one["id"] for one in EXAMPLE["criteria"] if one["kind"] == "qualitative"]
    for place, bid in enumerate(made.bids.order_by("pk"), 1):
        for seat, page in pages.items():
            page.goto(f"{cards[seat]}bids/{place}/")
        for number, criterion in enumerate(order, 1):
            for seat, page in pages.items():
                points, reason = given[seat, bid.key, criterion]
                page.locator(f"#points-{number}").fill(points)
                page.locator(f"#reason-{number}").fill(reason or "사유를 적음")
                page.locator("h1").click()
                expect(page.locator(f"#state-{number}")).to_have_text("저장됨")  # one connection serves the test


@pytest.fixture
def seats(cast: dict[str, User], people: Crew, entered: Callable[[str], Client]) -> Callable[[str], Client]:
    """Signs in the people of the agency, its members by their seats."""
    cast |= dict(zip(SEATS, people.members, strict=True))
    return entered


def test_from_an_empty_form_to_the_workbook(
    browser: Browser, site: str, seats: Callable[[str], Client], people: Crew, complaints: list[str]
) -> None:
    with ExitStack() as open_now:
        roles = ("officer", "second", "approver", *SEATS)
        at = {role: open_now.enter_context(seat_at(browser, site, seats(role), complaints)) for role in roles}
        officer = at["officer"]
        made = built(officer)
        received(officer, made, people.members)
        made.refresh_from_db()
        cards = {
            seat: f"/cards/{seated(Round(people, made), member)}/"
            for seat, member in zip(SEATS, people.members, strict=True)
        }
        pages = {seat: at[seat] for seat in SEATS}
        for seat, page in pages.items():
            declared(page, cards[seat])
        marked(pages, cards, made)
        for seat, page in pages.items():
            page.goto(f"{cards[seat]}submit/")
            page.get_by_text("점수와 사유를 확인했습니다").click()
            save(page, "제출 확정")
        own = f"/tenders/{made.pk}/"
        officer.goto(f"{own}close/")
        assert "평가표가 동결되었습니다" in sure(officer, "마감하고 동결")
        officer.goto(f"{own}opening/")
        for bid in made.bids.all():
            asked = officer.get_by_label(f"{bid.name} 입찰가격(원)")
            if asked.count():  # the envelope of one below the threshold stays closed
                asked.fill(str(example_bids()[bid.key][1].price))
        save(officer, "금액 적기")
        at["second"].goto(f"{own}opening/")
        assert "두 사람이 가격을 개봉했습니다" in sure(at["second"], "맞음을 확인하고 개봉")
        at["approver"].goto(f"{own}result/")
        keep(at["approver"], "walk-result")
        officer.goto(f"{own}documents/")
        with officer.expect_download() as started:
            officer.get_by_role("link", name="평가 통합문서").click()
        assert forms.RANKING in load_workbook(io.BytesIO(started.value.path().read_bytes())).sheetnames
    assert chain().broken is None
    assert complaints == []
