from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Appointment, Organisation
from procurement.models.people import KINDS, ROLES
from procurement.permissions import Kind, Role
from tests.procurement.actors import AT, agency, person

pytestmark = pytest.mark.django_db


def test_every_kind_and_role_has_a_korean_name() -> None:
    assert set(KINDS) == set(Kind)
    assert set(ROLES) == set(Role)


def test_roles_are_those_that_have_not_ended_and_none_when_switched_off() -> None:
    kim = person("김담당", Role.OFFICER, Role.CHAIR, at=agency())
    Appointment.objects.filter(role=Role.CHAIR).update(ended_at=AT)
    assert kim.roles() == {Role.OFFICER}
    kim.is_active = False
    assert kim.roles() == frozenset()


def test_the_database_refuses_what_cannot_be() -> None:
    kim = person("김담당", Role.OFFICER, at=agency())
    wrong = (
        Organisation(name="", kind=Kind.AGENCY),
        Organisation(name="다른 곳", kind="club"),
        Appointment(user=kim, role="king", begun_at=AT),
        Appointment(user=kim, role=Role.OFFICER, begun_at=AT),
        Appointment(user=kim, role=Role.CHAIR, begun_at=AT, ended_at=AT - timedelta(seconds=1)),
    )
    for one in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save()
    assert Organisation.objects.count() == Appointment.objects.count() == 1


def test_they_are_told_by_name() -> None:
    kim = person("김담당", Role.OFFICER, at=agency())
    assert str(kim.organisation) == "가상시청"
    assert str(kim.appointments.get()) == "김담당 officer"
