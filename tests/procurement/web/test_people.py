from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import Organisation, User
from procurement.permissions import Role
from tests.procurement.actors import person


@pytest.fixture
def administrator(entered: Callable[[str], Client]) -> Client:
    return entered("administrator")


def test_an_organisation_and_a_person_are_added_and_given_a_role(administrator: Client) -> None:
    given = {"name": "가상도서관", "name_en": "Library", "kind": "agency"}
    assert administrator.post("/people/organisations/new/", given).status_code == 302
    library = Organisation.objects.get(name="가상도서관")
    new = {"username": "한담당", "organisation": library.pk, "password": "namu-geuneul-77"}
    answer = administrator.post("/people/new/", new)
    made = User.objects.get(username="한담당")
    roles = f"/people/{made.pk}/roles/"
    assert answer.headers["Location"] == roles
    assert "아직 역할이 없습니다." in administrator.get(roles).content.decode()
    assert administrator.post(roles, {"role": "officer"}).status_code == 302
    assert "계약담당자 끝내기" in administrator.get(roles).content.decode()
    assert administrator.post(f"{roles}end/", {"role": "officer"}).status_code == 302
    assert User.objects.get(pk=made.pk).roles() == frozenset()


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        ("organisations/new/", {"name": "가상시청", "kind": "agency"}, "이미 있습니다"),
        ("organisations/new/", {"name": "가", "kind": "other"}, "올바르게 선택해 주세요"),
        ("new/", {"username": "무역할", "password": "namu-geuneul-77"}, "이미 있습니다"),
        ("new/", {"username": "새사람", "password": "1234567890"}, "비밀번호"),
    ],
)
def test_what_will_not_do_is_said_beside_what_was_typed(
    administrator: Client, page: str, given: dict[str, str], said: str
) -> None:
    agency = Organisation.objects.get(name="가상시청")
    answer = administrator.post(f"/people/{page}", given | {"organisation": str(agency.pk)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{given.get("name") or given["username"]}"' in answer.content.decode()


def test_roles_that_stand_apart_are_refused(administrator: Client, cast: dict[str, User]) -> None:
    roles = f"/people/{cast['auditor'].pk}/roles/"
    answer = administrator.post(roles, {"role": "officer"})
    assert answer.status_code == 422
    assert "함께 맡을 수 없습니다" in answer.content.decode()
    last = administrator.post(f"/people/{cast['administrator'].pk}/roles/end/", {"role": "administrator"})
    assert "마지막 관리자입니다" in last.content.decode()
    assert administrator.post(f"{roles}end/", {"role": "king"}).status_code == 422


def test_the_council_is_added_once(administrator: Client) -> None:
    before = Organisation.objects.count()
    administrator.post("/people/council/")
    administrator.post("/people/council/")
    assert Organisation.objects.count() == before + 15


def test_more_people_ask_the_database_no_more(
    administrator: Client, cast: dict[str, User], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    agency = cast["officer"].organisation
    assert agency is not None
    with django_assert_num_queries(12) as one:
        administrator.get("/people/")
    for name in "가나다":
        person(name, Role.EVALUATOR, at=agency)
    with django_assert_num_queries(len(one)):
        administrator.get("/people/")


def test_nobody_else_edits_people(entered: Callable[[str], Client], cast: dict[str, User]) -> None:
    officer = entered("officer")
    posts = ("council/", "organisations/new/", "new/", f"{cast['nobody'].pk}/roles/", f"{cast['nobody'].pk}/roles/end/")
    assert [officer.post(f"/people/{page}").status_code for page in posts] == [403] * 5
    assert officer.get("/people/").status_code == 403
