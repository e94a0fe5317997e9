from __future__ import annotations

import pytest

from procurement.models import Seat
from procurement.permissions import Role
from procurement.services._tender import asked_in, needed, notice_of, own_seat
from procurement.services.people import dismiss
from procurement.services.record import NotAllowed, Unusable
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.rounds import evaluating, with_bids

pytestmark = pytest.mark.django_db


def test_the_notice_alone_asks_the_same_of_the_panel_and_knows_no_bidders() -> None:
    made = with_bids()
    whole, alone = asked_in(made.tender), notice_of(made.tender)
    assert whole.notice.marking == alone.notice.marking
    assert ([one.id for one in whole.notice.bidders], alone.notice.bidders) == (["A", "B", "C", "D"], ())


def test_a_seat_is_its_persons_while_they_are_an_evaluator() -> None:
    made = evaluating()
    seat, member = Seat.objects.get(name="위원1"), made.members[0]
    assert own_seat(seat, acting(member)) == seat
    dismiss(member, role=Role.EVALUATOR, by=OPERATOR, at=AT)
    for by in (acting(member), acting(made.officer), OPERATOR):
        with pytest.raises(NotAllowed, match="자기 평가표만"):
            own_seat(seat, by)


def test_a_reason_is_more_than_blanks() -> None:
    assert needed(" 까닭\n", what="사유") == "까닭"
    with pytest.raises(Unusable, match="사유 / a reason is needed"):
        needed(" \n\t", what="사유")
