from __future__ import annotations

import json

import pytest

from procurement.models import AuditEntry, Reopening, Result
from procurement.permissions import Role
from procurement.selectors.cases import case_files, technical_case
from procurement.services.cards import save_mark, submit_card
from procurement.services.panel import begin_evaluation, close_technical, declare, reopen_card, seat_member
from procurement.services.people import appoint
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet, Stage
from tests.procurement.actors import AT, OPERATOR, acting, person
from tests.procurement.rounds import BIDS, SEATS, closed, declared, evaluating, fill, published, submitted, with_bids

pytestmark = pytest.mark.django_db


def test_only_evaluators_take_the_seats_of_the_notice_each_one() -> None:
    made = published()
    by = acting(made.officer)
    one, two, _ = made.members
    seat_member(made.tender, name="위원1", user=two, by=by, at=AT)
    assert seat_member(made.tender, name="위원1", user=one, by=by, at=AT).user == one
    last = AuditEntry.objects.last()
    assert last
    assert json.loads(last.details)["before"] == two.username
    for name, user, said in (
        ("위원9", two, "공고의 위원 명단에 없는"),
        ("위원2", made.chair, "평가위원 역할이 없습니다"),
        ("위원2", one, "이미 다른 자리"),
    ):
        with pytest.raises(Unusable, match=said):
            seat_member(made.tender, name=name, user=user, by=by, at=AT)
    with pytest.raises(NotAllowed):
        seat_member(made.tender, name="위원2", user=two, by=acting(made.chair), at=AT)


def test_a_member_is_not_replaced_after_declaring_nor_after_the_first_card() -> None:
    """C.2-10"""
    made = evaluating()
    new = person("새위원", Role.EVALUATOR, at=made.agency)
    by = acting(made.officer)
    declare(made.seats[0], bid="A", interest="", by=acting(made.members[0]), at=AT)
    with pytest.raises(Unusable, match="이미 서약한"):
        seat_member(made.tender, name="위원1", user=new, by=by, at=AT)
    for bid in BIDS[1:]:
        declare(made.seats[0], bid=bid, interest="", by=acting(made.members[0]), at=AT)
    fill(made.seats[0])
    submit_card(made.seats[0], by=acting(made.members[0]), at=AT)
    with pytest.raises(Unusable, match="제출한 평가표가 있어"):
        seat_member(made.tender, name="위원2", user=new, by=by, at=AT)
    closing = closed("가상도청")
    with pytest.raises(NotYet):
        seat_member(closing.tender, name="위원1", user=new, by=acting(closing.officer), at=AT)


def test_the_evaluation_begins_with_bids_and_a_person_for_every_seat() -> None:
    made = published()
    with pytest.raises(Unusable, match="위원이 없는 자리: 위원1, 위원2, 위원3"):
        begin_evaluation(made.tender, by=acting(made.officer), at=AT)
    for seat, user in zip(SEATS, made.members, strict=True):
        seat_member(made.tender, name=seat, user=user, by=acting(made.officer), at=AT)
    with pytest.raises(Unusable, match="입찰이 없습니다"):
        begin_evaluation(made.tender, by=acting(made.officer), at=AT)
    full = with_bids("가상도청")
    with pytest.raises(NotAllowed):
        begin_evaluation(full.tender, by=acting(made.officer), at=AT)
    assert begin_evaluation(full.tender, by=acting(full.officer), at=AT).stage == Stage.EVALUATING


def test_an_interest_takes_the_bid_from_the_member_and_stands_on_the_sheet() -> None:
    """C.2-6"""
    made = evaluating()
    seat, by = made.seats[0], acting(made.members[0])
    with pytest.raises(NotAllowed, match="서약한 뒤에"):
        save_mark(seat, bid="A", criterion="maintenance", points="10", reason="", version=0, by=by, at=AT)
    with pytest.raises(Unusable, match="제외할 수 없습니다"):  # three seats less one cannot be trimmed by one
        declare(seat, bid="A", interest="제안사 자문", by=by, at=AT)
    declare(seat, bid="A", interest="", by=by, at=AT)
    with pytest.raises(Unusable, match="이미 서약"):
        declare(seat, bid="A", interest="자문", by=by, at=AT)
    with pytest.raises(NotAllowed, match="자기 평가표만"):
        declare(seat, bid="B", interest="", by=acting(made.members[1]), at=AT)
    assert "marks.toml" not in case_files(made.tender)


def test_a_reopened_card_keeps_what_was_given_and_needs_the_chair_and_a_reason() -> None:
    """C.2-9"""
    made = submitted()
    seat = made.seats[0]
    for user in (made.officer, made.members[0]):
        with pytest.raises(NotAllowed, match="평가위원장만"):
            reopen_card(seat, reason="까닭", by=acting(user), at=AT)
    appoint(made.members[1], role=Role.CHAIR, by=OPERATOR, at=AT)
    with pytest.raises(NotAllowed, match="자기 평가표는"):
        reopen_card(made.seats[1], reason="까닭", by=acting(made.members[1]), at=AT)
    with pytest.raises(Unusable, match="다시 여는 사유"):
        reopen_card(seat, reason="", by=acting(made.chair), at=AT)
    reopen_card(seat, reason="가점 착오", by=acting(made.chair), at=AT)
    with pytest.raises(Unusable, match="아직 제출하지"):
        reopen_card(seat, reason="가점 착오", by=acting(made.chair), at=AT)
    save_mark(
        seat, bid="A", criterion="maintenance", points="12", reason="", version=1, by=acting(made.members[0]), at=AT
    )
    given = seat.marks.filter(bid__key="A", criterion="maintenance").values_list("points", flat=True)
    assert [f"{one.normalize():f}" for one in given if one is not None] == ["15", "12"]
    assert [one.reason for one in Reopening.objects.all()] == ["가점 착오"]
    with pytest.raises(Unusable, match="아직 제출하지 않은 위원: 위원1"):
        close_technical(made.tender, by=acting(made.officer), at=AT)


def test_closing_keeps_the_technical_result_and_ends_the_panels_work() -> None:
    """C.1-2"""
    made = submitted()
    with pytest.raises(NotAllowed):
        close_technical(made.tender, by=acting(made.chair), at=AT)
    made.tender = close_technical(made.tender, by=acting(made.officer), at=AT)
    kept = Result.objects.get()
    assert kept.input_digest == technical_case(made.tender).evaluation.input_digest
    assert [one["technical"] for one in json.loads(kept.outcome)] == ["85.2500", "78.2500", "83.0000", "75.0000"]
    assert {one["price"] for one in json.loads(kept.outcome)} == {None}
    seat, by = made.seats[0], acting(made.members[0])
    tries = (
        lambda: save_mark(seat, bid="A", criterion="maintenance", points="1", reason="", version=1, by=by, at=AT),
        lambda: submit_card(seat, by=by, at=AT),
        lambda: declare(seat, bid="A", interest="", by=by, at=AT),
        lambda: reopen_card(seat, reason="까닭", by=acting(made.chair), at=AT),
        lambda: close_technical(made.tender, by=acting(made.officer), at=AT),
    )
    for one in tries:
        with pytest.raises(NotYet):
            one()


def test_not_before_every_card_is_in() -> None:
    made = declared()
    with pytest.raises(Unusable, match="위원1, 위원2, 위원3"):
        close_technical(made.tender, by=acting(made.officer), at=AT)
