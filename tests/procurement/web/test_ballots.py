from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation

from procurement.exports.handout import MarkRule
from procurement.selectors.ballots import card_of
from procurement.services.cards import save_mark
from procurement.services.panel import declare
from procurement.web.ballots import allowed_in_words, lacking, reason_in_words, tally
from scoring.criteria import Criterion
from tests.procurement.actors import AT, acting
from tests.procurement.cards import hiding_names

CRITERION = Criterion("plan", "계획", "기술", "qualitative", Fraction(15))


def rule(*, step: str = "", shares: tuple[str, ...] = (), always: bool = False, below: str = "") -> MarkRule:
    each = tuple(map(Fraction, shares))
    return MarkRule(CRITERION, Fraction(step) if step else None, each, always, Fraction(below) if below else None)


@pytest.mark.parametrize(
    ("given", "korean", "english"),
    [
        (rule(), "0부터 15까지, 소수 4자리까지", "0 to 15, at most 4 decimals"),
        (rule(step="0.5"), "0부터 15까지 0.5점 단위", "0 to 15 in steps of 0.5"),
        (rule(shares=("1", "0.7")), "15, 10.5 가운데 하나", "One of 15, 10.5"),
    ],
)
def test_what_may_be_given_is_said(given: MarkRule, korean: str, english: str) -> None:
    with translation.override("ko"):
        assert allowed_in_words(given) == korean
    with translation.override("en"):
        assert allowed_in_words(given) == english


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (rule(), "사유는 적어도 되고 비워도 됩니다"),
        (rule(always=True), "사유를 꼭 적습니다"),
        (rule(below="0.7"), "10.5점보다 낮으면 사유를 적습니다"),
    ],
)
def test_when_a_reason_is_owed_is_said(given: MarkRule, words: str) -> None:
    assert reason_in_words(given) == words


@pytest.mark.django_db
def test_what_is_lacking_is_named_as_members_know_it_and_leads_to_its_field() -> None:
    made = hiding_names()
    seat = made.seats[0]
    by = acting(seat.user)
    declare(seat, bid="A", interest="", by=by, at=AT)
    seat.declarations.create(bid=made.tender.bids.get(key="B"), interest="자문", at=AT)
    save_mark(seat, bid="A", criterion="maintenance", points="15", reason="", version=0, by=by, at=AT)
    card, own = card_of(seat), f"/cards/{seat.pk}/"
    missing = "점수가 없습니다. 미채점은 0점이 아닙니다"
    assert [(one.words, one.address) for one in lacking(card)] == [
        ("업체 3: 서약하지 않았습니다.", f"{own}declare/"),
        ("업체 4: 서약하지 않았습니다.", f"{own}declare/"),
        (f"업체 1 · 사업 이해도: {missing}", f"{own}bids/1/#points-1"),
        (f"업체 1 · 기술·성능 구현방안: {missing}", f"{own}bids/1/#points-2"),
        (f"업체 1 · SW 성숙도: {missing}", f"{own}bids/1/#points-3"),
    ]
    assert tally(card.ballots[0]) == "입력한 점수 합계 15점 / 배점 70점 · 4개 항목 가운데 1개 입력"
