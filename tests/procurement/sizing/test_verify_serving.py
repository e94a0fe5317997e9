from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.choice import Choice, Order, Share, Unserved
from procurement.sizing.offers import Bundle, Pairing
from procurement.sizing.problem import Problem, Year, measured
from procurement.sizing.verify import verify
from tests.procurement.sizing.builders import configuration, limits, problem

PAIR = (configuration("npu"), replace(configuration("gpu"), lead_years=1))
ASKED = replace(
    problem(PAIR, {"x": "4"}, {("npu", "x"): 2, ("gpu", "x"): 4}),
    years=(Year("2027년"), Year("2028년")),
    limits=limits(vendor_demand=Fraction(1)),
)
ALL = Decimal(1)
GOOD = Choice(
    {"npu": 2, "gpu": 1},
    (Share("npu", "x", ALL, 0), Share("gpu", "x", ALL, 1)),
    ALL,
    (Order("npu", 0, 2, 100), Order("gpu", 0, 1, 100)),
)


def broken(choice: Choice = GOOD, asked: Problem = ASKED) -> list[tuple[str, str, int]]:
    return [(c.rule, c.subject, c.year) for c in verify(asked, choice=choice) if not c.ok]


def test_a_plan_that_serves_every_year_passes() -> None:
    assert broken() == []


def test_servers_serve_from_their_delivery_on() -> None:
    soon = replace(GOOD, shares=(Share("gpu", "x", ALL, 0), GOOD.shares[1]))
    assert broken(soon) == [("load", "gpu", 0)]
    late = replace(GOOD, orders=(GOOD.orders[0], replace(GOOD.orders[1], year=1)))
    assert broken(late) == [("load", "gpu", 1)]


def test_each_year_is_served_or_told() -> None:
    silent = replace(GOOD, shares=GOOD.shares[:1])
    assert broken(silent) == [("served", "x", 1)]
    assert broken(replace(silent, unserved=(Unserved("x", 1, ALL),))) == []
    assert ("share", "x", 1) in broken(replace(GOOD, unserved=(Unserved("x", 1, Decimal(-1)),)))


def test_growth_of_a_year_counts_in_its_load() -> None:
    growing = tuple(replace(b, growth=(ALL, Decimal("1.001"))) for b in ASKED.buckets)
    assert broken(asked=replace(ASKED, buckets=growing)) == [("load", "gpu", 1)]


def test_a_vendor_over_its_part_of_a_year_is_found() -> None:
    held = replace(ASKED, limits=limits(vendor_demand=Fraction(99, 100)))
    assert broken(asked=held) == [("vendor_demand", "v-npu", 0), ("vendor_demand", "v-gpu", 1)]


def test_a_pair_that_is_not_certified_is_found() -> None:
    only = replace(ASKED, pairings=(Pairing("llama", ("npu",), "only", ""),))
    assert broken(asked=only) == [("pairing", "llama", 0)]
    never = replace(ASKED, pairings=(Pairing("llama", ("gpu",), "never", ""), Pairing("llama", (), "never", "")))
    assert broken(asked=never) == [("pairing", "llama", 0)]


def test_spares_of_what_stands_idle_are_not_asked_for() -> None:
    there = (replace(PAIR[0], existing=1), PAIR[1])
    asked = replace(ASKED, configurations=there, spares=2)
    idle = replace(GOOD, servers={"npu": 0, "gpu": 4}, orders=(Order("gpu", 0, 4, 100),), shares=GOOD.shares[1:],
                   unserved=(Unserved("x", 0, ALL),))  # fmt: skip
    assert broken(idle, asked) == []
    assert broken(replace(idle, servers={"npu": 0, "gpu": 1}, orders=(GOOD.orders[1],)), asked) == [("load", "gpu", 1)]


def test_whole_replicas_must_fit() -> None:
    three = replace(ASKED, capacities=tuple(replace(c, replicas=3) for c in measured(ASKED)), pools=True)
    assert broken(asked=three) == []
    assert broken(asked=replace(three, spares=1)) == [("load", "npu", 0), ("load", "gpu", 1)]


def test_a_small_order_is_found() -> None:
    least = replace(ASKED, configurations=(replace(PAIR[0], minimum=2), replace(PAIR[1], minimum=2)))
    assert broken(asked=least) == [("minimum", "gpu", 0)]
    pack = replace(least, bundles=(Bundle("pack", "", (("gpu", 2),), 100),))
    assert broken(replace(GOOD, orders=(GOOD.orders[0], Order("pack", 0, 1, 100))), pack) == []
