from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest

from scoring.criteria import Scheme
from tests.scoring.tender import CREDIT, DELIVERY, MANAGE, PLAN, SCHEME, SPEED, SUPPORT


def test_criteria_of_a_kind_stand_in_the_announced_order() -> None:
    mixed = replace(SCHEME, criteria=(SPEED, PLAN, CREDIT, SUPPORT))
    assert mixed.of_kind("qualitative") == (PLAN, SUPPORT)
    assert mixed.of_kind("quantitative") == (SPEED, CREDIT)


def test_technical_points_are_those_of_all_criteria_and_not_of_the_price() -> None:
    assert SCHEME.technical_points == sum(c.points for c in (PLAN, SUPPORT, MANAGE, SPEED, CREDIT, DELIVERY)) == 90


def test_a_scheme_without_criteria_has_no_technical_points() -> None:
    empty = Scheme(criteria=(), gates=(), price_points=Fraction(100))
    assert empty.technical_points == 0
    assert empty.of_kind("qualitative") == ()


def test_what_is_announced_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        SPEED.points = Fraction(99)  # type: ignore[misc]  # the change is what must fail
