from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.sizing.choice import Unserved
from procurement.sizing.mix import NoMix, most_served
from procurement.sizing.model_serving import barred_pairs
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Year
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem, served_here, servers_of

PAIR = (configuration("npu", price=100), configuration("gpu", price=300))
ASKED = problem(PAIR, {"x": "4", "y": "2"}, {("npu", "x"): 2, ("gpu", "x"): 2, ("gpu", "y"): 2, ("npu", "y"): 2})


def test_a_pair_that_is_not_certified_carries_nothing() -> None:
    split = tuple(replace(b, model="qwen" if b.id == "y" else b.model) for b in ASKED.buckets)
    only = replace(ASKED, buckets=split, pairings=(Pairing("qwen", ("gpu",), "only", "TTA"),))
    assert barred_pairs(only) == {("npu", "y")}
    assert servers_of(cheapest_here(only)) == {"gpu": 1, "npu": 2}
    never = replace(only, pairings=(Pairing("qwen", ("gpu",), "never", "미인증"),))
    assert barred_pairs(never) == {("gpu", "y")}
    both = replace(only, pairings=(*only.pairings, *never.pairings))
    with pytest.raises(NoMix) as caught:
        cheapest_here(both)
    assert [one.rule for one in caught.value.conflict] == ["pairing"]


def test_a_vendor_serves_no_more_than_its_part_in_any_year() -> None:
    asked = replace(ASKED, limits=limits(vendor_demand=Fraction(2, 3)), years=(Year("1"), Year("2")))
    mix = cheapest_here(asked)
    assert servers_of(mix) == {"gpu": 1, "npu": 2}
    found = [(c.subject, c.year, c.ok) for c in mix.checks if c.rule == "vendor_demand"]
    assert found == [("v-gpu", 0, True), ("v-npu", 0, True), ("v-gpu", 1, True), ("v-npu", 1, True)]


def test_what_a_budget_does_not_serve_is_told_by_bucket_and_weight_decides() -> None:
    bare = replace(ASKED, limits=limits(budget=200))
    weighed = replace(bare, buckets=(ASKED.buckets[0], replace(ASKED.buckets[1], weight=Decimal(3))))
    mix = most_served(weighed, wall_seconds=60)
    assert (servers_of(mix), mix.unserved) == ({"npu": 2}, (Unserved("x", 0, Decimal("0.5")),))
    assert (mix.served, mix.bound, mix.proven, mix.cost) == (Decimal("0.8"), Decimal("0.8"), True, 200)
    assert sum(part.share for part in mix.shares if part.bucket == "x") == Decimal("0.5")


def test_a_bucket_nobody_was_measured_on_stays_unserved_by_name() -> None:
    asked = problem(PAIR, {"x": "4", "y": "1"}, {("npu", "x"): 2})
    mix = served_here(asked)
    assert (servers_of(mix), mix.unserved) == ({"npu": 2}, (Unserved("y", 0, Decimal(1)),))
    assert mix.served == Decimal("0.8")


def test_when_all_can_be_served_the_least_cost_decides() -> None:
    mix = served_here(ASKED)
    assert (servers_of(mix), mix.unserved, mix.served, mix.proven) == ({"npu": 3}, (), Decimal(1), True)


def test_nothing_is_served_without_money() -> None:
    mix = served_here(replace(ASKED, limits=limits(budget=0)))
    assert (mix.purchases, mix.cost, mix.served, mix.proven) == ((), 0, Decimal(0), True)


def test_spares_stand_beside_servers_that_are_there_already_only_where_they_serve() -> None:
    there = (replace(PAIR[0], existing=1), PAIR[1])
    idle = cheapest_here(replace(ASKED, configurations=there, spares=2, limits=limits(max_vendors=1)))
    assert servers_of(idle) == {"npu": 4}
    held = replace(ASKED, configurations=(replace(PAIR[0], existing=1, maximum=0), PAIR[1]), spares=2)
    assert servers_of(cheapest_here(held)) == {"gpu": 5}
