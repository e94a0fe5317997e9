from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report, Request

# an invented run of one user: E2E 2 s = TTFT 0.1 s + 100 × TPOT 19 ms, 101 tokens out, 99 in
RUN: dict[str, Any] = {
    "aggregated_metrics": {
        "scenario": "D(99,101)",
        "num_concurrency": 1,
        "mean_output_throughput_tokens_per_s": 50.5,
        "mean_input_throughput_tokens_per_s": 49.5,
        "mean_total_tokens_throughput_tokens_per_s": 100,
        "requests_per_second": 0.5,
        "run_duration": 400,
        "num_error_requests": 0,
        "num_completed_requests": 200,
        "num_requests": 200,
        "stats": {
            "ttft": {
                "min": 0.05,
                "max": 0.2,
                "mean": 0.1,
                "stddev": 0.01,
                "sum": 20,
                "p25": 0.09,
                "p50": 0.1,
                "p99": 0.15,
            },
            "tpot": {"mean": 0.019, "p90": 0.02},
            "e2e_latency": {"mean": 2, "p95": 2.1},
            "output_throughput": {"mean": 52.6},
            "num_input_tokens": {"min": 99, "max": 99, "mean": 99.0},
            "num_output_tokens": {"min": 101, "max": 101, "mean": 101.0},
        },
    },
    "individual_request_metrics": [
        {"ttft": 0.1, "e2e_latency": 2.0, "num_input_tokens": 99, "num_output_tokens": 101, "error_code": None},
        {"ttft": None, "e2e_latency": 0, "num_input_tokens": None, "num_output_tokens": 0, "error_code": 500},
    ],
}


def changed(*path: str, value: Any) -> dict[str, Any]:
    run = deepcopy(RUN)
    node = run
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return run


def reported(value: Any) -> Report:
    report = read(json.dumps(value).encode(), filename="run.json")
    assert report.format == "genai-bench"
    return report


def imported(value: Any) -> Measurement:
    (found,) = measurements(reported(value), answers=Answers())
    return found


def test_seconds_become_milliseconds_and_the_scenario_its_lengths() -> None:
    found = imported(RUN)
    assert found.latency.ttft == Latency(
        mean=Decimal(100),
        std=Decimal(10),
        minimum=Decimal(50),
        p50=Decimal(100),
        p99=Decimal(150),
        maximum=Decimal(200),
        definition=metrics.TTFT,
    )
    assert found.latency.tpot == Latency(mean=Decimal(19), p90=Decimal(20), definition=metrics.TPOT)
    assert found.latency.e2e == Latency(mean=Decimal(2000), p95=Decimal(2100), definition=metrics.E2E)
    assert found.throughput == Throughput(Decimal("50.5"), Decimal("49.5"), Decimal(100), Decimal("0.5"))
    assert found.counts == Counts(sent=200, ok=200, failed=0, incomplete=None, zero_output=None)
    scenario = found.scenario
    assert (scenario.load, scenario.concurrency, scenario.duration_s) == ("closed_loop", Decimal(1), Decimal(400))
    assert (scenario.isl_target, scenario.osl_target, scenario.fixed_length) == (Decimal(99), Decimal(101), True)
    assert [finding.rule for finding in findings(found) if finding.level in {"warn", "reject"}] == []


def test_every_request_is_kept_with_its_place() -> None:
    (row,) = reported(RUN).rows
    assert row.requests == (
        Request(
            "/individual_request_metrics/0",
            ok=True,
            input_tokens=99,
            output_tokens=101,
            ttft=Decimal(100),
            e2e=Decimal(2000),
        ),
        Request("/individual_request_metrics/1", ok=False, input_tokens=None, output_tokens=0, ttft=None, e2e=None),
    )


def test_a_file_in_milliseconds_says_so() -> None:
    found = imported(RUN | {"_time_unit": "ms"})
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.scenario.duration_s) == (Decimal("0.019"), None)
    with pytest.raises(UnreadableFile) as refused:
        imported(RUN | {"_time_unit": "minutes"})
    assert refused.value.where == "/_time_unit"


def test_a_scenario_of_drawn_lengths_has_no_target() -> None:
    assert imported(changed("aggregated_metrics", "scenario", value="N(480,240)/(300,150)")).scenario.isl_target is None
    longer = changed("aggregated_metrics", "stats", "num_output_tokens", "max", value=120)
    assert imported(longer).scenario.fixed_length is False
    unknown = changed("aggregated_metrics", "stats", "num_output_tokens", value=None)
    assert (imported(unknown).scenario.fixed_length, imported(unknown).scenario.osl_mean) == (None, None)


def test_a_run_at_a_rate_is_no_closed_loop() -> None:
    assert imported(changed("aggregated_metrics", "num_concurrency", value=None)).scenario.load is None


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (changed("aggregated_metrics", "stats", value=None), "/"),
        (changed("individual_request_metrics", value=[3]), "/individual_request_metrics/0"),
        (
            changed("individual_request_metrics", value=[{"num_output_tokens": 1.5}]),
            "/individual_request_metrics/0/num_output_tokens",
        ),
        (changed("aggregated_metrics", "stats", "ttft", "mean", value="fast"), "/aggregated_metrics/stats/ttft/mean"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(value: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == where


@given(
    st.sampled_from(["stats", "scenario", "num_concurrency", "num_requests", "run_duration"]),
    st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({"ttft": 3}),
)
def test_a_changed_value_is_read_or_refused(key: str, value: object) -> None:
    read_or_refused(changed("aggregated_metrics", key, value=value))


def read_or_refused(value: Any) -> None:
    try:
        findings(imported(value))
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.where, refused.problem, refused.remedy))
