from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import Tender
from tests.procurement.cards import handed_in
from tests.procurement.rounds import Round, take_further


def test_an_officers_draft_waits_for_them_and_for_nobody_else(entered: Callable[[str], Client], tender: Tender) -> None:
    pages = {role: entered(role).get("/").content.decode() for role in ("officer", "auditor", "stranger", "nobody")}
    assert {role: "파일을 확인하고 공고하기" in page for role, page in pages.items()} == {
        "officer": True,
        "auditor": False,
        "stranger": False,
        "nobody": False,
    }
    assert {role for role, page in pages.items() if tender.title in page} == {"officer", "auditor"}


@pytest.mark.parametrize(
    ("role", "advice"), [("stranger", "새 사업 시작"), ("evaluator", "지금 나를 기다리는 일이 없습니다.")]
)
def test_an_empty_page_says_what_can_be_done(entered: Callable[[str], Client], role: str, advice: str) -> None:
    assert advice in entered(role).get("/").content.decode()


def test_a_members_card_waits_and_stays_readable_when_it_is_in(entered: Callable[[str], Client], made: Round) -> None:
    for _ in range(2):
        take_further(made)
    member, link = entered("evaluator"), f'<a href="/cards/{made.seats[0].pk}/">'
    page = member.get("/").content.decode()
    assert [words in page for words in (link, "평가할 사업", "낸 평가표", "지금 나를 기다리는 일이 없습니다")] == [
        True,
        True,
        False,
        False,
    ]
    handed_in(made)
    page = member.get("/").content.decode()
    assert [words in page for words in (link, "평가할 사업", "낸 평가표")] == [True, False, True]


def test_help_is_for_everyone(client: Client) -> None:
    assert "역할마다 하는 일" in client.get("/help/").content.decode()
