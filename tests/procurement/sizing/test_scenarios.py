from __future__ import annotations

from fractions import Fraction
from statistics import pstdev

import pytest

from procurement.sizing.problem import ProblemError
from procurement.sizing.scenarios import Robustness, Spread, robustness, scenarios
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import configuration, problem

ASKED = problem(
    (configuration("a"), configuration("b")), {"x": "4", "y": "2"}, {("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 3}
)
FIFTH, NONE = Fraction(1, 5), Fraction(0)


def test_the_same_seed_gives_the_same_draws_and_more_draws_begin_alike() -> None:
    spread = Spread(FIFTH, FIFTH, FIFTH, 7)
    drawn = scenarios(ASKED, spread=spread, count=20)
    assert drawn == scenarios(ASKED, spread=spread, count=30)[:20]
    assert drawn != scenarios(ASKED, spread=Spread(FIFTH, FIFTH, FIFTH, 8), count=20)


def test_draws_lie_evenly_within_the_spread() -> None:
    drawn = scenarios(ASKED, spread=Spread(NONE, FIFTH, Fraction(1, 10), 7), count=400)
    demand = [one.demand["x"] for one in drawn]
    speed = [one.speed["b", "x"] for one in drawn]
    assert Fraction(4, 5) <= min(demand) < Fraction(41, 50)
    assert Fraction(59, 50) < max(demand) <= Fraction(6, 5)
    assert Fraction(9, 10) <= min(speed) <= max(speed) <= Fraction(11, 10)
    assert abs(float(sum(demand)) / 400 - 1) < 0.02


def test_demand_of_all_buckets_moves_together() -> None:
    for one in scenarios(ASKED, spread=Spread(FIFTH, NONE, NONE, 7), count=5):
        assert one.demand["x"] == one.demand["y"]
        assert one.demand["x"] != 1
        assert set(one.speed.values()) == {1}


def test_a_purchase_serves_the_scenarios_that_do_not_pass_what_it_carries() -> None:
    spread = Spread(FIFTH, NONE, NONE, 7)
    drawn = scenarios(ASKED, spread=spread, count=50)
    servers = {"a": 4, "b": 0}  # exactly the plan
    found = robustness(ASKED, servers=servers, drawn=drawn, spread=spread, solving=here)
    assert found.served == sum(1 for one in drawn if one.demand["x"] <= 1)
    worst = max(one.demand["x"] for one in drawn)
    # loads of x and y are 2 servers each; the last request of x, 2 a server, is given up before one of y, 1 a server
    assert 0 < found.worst_unserved <= (worst - 1) / worst
    assert (found.scenarios, found.seed) == (50, 7)
    ample = robustness(ASKED, servers={"a": 5}, drawn=drawn, spread=spread, solving=here)
    assert ample == Robustness(50, 7, 50, NONE, NONE)


def test_a_spread_is_a_part() -> None:
    with pytest.raises(ProblemError, match="변동 폭"):
        scenarios(ASKED, spread=Spread(NONE, Fraction(1), NONE, 7), count=1)


def test_a_normal_law_has_the_stated_deviation_and_is_cut() -> None:
    asked = Spread(NONE, Fraction(1, 10), NONE, 7, shape="normal")
    demand = [float(one.demand["x"]) for one in scenarios(ASKED, spread=asked, count=2000)]
    assert 0.7 <= min(demand) < 0.75
    assert 1.25 < max(demand) <= 1.3
    assert abs(pstdev(demand) - 0.1) < 0.005
    with pytest.raises(ProblemError, match="1/3"):
        scenarios(ASKED, spread=Spread(NONE, Fraction(1, 3), NONE, 7, shape="normal"), count=1)


def test_repeated_runs_are_drawn_in_place_of_a_law() -> None:
    factors = (Fraction(9, 10), Fraction(1))
    asked = Spread(NONE, NONE, FIFTH, 7, runs=((("a", "x"), factors),))
    drawn = scenarios(ASKED, spread=asked, count=50)
    assert {one.speed["a", "x"] for one in drawn} == set(factors)
    assert len({one.speed["b", "x"] for one in drawn}) == 50
