from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.limit_values import Limited, freed, keeps, limited, moved, reached, written
from procurement.sizing.problem import Problem, Year
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem

HOME = DomesticShare(Fraction(1, 3), "sme_setaside", None, None)
EVERY = limits(budget=9000, running=70, power_w=Decimal("3000.5"), rack_units=40, cooling_w=Decimal(500),
               vendor_share=Fraction(2, 3), vendor_demand=Fraction(3, 4), min_vendors=1, max_vendors=2,
               domestic_share=HOME)  # fmt: skip


def asked() -> Problem:
    made = problem((configuration("a"), configuration("b", power_w=None)), {"x": "1"}, {("a", "x"): 2}, held=EVERY)
    return replace(made, years=(Year("2027"), Year("2028", 800)))


def test_every_limit_with_a_number_is_listed_in_words() -> None:
    assert [limit.words for limit in limited(asked())] == [
        "예산 / budget 9,000 KRW",
        "연간 운영비 / running cost a year 70 KRW",
        "전력 / power 3,000.500 W",
        "랙 공간 / rack space 40 U",
        "냉각 / cooling 500 W",
        "한 업체의 금액 비중 / one vendor's share of the value 66.66 %",
        "한 업체의 처리 비중 / one vendor's share of the requests 75 %",
        "최소 업체 수 / least number of vendors 1 vendors",
        "최대 업체 수 / most vendors 2 vendors",
        "국산 금액 비중 / domestic share of the value 33.33 %",
        "연도 예산 / year's budget 1 800 KRW",
    ]


def test_a_limit_moved_to_its_own_value_is_the_limit() -> None:
    exact = (limit for limit in limited(asked()) if limit.value.denominator != 3)
    for limit in exact:
        assert moved(asked(), limit=limit) == asked()


def test_what_is_not_exact_is_rounded_to_where_more_fits() -> None:
    third = Fraction(1, 3)
    assert moved(asked(), limit=Limited("vendor_share", "", third)).limits.vendor_share == Fraction("0.333334")
    lower = moved(asked(), limit=Limited("domestic", "", third)).limits.domestic_share
    assert lower == replace(HOME, share=Fraction("0.333333"))
    assert moved(asked(), limit=Limited("power", "", third)).limits.power_w == Decimal("0.333334")
    assert moved(asked(), limit=Limited("budget", "", third)).limits.budget == 1
    assert moved(asked(), limit=Limited("min_vendors", "", Fraction(3, 2))).limits.min_vendors == 1
    none = replace(asked(), limits=limits())
    assert moved(none, limit=Limited("domestic", "", third)) == none


def test_a_limit_let_go_keeps_out_what_it_kept_out() -> None:
    free = freed(asked(), rules={limit.rule for limit in limited(asked())})
    assert limited(free) == ()
    assert [c.maximum for c in free.configurations] == [0, 0]  # no cooling stated of either, no power of b
    assert freed(asked(), rules=set()) == asked()
    assert [c.maximum for c in freed(asked(), rules={"power"}).configurations] == [None, 0]


def test_what_is_written_down_is_rounded_to_the_side_that_lets_more_fit() -> None:
    third = Fraction(1, 3)
    assert written(Limited("vendor_share", "", third)) == "33.3334 %"
    assert written(Limited("domestic", "", third)) == "33.3333 %"
    assert written(Limited("power", "", third)) == "0.333334 W"
    assert written(Limited("budget", "", Fraction(400_000_001, 2))) == "200,000,001 KRW"
    assert written(Limited("min_vendors", "", Fraction(20))) == "20 vendors"


def test_what_a_purchase_reaches_is_the_worst_of_its_checks() -> None:
    two = (configuration("a", price=300), configuration("b", price=100))
    held = limits(vendor_share=Fraction(4, 5), min_vendors=2, budget=500)
    mix = cheapest_here(problem(two, {"x": "4", "y": "1"}, {("a", "x"): 4, ("b", "y"): 1}, held=held))
    share, vendors = Limited("vendor_share", "", Fraction(4, 5)), Limited("min_vendors", "", Fraction(2))
    assert reached(mix.checks, limit=share) == Fraction(3, 4)
    assert reached(mix.checks, limit=vendors) == 2
    assert reached((), limit=vendors) == 2
    assert (keeps(share, value=Fraction(4, 5)), keeps(share, value=Fraction(5, 6))) == (True, False)
    assert (keeps(vendors, value=Fraction(1)), keeps(vendors, value=Fraction(2))) == (False, True)
