from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
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
from tests.benchmarks.readers.hostile import survives, with_changed_value

# shape of version 2023-08-31; numbers by hand: 4 requests of 100 + 50 tokens, 2 in flight, E2E 2 s, 30 a minute
SUMMARY: dict[str, Any] = {
    "version": "2023-08-31",
    "name": "model_100_50_summary",
    "model": "org/model",
    "mean_input_tokens": 100,
    "mean_output_tokens": 50,
    "num_concurrent_requests": 2,
    "results_inter_token_latency_s_quantiles_p50": 0.04,
    "results_inter_token_latency_s_mean": 0.04,
    "results_ttft_s_quantiles_p25": 0.1,
    "results_ttft_s_quantiles_p50": 0.2,
    "results_ttft_s_quantiles_p99": 0.25,
    "results_ttft_s_mean": 0.2,
    "results_ttft_s_min": 0.1,
    "results_ttft_s_max": 0.26,
    "results_ttft_s_stddev": 0.05,
    "results_end_to_end_latency_s_mean": 2.0,
    "results_request_output_throughput_token_per_s_mean": 12.5,
    "results_number_input_tokens_mean": 100.0,
    "results_number_output_tokens_mean": 50.0,
    "results_number_output_tokens_min": "50",
    "results_number_output_tokens_max": "50",
    "results_num_requests_started": 5,
    "results_error_rate": 0.2,
    "results_number_errors": 1,
    "results_error_code_frequency": "{429.0: 1}",
    "results_mean_output_throughput_token_per_s": 25.0,
    "results_num_completed_requests": 4,
    "results_num_completed_requests_per_min": 30.0,
    "timestamp": 1703638329,
}
ANSWERED: dict[str, Any] = {
    "error_code": None,
    "error_msg": "",
    "inter_token_latency_s": 0.048,
    "ttft_s": 0.625,
    "end_to_end_latency_s": 6.25,
    "request_output_throughput_token_per_s": 20.3,
    "number_total_tokens": 678,
    "number_output_tokens": 128,
    "number_input_tokens": 550,
}
REFUSED = ANSWERED | {
    "error_code": 429,
    "ttft_s": 0,
    "end_to_end_latency_s": 0,
    "number_output_tokens": 0,
    "number_input_tokens": None,
}


def report(value: Any) -> Report:
    return read(json.dumps(value).encode(), filename="l.json")


def imported(value: Any) -> Measurement:
    (found,) = measurements(report(value), answers=Answers())
    return found


def test_a_summary_is_read_in_seconds() -> None:
    found = imported(SUMMARY)
    assert (report(SUMMARY).format, report(SUMMARY).tool, len(report(SUMMARY).repairs)) == ("llmperf", "LLMPerf", 3)
    assert found.latency.ttft == Latency(
        mean=Decimal(200),
        std=Decimal(50),
        minimum=Decimal(100),
        p50=Decimal(200),
        p99=Decimal(250),
        maximum=Decimal(260),
        definition=metrics.TTFT,
    )
    assert found.throughput == Throughput(Decimal(25), None, None, Decimal("0.5"))
    assert found.counts == Counts(sent=5, ok=4, failed=1, incomplete=None, zero_output=None)
    assert (found.model.name, found.provenance.tz_known) == ("org/model", True)
    scenario = found.scenario
    assert (scenario.load, scenario.concurrency, scenario.fixed_length) == ("closed_loop", Decimal(2), True)
    assert [scenario.isl_target, scenario.isl_mean, scenario.osl_target, scenario.osl_mean] == [100, 100, 50, 50]


def test_what_the_tool_calls_itl_includes_the_first_token() -> None:
    found = imported(SUMMARY).latency
    assert found.ntpot == Latency(mean=Decimal(40), p50=Decimal(40), definition=metrics.NTPOT)
    assert (found.tpot, found.itl) == (None, None)


@pytest.mark.parametrize(("shortest", "fixed"), [("49", False), (49, False), (50, True), (None, None)])
def test_the_lengths_are_read_from_texts_too(shortest: Any, *, fixed: bool | None) -> None:
    assert imported(SUMMARY | {"results_number_output_tokens_min": shortest}).scenario.fixed_length is fixed


