from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.mix import NoMix
from procurement.sizing.model import most_useful
from procurement.sizing.problem import Problem
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, most_here, problem, servers_of
from tests.procurement.sizing.exact import best_purchase, best_scale, largest_scale

SOME = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def problems(draw: st.DrawFn, *, budget: bool) -> Problem:
    names = ["a", "b", "c"][: draw(st.integers(2, 3))]
    buckets = ["x", "y", "z"][: draw(st.integers(1, 3))]
    configurations = tuple(
        configuration(
            name,
            price=draw(st.integers(1, 12)) * 1_000_000,
            vendor=draw(st.sampled_from(["v1", "v2"])),
            domestic=draw(st.booleans()),
            power_w=draw(st.sampled_from(["500", "700.5", "900", None])),
            maximum=draw(st.sampled_from([None, None, 1, 2])),
        )
        for name in names
    )
    rates = {name: str(draw(st.integers(1, 4))) for name in buckets}
    servers = {(c, b): draw(st.sampled_from([2, 3, 4, 5, None])) for c in names for b in buckets}
    for name in buckets:
        servers["a", name] = servers["a", name] or 3
    held = limits(
        budget=draw(st.integers(1, 40)) * 1_000_000 if budget else draw(st.sampled_from([None, 30_000_000])),
        power_w=draw(st.sampled_from([None, None, Decimal(2000), Decimal("2101.5")])),
        rack_units=draw(st.sampled_from([None, 12])),
        vendor_share=draw(st.sampled_from([None, Fraction(2, 3)])),
        min_vendors=draw(st.sampled_from([None, 2])),
        max_vendors=draw(st.sampled_from([None, 1])),
        domestic_share=draw(st.sampled_from([None, DomesticShare(Fraction(1, 3), "sme_setaside", None, None)])),
    )
    return problem(configurations, rates, servers, held=held, spares=draw(st.integers(0, 1)))


@given(problems(budget=False))
@SOME
def test_the_cheapest_mix_is_the_one_that_full_enumeration_finds(asked: Problem) -> None:
    expected = best_purchase(asked, most_useful(asked))
    if expected is None:
        with pytest.raises(NoMix) as caught:
            cheapest_here(asked)
        assert caught.value.minimal
        return
    mix = cheapest_here(asked)
    assert servers_of(mix) == {name: count for name, count in expected.items() if count}
    assert (mix.proven, mix.ties_settled, mix.bound, mix.gap) == (True, True, Decimal(mix.cost), Decimal(0))
    assert all(check.ok for check in mix.checks)


@given(problems(budget=True))
@SOME
def test_the_most_performance_is_what_full_enumeration_finds(asked: Problem) -> None:
    assert asked.limits.budget is not None
    needs = most_useful(asked)
    most = {c.id: max(asked.limits.budget // c.price, needs[c.id]) for c in asked.configurations}
    most = {name: min(count, 6) for name, count in most.items()}
    asked = replace(asked, configurations=tuple(replace(c, maximum=most[c.id]) for c in asked.configurations))
    expected = best_scale(asked, most)
    if expected == 0:
        with pytest.raises(NoMix):
            most_here(asked)
        return
    mix = most_here(asked)
    assert float(mix.scale) == pytest.approx(float(expected), rel=1e-6)
    assert largest_scale(asked, {c.id: servers_of(mix).get(c.id, 0) for c in asked.configurations}) >= mix.scale
    assert mix.proven
