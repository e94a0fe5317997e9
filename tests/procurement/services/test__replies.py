from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import KeptReply
from procurement.services._replies import keep_reply, reply_place
from procurement.services.record import Unusable
from tests.procurement.actors import AT, agency, person

pytestmark = pytest.mark.django_db


def test_a_reply_is_kept_for_a_day_for_the_same_request() -> None:
    user = person("담당", at=agency())
    place = reply_place(user, key="k", asked="a", at=AT)
    assert place.status is None
    keep_reply(place, status=201, headers="{}", content="[1]")
    again = reply_place(user, key="k", asked="a", at=AT + timedelta(hours=23))
    assert (again.status, again.content) == (201, "[1]")
    with pytest.raises(Unusable, match="다른 요청"):
        reply_place(user, key="k", asked="b", at=AT)
    later = reply_place(user, key="k", asked="b", at=AT + timedelta(hours=25))
    assert later.status is None
    assert KeptReply.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 81, "a\nb"])
def test_a_key_is_short_and_printable(key: str) -> None:
    with pytest.raises(Unusable, match="Idempotency-Key"):
        reply_place(person("담당", at=agency()), key=key, asked="a", at=AT)
