from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from procurement.exports.masked import MaskedCard, masked_cards, public_numbers
from tests.procurement.exports.evaluations import evaluated
from tests.scoring.tender import MANAGE, MARKS, PLAN, SUPPORT

NAMES = ("위원1", "위원2", "위원3", "위원4")


def test_a_card_holds_every_point_its_total_and_whether_the_trim_drops_it() -> None:
    cards = masked_cards(evaluated())["A"]
    points = ((PLAN, Fraction(30)), (SUPPORT, Fraction(18)), (MANAGE, Fraction(18)))
    assert cards[0] == MaskedCard(1, Fraction(66), "high", points)
    assert [(c.number, int(c.total)) for c in cards[1:]] == [(2, 64), (3, 64), (4, 63)]
    assert [c.dropped for c in cards[1:]] == ["", "", "low"]


def test_without_a_trim_no_card_is_dropped() -> None:
    cards = masked_cards(evaluated(trim_k=0))
    assert {card.dropped for held in cards.values() for card in held} == {""}


@given(st.permutations(NAMES))
def test_numbers_follow_the_marks_and_never_the_names(order: list[str]) -> None:
    names = dict(zip(NAMES, order, strict=True))
    renamed = evaluated(marks=tuple(replace(mark, evaluator=names[mark.evaluator]) for mark in MARKS))
    assert masked_cards(renamed) == masked_cards(evaluated())
    assert public_numbers(renamed) == {names[name]: n for name, n in public_numbers(evaluated()).items()}
