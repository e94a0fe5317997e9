from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from procurement.models import AuditEntry, Mark
from procurement.services.cards import save_mark
from tests.procurement.actors import AT, acting
from tests.procurement.cards import seated
from tests.procurement.rounds import Round, fill, take_further
from tests.procurement.web.pages import Page, faults

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def member(entered: Callable[[str], Client], made: Round) -> Client:
    take_further(made)
    take_further(made)
    for bid in made.tender.bids.all():
        made.seats[0].declarations.create(bid=bid, interest="", at=AT)
    return entered("evaluator")


@pytest.fixture
def url(member: Client, made: Round) -> str:  # noqa: ARG001 -- the evaluation has to have begun
    return f"/cards/{seated(made, made.members[0])}/bids/1/"


def row(points: str, version: int | str, *, reason: str = "", number: int = 1) -> dict[str, Any]:
    return {f"points-{number}": points, f"reason-{number}": reason, f"version-{number}": version}


def field(page: Page, name: str) -> str:
    (found,) = page.tree.xpath(f"//*[@name='{name}']")
    return str(found.get("value") if found.tag == "input" else (found.text or "").strip())


def state(page: Page, number: int = 1) -> str:
    (found,) = page.tree.xpath(f"//*[@id='state-{number}']")
    return str(found.text_content())


def test_a_script_keeps_one_mark_and_is_told_how_far_the_bid_has_come(member: Client, url: str) -> None:
    answer = member.post(url, row("14.5", 0, reason="구체적"), headers=SCRIPT)
    assert answer.json() == {
        "rows": {"1": {"said": "저장됨", "version": 1, "saved": True}},
        "tally": "입력한 점수 합계 14.5점 / 배점 70점 · 4개 항목 가운데 1개 입력",
    }
    assert list(Mark.objects.values_list("seat__name", "bid__key", "criterion", "points", "reason")) == [
        ("위원1", "A", "understanding", Mark.objects.get().points, "구체적")
    ]


def test_what_is_as_it_was_is_not_written_again(member: Client, url: str) -> None:
    member.post(url, row("14.5", 0, reason="가\r\n나"), headers=SCRIPT)
    before = AuditEntry.objects.count()
    again = member.post(url, row(" 14.5 ", 1, reason="가\r\n나\r\n"), headers=SCRIPT)
    assert (again.status_code, again.json()["rows"]) == (200, {})
    assert AuditEntry.objects.count() == before


def test_a_mark_changed_in_another_window_is_not_overwritten_unseen(member: Client, url: str) -> None:
    for version, points in enumerate(("12", "13")):
        assert member.post(url, row(points, version), headers=SCRIPT).status_code == 200
    late = member.post(url, row("10", 1), headers=SCRIPT)
    said = "다른 창에서 13(으)로 바뀌었습니다. 지금 적은 값으로 바꾸려면 다시 저장하세요."
    assert late.status_code == 409
    assert late.json()["rows"] == {"1": {"said": said, "version": 2, "saved": False}}
    member.post(url, row("", 2), headers=SCRIPT)
    assert "빈 칸(으)로 바뀌었습니다" in member.post(url, row("10", 2), headers=SCRIPT).json()["rows"]["1"]["said"]
    assert member.post(url, row("10", 3), headers=SCRIPT).json()["rows"]["1"]["version"] == 4


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("많이", "점수 '많이': 숫자로 적으세요"),
        ("15.5", "점수 15.5: 0 이상 15 이하, 소수 4자리까지"),
        ("-1", "점수 -1: 0 이상 15 이하, 소수 4자리까지"),
        ("1.00001", "점수 1.00001: 0 이상 15 이하, 소수 4자리까지"),
        ("9" * 5000, f"점수 '{'9' * 30}': 숫자로 적으세요"),
        ("1\x00", r"점수 '1\x00': 숫자로 적으세요"),
    ],
)
def test_what_cannot_be_kept_stays_typed_beside_the_reason(member: Client, url: str, points: str, said: str) -> None:
    answer = member.post(url, row(points, 0), headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["rows"] == {"1": {"said": said, "version": 0, "saved": False}}
    assert not Mark.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "1"])
