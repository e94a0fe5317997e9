from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.frontier import Aim, frontier
from procurement.sizing.model import most_useful
from procurement.sizing.problem import Problem, ProblemError
from tests.procurement.sizing.asking import here, out_of_time
from tests.procurement.sizing.builders import configuration, limits, problem, servers_of
from tests.procurement.sizing.exact import largest_scale, purchases

FEW = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def questions(draw: st.DrawFn) -> Problem:
    names, buckets = ("a", "b", "c"), ("x", "y")
    configurations = tuple(
        configuration(name, price=draw(st.integers(2, 9)) * 1000, vendor=draw(st.sampled_from(["v", "w"])),
                      domestic=draw(st.booleans()), power_w=draw(st.sampled_from(["500", "700.5", "900"])), maximum=2)
        for name in names
    )  # fmt: skip
    held = limits(
        rack_units=draw(st.sampled_from([None, 20])),
        vendor_share=draw(st.sampled_from([None, Fraction(3, 4)])),
        domestic_share=draw(st.sampled_from([None, DomesticShare(Fraction(1, 4), "sme_setaside", None, None)])),
    )
    servers = {(c, b): draw(st.integers(2, 5)) for c in names for b in buckets}
    rates = {b: str(draw(st.integers(1, 3))) for b in buckets}
    return problem(configurations, rates, servers, held=held, spares=draw(st.integers(0, 1)))


def worth(asked: Problem, servers: dict[str, int], aim: Aim) -> Fraction:
    """More is better: the scale, the domestic share, or watts below zero."""
    if aim == "performance":
        return largest_scale(asked, servers)
    if aim == "power":
        return -sum((Fraction(c.power_w or 0) * servers[c.id] for c in asked.configurations), Fraction(0))
    value = sum(c.price * servers[c.id] for c in asked.configurations)
    return Fraction(sum(c.price * servers[c.id] for c in asked.configurations if c.domestic), value or 1)


def everything(asked: Problem, aim: Aim) -> list[tuple[int, Fraction]]:
    """Cost and worth of every purchase that serves the demand."""
    return [
        (sum(c.price * servers[c.id] for c in asked.configurations), worth(asked, servers, aim))
        for servers in purchases(asked, {"a": 2, "b": 2, "c": 2} if aim == "performance" else most_useful(asked))
        if largest_scale(asked, servers) >= 1
    ]


@pytest.mark.parametrize("aim", ["power", "domestic"])
@given(questions())
@FEW
def test_nothing_beats_a_point_and_every_level_has_its_cheapest(aim: Aim, asked: Problem) -> None:
    found = frontier(asked, aim=aim, solving=here, points=5)
    known = everything(asked, aim)
    assert bool(found.points) == bool(known)
    sign = -1 if aim == "power" else 1
    for point in found.points:
        level = sign * point.level
        assert not any((won <= point.won and w > level) or (won < point.won and w >= level) for won, w in known)
        assert (point.proven, point.gap, point.bound) == (True, Fraction(0), point.won)
    for low in found.curve:
        least = min(won for won, w in known if w >= sign * low.level)
        assert low.won <= least
        assert any(point.won == least for point in found.points)


@given(questions())
@FEW
def test_performance_rises_from_the_whole_demand_to_what_the_money_buys(asked: Problem) -> None:
    most = sum(c.price * 2 for c in asked.configurations)
    found = frontier(asked, aim="performance", solving=here, points=5, most_won=most)
    known = everything(asked, "performance")
    assert bool(found.points) == bool(known)
    tiny = Fraction(1, 10**6)
    for point in found.points:
        assert not any(won < point.won and w >= point.level + tiny for won, w in known)
        assert not any(won <= point.won and w > point.level + tiny for won, w in known)
    if known:
        assert found.points[0].won == min(won for won, _ in known)
        assert float(found.points[-1].level) == pytest.approx(float(max(w for _, w in known)), rel=1e-6)


TWO = (configuration("a", price=400, power_w="1000"), configuration("b", price=500, power_w="700", domestic=True))


def simple() -> Problem:
    return problem(TWO, {"x": "10"}, {("a", "x"): 4, ("b", "x"): 4})


def test_the_jump_rule_solves_each_purchase_once() -> None:
    found = frontier(simple(), aim="power", solving=here, points=13)
    assert [(int(p.level), p.won, servers_of(p.mix)) for p in found.points] == [
        (3000, 1200, {"a": 3}),
        (2700, 1300, {"a": 2, "b": 1}),
        (2400, 1400, {"a": 1, "b": 2}),
        (2100, 1500, {"b": 3}),
    ]
    assert (len(found.curve), found.solved) == (13, 4)
    assert found.curve[0].level == 3000
    assert found.curve[-1].level == 2100
    assert 0 < found.distance < Fraction(1, 4)


def test_the_curve_of_a_share_is_below_the_points() -> None:
    found = frontier(simple(), aim="domestic", solving=here, points=5)
    assert [(int(p.level), p.won) for p in found.points][-1] == (1, 1500)
    assert [low.level for low in found.curve] == [0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1]
    assert [low.won for low in found.curve][-1] == 1300  # two and a half of b, in steps of 100 won


def test_what_is_not_proven_shows_its_gap() -> None:
    found = frontier(replace(simple(), limits=limits(rack_units=12)), aim="domestic", solving=out_of_time, points=1)
    assert not found.points[0].proven


def test_a_question_that_nothing_fits_has_no_frontier() -> None:
    asked = replace(simple(), limits=limits(power_w=Decimal(100)))
    found = frontier(asked, aim="power", solving=here)
    assert (found.curve, found.points, found.solved) == ((), (), 0)


def test_performance_needs_an_end() -> None:
    with pytest.raises(ProblemError, match="예산"):
        frontier(simple(), aim="performance", solving=here)
