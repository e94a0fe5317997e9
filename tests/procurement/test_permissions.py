from __future__ import annotations

import pytest

from procurement.permissions import (
    APART,
    BELONGS,
    Kind,
    Role,
    clashes,
    may_ask,
    may_chair,
    may_contribute,
    may_decide,
    may_edit_catalogue,
    may_edit_people,
    may_hold,
    may_reply,
    may_run_tender,
    may_see_tender,
    may_sit,
    may_verify,
)


def test_only_administrators_edit_people() -> None:
    assert {role for role in Role if may_edit_people({role})} == {Role.ADMINISTRATOR}
    assert not may_edit_people(set())


def test_every_role_belongs_somewhere_and_a_maker_never_marks() -> None:
    assert set(BELONGS) == set(Role)
    assert all(BELONGS.values())
    assert not may_hold(Role.EVALUATOR, kind=Kind.SUPPLIER)
    assert [kind for kind in Kind if may_hold(Role.VERIFIER, kind=kind)] == [Kind.VERIFIER]


@pytest.mark.parametrize("pair", [tuple(sorted(pair)) for pair in APART])
def test_roles_kept_apart_clash_both_ways(pair: tuple[Role, Role]) -> None:
    one, other = pair
    assert clashes(one, held={other}) == {other}
    assert clashes(other, held={one, Role.CHAIR}) >= {one}


def test_other_roles_stand_together() -> None:
    assert clashes(Role.OFFICER, held={Role.CHAIR, Role.APPROVER, Role.ADMINISTRATOR}) == frozenset()


@pytest.mark.parametrize("role", list(Role))
def test_a_tender_is_run_by_officers_and_seen_by_its_agencys_offices(role: Role) -> None:
    assert may_run_tender({role}, same_agency=True) == (role == Role.OFFICER)
    seen = {Role.OFFICER, Role.APPROVER, Role.CHAIR, Role.AUDITOR}
    assert may_see_tender({role}, same_agency=True) == (role in seen)
    assert not may_run_tender({role}, same_agency=False)
    assert not may_see_tender({role}, same_agency=False)


@pytest.mark.parametrize("role", list(Role))
def test_who_sits_who_chairs_and_who_decides(role: Role) -> None:
    assert may_sit({role}) == (role == Role.EVALUATOR)
    assert may_chair({role}, same_agency=True) == (role == Role.CHAIR)
    assert may_decide({role}, same_agency=True) == (role == Role.APPROVER)
    assert not may_chair({role}, same_agency=False)
    assert not may_decide({role}, same_agency=False)


@pytest.mark.parametrize("role", list(Role))
def test_who_hands_in_results_who_verifies_them_and_who_asks_for_them(role: Role) -> None:
    assert may_contribute({role}, same_organisation=True) == (role in {Role.SUPPLIER, Role.OFFICER, Role.VERIFIER})
    assert not may_contribute({role}, same_organisation=False)
    assert may_verify({role}, same_organisation=False) == (role == Role.VERIFIER)
    assert not may_verify({role}, same_organisation=True)
    buyers = {Role.OFFICER, Role.PROGRAMME_MANAGER, Role.SUPPLIER}
    assert may_ask({role}, kind=Kind.AGENCY) == (role in buyers)
    assert not may_ask({role}, kind=Kind.SUPPLIER)
    assert may_reply({role}) == (role == Role.SUPPLIER)
    assert may_edit_catalogue({role}) == (role == Role.ADMINISTRATOR)