def test_a_version_that_never_was_is_overtaken(member: Client, url: str, version: str) -> None:
    assert member.post(url, row("10", version), headers=SCRIPT).status_code == 409


def test_without_a_script_the_form_keeps_what_it_can_and_shows_the_rest(member: Client, url: str) -> None:
    data = row("14", 0, reason="좋음") | row("99", 0, reason="한 줄\n두 줄", number=2) | row("", 0, number=3)
    sent = member.post(url, data)
    page = Page(url, "evaluator", sent.content.decode())
    assert (sent.status_code, faults(page)) == (422, [])
    assert [field(page, name) for name in ("points-1", "version-1", "points-2", "reason-2", "version-2")] == [
        "14",
        "1",
        "99",
        "한 줄\n두 줄",
        "0",
    ]
    assert (state(page), state(page, 3)) == ("저장됨", "")
    assert state(page, 2) == "저장 안 됨. 점수 99: 0 이상 25 이하, 소수 4자리까지"
    assert page.tree.xpath("//tr[@data-unsaved]/@data-row") == ["2"]
    assert member.post(url, row("20", 0, number=2), follow=True).status_code == 200
    assert [str(mark.points) for mark in Mark.objects.order_by("criterion")] == ["20.0000", "14.0000"]


def test_without_a_script_a_conflict_is_shown_and_can_be_settled(member: Client, url: str) -> None:
    for version, points in enumerate(("12", "13")):
        member.post(url, row(points, version))
    page = Page(url, "evaluator", member.post(url, row("10", 1)).content.decode())
    assert (field(page, "points-1"), field(page, "version-1")) == ("10", "2")
    assert "다른 창에서 13(으)로 바뀌었습니다" in state(page)
    assert member.post(url, row("10", 2)).status_code == 302


def test_a_long_or_odd_reason_is_refused_in_words(member: Client, url: str) -> None:
    for reason in ("가" * 100_000, "가\x07"):
        answer = member.post(url, row("10", 0, reason=reason), headers=SCRIPT)
        assert answer.status_code == 422
        assert "사유에 제어문자가 있거나" in answer.json()["rows"]["1"]["said"]


def test_what_was_written_is_words_and_no_markup(member: Client, made: Round, url: str) -> None:
    hostile = "</textarea><script>alert(1)</script>\"'"
    by = acting(made.members[0])
    save_mark(made.seats[0], bid="A", criterion="maintenance", points="1", reason=hostile, version=0, by=by, at=AT)
    page = Page(url, "evaluator", member.get(url).content.decode())
    assert (field(page, "reason-4"), faults(page)) == (hostile, [])


def test_a_form_without_our_token_keeps_nothing(member: Client, made: Round, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = member.cookies
    assert client.post(url, row("10", 0), headers=SCRIPT).status_code == 403
    assert not made.seats[0].marks.exists()


def test_a_card_that_is_in_takes_no_more(member: Client, made: Round, url: str) -> None:
    fill(made.seats[0])
    member.post(f"/cards/{made.seats[0].pk}/submit/", {"sure": "on"})
    answer = member.post(url, row("10", 1), headers=SCRIPT)
    assert answer.status_code == 422
    assert "이미 제출했습니다" in answer.json()["rows"]["1"]["said"]
    page = Page(url, "evaluator", member.post(url, row("10", 1)).content.decode())
    assert field(page, "points-1") == "10"


def test_the_way_leads_on_to_the_next_bid(member: Client, made: Round, url: str) -> None:
    assert f"다음: {made.tender.bids.get(key='B').name}" in member.get(url).content.decode()
    assert "다음:" not in member.get(url.replace("bids/1/", "bids/4/")).content.decode()
