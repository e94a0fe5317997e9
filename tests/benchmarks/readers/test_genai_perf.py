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
from tests.benchmarks.readers.hostile import survives, with_changed_value

# figures of the streamed run published in triton-inference-server/perf_analyzer, issue 298
STREAMED: dict[str, Any] = {
    "request_throughput": {"unit": "requests/sec", "avg": 17.222547659562533},
    "request_latency": {
        "unit": "ms",
        "avg": 5767.434807386666,
        "p50": 5778.654798,
        "p99": 5910.154859249999,
        "min": 5573.489708,
        "max": 5922.384083999999,
    },
    "time_to_first_token": {"unit": "ms", "avg": 184.63779366666665, "p50": 172.8093975, "p99": 425.02943662},
    "inter_token_latency": {
        "unit": "ms",
        "avg": 2.1767344516666665,
        "p50": 2.1787205,
        "p90": 2.2333102,
        "p95": 2.2451001999999995,
        "p99": 2.2631232999999997,
        "min": 2.0128619999999997,
        "max": 2.273656,
        "std": 0.04455038259900428,
    },
    "output_token_throughput": {"unit": "tokens/sec", "avg": 44190.56002502682},
    "output_token_throughput_per_request": {"unit": "tokens/sec", "avg": 445.00388376637636},
    "output_sequence_length": {"unit": "tokens", "avg": 2565.855, "min": 2522.0, "max": 2619.0},
    "input_sequence_length": {"unit": "tokens", "avg": 200.85, "min": 151.0, "max": 255.0},
    "input_config": {
        "subcommand": "profile",
        "model": ["ensemble"],
        "streaming": True,
        "output_tokens_mean": 500,
        "synthetic_input_tokens_mean": 200,
        "concurrency": 100,
        "request_rate": None,
    },
}
# the same issue's run without streaming: the time of the whole answer stands as the TTFT too
WHOLE = {"unit": "ms", "avg": 4610.6156361171425, "p50": 4355.8502165, "p99": 6155.11159006}
NOT_STREAMED = {key: value for key, value in STREAMED.items() if key != "inter_token_latency"} | {
    "request_latency": WHOLE,
    "time_to_first_token": WHOLE,
}


def imported(export: dict[str, Any]) -> Measurement:
    (found,) = measurements(read(json.dumps(export).encode(), filename="g.json"), answers=Answers())
    return found


def test_a_streamed_run_is_read() -> None:
    report = read(json.dumps(STREAMED).encode(), filename="g.json")
    assert (report.format, report.tool, report.tool_version, report.repairs) == ("genai-perf", "GenAI-Perf", "", ())
    found = imported(STREAMED)
    assert found.latency.tpot == Latency(
        mean=Decimal("2.1767344516666665"),
        std=Decimal("0.04455038259900428"),
        minimum=Decimal("2.0128619999999997"),
        p50=Decimal("2.1787205"),
        p90=Decimal("2.2333102"),
        p95=Decimal("2.2451001999999995"),
        p99=Decimal("2.2631232999999997"),
        maximum=Decimal("2.273656"),
        definition=metrics.TPOT,
    )
    assert found.latency.itl is None
    assert found.throughput == Throughput(Decimal("44190.56002502682"), None, None, Decimal("17.222547659562533"))
    assert found.counts == Counts(sent=None, ok=None, failed=None, incomplete=None, zero_output=None)
    assert found.model.name == "ensemble"


def test_the_load_and_the_wanted_lengths_are_in_the_arguments() -> None:
    scenario = imported(STREAMED).scenario
    assert (scenario.load, scenario.concurrency, scenario.rate_offered) == ("closed_loop", Decimal(100), None)
    assert (scenario.isl_target, scenario.osl_target) == (Decimal(200), Decimal(500))
    assert (scenario.isl_mean, scenario.osl_mean) == (Decimal("200.85"), Decimal("2565.855"))
    assert scenario.fixed_length is False


def test_its_itl_is_a_tpot_as_its_own_sum_shows() -> None:
    """TTFT + ITL × (2565.855 − 1) = 5767.5 ms against 5767.4 ms measured; Little: 99.3 of 100 in flight."""
    levels = {found.rule: (found.level, found.observed) for found in findings(imported(STREAMED))}
    assert levels["V06"] == ("pass", "1.0000")
    assert levels["V07"] == ("pass", "0.9933")


@pytest.mark.parametrize(
    ("arguments", "load"),
    [
        ({"concurrency": None, "request_rate": 5}, "open_loop"),
        ({"concurrency": 4, "request_rate": 5}, "open_loop"),
        ({"concurrency": None}, None),
    ],
)
def test_a_rate_makes_an_open_loop(arguments: dict[str, int | None], load: str | None) -> None:
    config = {**STREAMED["input_config"], **arguments}
    assert imported(STREAMED | {"input_config": config}).scenario.load == load


@pytest.mark.parametrize("models", [["a", "b"], [], "a", None])
def test_several_models_are_not_named(models: Any) -> None:
    assert imported(STREAMED | {"input_config": {"model": models}}).model.name is None


def test_the_ttft_of_answers_that_were_not_streamed_is_left_out_and_said() -> None:
    report = read(json.dumps(NOT_STREAMED).encode(), filename="g")
    found = imported(NOT_STREAMED)
    assert found.latency.ttft is None
    assert found.latency.e2e is not None
    assert found.latency.e2e.mean == Decimal("4610.6156361171425")
    assert [said.split(" / ")[1] for said in report.repairs] == [
        "The TTFT equals the whole latency (answers were not streamed) and was not read."
    ]


def test_a_file_without_a_value_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(json.dumps({"request_latency": {"unit": "ms"}, "input_config": {}}).encode(), filename="g")
    assert (refused.value.where, refused.value.problem) == (
        "/request_latency",
        "측정값이 없습니다. / There is no measurement in it.",
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"request_throughput": {"unit": "infer/sec", "avg": 1}}, "/request_throughput/unit"),
        ({"inter_token_latency": {"unit": "ms", "avg": "2.17"}}, "/inter_token_latency/avg"),
        ({"input_config": {"concurrency": "many"}}, "/input_config/concurrency"),
        ({"output_sequence_length": 64}, "/output_sequence_length"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(STREAMED | change)
    assert refused.value.where == where


@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    survives(with_changed_value(STREAMED, data))
