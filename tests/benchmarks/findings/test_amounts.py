from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.findings import Level
from benchmarks.measurement import Latencies, Latency, Measurement, Throughput
from tests.benchmarks.findings.changes import found, latency, level, rates, scenario


@pytest.mark.parametrize(
    "wrong",
    [
        {"output_tps": Decimal(-1)},
        {"rps": Decimal("NaN")},
        {"total_tps": Decimal("Infinity")},
    ],
)
def test_v01_refuses_what_is_no_amount(complete: Measurement, wrong: dict[str, Decimal]) -> None:
    only = replace(complete, latency=Latencies(), throughput=Throughput(None, None, None, None))
    assert level(rates(only, **wrong), "V01") == "reject"


@pytest.mark.parametrize("wrong", ["0", "-1", "NaN"])
def test_v01_refuses_a_latency_that_is_not_above_zero(complete: Measurement, wrong: str) -> None:
    assert level(latency(complete, itl=Latency(mean=Decimal(wrong))), "V01") == "reject"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"p50": 1, "p90": 1, "p99": 1}, "pass"),
        ({"p50": 2, "p90": 1}, "reject"),
        ({"p90": 3, "p99": 2}, "reject"),
        ({"p99": 3, "maximum": 2}, "reject"),
        ({"mean": 1, "minimum": 2}, "reject"),
        ({"mean": 3, "maximum": 2}, "reject"),
        ({"mean": 9, "p99": 2}, "not_applicable"),
        ({"mean": 9, "p90": 1, "p99": 2}, "pass"),
    ],
)
def test_v02_holds_the_order_but_not_mean_below_p99(
    complete: Measurement, points: dict[str, int], expected: Level
) -> None:
    fields: dict[str, Any] = {name: Decimal(number) for name, number in points.items()}
    assert level(replace(complete, latency=Latencies(e2e=Latency(**fields))), "V02") == expected


@pytest.mark.parametrize(
    ("name", "mean", "expected"),
    [
        ("ttft", "4.9", "reject"),
        ("ttft", "1800000", "pass"),
        ("ttft", "1800001", "reject"),
        ("tpot", "0.5", "pass"),
        ("tpot", "0.49", "reject"),
        ("tpot", "10001", "reject"),
    ],
)
def test_v14_finds_wrong_units(complete: Measurement, name: str, mean: str, expected: Level) -> None:
    alone = replace(complete, latency=Latencies(**{name: Latency(mean=Decimal(mean))}))
    assert level(alone, "V14") == expected


def test_v14_wants_the_first_token_to_take_at_least_as_long(complete: Measurement) -> None:
    swapped = Latencies(ttft=Latency(p50=Decimal(10)), tpot=Latency(p50=Decimal(11)))
    assert found(replace(complete, latency=swapped), "V14").observed == "ttft 10.0000 < tpot 11.0000 (p50)"


@pytest.mark.parametrize(("output", "expected"), [("2", "pass"), ("1.9", "reject"), ("100001", "reject")])
def test_v14_looks_at_the_rate_of_one_accelerator(complete: Measurement, output: str, expected: Level) -> None:
    alone = replace(complete, latency=Latencies(), throughput=Throughput(Decimal(output), None, None, None))
    assert level(alone, "V14") == expected


def test_a_huge_number_is_shown_short(complete: Measurement) -> None:
    huge = latency(complete, ttft=Latency(mean=Decimal(10) ** 18))
    assert found(huge, "V14").observed == "ttft mean = 1.0000E+18 (5–1800000)"


@pytest.mark.parametrize(
    ("output", "rps", "expected"),
    [("2", "2", "pass"), ("1.9", "2", "warn"), ("2", None, "not_applicable"), ("2", "0", "not_applicable")],
)
def test_v19_wants_a_token_for_every_request(
    complete: Measurement, output: str, rps: str | None, expected: Level
) -> None:
    per_second = None if rps is None else Decimal(rps)
    assert level(rates(complete, output_tps=Decimal(output), rps=per_second), "V19") == expected


def test_v19_leaves_runs_without_an_answer_to_the_count_of_empty_ones(complete: Measurement) -> None:
    nothing = scenario(rates(complete, output_tps=Decimal(0)), osl_mean=Decimal(0))
    assert level(nothing, "V19") == "not_applicable"


def test_v14_lets_the_p99_of_an_overloaded_run_pass(complete: Measurement) -> None:
    slow = latency(complete, tpot=Latency(mean=Decimal(90), p99=Decimal(17_140)))
    assert level(slow, "V14") == "pass"