def test_a_summary_without_a_rate_or_date_leaves_them_open() -> None:
    found = imported(SUMMARY | {"results_num_completed_requests_per_min": None, "timestamp": None})
    assert (found.throughput.rps, found.provenance.measured_at) == (None, None)


def test_the_requests_of_a_run_are_one_row() -> None:
    (row,) = report([ANSWERED, REFUSED]).rows
    assert row.requests == (
        Request("/0", ok=True, input_tokens=550, output_tokens=128, ttft=Decimal(625), e2e=Decimal(6250)),
        Request("/1", ok=False, input_tokens=None, output_tokens=0, ttft=None, e2e=None),
    )
    found = imported([ANSWERED, REFUSED])
    assert found.counts == Counts(sent=2, ok=1, failed=1, incomplete=None, zero_output=0)
    assert (found.scenario.load, found.model.name, found.scenario.osl_mean) == (None, None, Decimal(128))
    assert report([ANSWERED]).repairs == ()


def test_the_requests_give_the_tpot_the_summary_lacks() -> None:
    found = imported([ANSWERED, REFUSED]).latency
    assert found.tpot is not None
    assert (found.tpot.mean, found.tpot.derived) == (Decimal(6250 - 625) / 127, True)
    assert found.itl is None


@pytest.mark.parametrize("value", [[ANSWERED, {"a": 1}], [SUMMARY, {"a": 1}], [ANSWERED, SUMMARY]])
def test_an_entry_of_another_kind_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(value)
    assert (refused.value.where, refused.value.problem) == (
        "/1",
        "LLMPerf 결과가 아닌 항목이 섞여 있습니다. / Not an LLMPerf result.",
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (SUMMARY | {"results_ttft_s_mean": "0.2"}, "/results_ttft_s_mean"),
        (SUMMARY | {"results_num_completed_requests": 3.5}, "/results_num_completed_requests"),
        (SUMMARY | {"results_number_output_tokens_min": "few"}, "/results_number_output_tokens_min"),
        (SUMMARY | {"timestamp": "today"}, "/timestamp"),
        ([ANSWERED | {"number_output_tokens": 1.5}], "/0/number_output_tokens"),
        ([ANSWERED | {"ttft_s": -1}], "/0/ttft_s"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(value: Any, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(value)
    assert refused.value.where == where


@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    survives(with_changed_value(data.draw(st.sampled_from([SUMMARY, [ANSWERED, REFUSED]])), data))


def test_the_leaderboards_summaries_are_read_and_the_bad_ones_caught(shared_results: Path) -> None:
    files = sorted((shared_results / "llmperf-leaderboard/summary").glob("*.json"))
    rejected = {}
    for file in files:
        plain = json.loads(file.read_bytes(), parse_float=Decimal)
        (found,) = measurements(read(file.read_bytes(), filename=file.name), answers=Answers())
        assert found.latency.ntpot is not None
        assert found.latency.ntpot.mean == plain["results_inter_token_latency_s_mean"] * 1000
        assert found.throughput.output_tps == plain["results_mean_output_throughput_token_per_s"]
        if rules := [finding.observed for finding in findings(found) if finding.level == "reject"]:
            rejected[file.stem] = rules
    assert len(files) == 19
    assert rejected == {
        "bedrock_13b": ["53/150"],
        "bedrock_70b": ["101/150"],
        "lepton_13b": ["20/150"],
        "lepton_70b": ["20/150"],
        "lepton_7b": ["20/150"],
    }


def test_the_leaderboards_requests_make_their_summaries(shared_results: Path) -> None:
    folder = shared_results / "llmperf-leaderboard"
    files = sorted((folder / "individual").glob("*.json"))
    assert len(files) == 19
    for file in files:
        summary = json.loads((folder / "summary" / file.name).read_bytes(), parse_float=Decimal)
        (found,) = measurements(read(file.read_bytes(), filename=file.name), answers=Answers())
        assert found.counts.ok == summary["results_num_completed_requests"]
        for key, latency in (("ttft_s", found.latency.ttft), ("end_to_end_latency_s", found.latency.e2e)):
            assert latency is not None
            for theirs, ours in (
                ("mean", "mean"),
                ("quantiles_p50", "p50"),
                ("quantiles_p99", "p99"),
                ("max", "maximum"),
            ):
                assert abs(getattr(latency, ours) - summary[f"results_{key}_{theirs}"] * 1000) < Decimal("1e-6")
