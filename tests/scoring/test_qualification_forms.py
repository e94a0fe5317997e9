from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.qualification_forms import (
    Form,
    NoFloor,
    floor_price,
    floor_price_by_search,
    floor_rate,
    qualification_form,
)
from scoring.quantity import exact
from scoring.rules.loading import NotObtained, RuleError, on, shipped_rule
from scoring.rules.schema import Rules

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "qualification.toml").read_text(encoding="utf-8"))
IDS = ("kr.goods.qualification", "kr.qualification.forms")
NAMES = ("appendix_2", "steep", "floor_81995", "floor_87495", "floor_89745")


def rules(day: date = date(2026, 11, 22)) -> tuple[Rules, ...]:
    return tuple(on(shipped_rule(i), day=day) for i in IDS)


FORMS = {name: qualification_form(name, rules=rules()) for name in NAMES}


@pytest.mark.parametrize("case", CASES["floors"], ids=lambda case: f"{case['form']} {case['day']}")
def test_a_form_gives_its_published_award_floor(case: dict[str, Any]) -> None:
    name = case["form"]
    day = case["day"]
    form = qualification_form(name, rules=rules(day))
    assert floor_rate(form, other_points=form.other_points) == exact(case["rate"])


def test_the_form_of_the_rule_itself() -> None:
    form = FORMS["appendix_2"]
    numbers = (form.other_points, form.price_points, form.points_per_percent, form.base_rate, form.pass_mark)
    assert numbers == tuple(exact(value) for value in ("30", "70", "2", "0.9", "85"))
    assert str(form.clause) == "조달청 물품구매적격심사 세부기준 별표2"
    assert {note.code for note in form.notes} == {"second_hand"}


def test_a_form_that_was_worked_out_backwards_says_so() -> None:
    codes = [note.code for note in FORMS["steep"].notes]
    assert codes == ["unconfirmed", "unconfirmed", "unconfirmed", "second_hand", "second_hand"]


def test_a_form_whose_text_was_not_obtained_is_asked_for() -> None:
    with pytest.raises(NotObtained, match=r"form.sme_competition.other_points"):
        qualification_form("sme_competition", rules=rules())
    with pytest.raises(RuleError, match=r"form.none.other_points"):
        qualification_form("none", rules=rules())


@pytest.mark.parametrize("name", NAMES)
def test_a_won_below_the_floor_does_not_pass(name: str) -> None:
    form = FORMS[name]
    price = floor_price(form, other_points=form.other_points, reserve=261_358_120)
    assert price == floor_price_by_search(form, other_points=form.other_points, reserve=261_358_120)


def test_too_few_other_points_have_no_floor() -> None:
    form = FORMS["floor_89745"]
    for attempt in (floor_price, floor_price_by_search):
        with pytest.raises(NoFloor, match="floor_89745: 입찰가격 외 4점으로는 95점에 이르는 가격이 없습니다"):
            attempt(form, other_points=Fraction(4), reserve=10**8)


def test_a_reserve_price_of_a_few_won_may_have_no_price_that_passes() -> None:
    form = FORMS["floor_89745"]
    for attempt in (floor_price, floor_price_by_search):
        with pytest.raises(NoFloor):
            attempt(form, other_points=Fraction(10), reserve=7)


def test_a_gentle_slope_lets_any_price_pass() -> None:
    form = replace(FORMS["appendix_2"], points_per_percent=Fraction(1, 10))
    assert floor_rate(form, other_points=form.other_points) == 0
    assert floor_price(form, other_points=form.other_points, reserve=100) == 1
    assert floor_price_by_search(form, other_points=form.other_points, reserve=100) == 1


def found_or_none(attempt: Any, form: Form, other: Fraction, reserve: int) -> int | None:
    try:
        return int(attempt(form, other_points=other, reserve=reserve))
    except NoFloor:
        return None


@given(
    name=st.sampled_from(NAMES),
    tenths=st.integers(0, 700),
    reserve=st.integers(1_000, 10**12),
    slope=st.sampled_from([None, "0.7", "1.3", "7"]),
)
def test_closed_form_and_search_agree(name: str, tenths: int, reserve: int, slope: str | None) -> None:
    form = FORMS[name] if slope is None else replace(FORMS[name], points_per_percent=exact(slope))
    other = Fraction(tenths, 10)
    assume(other <= form.other_points)
    assert found_or_none(floor_price, form, other, reserve) == found_or_none(
        floor_price_by_search, form, other, reserve
    )
