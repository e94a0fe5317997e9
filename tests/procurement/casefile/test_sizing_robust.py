from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from procurement.casefile import sized
from procurement.casefile.sizing_robust import robust_of
from procurement.sizing.loss import Loss
from procurement.sizing.problem import ProblemError
from tests.procurement.exports.explored_cases import QUIET
from tests.procurement.exports.robust_cases import (
    TIGHT,
    plan_case,
    plan_sizing,
    robust_in,
    robust_sizing,
    tender_case,
    tender_sizing,
)


def test_a_mix_without_room_fails_where_demand_turns_out_higher_and_more_is_bought() -> None:
    found = robust_in(tender_sizing(*TIGHT))
    (year,) = found.served
    assert (year.year, year.found.scenarios, year.found.served < 40) == ("", 40, True)
    assert found.assured is not None
    assert (found.assured.inside.scenarios, found.assured.outside.scenarios) == (10, 40)
    assert found.assured.outside.seed == 2
    assert found.assured.outside.served > year.found.served
    assert found.gamma is not None
    assert found.missing == ()


def test_losing_the_only_vendor_leaves_nothing() -> None:
    found = robust_in(tender_sizing())
    assert found.losses == (Loss("vendor", "A사 제조", Fraction(0)), Loss("server", "A", Fraction(0)))


def test_waiting_is_simulated_where_it_was_measured_and_breaks_the_level() -> None:
    (delay,) = robust_in(tender_sizing()).delays
    assert (delay.configuration, delay.bucket, delay.limit_s, delay.ok) == ("A", "chat", 0.9, False)
    assert delay.p99_s > 0.9


def test_each_year_is_counted_and_what_was_run_once_is_named() -> None:
    found = robust_in(plan_sizing())
    assert ([one.year for one in found.served], found.year) == (["1년", "2년"], "2년")
    assert found.single[0] == "@서버 (있던 것) · 대화 128/128"
    assert found.delays == ()
    assert [one.what.partition(" / ")[0] for one in found.missing] == ["서버 (새것): 대기 모의"]
    assert "h100-llama31-8b-fp8-128-128" in found.missing[0].why


def test_repeated_runs_vary_as_they_were_measured(tmp_path: Path) -> None:
    case = tender_case(tmp_path / "case", ("measured = 0.02", 'measured = "repeats"'))
    (server, *_) = case.servers
    one = server.examined[-1]
    run = one.measurement
    rate = run.throughput.rps
    assert rate is not None
    again = replace(
        run, id="again", source=replace(run.source, where="/again"),
        throughput=replace(run.throughput, rps=rate / 2),
    )  # fmt: skip
    twice = replace(server, examined=(*server.examined, replace(one, measurement=again)))
    repeated = robust_in(robust_sizing(replace(case, servers=(twice, *case.servers[1:]))))
    assert [title.partition(" ")[0] for title in repeated.single] == ["B사"]


def test_whole_replicas_and_limits_leave_questions_open_in_words() -> None:
    pools = robust_in(tender_sizing(("spares = 0", "spares = 0\npools = true")))
    assert (pools.served, pools.losses, pools.delays, pools.gamma, pools.assured) == ((), (), (), None, None)
    assert len(pools.missing) == 5
    assert all("복제본" in one.why for one in pools.missing)
    poor = (*TIGHT, ("budget = 1000000000\n\n[sizing.rob", "budget = 100000000\n\n[sizing.rob"))
    bound = robust_in(tender_sizing(*poor))
    assert [one.why[:12] for one in bound.missing] == ["한도 안에 그런 구성이"] * 2


def test_too_little_time_leaves_the_dear_questions_open(tmp_path: Path) -> None:
    found = robust_in(robust_sizing(plan_case(tmp_path), wall_seconds=0))
    assert (found.assured, found.gamma) != (None, None) or found.missing != ()


def test_a_spread_that_is_none_is_refused_and_no_mix_or_terms_are_no_question(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="변동 폭"):
        robust_sizing(tender_case(tmp_path / "wide", ("demand = 0.5", "demand = 1")))
    assert robust_sizing(plan_case(tmp_path, "power_w = 30000", "power_w = 750")).robust is None
    case = tender_case(tmp_path / "case")
    bare = replace(case, purchase=replace(case.purchase, robustness=None))
    found = sized(bare.purchase, wall_seconds=60)
    assert robust_of(bare, sized=found, wall_seconds=60, watch=QUIET) is None
