from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.choice import Choice, Order, Unserved
from procurement.sizing.offers import Bundle, Discount, Tier
from procurement.sizing.problem import Problem, Year
from procurement.sizing.verify import verify
from tests.procurement.sizing.builders import configuration, problem

PAIR = (configuration("a", price=100, vendor="v"), configuration("b", price=90, vendor="v"))
TIERS = Discount("d", ("a", "b"), "servers", (Tier(3, Fraction(1, 10)), Tier(5, Fraction(1, 3))))
ASKED = replace(
    problem(PAIR, {"x": "1"}, {("a", "x"): 1, ("b", "x"): 1}), years=(Year("1"), Year("2")), discounts=(TIERS,)
)


def broken(*orders: Order, asked: Problem = ASKED) -> list[tuple[str, str, Fraction]]:
    lost = tuple(Unserved("x", year, Decimal(1)) for year in (0, 1))
    choice = Choice({"a": 0, "b": 0}, (), Decimal(1), orders, lost)
    return [(c.rule, c.subject, c.limit) for c in verify(asked, choice=choice) if not c.ok]


def test_a_price_is_that_of_the_tier_its_order_reaches() -> None:
    assert broken(Order("a", 0, 2, 100), Order("b", 1, 2, 90)) == []
    assert broken(Order("a", 0, 2, 90), Order("b", 0, 1, 81)) == []
    assert broken(Order("a", 0, 3, 67), Order("b", 0, 2, 60)) == []


def test_a_price_of_a_tier_not_reached_or_passed_is_found() -> None:
    assert broken(Order("a", 0, 2, 90), Order("b", 1, 2, 90)) == [("price", "a", Fraction(100))]
    assert broken(Order("a", 0, 3, 100)) == [("price", "a", Fraction(90))]
    assert broken(Order("b", 0, 5, 59)) == [("price", "b", Fraction(60))]


def test_a_tier_by_value_counts_list_prices() -> None:
    asked = replace(ASKED, discounts=(replace(TIERS, by="won", tiers=(Tier(290, Fraction(1, 10)),)),))
    assert broken(Order("a", 0, 2, 90), Order("b", 0, 1, 81), asked=asked) == []
    assert broken(Order("a", 0, 1, 90), Order("b", 0, 2, 90), asked=asked) == [("price", "a", Fraction(100))]


def test_packages_stand_beside_tiers_and_are_limited() -> None:
    asked = replace(ASKED, bundles=(Bundle("pack", "묶음", (("a", 4), ("b", 1)), 300, maximum=1),))
    assert broken(Order("pack", 0, 1, 300), Order("a", 0, 1, 100), asked=asked) == []
    assert broken(Order("pack", 0, 1, 300), Order("pack", 1, 1, 300), asked=asked) == [("maximum", "pack", Fraction(1))]


def test_what_is_not_sold_alone_is_found() -> None:
    asked = replace(ASKED, configurations=(replace(PAIR[0], alone=False), PAIR[1]), discounts=())
    assert broken(Order("a", 0, 1, 0), asked=asked) == [("alone", "a", Fraction(0))]


def test_two_of_what_excludes_one_another_are_found() -> None:
    asked = replace(ASKED, exclusive=(("a", "b"),))
    assert broken(Order("a", 0, 1, 100), Order("a", 1, 1, 100), asked=asked) == []
    assert broken(Order("a", 0, 1, 100), Order("b", 1, 1, 90), asked=asked) == [("exclusive", "a, b", Fraction(1))]


def test_a_lot_of_two_vendors_is_found() -> None:
    lot = (replace(PAIR[0], lot="가"), replace(PAIR[1], lot="가", vendor="w"))
    asked = replace(ASKED, configurations=lot)
    assert broken(Order("a", 0, 1, 100), asked=asked) == []
    assert broken(Order("a", 0, 1, 100), Order("b", 1, 1, 90), asked=asked) == [("lot", "가", Fraction(1))]
