from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.mix import Mix, NoMix
from procurement.sizing.model_orders import most_ordered
from procurement.sizing.problem import Problem, check_problem
from tests.procurement.sizing.builders import cheapest_here, most_here, served_here
from tests.procurement.sizing.plan_exact import cheapest_plan, most_weight, most_whole
from tests.procurement.sizing.plans import MILLION, question

SOME = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def aim(mix: Mix) -> int:
    return mix.cost if mix.total_cost is None else mix.total_cost


def compare_cheapest(asked: Problem) -> bool:
    """Whether something fits; the cost, the fewest servers and every recomputed constraint are compared."""
    check_problem(asked)
    expected = cheapest_plan(asked, most_ordered(asked))
    if expected is None:
        with pytest.raises(NoMix):
            cheapest_here(asked)
        return False
    mix = cheapest_here(asked)
    rounding = sum(order.count for order in mix.orders) if asked.costs else 0
    assert abs(aim(mix) - expected.total) <= rounding + (asked.costs is not None)
    assert (mix.proven, mix.ties_settled, mix.gap) == (True, True, Decimal(0))
    if asked.costs is None:
        packages = {b.id for b in asked.bundles}
        servers = sum(p.servers for p in mix.purchases) + sum(o.count for o in mix.orders if o.item in packages)
        assert servers == expected.servers
    assert all(check.ok for check in mix.checks)
    return True


@given(st.randoms(use_true_random=False))
@SOME
def test_the_cheapest_plan_is_the_one_that_full_enumeration_finds(draw: Random) -> None:
    compare_cheapest(question(draw))


@given(st.randoms(use_true_random=False))
@settings(SOME, max_examples=15)
def test_the_most_demand_served_is_what_full_enumeration_finds(draw: Random) -> None:
    asked = question(draw)
    expected = most_weight(asked, most_ordered(asked))
    if expected < 0:
        with pytest.raises(NoMix):
            served_here(asked)
        return
    mix = served_here(asked)
    growth = [(b, g) for b in asked.buckets for g in b.growth]
    in_all = sum(Fraction(b.weight) * Fraction(b.rate) * Fraction(g) for b, g in growth)
    assert float(mix.served) == pytest.approx(float(expected / in_all), abs=1e-6)
    assert mix.proven


@given(st.randoms(use_true_random=False))
@settings(SOME, max_examples=15)
def test_the_most_performance_of_a_plan_is_what_full_enumeration_finds(draw: Random) -> None:
    asked = question(draw)
    asked = replace(asked, pools=False, years=asked.years[:1], limits=replace(asked.limits, budget=4 * MILLION))
    asked = replace(asked, buckets=tuple(replace(b, growth=b.growth[:1]) for b in asked.buckets))
    lowest = {b.id: b.price for b in asked.bundles} | {c.id: c.price // 2 for c in asked.configurations if c.alone}
    expected = most_whole(asked, {item: 4 * MILLION // price for item, price in lowest.items()})
    if expected == 0:
        with pytest.raises(NoMix):
            most_here(asked)
        return
    mix = most_here(asked)
    assert float(mix.scale) == pytest.approx(float(expected), rel=1e-6)
    assert mix.proven
