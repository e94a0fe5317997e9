from __future__ import annotations

import json
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
from benchmarks.report import Report

# an invented run: 4 requests in flight, E2E 2 s = TTFT 0.1 s + 100 × TPOT 19 ms, 101 tokens out, 99 in
MIDDLE: dict[str, Any] = {
    "Time taken for tests (s)": 50,
    "Number of concurrency": 4,
    "Request rate (req/s)": -1,
    "Total requests": 101,
    "Succeed requests": 100,
    "Failed requests": 1,
    "Output token throughput (tok/s)": 202,
    "Total token throughput (tok/s)": 400,
    "Request throughput (req/s)": 2,
    "Average latency (s)": 2,
    "Average time to first token (s)": 0.1,
    "Average time per output token (s)": 0.019,
    "Average inter-token latency (s)": 0.0191,
    "Average input tokens per request": 99,
    "Average output tokens per request": 101,
}
NEW_NAMES = {
    "Time taken for tests (s)": "Test Duration (s)",
    "Number of concurrency": "Concurrency",
    "Request rate (req/s)": "Request Rate (req/s)",
    "Total requests": "Total Requests",
    "Succeed requests": "Success Requests",
    "Failed requests": "Failed Requests",
    "Output token throughput (tok/s)": "Output Throughput (tok/s)",
    "Total token throughput (tok/s)": "Total Throughput (tok/s)",
    "Request throughput (req/s)": "Req Throughput (req/s)",
    "Average latency (s)": "Avg Latency (s)",
    "Average input tokens per request": "Avg Input Tokens",
    "Average output tokens per request": "Avg Output Tokens",
}
NEW_TIMES = {"TTFT (ms)": 100, "TPOT (ms)": 19, "ITL (ms)": 19.1, "KV Cache Hit Rate (%)": -1}
NEWEST = {NEW_NAMES[key]: value for key, value in MIDDLE.items() if key in NEW_NAMES} | NEW_TIMES
AVERAGES = {(f"Avg {key}" if "ms" in key else key): value for key, value in NEWEST.items()}
OLDEST = {key: value for key, value in MIDDLE.items() if "inter-token" not in key} | {
    "Average package latency (s)": 0.0189,
    "Average package per request": 101,
}


def reported(value: Any) -> Report:
    return read(json.dumps(value).encode(), filename="benchmark_summary.json")


def imported(value: Any) -> Measurement:
    (found,) = measurements(reported(value), answers=Answers())
    return found


@pytest.mark.parametrize("summary", [MIDDLE, NEWEST, AVERAGES])
def test_every_generation_of_names_is_the_same_measurement(summary: dict[str, Any]) -> None:
    found = imported(summary)
    assert found.latency.ttft == Latency(mean=Decimal(100), definition=metrics.TTFT)
    assert found.latency.tpot == Latency(mean=Decimal(19), definition=metrics.TPOT)
    assert found.latency.itl == Latency(mean=Decimal("19.1"), definition=metrics.ITL_PER_CHUNK)
    assert found.latency.e2e == Latency(mean=Decimal(2000), definition=metrics.E2E)
    assert found.throughput == Throughput(Decimal(202), None, Decimal(400), Decimal(2))
    assert found.counts == Counts(sent=101, ok=100, failed=1, incomplete=None, zero_output=None)
    scenario = found.scenario
    assert (scenario.load, scenario.concurrency, scenario.rate_offered) == ("closed_loop", Decimal(4), None)
    assert (scenario.isl_mean, scenario.osl_mean, scenario.duration_s) == (Decimal(99), Decimal(101), Decimal(50))
    assert [finding.rule for finding in findings(found) if finding.level == "reject"] == []
    assert [said.split(" / ")[1] for said in reported(summary).repairs] == [
        "EvalScope's −1 (not applicable) is unmeasured."
    ]


def test_a_stated_rate_is_an_open_loop() -> None:
    found = imported(MIDDLE | {"Request rate (req/s)": 2.5}).scenario
    assert (found.load, found.rate_offered) == ("open_loop", Decimal("2.5"))
    assert imported({k: v for k, v in MIDDLE.items() if "rate" not in k and "concurr" not in k}).scenario.load is None


def test_the_oldest_time_per_output_token_is_of_packages_and_no_tpot() -> None:
    found = imported(OLDEST)
    assert found.latency.tpot is None
    assert found.latency.itl == Latency(mean=Decimal("18.9"), definition=metrics.ITL_PER_CHUNK)
    assert found.latency.ttft is not None
    assert reported(OLDEST).repairs[-1].endswith("read as ITL, not as TPOT.")


@pytest.mark.parametrize(
    "summary",
    [
        MIDDLE | {"Average time to first token (s)": 2, "Average time per output token (s)": 0.0},
        NEWEST | {"TTFT (ms)": 2000, "TPOT (ms)": 0, "ITL (ms)": 0},
        OLDEST | {"Average time to first token (s)": 2, "Average package latency (s)": 2},
    ],
)
def test_answers_that_came_whole_have_no_first_token(summary: dict[str, Any]) -> None:
    found = imported(summary)
    assert (found.latency.ttft, found.latency.tpot, found.latency.itl) == (None, None, None)
    assert found.latency.e2e is not None
    assert reported(summary).repairs[-1].endswith("TTFT, TPOT and ITL stay unmeasured.")


def test_minus_one_means_not_applicable_and_another_negative_is_refused() -> None:
    assert imported(MIDDLE | {"Output token throughput (tok/s)": -1}).throughput.output_tps is None
    with pytest.raises(UnreadableFile) as refused:
        imported(MIDDLE | {"Output token throughput (tok/s)": -2})
    assert refused.value.where == "/Output token throughput (tok/s)"


@given(st.sampled_from(sorted(MIDDLE)), st.none() | st.booleans() | st.integers() | st.text() | st.just([-1]))
def test_a_summary_with_a_changed_value_is_read_or_refused(key: str, value: object) -> None:
    read_or_refused(MIDDLE | {key: value})


def read_or_refused(value: Any) -> None:
    try:
        findings(imported(value))
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.where, refused.problem, refused.remedy))
