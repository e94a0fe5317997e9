from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.sizing.aims import aim_checks, in_order, reached_of, value_of_aim
from procurement.sizing.aims_model import Aim, aim_model
from procurement.sizing.figures import ProblemError
from procurement.sizing.linear import Answer
from procurement.sizing.mix import Mix, NoMix, NotVerified, Reached, cheapest
from procurement.sizing.tco import Costs
from tests.procurement.sizing.builders import configuration, limits, problem, servers_of

THREE = (
    configuration("a", price=100, power_w="1000"),
    configuration("b", price=102, power_w="600"),
    configuration("c", price=130, power_w="500"),
)
ASKED = problem(THREE, {"x": "4"}, {("a", "x"): 1, ("b", "x"): 1, ("c", "x"): 1})


def sought(*aims: Aim) -> Mix:
    return in_order(ASKED, aims=aims, wall_seconds=120)


def test_without_a_tolerance_the_first_aim_decides() -> None:
    mix = sought(Aim("cost"), Aim("power"))
    assert servers_of(mix) == {"a": 4}
    assert [(r.aim, r.value, r.bound, r.proven) for r in mix.aims] == [
        ("cost", Fraction(400), Fraction(400), True),
        ("power", Fraction(4000), Fraction(4000), True),
    ]
    assert (mix.bound, mix.gap, mix.proven) == (Decimal(400), Decimal(0), True)


def test_a_tolerance_of_cost_buys_what_saves_power_and_the_gap_says_so() -> None:
    mix = sought(Aim("cost", Fraction(1, 100)), Aim("power"))
    assert servers_of(mix) == {"a": 2, "b": 2}
    assert (mix.cost, mix.bound, mix.gap) == (404, Decimal(400), Decimal(4) / 404)
    assert [(c.subject, c.value, c.limit) for c in mix.checks if c.rule == "aim"] == [
        ("cost", Fraction(404), Fraction(404)),
        ("power", Fraction(3200), Fraction(3200)),
    ]


def test_fewest_vendors_and_the_distance_to_a_given_mix_follow_in_their_turn() -> None:
    near = Aim("distance", given=(("a", 1), ("b", 3)))
    mix = sought(Aim("cost", Fraction(2, 100)), near)
    assert (servers_of(mix), mix.aims[1].value) == ({"a": 1, "b": 3}, Fraction(0))
    one = sought(Aim("cost", Fraction(2, 100)), Aim("vendors"), near)
    assert (servers_of(one), [int(r.value) for r in one.aims]) == ({"b": 4}, [400, 1, 2])


def test_power_may_come_first_and_then_the_cost_has_no_bound_of_its_own() -> None:
    mix = sought(Aim("power"), Aim("cost"))
    assert (servers_of(mix), mix.bound, mix.gap, mix.proven) == ({"c": 4}, None, None, True)


def test_a_total_cost_is_bounded_with_what_no_choice_changes() -> None:
    costs = Costs(1, Decimal(1), Decimal(1), Decimal(1), Decimal(0), (Decimal(0),), None)
    there = (replace(THREE[0], existing=1), *THREE[1:])
    asked = replace(ASKED, configurations=there, costs=costs)
    mix = in_order(asked, aims=(Aim("cost"),), wall_seconds=60)
    assert (mix.total_cost, mix.bound, mix.proven) == (304, Decimal(304), True)
    assert mix.total_cost == cheapest(asked, wall_seconds=60).total_cost
    assert value_of_aim(asked, aim=Aim("cost"), mix=mix) == 304


def test_what_cannot_be_kept_is_told_as_a_conflict() -> None:
    with pytest.raises(NoMix):
        in_order(replace(ASKED, limits=limits(budget=399)), aims=(Aim("power"),), wall_seconds=60)


@pytest.mark.parametrize(
    ("aims", "message"),
    [
        ((), "하나 이상"),
        ((Aim("cost"), Aim("cost", Fraction(1))), "서로 다르게"),
        ((Aim("cost", Fraction(-1, 100)),), "cost: 허용 폭"),
        ((Aim("distance", given=(("z", 1),)),), "주어진 구성"),
    ],
)
def test_aims_that_cannot_be_sought_are_refused(aims: tuple[Aim, ...], message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        sought(*aims)


def test_power_cannot_be_least_where_it_is_not_stated() -> None:
    dark = replace(ASKED, configurations=(replace(THREE[0], power_w=None), *THREE[1:]))
    with pytest.raises(ProblemError, match="소비전력이 필요합니다"):
        in_order(dark, aims=(Aim("power"),), wall_seconds=60)


def test_a_mix_that_passes_an_aim_it_must_keep_is_not_handed_out() -> None:
    mix = cheapest(ASKED, wall_seconds=60)
    kept = aim_checks(ASKED, held={Aim("cost"): Fraction(400)}, mix=mix)
    assert [check.ok for check in kept] == [True]
    with pytest.raises(NotVerified, match="aim cost"):
        aim_checks(ASKED, held={Aim("cost", Fraction(1, 1000)): Fraction(399)}, mix=mix)


@pytest.mark.parametrize(
    ("bound", "reached", "proven"), [(None, None, False), (3.2, Fraction(400), True), (2.9, Fraction(300), False)]
)
def test_an_aim_is_proven_by_its_bound_only(bound: float | None, reached: Fraction | None, *, proven: bool) -> None:
    even = problem((configuration("a", price=100),), {"x": "4"}, {("a", "x"): 1})
    program = aim_model(even, aim=Aim("cost"), held={})
    answer = Answer(
        status="Optimal", values=(), bound=bound, proven=True, infeasible=False, ties_settled=True, conflict=(),
        minimal=False, solver="",
    )  # fmt: skip
    found = reached_of(Fraction(400), aim=Aim("cost"), program=program, answer=answer)
    assert found == Reached("cost", Fraction(400), reached, proven=proven)
