"""Two members mark at the same time in two browsers, one with the keyboard alone and on a telephone's width."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Dialog, Page, ViewportSize, expect

from procurement.models import Mark, Seat, User
from procurement.services._tender import notice_of
from tests.procurement.actors import AT
from tests.procurement.cards import seated
from tests.procurement.rounds import Round, take_further
from tests.procurement.web.walking import NARROW, WIDE, enter, found_by_axe, keep, too_wide

Member = Callable[[str, ViewportSize], Page]


@pytest.fixture
def member(
    browser: Browser, site: str, entered: Callable[[str], Client], cast: dict[str, User], made: Round
) -> Iterator[Member]:
    """Opens a browser of its own for each member of the panel."""
    take_further(made)
    take_further(made)
    cast |= {seat.name: seat.user for seat in made.seats}
    contexts = []

    def opened(name: str, viewport: ViewportSize) -> Page:
        context = browser.new_context(viewport=viewport, base_url=site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)  # a busy machine is no failure
        enter(page, entered(name))
        page.goto(f"/cards/{seated(made, cast[name])}/")
        return page

    yield opened
    for context in contexts:
        context.close()


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until the element of that accessible name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if " ".join(focused.split()).startswith(name):
            return
    raise AssertionError(name)


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def state(page: Page, number: int) -> str:
    return page.locator(f"#state-{number}").inner_text()


def test_two_members_mark_at_the_same_time_one_with_the_keyboard_alone(made: Round, member: Member) -> None:
    first, second = member("위원1", NARROW), member("위원2", WIDE)
    press(first, "서약하기")
    for bid in made.tender.bids.all():
        tab_to(first, bid.name)
        first.keyboard.press("ArrowDown")
        made.seats[1].declarations.create(bid=bid, interest="", at=AT)
    tab_to(first, "위의 서약을 확인했습니다")
    first.keyboard.press("Space")
    press(first, "서약 저장")
    assert made.seats[0].declarations.filter(interest="").count() == 4
    press(first, "이어서 평가하기")
    second.reload()
    second.get_by_role("link", name="이어서 평가하기").click()
    for number, (low, high) in enumerate([("12.5", "14"), ("20", "22"), ("11", "13"), ("10", "15")], start=1):
        tab_to(first, " ".join(first.locator(f"label[for=points-{number}]").inner_text().split()))
        first.keyboard.type(low)
        first.keyboard.press("Tab")
        first.keyboard.type(f"사유 {low}")
        second.locator(f"#points-{number}").fill(high)
        first.keyboard.press("Tab")
        expect(first.locator(f"#state-{number}")).to_have_text("저장됨")
        second.locator(f"#reason-{number}").fill(f"사유 {high}")
        second.locator("h1").click()
        expect(second.locator(f"#state-{number}")).to_have_text("저장됨")
    expect(first.locator("#tally")).to_have_text("입력한 점수 합계 53.5점 / 배점 70점 · 4개 항목 가운데 4개 입력")
    expect(second.locator("#tally")).to_have_text("입력한 점수 합계 64점 / 배점 70점 · 4개 항목 가운데 4개 입력")
    assert [points_of(seat) for seat in made.seats] == [["12.5", "20", "11", "10"], ["14", "22", "13", "15"], []]
    fill_all(made.seats[0])
    press(first, "평가표로 돌아가기")
    press(first, "평가표 제출하기")
    tab_to(first, "점수와 사유를 확인했습니다")
    first.keyboard.press("Space")
    press(first, "제출 확정")
    assert "평가표를 제출했습니다." in first.get_by_role("status").first.inner_text()
    assert [seat.submitted_at is not None for seat in made.seats] == [True, False, False]


def points_of(seat: Seat) -> list[str]:
    """What stands for the first bid, in the order of its criteria."""
    order = ("understanding", "technical_plan", "software_maturity", "maintenance")
    newest = {mark.criterion: mark for mark in seat.marks.filter(bid__key="A").order_by("version")}
    return [f"{newest[name].points:f}".rstrip("0").rstrip(".") for name in order if name in newest]


@pytest.fixture
def marking(made: Round, member: Member) -> Page:
    """The marks of the first bid."""
    page = member("위원1", WIDE)
    for bid in made.tender.bids.all():
        made.seats[0].declarations.create(bid=bid, interest="", at=AT)
    page.goto(f"{page.url}bids/1/")
    return page


def fill_all(seat: Seat) -> None:
    """A mark on every place that has none."""
    there = set(seat.marks.values_list("bid__key", "criterion"))
    for bid in seat.tender.bids.all():
        for rule in notice_of(seat.tender).notice.marking:
            name, most = rule.criterion.id, int(rule.criterion.points)
            if (bid.key, name) not in there:
                Mark.objects.create(seat=seat, bid=bid, criterion=name, version=1, points=9, most=most, at=AT)


def leave_row(page: Page) -> None:
    page.locator("h1").click()


def test_what_is_typed_is_not_lost_without_a_network(made: Round, marking: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    marking.on("dialog", stay)
    marking.context.set_offline(offline=True)
    marking.locator("#points-1").fill("12.5")
    assert state(marking, 1) == "아직 저장하지 않음"
    leave_row(marking)
    expect(marking.locator("#state-1")).to_contain_text("저장 안 됨. 서버에 닿지 않습니다.")
    marking.close(run_before_unload=True)
    marking.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    marking.context.set_offline(offline=False)
    marking.get_by_role("button", name="저장", exact=True).click()
    expect(marking.locator("#state-1")).to_have_text("저장됨")
    assert (marking.input_value("#points-1"), points_of(made.seats[0])) == ("12.5", ["12.5"])


def test_what_is_typed_is_not_lost_when_the_session_ends(
    made: Round, marking: Page, entered: Callable[[str], Client]
) -> None:
    marking.context.clear_cookies(name="sessionid")
    marking.locator("#points-1").fill("12.5")
    leave_row(marking)
    expect(marking.locator("#state-1")).to_contain_text("다른 창에서 로그인한 뒤 저장을 누르세요.")
    enter(marking, entered("위원1"))
    marking.get_by_role("button", name="저장", exact=True).click()
    expect(marking.locator("#state-1")).to_have_text("저장됨")
    assert points_of(made.seats[0]) == ["12.5"]


def test_what_another_window_changed_is_told_and_settled(made: Round, marking: Page) -> None:
    other = marking.context.new_page()
    other.goto(marking.url)
    for page, points in ((other, "13"), (marking, "99")):
        page.locator("#points-1").fill(points)
        leave_row(page)
    expect(other.locator("#state-1")).to_have_text("저장됨")
    expect(marking.locator("#state-1")).to_have_text("저장 안 됨. 점수 99: 0 이상 15 이하, 소수 4자리까지")
    assert marking.locator("#points-1").get_attribute("aria-invalid") == "true"
    marking.locator("#points-1").fill("11")
    marking.get_by_role("button", name="저장", exact=True).click()
    expect(marking.locator("#state-1")).to_contain_text("저장 안 됨. 다른 창에서 13(으)로 바뀌었습니다.")
    assert points_of(made.seats[0]) == ["13"]  # the press that ran into it did not also settle it
    keep(marking, "card-conflict")
    marking.get_by_role("button", name="저장", exact=True).click()
    expect(marking.locator("#state-1")).to_have_text("저장됨")
    assert points_of(made.seats[0]) == ["11"]


def test_going_on_saves_first_and_asks_nothing(made: Round, marking: Page) -> None:
    asked: list[str] = []
    marking.on("dialog", lambda dialog: asked.append(dialog.type))
    marking.locator("#points-1").fill("12.5")
    marking.get_by_role("link", name="다음:").click()
    marking.wait_for_url("**/bids/2/")
    assert (points_of(made.seats[0]), asked) == (["12.5"], [])
    marking.locator("#points-1").fill("99")
    marking.get_by_role("link", name="다음:").click()
    expect(marking.locator("#state-1")).to_contain_text("저장 안 됨. 점수 99")
    assert (marking.input_value("#points-1"), marking.url.endswith("/bids/2/")) == ("99", True)
    marking.locator("#points-1").fill("")
    leave_row(marking)
    expect(marking.locator("#state-1")).to_have_text("")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_of_a_card_passes_axe_and_fits_the_screen(
    made: Round, member: Member, entered: Callable[[str], Client], viewport: ViewportSize
) -> None:
    page, seat = member("위원1", viewport), made.seats[0]
    own, panel = page.url, f"/tenders/{made.tender.pk}/cards/"
    found = look(page, viewport, {"card": own, "card-declare": f"{own}declare/"})
    for bid in made.tender.bids.all():
        seat.declarations.create(bid=bid, interest="", at=AT)
    page.goto(f"{own}bids/1/")
    page.locator("#points-1").fill("12.5")
    page.locator("#reason-1").fill("야간 일괄 처리의 재처리 절차가 구체적임")
    leave_row(page)
    expect(page.locator("#state-1")).to_have_text("저장됨")
    found |= look(page, viewport, {"card-marks": f"{own}bids/1/", "card-lacking": f"{own}submit/"})
    fill_all(seat)
    found |= look(page, viewport, {"card-submit": f"{own}submit/"})
    page.get_by_text("점수와 사유를 확인했습니다").click()
    page.get_by_role("button", name="제출 확정").click()
    found |= look(page, viewport, {"card-in": own})
    enter(page, entered("chair"))
    found |= look(page, viewport, {"panel-state": panel, "card-reopen": f"{panel}{seat.pk}/reopen/"})
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def look(page: Page, viewport: ViewportSize, paths: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for name, path in paths.items():
        page.goto(path)
        page.evaluate("document.fonts.ready")
        found[name] = too_wide(page) + found_by_axe(page)
        keep(page, f"{name}-{viewport['width']}")
    return found
