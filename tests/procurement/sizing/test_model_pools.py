from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.sizing.mix import cheapest
from procurement.sizing.model_pools import pool_loads, pooled_servers, replicas_of
from procurement.sizing.problem import Problem, ProblemError, measured
from tests.procurement.sizing.builders import cheapest_here, configuration, problem, servers_of

PAIR = (configuration("npu", price=100),)


def pooled(x: int, y: int, *, spares: int = 0) -> Problem:
    """Two models on one configuration, `x` and `y` replicas of them in a server of 8 and 4 requests/s."""
    asked = problem(PAIR, {"x": "3", "y": "5"}, {("npu", "x"): 8, ("npu", "y"): 4}, spares=spares)
    split = (asked.buckets[0], replace(asked.buckets[1], model="qwen"))
    held = tuple(replace(c, replicas={"x": x, "y": y}[c.bucket]) for c in measured(asked))
    return replace(asked, buckets=split, capacities=held, pools=True)


def test_loads_are_counted_in_replicas_of_a_model() -> None:
    asked = pooled(4, 2)
    assert replicas_of(asked) == {("npu", "llama"): 4, ("npu", "qwen"): 2}
    assert pool_loads(asked, year=0) == {
        ("npu", "llama"): [("x", Fraction(3, 2))],
        ("npu", "qwen"): [("y", Fraction(5, 2))],
    }
    assert pooled_servers(asked, year=0) == {"npu": 2}


@pytest.mark.parametrize(("spares", "servers", "load"), [(0, 2, Fraction(2)), (1, 3, Fraction(11, 4))])
def test_whole_replicas_and_a_spare_of_each_pool_need_whole_servers(spares: int, servers: int, load: Fraction) -> None:
    mix = cheapest_here(pooled(4, 2, spares=spares))
    assert servers_of(mix) == {"npu": servers}
    assert [(c.value, c.limit) for c in mix.checks if c.rule == "load"] == [(load, Fraction(servers))]
    assert mix.purchases[0].utilisation is None


def test_without_pools_parts_of_servers_are_shared_between_models() -> None:
    asked = replace(pooled(1, 1), pools=True)
    assert servers_of(cheapest_here(asked)) == {"npu": 3}
    assert servers_of(cheapest_here(replace(asked, pools=False))) == {"npu": 2}


def test_groups_that_do_not_divide_each_other_are_refused() -> None:
    with pytest.raises(ProblemError, match="나누어떨어지지 않아"):
        cheapest(pooled(4, 3), wall_seconds=60)


def test_one_model_measured_on_groups_of_two_sizes_is_refused() -> None:
    asked = pooled(4, 2)
    with pytest.raises(ProblemError, match="복제본 단위로"):
        replicas_of(replace(asked, buckets=tuple(replace(b, model="llama") for b in asked.buckets)))
