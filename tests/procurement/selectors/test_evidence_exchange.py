from __future__ import annotations

import pytest

from procurement.selectors.evidence_exchange import cited_in, file_of, looks_for, replies_for, requests_for
from procurement.services.evidence_requests import Wanted, ask, refuse
from procurement.services.evidence_review import withdraw
from procurement.services.evidence_sharing import look
from procurement.services.evidence_tenders import cite
from procurement.verification import Level, State
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import GUIDELLM, cast, content, submitted
from tests.procurement.rounds import begun

pytestmark = pytest.mark.django_db


def test_requests_and_replies_are_seen_by_those_whom_they_concern() -> None:
    people = cast()
    asked = ask(Wanted("x"), by=acting(people.officer), at=AT)
    refuse(asked, reason="비밀 사유", by=acting(people.maker), at=AT)
    assert [list(requests_for(one)) for one in (people.officer, people.maker, people.rival)] == [[asked]] * 3
    assert [list(requests_for(one)) for one in (people.outsider, people.first)] == [[], []]
    assert [one.reason for one in replies_for(people.officer)] == ["비밀 사유"]
    assert [one.reason for one in replies_for(people.maker)] == ["비밀 사유"]
    assert [list(replies_for(one)) for one in (people.rival, people.outsider, people.first)] == [[], [], []]


def test_an_owner_sees_who_looked_and_nobody_else_does() -> None:
    people = cast()
    made = submitted(people.maker, level=Level.PUBLIC)
    look([made], what="downloaded", by=acting(people.officer), at=AT)
    assert [(str(one.organisation), one.what) for one in looks_for(people.maker)] == [("가상시청", "downloaded")]
    assert [list(looks_for(one)) for one in (people.rival, people.officer, people.administrator)] == [[], [], []]


def test_a_withdrawal_is_seen_beside_a_citation_and_changes_nothing_of_it() -> None:
    people, tender = cast(), begun("가상군청")
    made = submitted(people.maker, level=Level.PUBLIC)
    cite(tender.tender, release=made, purpose="market", by=acting(tender.officer), at=AT)
    (before,) = cited_in(tender.tender)
    assert (before.unchanged, before.moved) == (True, False)
    withdraw(made, reason="오류", by=acting(people.maker), at=AT)
    (after,) = cited_in(tender.tender)
    assert (after.unchanged, after.moved, after.now, after.citation.state) == (True, True, State.WITHDRAWN, "submitted")


def test_a_raw_file_is_handed_out_to_those_who_see_its_release() -> None:
    people = cast()
    made = submitted(people.maker)
    for seeing in (people.maker, people.first):
        assert file_of(seeing, release=made.pk, name=GUIDELLM) == (made, content())
    for blind in (people.rival, people.officer, people.administrator, None):
        assert file_of(blind, release=made.pk, name=GUIDELLM) is None
    assert file_of(people.maker, release=made.pk, name="없음.json") is None
    assert file_of(people.maker, release=made.pk + 1, name=GUIDELLM) is None
