from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.services.evidence_catalogue import Proposed, accept, decline, propose
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import cast, proposed

pytestmark = pytest.mark.django_db
GIVEN = Proposed("furiosa-rngd", "tdp_w", "170", "W", "제품 자료", "https://example.com/x", "2026-10", "A")


def test_a_supplier_proposes_and_an_administrator_decides_once() -> None:
    people = cast()
    one, other = proposed(people), proposed(people, value="190")
    done = accept(one, by=acting(people.administrator), at=AT)
    assert (str(done), done.state, done.decided_by) == ("furiosa-rngd tdp_w 170", "accepted", people.administrator)
    gone = decline(other, reason=" 출처와 다름 ", by=acting(people.administrator), at=AT)
    assert (gone.state, gone.reason) == ("declined", "출처와 다름")
    with pytest.raises(NotYet, match="이미 결정된"):
        accept(other, by=acting(people.administrator), at=AT)


def test_who_may_not_propose_or_decide() -> None:
    people = cast()
    for by in (acting(people.officer), OPERATOR):
        with pytest.raises(NotAllowed, match="공급기업 담당자만"):
            propose(GIVEN, by=by, at=AT)
    for by in (acting(people.maker), OPERATOR):
        with pytest.raises(NotAllowed, match="관리자만"):
            accept(proposed(people), by=by, at=AT)
    with pytest.raises(Unusable, match="반려 사유"):
        decline(proposed(people), reason="", by=acting(people.administrator), at=AT)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (replace(GIVEN, field="price"), "카탈로그에 없는 항목"),
        (replace(GIVEN, source_url="자료"), "- source_url:"),
        (replace(GIVEN, confidence="Z"), "- confidence:"),
        (replace(GIVEN, value=""), "- value:"),
    ],
)
def test_a_value_has_its_field_source_and_confidence(given: Proposed, said: str) -> None:
    people = cast()
    with pytest.raises(Unusable, match=said):
        propose(given, by=acting(people.maker), at=AT)
