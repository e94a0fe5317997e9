from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.limit_values import Limited, freed, limited, moved
from procurement.sizing.mix import NoMix
from procurement.sizing.model import most_useful
from procurement.sizing.problem import Problem, Year
from procurement.sizing.remedy import Alone, alone, remedy
from procurement.sizing.tco import Costs
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem
from tests.procurement.sizing.exact import largest_scale, purchases

FEW = settings(max_examples=12, deadline=None, derandomize=True,
               suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])  # fmt: skip
A, B = configuration("a", price=400, power_w="1000"), configuration("b", price=500, power_w="700", domestic=True)
SERVES = {("a", "x"): 4, ("b", "x"): 4}


def question(**held: object) -> Problem:
    """Ten requests/s, three servers of a or b."""
    return problem((A, B), {"x": "10"}, SERVES, held=limits(**held))  # type: ignore[arg-type]  # each test names its own


def only(asked: Problem) -> Limited:
    return limited(asked)[0]


def to(asked: Problem) -> Fraction | None:
    """What the first limit has to be moved to when it alone moves."""
    found = alone(asked, limit=only(asked), solving=here)
    return None if found.to is None else found.to.value


def test_a_limit_alone_moves_to_the_least_that_fits() -> None:
    assert to(question(budget=1000)) == 1200
    assert to(question(power_w=Decimal(2000))) == 2100
    assert to(question(rack_units=11)) == 12
    assert to(question(vendor_share=Fraction(1, 2))) == Fraction(6, 11)  # three of a, two of b
    assert to(question(vendor_demand=Fraction(1, 3))) == pytest.approx(Fraction(1, 2), abs=1e-6)
    assert to(question(min_vendors=3)) == 2
    assert to(question(max_vendors=0)) == 1
    home = DomesticShare(Fraction(1), "sme_setaside", None, None)
    assert to(question(domestic_share=home)) == 1


def test_a_limit_that_moves_alone_may_not_be_enough() -> None:
    asked = question(budget=1000, rack_units=8)
    assert alone(asked, limit=only(asked), solving=here) == Alone(only(asked), None)


def test_the_threshold_is_law_and_stays() -> None:
    home = DomesticShare(Fraction(1), "below_threshold", 1000, 1401)
    asked = question(domestic_share=home)
    # all of b would cost 1,500: two of b and one of a are 1,400, the most domestic that stays below 1,401
    assert to(asked) == Fraction(1000, 1400)
    found = remedy(asked, solving=here)
    assert found is not None
    assert [(step.limit.rule, step.to.value) for step in found.steps] == [("domestic", Fraction(1000, 1400))]
    assert found.mix.cost == 1400
    tight = replace(home, threshold_won=1101)
    assert to(question(domestic_share=tight)) is None
    assert remedy(question(domestic_share=tight), solving=here) is None


def test_yearly_money_moves_year_by_year() -> None:
    asked = replace(question(), years=(Year("2027", 400), Year("2028", 5000)))
    found = alone(asked, limit=only(asked), solving=here)
    assert found.to is not None
    assert found.to.words == "연도 예산 / year's budget 0 1,200 KRW"
    terms = Costs(1, Decimal(1000), Decimal(1), Decimal(100), Decimal("0.5"), (Decimal(0),), None)
    asked = replace(question(running=100), costs=terms)
    assert to(asked) == 3 * 700 * 100 + 750  # b burns less than a and its upkeep is dearer by 50 a server


def test_the_cheapest_changes_are_in_words_and_numbers() -> None:
    found = remedy(question(budget=1188, power_w=Decimal(1000)), solving=here)
    assert found is not None
    # by per cent: a needs 1,200 (+1 %) and 3,000 W (+200 %); b 1,500 (+26 %) and 2,100 W (+110 %)
    assert [step.sentence for step in found.steps] == [
        "예산 / budget 1,188 KRW → 1,500 KRW",
        "전력 / power 1,000 W → 2,100 W",
    ]
    assert (found.mix.cost, found.mix.proven) == (1500, True)


def test_weights_make_a_limit_dearer_to_move() -> None:
    asked = question(budget=1188, power_w=Decimal(1000))
    found = remedy(asked, solving=here, weights={"budget": Fraction(100)})
    assert found is not None
    assert [step.to.value for step in found.steps] == [1200, 3000]


def test_what_is_no_number_never_moves() -> None:
    few = tuple(replace(c, maximum=1) for c in (A, B))
    asked = replace(question(budget=100), configurations=few)
    assert remedy(asked, solving=here) is None


@st.composite
def impossible(draw: st.DrawFn) -> Problem:
    held = limits(
        budget=draw(st.sampled_from([None, 1000, 2500])),
        power_w=draw(st.sampled_from([None, Decimal(900), Decimal(2500)])),
        rack_units=draw(st.sampled_from([None, 7, 12])),
        vendor_share=draw(st.sampled_from([None, Fraction(2, 5), Fraction(2, 3)])),
        min_vendors=draw(st.sampled_from([None, 2])),
        max_vendors=draw(st.sampled_from([None, 1])),
        domestic_share=draw(st.sampled_from([None, DomesticShare(Fraction(3, 5), "sme_setaside", None, None)])),
    )
    names, buckets = ("a", "b"), ("x", "y")
    configurations = tuple(
        configuration(name, price=draw(st.integers(3, 9)) * 100, vendor=draw(st.sampled_from(["v", "w"])),
                      domestic=draw(st.booleans()), power_w=draw(st.sampled_from(["500", "700.5"])))
        for name in names
    )  # fmt: skip
    servers = {(c, b): draw(st.integers(2, 4)) for c in names for b in buckets}
    rates = {b: str(draw(st.integers(2, 6))) for b in buckets}
    asked = problem(configurations, rates, servers, held=held, spares=draw(st.integers(0, 1)))
    assume(not possible(asked))
    return asked


def possible(asked: Problem) -> bool:
    most = most_useful(asked)
    return any(largest_scale(asked, servers) >= 1 for servers in purchases(asked, most))


@given(impossible())
@FEW
def test_what_is_proposed_fits_and_nothing_less_does(asked: Problem) -> None:
    with pytest.raises(NoMix) as caught:
        cheapest_here(asked)
    for conflict in caught.value.conflict:
        rules = {one.rule for one in caught.value.conflict}
        others = {limit.rule for limit in limited(asked)} - rules
        assert possible(freed(asked, rules={*others, conflict.rule}))
    found = remedy(asked, solving=here)
    if found is not None:
        changed = asked
        for step in found.steps:
            changed = moved(changed, limit=step.to)
        assert possible(changed)


@given(impossible())
@FEW
def test_each_limit_alone_moves_as_far_as_enumeration_says(asked: Problem) -> None:
    for limit in limited(asked):
        found = alone(asked, limit=limit, solving=here)
        free = freed(asked, rules={limit.rule})
        assert (found.to is not None) == possible(free)
        if found.to is not None:
            assert possible(moved(asked, limit=found.to))
            step = Fraction(1, 10**5) if limit.unit == "share" else Fraction(1)
            nearer = found.to.value + (step if limit.rule in ("min_vendors", "domestic") else -step)
            if nearer >= 0 and (limit.unit != "share" or nearer <= 1):
                assert not possible(moved(asked, limit=replace(limit, value=nearer)))
