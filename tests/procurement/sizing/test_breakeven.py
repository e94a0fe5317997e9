from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.breakeven import MOST_FASTER, PriceBreak, SpeedBreak, price_break, speed_break
from procurement.sizing.model import most_useful
from procurement.sizing.problem import Problem, ProblemError
from procurement.sizing.tco import Costs
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem, servers_of
from tests.procurement.sizing.exact import largest_scale, purchases

FEW = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def question(*, price: int = 900, rate: int = 4) -> Problem:
    """Ten requests/s: three of a (4 each, 400 won) cost 1,200; what must b, 900 won, cost to be bought?"""
    return problem(
        (configuration("a", price=400), configuration("b", price=price)), {"x": "10"}, {("a", "x"): 4, ("b", "x"): rate}
    )


def priced(asked: Problem, price: int) -> Problem:
    first, second = asked.configurations[:2]
    return replace(asked, configurations=(first, replace(second, price=price), *asked.configurations[2:]))


def test_the_highest_price_is_that_of_a_server_that_does_as_much() -> None:
    assert price_break(question(), configuration="b", solving=here) == PriceBreak("b", 900, 400, 1200, monotone=True)


def test_a_slower_one_is_bought_for_the_rest_that_it_can_carry() -> None:
    found = price_break(question(rate=2), configuration="b", solving=here)
    assert found.brings == 400  # two of a carry 8, one of b the other 2
    assert price_break(question(rate=1), configuration="b", solving=here).brings == 200  # two of b for one of a


def test_what_is_bought_already_keeps_its_price_and_rate() -> None:
    asked = question(price=100)
    assert price_break(asked, configuration="b", solving=here).brings == 100
    assert speed_break(asked, configuration="b", solving=here) == SpeedBreak("b", Fraction(1), None, Fraction(1, 1000))


def test_no_price_or_rate_brings_in_what_a_limit_keeps_out() -> None:
    asked = replace(question(), limits=limits(power_w=Decimal(9000)))
    asked = replace(asked, configurations=(asked.configurations[0], replace(asked.configurations[1], power_w=None)))
    assert price_break(asked, configuration="b", solving=here).brings is None
    assert speed_break(asked, configuration="b", solving=here).brings is None
    assert speed_break(asked, configuration="b", solving=here).leaves == MOST_FASTER


def test_what_nothing_else_serves_has_no_price_to_be_compared_with() -> None:
    alone = problem((configuration("b", price=7),), {"x": "1"}, {("b", "x"): 1})
    assert price_break(alone, configuration="b", solving=here) == PriceBreak("b", 7, 7, None, monotone=True)


def test_what_cannot_be_used_has_no_border_and_no_rate_to_be_multiplied() -> None:
    servers = (configuration("a", price=400), configuration("b", price=900))
    asked = problem(servers, {"x": "10"}, {("a", "x"): 4}, held=limits(budget=5000))
    assert price_break(asked, configuration="b", solving=here) == PriceBreak("b", 900, None, 1200, monotone=True)
    with pytest.raises(ProblemError, match="No rate was measured"):
        speed_break(asked, configuration="b", solving=here)


def test_a_part_of_packages_only_has_no_price() -> None:
    asked = question()
    part = replace(asked.configurations[1], alone=False, price=0)
    with pytest.raises(ProblemError, match="단독 판매"):
        price_break(replace(asked, configurations=(asked.configurations[0], part)), configuration="b", solving=here)


def test_upkeep_counts_against_the_price() -> None:
    terms = Costs(2, Decimal(1000), Decimal(1), Decimal(100), Decimal("0.25"), (Decimal(0), Decimal(0)), None)
    asked = replace(question(), costs=terms)
    asked = replace(asked, configurations=tuple(
        replace(c, price=c.price * 1000, power_w=Decimal(1000 if c.id == "a" else 2000)) for c in asked.configurations
    ))  # fmt: skip
    found = price_break(asked, configuration="b", solving=here)
    # a: 400,000 × 1.5 + 200,000 of energy; b burns 200,000 more, a third less of the price is left for it
    assert found.brings == 266_666
    assert "b" in servers_of(cheapest_here(priced(asked, 266_665)))
    assert "b" not in servers_of(cheapest_here(priced(asked, 266_667)))


def test_the_smallest_rate_is_found_within_the_tolerance() -> None:
    found = speed_break(question(), configuration="b", solving=here)
    assert found.brings is not None
    assert found.leaves is not None
    # at 900 won one b and one a (1,300) never beat three a; one b alone does, from 10 requests/s: 2.5 times
    assert found.leaves < Fraction(5, 2) <= found.brings
    assert found.brings - found.leaves <= found.tolerance * found.leaves


@st.composite
def questions(draw: st.DrawFn) -> Problem:
    price = st.integers(1, 9).map(lambda n: n * 1000)
    held = limits(
        vendor_share=draw(st.sampled_from([None, None, Fraction(2, 3)])),
        rack_units=draw(st.sampled_from([None, 40])),
        min_vendors=draw(st.sampled_from([None, 2])),
    )
    names = ("a", "b", "c")
    servers = {(c, b): draw(st.integers(2, 5)) for c in names for b in ("x", "y")}
    rates = {b: str(draw(st.integers(1, 7))) for b in ("x", "y")}
    configurations = tuple(configuration(name, price=draw(price)) for name in names)
    return problem(configurations, rates, servers, held=held, spares=draw(st.integers(0, 1)))


def forced(asked: Problem, *, least: int) -> int | None:
    """Least cost over every purchase with at least `least` (or, for 0, none) of b, by enumeration."""
    fitting = (
        servers for servers in purchases(asked, most_useful(asked))
        if bool(servers["b"]) == bool(least) and largest_scale(asked, servers) >= 1
    )  # fmt: skip
    return min((sum(c.price * servers[c.id] for c in asked.configurations) for servers in fitting), default=None)


@given(questions())
@FEW
def test_both_sides_of_the_border_are_as_enumeration_says(asked: Problem) -> None:
    found = price_break(asked, configuration="b", solving=here)
    without = forced(asked, least=0)
    assert found.without == without

    def brings(price: int) -> bool:
        held = forced(priced(asked, price), least=1)
        return held is not None and (without is None or held <= without)

    if found.brings is None:
        assert not brings(1)
        return
    assert brings(found.brings)
    assert found.brings == found.price or not brings(found.brings + 1)
