from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import AuditEntry, Mark
from tests.procurement.actors import AT
from tests.procurement.cards import handed_in
from tests.procurement.rounds import Round, take_further
from tests.procurement.web.pages import Page, faults

READERS = ("officer", "approver", "chair", "auditor")
REASON = "부품 교체 시간과 예비품 비치 계획이 명확함"  # of 위원1


@pytest.fixture
def own(made: Round) -> str:
    return f"/tenders/{made.tender.pk}/cards/"


def words(client: Client, path: str) -> str:
    return " ".join(Page("", "", client.get(path).content.decode()).tree.text_content().split())


def test_before_there_is_a_panel_the_page_says_who_makes_it(entered: Callable[[str], Client], own: str) -> None:
    assert "아직 위원이 없습니다." in words(entered("auditor"), own)


def test_marks_are_shown_to_nobody_before_the_close_and_to_all_readers_after(
    entered: Callable[[str], Client], made: Round, own: str
) -> None:
    """C.2-7: there are marks that could leak."""
    take_further(made)
    take_further(made)
    handed_in(made)
    clients = {role: entered(role) for role in READERS}
    before = {role: words(client, own) for role, client in clients.items()}
    assert {role for role, text in before.items() if REASON in text or "14.5" in text} == set()
    assert all("입찰 4개 가운데 4개" in text and "2026-11-22 18:30" in text for text in before.values())
    assert {role for role, text in before.items() if "다시 열기" in text} == {"chair"}
    made.tender.stage = "technical_closed"
    made.tender.save()
    after = {role: Page("", role, client.get(own).content.decode()) for role, client in clients.items()}
    assert {role: faults(page) for role, page in after.items() if faults(page)} == {}
    assert {role for role, page in after.items() if REASON in page.text and "14.5" in page.text} == set(READERS)
    assert "다시 열기" not in after["chair"].text


def test_interests_and_earlier_marks_are_shown(entered: Callable[[str], Client], made: Round, own: str) -> None:
    """C.2-9."""
    take_further(made)
    take_further(made)
    seat, bid = made.seats[0], made.tender.bids.get(key="A")
    made.seats[1].declarations.create(bid=bid, interest="작년 자문", at=AT)
    seat.declarations.create(bid=bid, interest="", at=AT)
    for version, points in enumerate(("11.5", None, "13"), start=1):
        given = {"version": version, "points": points, "reason": f"사유 {version}"}
        Mark.objects.create(seat=seat, bid=bid, criterion="understanding", most=15, at=AT, **given)
    auditor = entered("auditor")
    assert f"{bid.name}: 작년 자문" in words(auditor, own)
    made.tender.stage = "technical_closed"
    made.tender.save()
    page = Page("", "auditor", auditor.get(own).content.decode())
    cells = page.tree.xpath("//details[1]//tbody/tr[1]/td")
    assert [" ".join(cell.text_content().split()) for cell in cells] == [
        "15",
        "13",
        "사유 3",
        "11.5 (2026-11-22 18:30) 사유 1빈 칸 (2026-11-22 18:30) 사유 2",
    ]


def test_the_chair_gives_a_card_back_with_a_reason_that_stays(
    entered: Callable[[str], Client], made: Round, own: str
) -> None:
    take_further(made)
    take_further(made)
    chair, seat = entered("chair"), made.seats[0]
    assert chair.get(f"{own}{seat.pk}/reopen/").status_code == 409
    handed_in(made)
    page = Page("", "chair", chair.get(f"{own}{seat.pk}/reopen/").content.decode())
    assert faults(page) == []
    assert "위원1(2026-11-22 18:30 제출)의 평가표를 돌려줍니다." in page.text
    assert chair.post(f"{own}{seat.pk}/reopen/", {"reason": "  "}).status_code == 422
    sent = chair.post(f"{own}{seat.pk}/reopen/", {"reason": "합계 확인"}, follow=True)
    assert "위원1의 평가표를 다시 열었습니다." in sent.content.decode()
    assert made.seats[0].submitted_at is None
    assert AuditEntry.objects.latest("number").act == "card.reopened"
    assert "위원장 가상시청chair이(가) 다시 엶: 합계 확인" in words(entered("auditor"), own)


def test_the_database_is_asked_no_more_for_more_members(
    entered: Callable[[str], Client], made: Round, own: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        take_further(made)
    auditor = entered("auditor")
    extra = made.seats[1:]
    for seat in extra:
        seat.delete()
    with django_assert_num_queries(12) as one:
        auditor.get(own)
    for seat in extra:
        seat.pk = None
        seat.save()
    with django_assert_num_queries(len(one)):
        page = auditor.get(own).content.decode()
    assert page.count('<th scope="row">') == 3
