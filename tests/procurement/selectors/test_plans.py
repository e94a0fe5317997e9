from __future__ import annotations

import pytest

from procurement.permissions import Role
from procurement.selectors.plans import plan_files, plan_progress, plans_for, written_plan
from tests.procurement.actors import person
from tests.procurement.drafts import office
from tests.procurement.plans import planned, small

pytestmark = pytest.mark.django_db


def test_an_agencys_people_see_its_plans_and_nobody_else_does() -> None:
    own, officer = office()
    other, stranger = office("가상도청")
    plan, _ = planned(own, officer), planned(other, stranger)
    auditor = person("윤감사", Role.AUDITOR, at=own)
    people = (officer, auditor, person("위원", Role.EVALUATOR, at=own), person("없음", at=own))
    assert [list(plans_for(one)) for one in people] == [[plan], [plan], [], []]


def test_a_plan_is_read_as_it_was_written() -> None:
    own, officer = office()
    plan = planned(own, officer)
    written = written_plan(plan)
    assert plan_files(plan) == small()
    assert written is not None
    assert written.table("plan")["title"] == plan_progress(plan).title == "작은 구성"
