from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from procurement.web.tour import STOPS, stops_of
from procurement.workflow import Stage
from tests.procurement.rounds import Round, take_further

PAGE = "/help/tour/"


def test_whoever_may_begin_the_example_is_offered_it(entered: Callable[[str], Client]) -> None:
    assert "예제 사업 시작하기" in entered("officer").get(PAGE).content.decode()
    assert "예제 사업 시작하기" not in entered("auditor").get(PAGE).content.decode()


def test_the_tour_follows_the_example_to_its_documents(entered: Callable[[str], Client], made: Round) -> None:
    """At every stage one can go on from the page that is linked."""
    officer = entered("officer")
    for stage in (one for one in Stage if one != Stage.CANCELLED):
        text = officer.get(PAGE).content.decode()
        here = [one for one in STOPS if one.stage == stage and one.page]
        assert here or stage == Stage.EVALUATING
        for one in here:
            address = reverse(one.page, args=[made.tender.pk])
            assert f'href="{address}"' in text
            assert officer.get(address).status_code in {200, 403}
        if stage != Stage.DECIDED:
            take_further(made)


@pytest.mark.django_db
def test_a_member_is_led_to_the_own_card(entered: Callable[[str], Client], made: Round) -> None:
    take_further(made)
    take_further(made)
    text = entered("evaluator").get(PAGE).content.decode()
    assert "내 평가표는 내 업무에 있습니다" in text
    assert "지금 할 수 있음" in text


def test_without_an_example_everything_is_ahead() -> None:
    assert {one.state for one in stops_of(None)} == {"ahead"}
