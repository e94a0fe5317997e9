from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Problem, ProblemError
from procurement.sizing.robust import assured, carrying, standing, with_bad_luck
from procurement.sizing.scenarios import Spread, robustness, scenarios
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem, servers_of

FEW = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NONE = Fraction(0)


def single(rate: str = "8", *, spares: int = 0) -> Problem:
    """One bucket, servers of 1 request/s each at 100 won."""
    return problem((configuration("a", price=100),), {"x": rate}, {("a", "x"): 1}, spares=spares)


@given(st.integers(0, 1), st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(1, 2)]), st.integers(1, 5))
@FEW
def test_the_servers_are_those_that_the_part_of_the_scenarios_needs(spares: int, part: Fraction, seed: int) -> None:
    asked, spread = single(spares=spares), Spread(Fraction(1, 2), NONE, Fraction(1, 10), seed)
    found = assured(asked, spread=spread, count=10, part=part, solving=here)
    needs = sorted(8 * one.demand["x"] / one.speed["a", "x"] for one in scenarios(asked, spread=spread, count=10))
    enough = max(-(-needs[-int((1 - part) * 10) - 1] // 1), 8)
    assert found is not None
    assert servers_of(found.mix) == {"a": enough + spares}
    assert carrying(asked, mix=found.mix, year=0) == {"a": enough}
    assert found.inside.served == sum(1 for need in needs if need <= enough)
    assert (found.inside.seed, found.outside.seed, found.outside.scenarios) == (seed, seed + 1, 10)
    assert found.mix.proven


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_cheaper_of_two_kinds_serves_the_plan_and_as_many_of_the_scenarios(seed: int) -> None:
    kinds = (configuration("a", price=700), configuration("b", price=400, vendor="other"))
    rates = {("a", "x"): 5, ("a", "y"): 3, ("b", "x"): 2, ("b", "y"): 3}
    asked = problem(kinds, {"x": "7", "y": "4"}, rates)
    spread = Spread(Fraction(1, 5), Fraction(1, 5), Fraction(1, 20), seed)
    found = assured(asked, spread=spread, count=10, part=Fraction(4, 5), solving=here)
    drawn = scenarios(asked, spread=spread, count=10)
    plan = scenarios(asked, spread=Spread(NONE, NONE, NONE, seed), count=1)

    def serves(a: int, b: int) -> bool:
        servers = {"a": a, "b": b}
        often = robustness(asked, servers=servers, drawn=drawn, spread=spread, solving=here).served >= 8
        return often and robustness(asked, servers=servers, drawn=plan, spread=spread, solving=here).served == 1

    assert found is not None
    bought = servers_of(found.mix)
    assert serves(bought.get("a", 0), bought.get("b", 0))
    cheaper = ((a, b) for a in range(6) for b in range(9) if 700 * a + 400 * b < found.mix.cost)
    assert not any(serves(a, b) for a, b in cheaper)


def test_a_limit_may_leave_nothing_that_serves_often_enough() -> None:
    asked = replace(single(), limits=limits(budget=800))
    spread = Spread(Fraction(1, 2), NONE, NONE, 1)
    assert assured(asked, spread=spread, count=10, part=Fraction(1), solving=here) is None
    assert assured(asked, spread=spread, count=10, part=NONE, solving=here) is not None


def test_what_is_not_certified_serves_no_scenario() -> None:
    two = problem((configuration("a", price=100), configuration("b", price=1)), {"x": "2"},
                  {("a", "x"): 1, ("b", "x"): 1})  # fmt: skip
    two = replace(two, pairings=(Pairing("llama", ("a",), "only", "인증"),))
    found = assured(two, spread=Spread(Fraction(1, 4), NONE, NONE, 1), count=5, part=Fraction(1), solving=here)
    assert found is not None
    assert servers_of(found.mix) == {"a": 3}


def test_bad_luck_is_bought_for_bucket_by_bucket() -> None:
    asked = problem((configuration("a", price=100),), {"x": "4", "y": "2", "z": "2"},
                    {("a", b): 1 for b in "xyz"})  # fmt: skip
    half = Fraction(1, 2)
    costs = [with_bad_luck(asked, most=half, buckets=n, solving=here) for n in range(4)]
    # half of the largest loads more: 0, then 2, then 1 and 1
    assert [servers_of(mix) for mix in costs if mix is not None] == [{"a": 8}, {"a": 10}, {"a": 11}, {"a": 12}]
    assert costs[0] == replace(cheapest_here(asked), seconds=0.0)
    assert with_bad_luck(replace(asked, limits=limits(budget=900)), most=half, buckets=1, solving=here) is None


def test_whole_replicas_are_refused() -> None:
    with pytest.raises(ProblemError, match="복제본"):
        with_bad_luck(replace(single(), pools=True), most=Fraction(1), buckets=1, solving=here)


def test_spares_stand_there_too() -> None:
    asked = single(spares=2)
    mix = cheapest_here(asked)
    assert (standing(asked, mix=mix, year=0), carrying(asked, mix=mix, year=0)) == ({"a": 10}, {"a": 8})
