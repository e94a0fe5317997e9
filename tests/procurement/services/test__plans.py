from __future__ import annotations

import pytest

from procurement.services._plans import held_plan, read
from procurement.services.record import NotAllowed, Unusable
from tests.procurement.actors import acting
from tests.procurement.drafts import office
from tests.procurement.plans import planned, small

pytestmark = pytest.mark.django_db


def test_a_plan_is_held_by_its_agencys_officer_alone_and_read_with_its_faults_in_words() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    plan = planned(own, officer)
    assert held_plan(plan, acting(officer)) == (plan, officer)
    with pytest.raises(NotAllowed):
        held_plan(plan, acting(stranger))
    assert read(small()).title == "작은 구성"
    with pytest.raises(Unusable, match=r"sizing\.toml"):
        read({"sizing.toml": b"["})
