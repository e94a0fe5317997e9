from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from procurement.models import AuditEntry, Organisation, User
from procurement.permissions import Kind, Role
from procurement.services.people import (
    AlreadyThere,
    RoleClash,
    add_organisation,
    add_person,
    appoint,
    dismiss,
    seed_council,
)
from procurement.services.record import NotAllowed
from tests.procurement.actors import AT, OPERATOR, PASSWORD, acting, agency, person

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return [entry.act for entry in AuditEntry.objects.all()]


def test_the_council_has_its_fifteen_members_once_and_edits_stay() -> None:
    assert len(seed_council(by=OPERATOR, at=AT)) == 15
    kinds = [one.kind for one in Organisation.objects.filter(in_council=True)]
    assert [(kind.value, kinds.count(kind)) for kind in Kind if kind in kinds] == [
        ("supplier", 3), ("cloud", 7), ("ai_company", 2), ("verifier", 1), ("programme", 2),
    ]  # fmt: skip
    Organisation.objects.filter(name="모레").update(name_en="MOREH")
    assert seed_council(by=OPERATOR, at=AT) == ()
    assert Organisation.objects.get(name="모레").name_en == "MOREH"
    assert acts() == ["council.seeded"] * 2
    assert all(one.source for one in Organisation.objects.all())


def test_an_administrator_adds_organisations_people_and_roles() -> None:
    chief = person("관리자", Role.ADMINISTRATOR, at=agency())
    own = add_organisation("가상도청", kind=Kind.AGENCY, by=acting(chief), at=AT)
    lee = add_person("이담당", password=PASSWORD, organisation=own, by=acting(chief), at=AT)
    appoint(lee, role=Role.OFFICER, by=acting(chief), at=AT)
    assert (lee.organisation, lee.check_password(PASSWORD)) == (own, True)
    assert User.objects.get(pk=lee.pk).roles() == {Role.OFFICER}
    last = AuditEntry.objects.last()
    assert last is not None
    assert (last.who, last.address, last.act) == ("관리자", "192.0.2.7", "role.given")
    assert json.loads(last.details) == {"role": "officer"}


def test_the_record_holds_no_password() -> None:
    person("김담당", at=agency())
    text = "".join(f"{entry.details}{entry.subject}" for entry in AuditEntry.objects.all())
    assert PASSWORD not in text
    assert "argon2" not in text


def test_nobody_else_may_and_a_refusal_leaves_nothing() -> None:
    own = agency()
    kim = person("김담당", Role.OFFICER, at=own)
    before = acts()
    tries = (
        lambda: seed_council(by=acting(kim), at=AT),
        lambda: add_organisation("다른 곳", kind=Kind.AGENCY, by=acting(kim), at=AT),
        lambda: add_person("박", password=PASSWORD, organisation=own, by=acting(kim), at=AT),
        lambda: appoint(kim, role=Role.ADMINISTRATOR, by=acting(kim), at=AT),
        lambda: dismiss(kim, role=Role.OFFICER, by=acting(kim), at=AT),
    )
    for one in tries:
        with pytest.raises(NotAllowed, match="김담당: 관리자만 할 수 있습니다 / only an administrator"):
            one()
    assert (acts(), Organisation.objects.count(), User.objects.count()) == (before, 1, 1)


def test_what_exists_is_not_added_twice() -> None:
    own = agency()
    kim = person("kim", Role.OFFICER, at=own)
    with pytest.raises(AlreadyThere, match="기관 '가상시청'"):
        agency()
    with pytest.raises(AlreadyThere, match="사용자 'KIM'"):
        person("KIM", at=own)
    with pytest.raises(AlreadyThere, match="이미 officer 역할"):
        appoint(kim, role=Role.OFFICER, by=OPERATOR, at=AT)


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123456"[:8], "kim-damdang-1"])
def test_weak_passwords_are_refused(password: str) -> None:
    own = agency()
    with pytest.raises(ValidationError):
        add_person("kim-damdang-1", password=password, organisation=own, by=OPERATOR, at=AT)
    assert not User.objects.exists()


def test_roles_that_do_not_fit_are_refused() -> None:
    kim = person("김담당", Role.OFFICER, at=agency())
    maker = person("박기업", at=agency("가상반도체", kind=Kind.SUPPLIER))
    with pytest.raises(RoleClash, match=r"박기업 \(가상반도체\): evaluator 역할을 맡을 수 없는 소속"):
        appoint(maker, role=Role.EVALUATOR, by=OPERATOR, at=AT)
    with pytest.raises(RoleClash, match="evaluator 역할은 officer 역할과 함께"):
        appoint(kim, role=Role.EVALUATOR, by=OPERATOR, at=AT)
    alone = User.objects.create(username="홀로")
    with pytest.raises(RoleClash, match="소속 없음"):
        appoint(alone, role=Role.OFFICER, by=OPERATOR, at=AT)


def test_a_role_ends_and_can_be_given_again_and_an_administrator_stays() -> None:
    chief = person("관리자", Role.ADMINISTRATOR, at=agency())
    with pytest.raises(RoleClash, match="마지막 관리자"):
        dismiss(chief, role=Role.ADMINISTRATOR, by=acting(chief), at=AT)
    with pytest.raises(RoleClash, match="officer 역할이 없습니다"):
        dismiss(chief, role=Role.OFFICER, by=acting(chief), at=AT)
    appoint(chief, role=Role.OFFICER, by=acting(chief), at=AT)
    assert dismiss(chief, role=Role.OFFICER, by=acting(chief), at=AT).ended_at == AT
    appoint(chief, role=Role.OFFICER, by=acting(chief), at=AT)
    assert User.objects.get(pk=chief.pk).roles() == {Role.ADMINISTRATOR, Role.OFFICER}
    assert acts()[-3:] == ["role.given", "role.ended", "role.given"]
