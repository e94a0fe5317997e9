from __future__ import annotations

import pytest

from procurement.selectors.waiting import open_cards_of, other_cards_of, tasks_for
from procurement.services.cards import submit_card
from procurement.services.panel import close_technical
from procurement.services.prices import confirm_opening, open_envelopes
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, begun, declared, fill, mark, needed_prices, take_further

pytestmark = pytest.mark.django_db


def waiting(made: Round) -> dict[str, list[str]]:
    people = {"officer": made.officer, "second": made.second, "approver": made.approver, "chair": made.chair}
    return {name: [task.todo.value for task in tasks_for(user)] for name, user in people.items()}


def both(todo: str) -> dict[str, list[str]]:
    return {"officer": [todo], "second": [todo], "approver": [], "chair": []}


NOBODY: dict[str, list[str]] = {"officer": [], "second": [], "approver": [], "chair": []}


def test_each_stage_waits_for_the_one_whose_turn_it_is() -> None:
    made, _ = begun(), begun("가상도청")
    assert waiting(made) == both("publish")
    take_further(made)
    assert waiting(made) == both("begin")
    take_further(made)
    assert waiting(made) == NOBODY  # the panel is at work
    mark(made)
    assert waiting(made) == both("close")
    close_technical(made.tender, by=acting(made.officer), at=AT)
    assert waiting(made) == both("open")
    open_envelopes(made.tender, prices=needed_prices(made), by=acting(made.officer), at=AT)
    assert waiting(made) == NOBODY | {"second": ["confirm"]}
    confirm_opening(made.tender, by=acting(made.second), at=AT)
    assert waiting(made) == NOBODY | {"approver": ["decide"]}
    made.tender.refresh_from_db()
    take_further(made)
    assert waiting(made) == NOBODY


def test_a_card_waits_for_its_member_until_it_is_in() -> None:
    made = declared()
    (own, other, _), (user, *_) = made.seats, made.members
    assert ([*open_cards_of(user)], [*other_cards_of(user)]) == ([own], [])
    fill(own)
    submit_card(own, by=acting(user), at=AT)
    assert ([*open_cards_of(user)], [*other_cards_of(user)]) == ([], [own])
    assert list(open_cards_of(made.members[1])) == [other]
    assert list(open_cards_of(made.chair)) == []
