from __future__ import annotations

from datetime import date

import pytest

from procurement.models import Decision
from procurement.services.record import NotAllowed, Unusable
from procurement.services.results import decide
from procurement.workflow import NotYet, Stage
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, closed, decided, opened

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 2)


def tried(made: Round, bid: str | None = "A", *, reason: str = "합산 1순위", until: date = UNTIL) -> Decision:
    return decide(made.tender, bid=bid, reason=reason, standstill_until=until, by=acting(made.approver), at=AT)


def test_an_approver_decides_once_with_a_reason() -> None:
    made = decided()
    kept = Decision.objects.get()
    assert (str(kept.bid), kept.reason, kept.standstill_until) == (
        "A 가온누리솔루션 (가상 업체)",
        "합산점수 1순위",
        UNTIL,
    )
    assert made.tender.stage == Stage.DECIDED
    with pytest.raises(NotYet):
        tried(made)


def test_nobody_may_get_it() -> None:
    made = opened()
    assert str(tried(made, None, reason="협상 결렬")).endswith("유찰")


def test_not_the_ineligible_not_without_reason_not_in_the_past() -> None:
    made = opened()
    for given, said in (
        ({"bid": "D"}, "협상적격자가 아니어서"),
        ({"bid": "Z"}, "협상적격자가 아니어서"),
        ({"reason": " "}, "결정 사유"),
        ({"until": date(2026, 11, 21)}, "오늘이거나 그 뒤"),
    ):
        with pytest.raises(Unusable, match=said):
            tried(made, **given)
    with pytest.raises(NotAllowed):
        decide(made.tender, bid="A", reason="x", standstill_until=UNTIL, by=acting(made.officer), at=AT)


def test_not_before_the_prices_are_opened() -> None:
    with pytest.raises(NotYet):
        tried(closed())
