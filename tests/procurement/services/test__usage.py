from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import Usage
from procurement.services._usage import count_use
from tests.procurement.actors import AT

pytestmark = pytest.mark.django_db


def test_each_minute_each_person_and_each_kind_is_counted_for_itself() -> None:
    assert [count_use(who="a", kind="upload", at=AT) for _ in range(3)] == [1, 2, 3]
    assert (count_use(who="b", kind="upload", at=AT), count_use(who="a", kind="export", at=AT)) == (1, 1)
    assert count_use(who="a", kind="upload", at=AT + timedelta(minutes=1)) == 1
    assert Usage.objects.filter(who="a", kind="upload").count() == 1
    assert str(Usage.objects.get(who="b")) == "b upload: 1"
