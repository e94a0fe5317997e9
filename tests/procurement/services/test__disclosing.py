from __future__ import annotations

import pytest

from procurement.services._disclosing import shown_to
from procurement.services.record import Unusable
from procurement.verification import Level
from tests.procurement.actors import AT
from tests.procurement.exchange import at, cast, submitted

pytestmark = pytest.mark.django_db


def test_each_named_organisation_is_kept_once_by_name() -> None:
    people = cast()
    made = submitted(people.maker)
    made.level, made.version = Level.NAMED, 2
    named = [at(people.officer), at(people.outsider), at(people.officer)]
    assert shown_to(made, named=named, by=people.maker, at=AT) == ["가상도청", "가상시청"]
    made.version = 3
    with pytest.raises(Unusable, match="기관을 하나 이상"):
        shown_to(made, named=(), by=people.maker, at=AT)
