from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.mix import Mix
from procurement.sizing.model_orders import most_ordered, most_useful
from procurement.sizing.offers import Bundle, Discount, Tier
from procurement.sizing.problem import Problem, Year
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, most_here, problem, servers_of

PAIR = (configuration("a", price=100, vendor="v"), configuration("b", price=90, vendor="v"))
ASKED = problem(PAIR, {"x": "5"}, {("a", "x"): 1, ("b", "x"): 1})
TWO = (Year("2027년"), Year("2028년"))


def asking(first: dict[str, Any] | None = None, **changes: Any) -> Problem:
    return replace(ASKED, **{"configurations": (replace(PAIR[0], **(first or {})), PAIR[1]), **changes})


def orders(mix: Mix) -> list[tuple[str, int, int, int]]:
    return [(order.item, order.year, order.count, order.price) for order in mix.orders]


def test_the_year_of_most_demand_says_what_is_useful() -> None:
    growing = tuple(replace(b, growth=(Decimal(1), Decimal(2))) for b in ASKED.buckets)
    assert most_useful(asking(buckets=growing, years=TWO)) == {"a": 10, "b": 10}
    assert most_useful(asking(spares=2)) == {"a": 7, "b": 7}


@pytest.mark.parametrize(
    ("first", "changes", "most"),
    [
        ({}, {}, 5),
        ({"existing": 2}, {}, 3),
        ({"existing": 9}, {}, 0),
        ({"minimum": 8}, {}, 8),
        ({"lead_years": 1}, {}, 0),
        ({}, {"discounts": (Discount("d", ("a",), "servers", (Tier(7, Fraction(1, 2)),)),)}, 7),
        ({}, {"discounts": (Discount("d", ("a",), "won", (Tier(801, Fraction(1, 2)),)),)}, 9),
        ({"alone": False}, {}, None),
    ],
)
def test_no_order_is_larger_than_is_useful_or_its_terms_reach(
    first: dict[str, Any], changes: dict[str, Any], most: int | None
) -> None:
    assert most_ordered(asking(first, **changes)).get("a") == most


def test_packages_are_ordered_until_each_of_their_contents_suffices() -> None:
    pack = Bundle("pack", "묶음", (("a", 2), ("b", 4)), 300)
    assert most_ordered(asking({"existing": 4}, bundles=(pack,)))["pack"] == 2


def test_a_tier_that_makes_more_servers_cheaper_is_taken_and_priced_whole() -> None:
    tiers = (Discount("d", ("a",), "servers", (Tier(6, Fraction(2, 5)),)),)
    mix = cheapest_here(asking(discounts=tiers))
    assert (orders(mix), mix.cost, mix.bound) == ([("a", 0, 6, 60)], 360, Decimal(360))
    assert mix.purchases[0].cost == 360


def test_a_tier_by_value_counts_all_its_configurations_at_list_prices() -> None:
    tiers = (Discount("d", ("a", "b"), "won", (Tier(460, Fraction(1, 10)),)),)
    mix = cheapest_here(asking(discounts=tiers))
    assert (orders(mix), mix.cost) == ([("a", 0, 1, 90), ("b", 0, 4, 81)], 414)


def test_tiers_count_the_order_of_one_year() -> None:
    growing = tuple(replace(b, growth=(Decimal("0.6"), Decimal(1))) for b in ASKED.buckets)
    tiers = (Discount("d", ("a", "b"), "servers", (Tier(4, Fraction(1, 10)),)),)
    asked = asking(buckets=growing, years=TWO, discounts=tiers)
    assert orders(cheapest_here(asked)) == [("b", 0, 5, 81)]
    split = replace(asked, years=(Year("2027년", 300), Year("2028년", 300)))
    assert orders(cheapest_here(split)) == [("b", 0, 3, 90), ("b", 1, 2, 90)]


def test_a_package_is_bought_whole_at_its_own_price() -> None:
    pack = Bundle("pack", "묶음", (("a", 2), ("b", 1)), 170)
    mix = cheapest_here(asking(bundles=(pack,)))
    assert (orders(mix), mix.cost, servers_of(mix)) == ([("pack", 0, 2, 170)], 340, {"a": 4, "b": 2})
    assert [p.cost for p in mix.purchases] == [0, 0]
    one = cheapest_here(asking(bundles=(replace(pack, maximum=1),)))
    assert orders(one) == [("b", 0, 2, 90), ("pack", 0, 1, 170)]


def test_a_server_with_cards_of_two_kinds_is_a_package_of_parts_not_sold_alone() -> None:
    mixed = Bundle("mixed", "혼합 서버", (("a", 1), ("b", 1)), 150)
    parts = tuple(replace(c, alone=False, price=0) for c in PAIR)
    mix = cheapest_here(replace(ASKED, configurations=parts, bundles=(mixed,)))
    assert (orders(mix), servers_of(mix)) == ([("mixed", 0, 3, 150)], {"a": 3, "b": 3})


def test_least_orders_and_stock_are_kept() -> None:
    asked = asking({"price": 80, "minimum": 4, "maximum": 4})
    assert orders(cheapest_here(asked)) == [("a", 0, 4, 80), ("b", 0, 1, 90)]
    assert orders(cheapest_here(asking({"price": 80, "maximum": 2}))) == [("a", 0, 2, 80), ("b", 0, 3, 90)]
    assert orders(cheapest_here(asking({"price": 80, "minimum": 7}))) == [("b", 0, 5, 90)]


def test_what_is_there_already_is_free_and_what_comes_late_serves_late() -> None:
    assert orders(cheapest_here(asking({"existing": 4}))) == [("b", 0, 1, 90)]
    growing = tuple(replace(b, growth=(Decimal("0.4"), Decimal(1))) for b in ASKED.buckets)
    late = asking({"price": 50, "lead_years": 1}, buckets=growing, years=TWO)
    assert orders(cheapest_here(late)) == [("a", 0, 3, 50), ("b", 0, 2, 90)]


def test_the_most_performance_counts_prices_after_discount() -> None:
    tiers = (Discount("d", ("a",), "servers", (Tier(10, Fraction(1, 2)),)),)
    mix = most_here(asking(discounts=tiers, limits=limits(budget=500)))
    assert (orders(mix), mix.scale) == ([("a", 0, 10, 50)], Decimal(2))
