from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from procurement.sizing import policy as subject
from procurement.sizing.asking import cheapest_mix, won_of
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.policy import Policy, PolicyNotKept, Supply, share_curve, supply_of, under, yearly_shares
from procurement.sizing.problem import Problem, Year
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import configuration, problem
from tests.procurement.sizing.plans import question

ASKED = problem(
    (
        configuration("home", price=100, vendor="h", domestic=True),
        configuration("away", price=60, vendor="w"),
        configuration("far", price=90, vendor="u"),
    ),
    {"x": "8", "y": "4"},
    {("home", "x"): 4, ("home", "y"): 4, ("away", "x"): 4, ("away", "y"): 4, ("far", "y"): 4, ("far", "x"): 4},
)


def growing() -> Problem:
    grown = tuple(replace(one, growth=(Decimal(1), Decimal(2))) for one in ASKED.buckets)
    return replace(ASKED, buckets=grown, years=(Year("첫해"), Year("다음 해")))


def cost(asked: Problem, **of: object) -> int | None:
    found = under(asked, policy=Policy("p", "p", **of), solving=here)  # type: ignore[arg-type]  # a policy's fields
    return None if found.mix is None else won_of(found.mix)


@pytest.mark.parametrize("seed", range(60))
def test_a_share_costs_what_the_same_limit_costs_and_only_domestic_is_a_share_of_one(seed: int) -> None:
    asked = question(Random(seed))  # noqa: S311 -- questions that can be repeated
    if asked.pools or asked.years:
        asked = replace(asked, pools=False, years=())
        asked = replace(asked, buckets=tuple(replace(one, growth=()) for one in asked.buckets))
    for share in (Fraction(0), Fraction(1, 2), Fraction(1)):
        held = DomesticShare(share, "security", None, None)
        limited = replace(asked, limits=replace(asked.limits, domestic_share=held))
        expected = cheapest_mix(limited, solving=here)
        assert cost(asked, shares=(share,)) == (None if expected is None else won_of(expected))
    assert cost(asked, domestic_only=True) == cost(asked, shares=(Fraction(1),))


def test_each_policy_buys_what_it_allows_for_the_least() -> None:
    assert cost(ASKED) == 180
    assert cost(ASKED, domestic_only=True) == cost(ASKED, without=("w", "u")) == 300
    assert cost(ASKED, without=("w",)) == 270
    assert cost(ASKED, without=("w", "u", "h")) is None


def test_the_share_is_kept_of_what_was_bought_up_to_each_year() -> None:
    """Three servers, then six: half of the value is reached by three at home (300 of 480), not by two (200 of 440)."""
    found = under(growing(), policy=Policy("p", "p", shares=(Fraction(0), Fraction(1, 2))), solving=here)
    assert found.mix is not None
    assert (found.mix.cost, found.shares[1]) == (480, Fraction(5, 8))
    assert found.shares == yearly_shares(growing(), mix=found.mix)
    early = under(growing(), policy=Policy("p", "p", shares=(Fraction(1), Fraction(0))), solving=here)
    assert early.mix is not None
    assert (early.mix.cost, early.shares) == (480, (Fraction(1), Fraction(5, 8)))


def test_what_supply_is_lost_is_counted_in_the_last_year() -> None:
    found = under(growing(), policy=Policy("p", "p", shares=(Fraction(0), Fraction(1, 2))), solving=here)
    assert found.supply is not None
    assert [(one.subject, one.served) for one in found.supply.vendors] == [("h", Fraction(1, 2)), ("w", Fraction(1, 2))]
    assert found.supply.imports == Fraction(1, 2)
    home = under(ASKED, policy=Policy("p", "p", domestic_only=True), solving=here)
    assert home.mix is not None
    assert home.supply == supply_of(ASKED, mix=home.mix, solving=here)
    assert isinstance(home.supply, Supply)
    assert home.supply.imports is None


def test_what_nothing_allowed_was_measured_for_is_named() -> None:
    gaps = problem(ASKED.configurations, {"x": "8", "y": "4"}, {("home", "x"): 4, ("away", "x"): 4, ("away", "y"): 4})
    found = under(gaps, policy=Policy("p", "p", domestic_only=True), solving=here)
    assert (found.mix, found.unmeasured) == (None, ("y",))


def test_the_plans_own_share_does_not_mix_in() -> None:
    held = DomesticShare(Fraction(1), "security", None, None)
    limited = replace(ASKED, limits=replace(ASKED.limits, domestic_share=held))
    assert cost(limited) == cost(ASKED) == 180
    curve = share_curve(limited, points=4, solving=here, lanes=2)
    assert [(one.level, one.won) for one in curve.points] == [
        (Fraction(0), 180), (Fraction(5, 11), 220), (Fraction(10, 13), 260), (Fraction(1), 300),
    ]  # fmt: skip


def test_an_answer_that_breaks_its_policy_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_rows", lambda *_: ())
    with pytest.raises(PolicyNotKept):
        cost(ASKED, domestic_only=True)
    with pytest.raises(PolicyNotKept):
        cost(ASKED, shares=(Fraction(1, 2),))
    with pytest.raises(PolicyNotKept):
        cost(ASKED, without=("w",))
