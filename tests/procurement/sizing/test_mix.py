from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.linear import Answer
from procurement.sizing.mix import NoMix, NotVerified, UnservedDemand, cheapest, mix_of, most_performance
from procurement.sizing.model import cheapest_model
from procurement.sizing.problem import Problem, ProblemError, Year
from procurement.sizing.solver import SolverStopped
from tests.procurement.sizing.builders import (
    cheapest_here,
    configuration,
    in_process,
    limits,
    most_here,
    problem,
    servers_of,
)


def answer_with(values: tuple[float, ...], *, status: str) -> Answer:
    return Answer(
        status=status,
        values=values,
        bound=None,
        proven=False,
        infeasible=False,
        ties_settled=False,
        conflict=(),
        minimal=False,
        solver="",
    )


def two_buckets(**changes: Any) -> Problem:
    both = (configuration("npu", price=300, domestic=True), configuration("gpu", price=500))
    carried = {("npu", "chat"): 10, ("gpu", "chat"): 20, ("npu", "doc"): 2, ("gpu", "doc"): 12}
    return problem(both, {"chat": "25", "doc": "9"}, carried, **changes)


def test_a_mix_carries_its_own_proof_through_the_child() -> None:
    mix = cheapest(two_buckets(held=limits(budget=5000, power_w=Decimal(9000))), wall_seconds=60)
    assert servers_of(mix) == {"gpu": 2}
    assert (mix.cost, mix.bound, mix.gap, mix.proven, mix.status) == (1000, Decimal(1000), Decimal(0), True, "Optimal")
    assert (mix.power_w, mix.rack_units, mix.scale) == (Fraction(2000), Fraction(8), Decimal(1))
    assert [(share.vendor, share.share) for share in mix.vendor_shares] == [("v-gpu", Fraction(1))]
    assert mix.purchases[0].utilisation == 1
    assert {check.rule for check in mix.checks} == {"served", "share", "load", "servers", "budget", "power"}


def test_the_same_question_gives_the_same_mix_twice_and_in_any_order() -> None:
    asked = two_buckets(spares=1)
    turned = replace(asked, configurations=asked.configurations[::-1], capacities=asked.capacities[::-1])
    first = cheapest(asked, wall_seconds=60)
    assert cheapest(asked, wall_seconds=60) == first
    again = cheapest_here(turned)
    assert (again.purchases, again.shares, again.cost) == (first.purchases, first.shares, first.cost)


def test_of_equal_mixes_the_one_with_fewest_servers_and_then_the_first_id_is_taken() -> None:
    three = (configuration("c", price=100), configuration("b", price=200), configuration("a", price=200))
    asked = problem(three, {"x": "2"}, {("c", "x"): 1, ("b", "x"): 2, ("a", "x"): 2})
    assert servers_of(cheapest_here(asked)) == {"a": 1}


def test_the_most_performance_under_a_budget_says_its_scale() -> None:
    mix = most_performance(two_buckets(held=limits(budget=2000)), wall_seconds=60)
    assert servers_of(mix) == {"gpu": 4}
    assert (mix.scale, mix.cost, mix.proven) == (Decimal(2), 2000, True)
    assert mix.bound == 2


def test_a_budget_too_small_for_anything_is_the_conflict() -> None:
    with pytest.raises(NoMix) as caught:
        most_here(two_buckets(held=limits(budget=299, rack_units=40)))
    assert [one.rule for one in caught.value.conflict] == ["budget"]


def test_the_most_performance_without_a_budget_is_refused() -> None:
    with pytest.raises(ProblemError, match="예산"):
        most_performance(two_buckets(), wall_seconds=60)


def test_a_bucket_nobody_was_measured_on_is_named_before_solving() -> None:
    asked = problem((configuration("npu"),), {"chat": "1", "doc": "1"}, {("npu", "chat"): 1})
    with pytest.raises(UnservedDemand) as caught:
        cheapest(asked, wall_seconds=60)
    assert caught.value.titles == ("수요 doc",)
    assert [(reason.configuration, reason.bucket) for reason in caught.value.reasons] == [("npu", "doc")]


