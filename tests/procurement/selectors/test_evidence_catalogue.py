from __future__ import annotations

import pytest

from procurement.selectors.evidence_catalogue import entries_of, proposals_for
from procurement.services.evidence_catalogue import accept, decline
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import cast, proposed

pytestmark = pytest.mark.django_db


def test_an_accepted_value_stands_beside_the_programs_own_and_conflicts_are_marked() -> None:
    people = cast()
    own = [(one.field, one.value) for one in entries_of("furiosa-rngd")]
    waiting, refused = proposed(people), proposed(people, value="999")
    decline(refused, reason="출처 없음", by=acting(people.administrator), at=AT)
    assert [(one.field, one.value) for one in entries_of("furiosa-rngd")] == own
    accept(waiting, by=acting(people.administrator), at=AT)
    watts = [one for one in entries_of("furiosa-rngd") if one.field == "tdp_w"]
    assert [(one.value, one.proposal, one.conflicting) for one in watts] == [
        ("150", None, True),
        ("180", None, True),
        ("170", waiting.pk, True),
    ]
    assert not any(one.conflicting for one in entries_of("furiosa-rngd") if one.field == "memory_gb")


def test_a_device_that_is_only_proposed_has_what_was_accepted_of_it() -> None:
    people = cast()
    assert entries_of("new-npu") == ()
    accept(proposed(people, device="new-npu"), by=acting(people.administrator), at=AT)
    (one,) = entries_of("new-npu")
    assert (one.value, one.unit, one.source_title, one.confidence) == ("170", "W", "제품 자료 2026-10", "A")


def test_proposals_are_seen_by_who_made_them_and_by_administrators() -> None:
    people = cast()
    made = proposed(people)
    assert [list(proposals_for(one)) for one in (people.maker, people.administrator)] == [[made], [made]]
    assert [list(proposals_for(one)) for one in (people.rival, people.officer)] == [[], []]
