from __future__ import annotations

import pytest

from procurement.permissions import Role
from procurement.selectors.waiting import drafts_for, open_cards_of, other_cards_of
from procurement.services.cards import submit_card
from procurement.services.tenders import publish
from tests.procurement.actors import AT, acting, person
from tests.procurement.drafts import drafted, office
from tests.procurement.rounds import declared, fill

pytestmark = pytest.mark.django_db


def test_drafts_wait_for_the_agencys_officers() -> None:
    (city, kim), (province, lee) = office("가상시청"), office("가상도청")
    first, second, other = drafted(city, kim), drafted(city, kim, number="B-2"), drafted(province, lee)
    auditor = person("감사", Role.AUDITOR, at=city)
    assert list(drafts_for(kim)) == [second, first]
    assert list(drafts_for(lee)) == [other]
    assert list(drafts_for(auditor)) == []
    publish(first, by=acting(kim), at=AT)
    assert list(drafts_for(kim)) == [second]


def test_a_card_waits_for_its_member_until_it_is_in() -> None:
    made = declared()
    (own, other, _), (user, *_) = made.seats, made.members
    assert ([*open_cards_of(user)], [*other_cards_of(user)]) == ([own], [])
    fill(own)
    submit_card(own, by=acting(user), at=AT)
    assert ([*open_cards_of(user)], [*other_cards_of(user)]) == ([], [own])
    assert list(open_cards_of(made.members[1])) == [other]
    assert list(open_cards_of(made.chair)) == []
