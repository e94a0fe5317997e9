from __future__ import annotations

import pytest

from procurement.services.access import Access, Visitor, note_access
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import office

pytestmark = pytest.mark.django_db


def test_the_door_is_recorded_with_who_was_there_or_a_visitor() -> None:
    _, kim = office()
    entry = note_access(Access.SIGNED_IN, details={}, by=acting(kim), at=AT)
    assert (entry.act, entry.subject, entry.who) == ("session.begun", f"user:{kim.pk}", "가상시청담당")
    entry = note_access(Access.FAILED, details={"username": "김"}, by=Visitor(None, "192.0.2.1"), at=AT)
    assert (entry.subject, entry.who, entry.address, entry.by) == ("visitor", "(방문자)", "192.0.2.1", None)