@pytest.mark.parametrize(
    ("held", "rules"),
    [
        (limits(budget=999, power_w=Decimal(99_000)), {"budget"}),
        (limits(power_w=Decimal(1000), budget=9_000_000), {"power"}),
        (limits(rack_units=7, min_vendors=1), {"rack"}),
        (limits(min_vendors=2, max_vendors=1, budget=9_000), {"min_vendors", "max_vendors"}),
        (limits(vendor_share=Fraction(9, 10), max_vendors=1), {"vendor_share", "max_vendors"}),
        (limits(min_vendors=2, budget=1_099, rack_units=90), {"budget", "min_vendors"}),
        (
            limits(domestic_share=DomesticShare(Fraction(9, 10), "security", None, None), vendor_share=Fraction(2, 3)),
            {"domestic", "vendor_share"},
        ),
    ],
)
def test_an_impossible_question_names_exactly_the_limits_in_conflict(held: Any, rules: set[str]) -> None:
    with pytest.raises(NoMix) as caught:
        cheapest_here(two_buckets(held=held))
    assert {one.rule for one in caught.value.conflict} == rules
    assert caught.value.minimal


def test_a_conflict_is_told_through_the_child_in_words_with_numbers() -> None:
    with pytest.raises(NoMix, match="예산 999원 이하"):
        cheapest(two_buckets(held=limits(budget=999)), wall_seconds=60)


def test_a_share_that_only_idle_servers_could_reach_is_refused_and_says_so() -> None:
    with pytest.raises(NoMix, match=r"쓸 수 있는 대수까지만 구매: gpu ≤ 2, npu ≤ 7") as caught:
        cheapest_here(two_buckets(held=limits(vendor_share=Fraction(1, 2))))
    assert [one.rule for one in caught.value.conflict] == ["vendor_share"]


def test_stock_and_missing_power_are_named_in_a_conflict() -> None:
    one = (configuration("npu", maximum=1, power_w=None), configuration("gpu", maximum=0))
    asked = problem(one, {"x": "2"}, {("npu", "x"): 1, ("gpu", "x"): 1})
    with pytest.raises(NoMix, match="npu ≤ 1"):
        cheapest_here(asked)
    free = replace(asked, configurations=tuple(replace(c, maximum=None) for c in one))
    dark = replace(free, limits=limits(power_w=Decimal(900)))
    with pytest.raises(NoMix, match="값이 없어 제외: npu"):
        cheapest_here(dark)


def test_where_the_offers_alone_leave_nothing_no_number_is_blamed() -> None:
    asked = problem(
        (configuration("npu", maximum=1),), {"x": "2"}, {("npu", "x"): 1}, held=limits(budget=1, rack_units=1)
    )
    with pytest.raises(NoMix) as caught:
        cheapest_here(asked)
    assert [one.rule for one in caught.value.conflict] == ["maximum"]


def test_what_no_limit_forbids_and_nothing_delivers_in_time_is_named() -> None:
    pair = tuple(replace(configuration(name), lead_years=1) for name in ("npu", "gpu"))
    asked = problem(pair, {"x": "2"}, {("npu", "x"): 1, ("gpu", "x"): 1}, held=limits(budget=10_000))
    asked = replace(asked, years=(Year("첫 해"), Year("이듬해")))
    with pytest.raises(NoMix, match=r"제때 들어와 수요를 처리할 구성이 없습니다\..*: 첫 해 .*x") as caught:
        cheapest_here(asked)
    assert caught.value.conflict == ()
    there = replace(asked, configurations=(replace(pair[0], existing=1), pair[1]))
    with pytest.raises(NoMix, match=r"보유 대수를 보십시오 / "):
        cheapest_here(there)


def test_a_configuration_without_power_is_kept_out_only_under_a_power_limit() -> None:
    pair = (configuration("npu", price=100, power_w=None), configuration("gpu", price=500))
    asked = problem(pair, {"x": "1"}, {("npu", "x"): 1, ("gpu", "x"): 1})
    free, bound = cheapest_here(asked), cheapest_here(replace(asked, limits=limits(power_w=Decimal(5000))))
    assert (servers_of(free), free.power_w, free.excluded) == ({"npu": 1}, None, ())
    assert (servers_of(bound), bound.power_w) == ({"gpu": 1}, Fraction(1000))
    assert [(out.configuration, out.rule) for out in bound.excluded] == [("npu", "power")]


