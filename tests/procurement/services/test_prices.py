from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.casefile import read_case
from procurement.casefile.envelopes import Envelope
from procurement.models import AuditEntry, Opening, Price, Result
from procurement.selectors.cases import case_files, final_case
from procurement.selectors.tenders import folder_of
from procurement.services.prices import confirm_opening, open_envelopes, turn_down_opening
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet, Stage
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, closed, example_bids, needed_prices, opened, submitted

pytestmark = pytest.mark.django_db


def first(made: Round, prices: dict[str, Envelope] | None = None) -> Opening:
    return open_envelopes(made.tender, prices=prices or needed_prices(made), by=acting(made.officer), at=AT)


def test_two_officers_open_and_the_result_is_that_of_the_folder() -> None:
    """C.1-3, C.1-5"""
    made = closed()
    assert sorted(needed_prices(made)) == ["A", "B", "C"]
    first(made)
    assert "prices.csv" not in case_files(made.tender)
    confirm_opening(made.tender, by=acting(made.second), at=AT)
    made.tender.refresh_from_db()
    assert made.tender.stage == Stage.PRICES_OPENED
    evaluation = final_case(made.tender).evaluation
    with folder_of(case_files(made.tender)) as folder:
        assert read_case(folder).evaluation == evaluation
    totals = [(one.bid.id, one.total and one.total.value, one.rank, one.bid.price) for one in evaluation.results]
    assert totals == [
        ("A", Decimal("93.9872"), 1, 1_465_000_000),
        ("B", Decimal("88.4318"), 3, 1_280_000_000),
        ("C", Decimal("92.6241"), 2, 1_330_000_000),
        ("D", None, None, None),
    ]
    kept = Result.objects.get(kind="final")
    assert [one["rank"] for one in json.loads(kept.outcome)] == [1, 3, 2, None]


def test_no_price_before_the_close() -> None:
    """C.1-1"""
    made = submitted()
    prices = {key: envelope for key, (_, envelope) in example_bids().items()}
    for act in (
        lambda: open_envelopes(made.tender, prices=prices, by=acting(made.officer), at=AT),
        lambda: confirm_opening(made.tender, by=acting(made.second), at=AT),
        lambda: turn_down_opening(made.tender, reason="까닭", by=acting(made.second), at=AT),
    ):
        with pytest.raises(NotYet):
            act()
    assert not Price.objects.exists()


def test_one_person_cannot_open_alone_nor_anyone_else() -> None:
    """C.1-3"""
    made = closed()
    with pytest.raises(Unusable, match="먼저 다른 계약담당자가"):
        confirm_opening(made.tender, by=acting(made.second), at=AT)
    first(made)
    with pytest.raises(Unusable, match="이미 연 사람이"):
        first(made)
    with pytest.raises(NotAllowed, match="다른 계약담당자가 확인합니다"):
        confirm_opening(made.tender, by=acting(made.officer), at=AT)
    for user in (made.chair, made.approver, made.members[0]):
        with pytest.raises(NotAllowed):
            confirm_opening(made.tender, by=acting(user), at=AT)
    made.tender.refresh_from_db()
    assert made.tender.stage == Stage.TECHNICAL_CLOSED


def test_asking_again_changes_nothing_and_there_is_no_third() -> None:
    """C.1-3: idempotent."""
    made = opened()
    before = AuditEntry.objects.count()
    again = confirm_opening(made.tender, by=acting(made.second), at=AT)
    assert (again.second, AuditEntry.objects.count()) == (made.second, before)
    with pytest.raises(NotYet):
        confirm_opening(made.tender, by=acting(made.officer), at=AT)
    with pytest.raises(NotYet):
        first(made)


def test_the_needed_envelopes_and_no_other_with_whole_won() -> None:
    made = closed()
    right = needed_prices(made)
    every = {key: envelope for key, (_, envelope) in example_bids().items()}
    for prices in (every, {"A": right["A"]}):
        with pytest.raises(Unusable, match="개봉할 입찰은 A, B, C"):
            first(made, prices)
    for wrong in (
        replace(right["A"], price=0),
        replace(right["A"], server_price=-1),
        replace(right["A"], price=10**16),
    ):
        with pytest.raises(Unusable, match="A: 금액은"):
            first(made, right | {"A": wrong})
    assert not Price.objects.exists()


def test_a_wrong_entry_is_turned_down_with_a_reason_and_entered_again() -> None:
    made = closed()
    right = needed_prices(made)
    with pytest.raises(Unusable, match="연 것이 없습니다"):
        turn_down_opening(made.tender, reason="까닭", by=acting(made.second), at=AT)
    first(made, right | {"A": Envelope(1, 1)})
    with pytest.raises(Unusable, match="돌려보내는 사유"):
        turn_down_opening(made.tender, reason="", by=acting(made.second), at=AT)
    turn_down_opening(made.tender, reason="A의 금액이 봉투와 다름", by=acting(made.second), at=AT)
    first(made)
    assert Price.objects.get(bid__key="A").won == 1_465_000_000


def test_an_opening_that_cannot_be_evaluated_is_refused_whole() -> None:
    made = closed()
    first(made, {key: replace(one, server_price=None) for key, one in needed_prices(made).items()})
    with pytest.raises(Unusable, match="서버 1대 값"):
        confirm_opening(made.tender, by=acting(made.second), at=AT)
    made.tender.refresh_from_db()
    assert (made.tender.stage, Opening.objects.get().second) == (Stage.TECHNICAL_CLOSED, None)
