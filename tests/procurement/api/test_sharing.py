from __future__ import annotations

import pytest

from procurement.models import Organisation
from tests.procurement.api.client import api_of
from tests.procurement.exchange import GUIDELLM, cast, submitted

pytestmark = pytest.mark.django_db


def test_the_owner_says_who_may_see_and_sees_who_looked() -> None:
    people = cast()
    own = f"releases/{submitted(people.maker).pk}"
    maker, officer, rival = api_of(people.maker), api_of(people.officer), api_of(people.rival)
    assert officer.get(own).status_code == 404
    buyer = Organisation.objects.get(name="가상시청")
    assert maker.put(f"{own}/sharing", {"level": "named", "named": [buyer.pk]}).json()["level"] == "named"
    assert maker.put(f"{own}/sharing", {"level": "named", "named": [0]}).status_code == 422
    assert officer.get(own).json()["title"] == "측정 자료"
    assert officer.get(f"{own}/files/{GUIDELLM}").status_code == 200
    assert rival.get(own).status_code == 404
    assert rival.get(f"{own}/sharing").status_code == 404
    told = maker.get(f"{own}/sharing").json()
    assert told["named"] == ["가상시청"]
    assert [one["what"] for one in told["looks"]] == ["downloaded", "opened"]