def test_a_domestic_share_without_a_legal_basis_informs_and_never_decides() -> None:
    asked = DomesticShare(Fraction(1, 2), "none", 230_000_000, 100_000_000)
    mix = cheapest_here(two_buckets(held=limits(domestic_share=asked)))
    assert servers_of(mix) == servers_of(cheapest_here(two_buckets()))
    assert mix.informed is not None
    assert (mix.informed.asked, mix.informed.reached, mix.domestic_why) == (Fraction(1, 2), Fraction(0), "")
    assert "domestic" not in {check.rule for check in mix.checks}


def test_a_domestic_share_with_a_legal_basis_decides_and_is_checked() -> None:
    asked = DomesticShare(Fraction(1, 2), "security", None, None)
    mix = cheapest_here(two_buckets(held=limits(domestic_share=asked)))
    assert servers_of(mix) == {"gpu": 1, "npu": 2}
    assert mix.domestic_share == Fraction(600, 1100)
    assert mix.informed is None
    assert mix.domestic_why.startswith("안보")
    assert [(c.value, c.limit, c.ok) for c in mix.checks if c.rule == "domestic"] == [
        (Fraction(6, 11), Fraction(1, 2), True)
    ]


def test_a_purchase_below_the_threshold_must_stay_below_it() -> None:
    under = DomesticShare(Fraction(1, 2), "below_threshold", 900, 1101)
    mix = cheapest_here(two_buckets(held=limits(domestic_share=under)))
    assert [(c.subject, c.value, c.limit) for c in mix.checks if c.rule == "domestic"] == [
        ("", Fraction(6, 11), Fraction(1, 2)),
        ("threshold", 1100, 1100),
    ]
    with pytest.raises(NoMix) as caught:
        cheapest_here(two_buckets(held=limits(domestic_share=replace(under, threshold_won=1100))))
    assert [one.rule for one in caught.value.conflict] == ["domestic"]


def test_spares_stand_beside_every_used_configuration() -> None:
    mix = cheapest_here(two_buckets(spares=1))
    assert servers_of(mix) == {"gpu": 3}
    assert [(c.value, c.limit) for c in mix.checks if c.rule == "load" and c.subject == "gpu"] == [
        (Fraction(2), Fraction(2))
    ]


def test_an_answer_that_does_not_hold_when_recomputed_is_not_handed_out() -> None:
    asked = two_buckets()
    program = cheapest_model(asked)
    found = answer_with((), status="Optimal")
    ones = (1.0,) * len(program.linear.columns)
    with pytest.raises(NotVerified) as caught:
        mix_of(asked, model=program, answer=replace(found, values=ones))
    assert {check.rule for check in caught.value.broken} == {"load"}


def test_a_share_of_rounding_size_on_a_server_not_bought_is_dropped() -> None:
    asked = two_buckets()
    program = cheapest_model(asked)
    layout = program.layout
    set_to = {layout.servers["gpu"]: 2.0, layout.shares["gpu", "chat"]: 1.0, layout.shares["gpu", "doc"]: 1 - 1e-8}
    set_to[layout.shares["npu", "doc"]] = 1e-8
    values = tuple(set_to.get(column, 0.0) for column in range(len(program.linear.columns)))
    mix = mix_of(asked, model=program, answer=answer_with(values, status="Interrupted"))
    assert [(part.configuration, part.share) for part in mix.shares] == [("gpu", Decimal(1)), ("gpu", Decimal(1))]
    assert (mix.bound, mix.gap, mix.proven) == (None, None, False)


def test_no_answer_in_time_is_not_called_impossible() -> None:
    asked = two_buckets()
    with pytest.raises(SolverStopped, match="Time limit"):
        in_process(asked, cheapest_model(asked), seconds=0.0)


def test_the_published_melange_instance_is_undercut_by_continuous_shares(root: Path) -> None:
    case = tomllib.loads((root / "tests/cases/sizing_melange.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    cards = tuple(configuration(name, price=int(card["price_usd"] * 100)) for name, card in case["card"].items())
    rates = {name: str(weight * case["requests_per_second"]) for name, weight in case["weight"].items()}
    carried = {
        (name, cell): Fraction(rate) for name, card in case["card"].items() for cell, rate in card["requests"].items()
    }
    mix = cheapest_here(problem(cards, rates, carried))
    assert servers_of(mix) == case["expected"]["servers"]
    assert Decimal(mix.cost) / 100 == case["expected"]["price_usd"]
    assert Decimal(mix.cost) / 100 < case["published"]["price_usd"]
