from __future__ import annotations

from itertools import product

import pytest

from procurement.verification import STEPS, State, check_step
from procurement.workflow import NotYet


def test_a_release_moves_forward_only() -> None:
    assert {(one.value, other.value) for one, other in STEPS} == {
        ("draft", "submitted"),
        ("submitted", "checked"),
        ("submitted", "rejected"),
        ("submitted", "withdrawn"),
        ("checked", "verified"),
        ("checked", "rejected"),
        ("checked", "withdrawn"),
        ("verified", "withdrawn"),
        ("rejected", "withdrawn"),
    }


@pytest.mark.parametrize(("now", "to"), list(product(State, State)))
def test_a_move_that_is_not_in_the_list_is_refused(now: State, to: State) -> None:
    if (now, to) in STEPS:
        check_step(now, to=to)
    else:
        with pytest.raises(NotYet, match=f"{now} 상태에서 {to} 상태로 갈 수 없습니다"):
            check_step(now, to=to)
