from __future__ import annotations

import pytest

from procurement.services.evidence_requests import Wanted, ask, refuse, reply
from procurement.services.evidence_sharing import disclose
from procurement.services.record import NotAllowed, Unusable
from procurement.verification import Level
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import at, cast, draft, other_run, submitted

pytestmark = pytest.mark.django_db
WANTED = Wanted("EXAONE-3.5-32B", precision="FP8", isl=2048, osl=256, concurrency=16, service_level="TTFT p90 2초")


def test_a_buyer_asks_and_suppliers_answer_with_a_disclosed_release_or_a_reason() -> None:
    people = cast()
    asked = ask(WANTED, by=acting(people.officer), at=AT)
    assert (str(asked), asked.isl, asked.service_level) == ("가상시청 EXAONE-3.5-32B", 2048, "TTFT p90 2초")
    made = submitted(people.maker)
    with pytest.raises(Unusable, match="먼저 공개 범위를"):
        reply(asked, release=made, by=acting(people.maker), at=AT)
    disclose(made, level=Level.NAMED, named=(at(people.officer),), by=acting(people.maker), at=AT)
    made.refresh_from_db()
    assert str(reply(asked, release=made, by=acting(people.maker), at=AT)) == "가상반도체 가상반도체 측정 자료"
    assert str(refuse(asked, reason=" 미측정 ", by=acting(people.rival), at=AT)) == "비밀반도체 미측정"


def test_nothing_of_another_and_no_draft_is_an_answer() -> None:
    people = cast()
    asked = ask(WANTED, by=acting(people.officer), at=AT)
    public = submitted(people.maker, level=Level.PUBLIC)
    for by, release in ((people.rival, public), (people.maker, draft(people.maker, data=other_run()))):
        with pytest.raises(Unusable, match="자기 자료로만"):
            reply(asked, release=release, by=acting(by), at=AT)
    with pytest.raises(Unusable, match="거절 사유"):
        refuse(asked, reason="", by=acting(people.maker), at=AT)


def test_who_may_not_ask_or_answer() -> None:
    people = cast()
    for by in (acting(people.maker), acting(people.first), OPERATOR):
        with pytest.raises(NotAllowed, match="수요기관만"):
            ask(WANTED, by=by, at=AT)
    asked = ask(WANTED, by=acting(people.member), at=AT)
    for by in (acting(people.officer), acting(people.member), OPERATOR):
        with pytest.raises(NotAllowed, match="요청을 받은 공급기업만"):
            refuse(asked, reason="x", by=by, at=AT)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [(Wanted(" "), "모델을 적으세요"), (Wanted("x", isl=0), "1 이상"), (Wanted("x", osl=-1), "1 이상")],
)
def test_a_request_names_a_model_and_real_lengths(wanted: Wanted, said: str) -> None:
    people = cast()
    with pytest.raises(Unusable, match=said):
        ask(wanted, by=acting(people.officer), at=AT)
