from __future__ import annotations

from itertools import product

import pytest

from procurement.workflow import MOVES, NotYet, Stage, check_move, check_stage

WRITTEN = {
    ("draft", "published"), ("published", "evaluating"), ("evaluating", "technical_closed"),
    ("technical_closed", "prices_opened"), ("prices_opened", "decided"),
    *((stage, "cancelled") for stage in ("draft", "published", "evaluating", "technical_closed", "prices_opened")),
}  # fmt: skip


@pytest.mark.parametrize(("now", "to"), list(product(Stage, Stage)))
def test_only_the_written_moves_are_moves(now: Stage, to: Stage) -> None:
    if (now, to) in WRITTEN:
        check_move(now, to=to)
        return
    with pytest.raises(NotYet, match=f"there is no step from {now} to {to}"):
        check_move(now, to=to)


def test_the_written_moves_are_all() -> None:
    assert {(now.value, to.value) for now, to in MOVES} == WRITTEN


def test_an_act_needs_its_stage() -> None:
    check_stage(Stage.DRAFT, needed=Stage.DRAFT)
    with pytest.raises(NotYet, match="only while draft, it is published now"):
        check_stage(Stage.PUBLISHED, needed=Stage.DRAFT)
