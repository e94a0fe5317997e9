from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Reopening, Seat
from tests.procurement.actors import AT
from tests.procurement.rounds import declared, fill

pytestmark = pytest.mark.django_db


def test_seats_declarations_marks_and_reopenings_say_what_they_are() -> None:
    made = declared()
    seat = made.seats[0]
    fill(seat)
    reopening = Reopening.objects.create(seat=seat, by=made.chair, reason="까닭", at=AT)
    assert str(seat.declarations.all()[0]) == "위원1 A 가온누리솔루션 (가상 업체)"
    assert str(seat.marks.all()[0]) == "위원1 A 가온누리솔루션 (가상 업체) maintenance 1"
    assert str(reopening) == f"위원1 {AT}"


def test_a_person_has_one_seat_and_a_reopening_has_a_reason() -> None:
    made = declared()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(tender=made.tender, name="위원9", user=made.members[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.create(seat=made.seats[0], by=made.chair, reason="", at=AT)
