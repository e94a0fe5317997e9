from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.limit_prices import limit_prices
from procurement.sizing.limit_values import freed
from procurement.sizing.model import most_useful
from procurement.sizing.problem import Problem, Year
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import configuration, limits, problem
from tests.procurement.sizing.exact import best_purchase

FEW = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
A = configuration("a", price=4_000_000, power_w="1000")
B = configuration("b", price=5_000_000, power_w="700", domestic=True)


def asked() -> Problem:
    """Ten requests/s, three servers; at most 2,500 W: one of a and two of b, 14 million won."""
    return problem((A, B), {"x": "10"}, {("a", "x"): 4, ("b", "x"): 4}, held=limits(power_w=Decimal(2500)))


def test_a_limit_costs_what_the_purchase_without_it_saves() -> None:
    (price,) = limit_prices(asked(), solving=here)
    assert (price.won, price.looser, price.tighter) == (2_000_000, 2_000_000, None)
    assert (int(price.unit), price.limit.unit) == (1000, "W")
    # in parts of servers two and a half of a are enough, at 2,500 W: the relaxation pays nothing
    assert price.local == 0


def test_a_share_is_priced_by_the_hundredth_and_a_year_by_itself() -> None:
    home = DomesticShare(Fraction(1, 2), "sme_setaside", None, None)
    held = replace(asked(), limits=limits(domestic_share=home), years=(Year("2027", 15_000_000), Year("2028", 0)))
    share, first, second = limit_prices(held, solving=here)
    # half of the value at home: one of a and two of b; one hundredth more or less changes nothing whole
    assert (share.won, share.looser, share.tighter) == (2_000_000, 0, 0)
    assert 20_000 < share.local < 30_000
    assert (first.won, first.looser, first.tighter) == (0, 0, 0)
    assert (second.won, second.tighter) == (0, None)


def test_a_whole_share_has_no_room_to_give() -> None:
    held = replace(asked(), limits=limits(vendor_share=Fraction(1)))
    (price,) = limit_prices(held, solving=here)
    assert (price.won, price.looser, int(price.local)) == (0, 0, 0)


def test_where_nothing_fits_no_limit_has_a_price() -> None:
    assert limit_prices(replace(asked(), limits=limits(budget=1)), solving=here) == ()


@st.composite
def questions(draw: st.DrawFn) -> Problem:
    names, buckets = ("a", "b"), ("x", "y")
    configurations = tuple(
        configuration(name, price=draw(st.integers(2, 9)) * 1_000_000, vendor=name, domestic=name == "b",
                      power_w=draw(st.sampled_from(["500", "700.5"])))
        for name in names
    )  # fmt: skip
    held = limits(
        power_w=draw(st.sampled_from([None, Decimal(1500), Decimal(2500)])),
        rack_units=draw(st.sampled_from([None, 12])),
        vendor_share=draw(st.sampled_from([None, Fraction(3, 4)])),
        min_vendors=draw(st.sampled_from([None, 2])),
        domestic_share=draw(st.sampled_from([None, DomesticShare(Fraction(1, 2), "security", None, None)])),
    )
    servers = {(c, b): draw(st.integers(2, 5)) for c in names for b in buckets}
    return problem(configurations, {b: str(draw(st.integers(1, 4))) for b in buckets}, servers, held=held)


def cost(of: Problem) -> int | None:
    best = best_purchase(of, most_useful(of))
    return None if best is None else sum(c.price * best[c.id] for c in of.configurations)


@given(questions())
@FEW
def test_the_price_is_the_difference_that_enumeration_finds(of: Problem) -> None:
    now = cost(of)
    for price in limit_prices(of, solving=here):
        without = cost(freed(of, rules={price.limit.rule}))
        assert now is not None
        assert without is not None
        assert price.won == now - without
        assert 0 <= price.looser <= price.won
        assert price.tighter is None or price.tighter >= 0
