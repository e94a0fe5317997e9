from __future__ import annotations

import pytest

from procurement.permissions import Role
from procurement.selectors.waiting import drafts_for
from procurement.services.tenders import publish
from tests.procurement.actors import AT, acting, person
from tests.procurement.drafts import drafted, office

pytestmark = pytest.mark.django_db


def test_drafts_wait_for_the_agencys_officers() -> None:
    (city, kim), (province, lee) = office("가상시청"), office("가상도청")
    first, second, other = drafted(city, kim), drafted(city, kim, number="B-2"), drafted(province, lee)
    auditor = person("감사", Role.AUDITOR, at=city)
    assert list(drafts_for(kim)) == [second, first]
    assert list(drafts_for(lee)) == [other]
    assert list(drafts_for(auditor)) == []
    publish(first, by=acting(kim), at=AT)
    assert list(drafts_for(kim)) == [second]
