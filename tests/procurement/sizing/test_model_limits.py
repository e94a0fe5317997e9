from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.mix import NoMix
from procurement.sizing.problem import Problem, Year
from procurement.sizing.tco import Costs
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem, servers_of

PAIR = (configuration("a", price=100, power_w="1000"), configuration("b", price=300, power_w="500"))
ASKED = problem(PAIR, {"x": "4", "y": "2"}, {(c, b): 2 for c in "ab" for b in "xy"})
TERMS = Costs(2, Decimal(1000), Decimal(1), Decimal(1), Decimal("0.1"), (Decimal("0.5"), Decimal(0)), None)


def asking(first: dict[str, Any] | None = None, second: dict[str, Any] | None = None, **changes: Any) -> Problem:
    both = (replace(PAIR[0], **(first or {})), replace(PAIR[1], **(second or {})))
    return replace(ASKED, configurations=both, **changes)


def test_each_year_keeps_its_own_budget() -> None:
    growing = tuple(replace(b, growth=(Decimal(1) / 2, Decimal(1))) for b in ASKED.buckets)
    years = (Year("2027년", 200), Year("2028년", 100))
    mix = cheapest_here(asking(buckets=growing, years=years))
    assert [(o.item, o.year, o.count) for o in mix.orders] == [("a", 0, 2), ("a", 1, 1)]
    tight = (Year("2027년", 199), Year("2028년"))
    with pytest.raises(NoMix, match="연도별 예산 이하: 2027년 199원") as caught:
        cheapest_here(asking(buckets=growing, years=tight))
    assert [one.rule for one in caught.value.conflict] == ["year_budget"]


@pytest.mark.parametrize(
    ("limit", "figure"),
    [
        ({"power_w": Decimal(2500)}, {}),
        ({"cooling_w": Decimal(2500)}, {"cooling_w": Decimal(1000)}),
        ({"rack_units": 10}, {}),
    ],
)
def test_what_stands_there_already_counts_against_power_space_and_cooling(
    limit: dict[str, Any], figure: dict[str, Any]
) -> None:
    less = {"power_w": Decimal(500), "rack_units": 2, **({"cooling_w": Decimal(500)} if figure else {})}
    assert servers_of(cheapest_here(asking(figure, less, limits=limits(**limit)))) == {"a": 2, "b": 1}
    there = cheapest_here(asking({"existing": 1, **figure}, less, limits=limits(**limit)))
    assert servers_of(there) == {"a": 1, "b": 1}


def test_a_total_cost_weighs_energy_maintenance_and_what_is_left() -> None:
    dear = replace(TERMS, tariff=Decimal(1), hours=Decimal(100))
    mix = cheapest_here(asking(second={"price": 110}, costs=dear))
    assert servers_of(mix) == {"b": 3}
    assert (mix.cost, mix.total_cost, mix.bound, mix.proven) == (330, 3 * (110 + 100 + 22), Decimal(696), True)
    parts = mix.cost_parts
    assert parts is not None
    assert [parts.capital, parts.energy, parts.maintenance, parts.residual] == [330, 300, 66, 0]


def test_energy_of_what_is_there_already_is_in_the_total_cost() -> None:
    mix = cheapest_here(asking({"existing": 3}, costs=TERMS))
    assert (mix.purchases, mix.cost, mix.total_cost) == ((), 0, 6000)
    assert (mix.bound, mix.gap) == (Decimal(6000), Decimal(0))
    assert mix.vendor_shares == ()


def test_a_configuration_of_unknown_power_is_kept_out_of_a_total_cost() -> None:
    mix = cheapest_here(asking({"power_w": None}, costs=TERMS))
    assert servers_of(mix) == {"b": 3}
    assert [(out.configuration, out.rule) for out in mix.excluded] == [("a", "energy")]


def test_energy_and_maintenance_of_a_year_keep_the_running_budget() -> None:
    free = asking(second={"price": 120}, costs=replace(TERMS, tariff=Decimal("0.01")))
    assert servers_of(cheapest_here(free)) == {"a": 3}
    held = cheapest_here(replace(free, limits=limits(running=57)))
    assert servers_of(held) == {"a": 2, "b": 1}
    assert [(c.year, c.value) for c in held.checks if c.rule == "running"] == [(0, Fraction(57)), (1, Fraction(57))]
    with pytest.raises(NoMix) as caught:
        cheapest_here(replace(free, limits=limits(running=50)))
    assert [one.rule for one in caught.value.conflict] == ["running"]


def test_a_lot_is_bought_from_one_vendor() -> None:
    apart = problem(PAIR, {"x": "4", "y": "2"}, {("a", "x"): 2, ("b", "x"): 2, ("b", "y"): 2})
    assert servers_of(cheapest_here(apart)) == {"a": 2, "b": 1}
    lot = replace(apart, configurations=tuple(replace(c, lot="가") for c in PAIR))
    assert servers_of(cheapest_here(lot)) == {"b": 3}


def test_of_what_excludes_one_another_one_is_bought() -> None:
    apart = problem(PAIR, {"x": "4", "y": "2"}, {("a", "x"): 2, ("b", "x"): 2, ("b", "y"): 2})
    assert servers_of(cheapest_here(replace(apart, exclusive=(("a", "b"),)))) == {"b": 3}
    only = problem(PAIR, {"x": "4", "y": "2"}, {("a", "x"): 2, ("b", "y"): 2})
    with pytest.raises(NoMix) as caught:
        cheapest_here(replace(only, exclusive=(("a", "b"),)))
    assert [one.rule for one in caught.value.conflict] == ["exclusive"]


def test_shares_of_value_count_packages_and_discounts_at_what_is_paid() -> None:
    held = limits(vendor_share=Fraction(3, 4), budget=600)
    mix = cheapest_here(asking(limits=held))
    assert servers_of(mix) == {"a": 2, "b": 1}
    assert [(v.vendor, v.share) for v in mix.vendor_shares] == [("v-a", Fraction(2, 5)), ("v-b", Fraction(3, 5))]
