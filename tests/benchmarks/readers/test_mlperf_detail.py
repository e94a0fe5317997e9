from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latency, Measurement
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.mlperf_log import UNVERIFIED

# an invented run: 6,000 queries in 600 s
VALUES: dict[str, Any] = {
    "loadgen_version": "4.1 @ 0000000000",
    "test_datetime": "2026-11-22T10:00:00Z",
    "sut_name": "invented",
    "requested_server_ttft_latency": 2_000_000_000,
    "requested_server_tpot_latency": 200_000_000,
    "effective_scenario": "Server",
    "effective_test_mode": "PerformanceOnly",
    "effective_samples_per_query": 1,
    "effective_target_qps": 10,
    "effective_target_latency_ns": 0,
    "generic_message": 'broken "quotes" are nobody\'s key',
    "loaded_qsl_set": [3, 1, 2],
    "power_begin": "11-22-2026 01:00:00.000",
    "power_end": "11-22-2026 01:10:00.500",
    "result_validity": "VALID",
    "result_query_count": 6000,
    "result_scheduled_samples_per_sec": 10.2,
    "result_completed_samples_per_sec": 10,
    "result_mean_latency_ns": 2_000_000_000,
    "result_99.00_percentile_latency_ns": 3_000_000_001,
    "result_first_token_mean_latency_ns": 100_000_000,
    "result_first_token_99.90_percentile_latency_ns": 900_000_000,
    "result_time_to_output_token_mean": 19_000_000,
    "result_time_per_output_token_90.00_percentile_ns": 25_000_000,
    "result_token_throughput": 7.3e-09,
    "result_completed_tokens_per_second": 1010.5,
}


def detail(**changes: Any) -> str:
    entries = {key: value for key, value in (VALUES | changes).items() if value is not ...}
    lines = [f":::MLLOG {json.dumps({'key': key, 'value': value, 'time_ms': 0.1})}" for key, value in entries.items()]
    return "\n".join(lines) + "\n"


def only(text: str) -> Measurement:
    (found,) = measurements(read(text.encode(), filename="detail"), answers=Answers())
    return found


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        read(text.encode(), filename="detail")
    return refused.value.where, refused.value.problem


def test_results_settings_and_verdict_are_taken_with_their_lines() -> None:
    report = read(detail().encode(), filename="detail")
    assert (report.format, report.tool, report.tool_version) == (
        "mlperf-detail",
        "MLPerf LoadGen",
        "4.1 @ 0000000000",
    )
    found = only(detail())
    assert found.latency.e2e == Latency(mean=Decimal(2000), p99=Decimal("3000.000001"), definition=metrics.E2E)
    assert found.latency.ttft == Latency(mean=Decimal(100), p99_9=Decimal(900), definition=metrics.TTFT)
    assert found.latency.tpot == Latency(mean=Decimal(19), p90=Decimal(25), definition=metrics.TPOT)
    assert (found.throughput.rps, found.throughput.output_tps) == (Decimal(10), Decimal("1010.5"))
    assert (found.scenario.load, found.scenario.rate_offered, found.verdict) == ("open_loop", Decimal("10.2"), "VALID")
    assert (found.counts.ok, found.scenario.duration_s) == (6000, Decimal("600.5"))
    facts = {fact.key: (fact.value, fact.where) for fact in report.rows[0].facts}
    assert facts["ttft_limit_ns"] == ("2000000000", "line 4/value")
    assert facts["tpot_limit_ns"] == ("200000000", "line 5/value")
    assert facts["target_qps"] == ("10", "line 9/value")
    assert "latency_limit_ns" not in facts  # 0 means that no limit was set
    places = {cell.where for cell in report.rows[0].cells if cell.quantity == "rps"}
    assert places == {"line 18/value"}


def test_the_date_is_the_local_clock_and_said() -> None:
    report = read(detail().encode(), filename="detail")
    found = only(detail())
    assert found.provenance.measured_at is not None
    assert found.provenance.measured_at.replace(tzinfo=UTC) == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert found.provenance.measured_at.utcoffset() == timedelta(hours=9)
    assert not found.provenance.tz_known
    assert report.repairs[0] == UNVERIFIED
    assert report.repairs[1].endswith("local clock despite its 'Z': read as a date without a zone.")
    undated = read(detail(test_datetime=..., loadgen_version=...).encode(), filename="detail")
    assert (undated.repairs, undated.tool_version) == ((UNVERIFIED,), "")


def test_an_offline_query_holds_many_samples_so_that_requests_stay_uncounted() -> None:
    found = only(
        detail(
            effective_scenario="Offline",
            effective_samples_per_query=6000,
            result_query_count=1,
            result_completed_samples_per_sec=...,
            result_samples_per_second=12.5,
            result_completed_tokens_per_second=...,
            result_inferred_tokens_per_second=1250,
        )
    )
    assert (found.scenario.load, found.counts.ok, found.throughput.rps) == ("offline", None, Decimal("12.5"))
    assert found.throughput.output_tps == 1250


def test_a_run_without_a_power_window_has_no_duration() -> None:
    assert only(detail(power_begin=..., power_end=...)).scenario.duration_s is None


@pytest.mark.parametrize(
    ("changes", "where", "problem"),
    [
        (
            {"result_validity": ...},
            "line 1",
            "성능 실행의 요약이 아닙니다(정확도 실행이거나 끊긴 로그). / Not the summary of a performance run.",
        ),
        (
            {"effective_test_mode": "AccuracyOnly"},
            "line 7/value",
            "Mode가 AccuracyOnly입니다. / The mode is AccuracyOnly.",
        ),
        (
            {"result_mean_latency_ns": "fast"},
            "line 19/value",
            "수가 있어야 하는데 'fast'입니다. / A number is needed, not 'fast'.",
        ),
        (
            {"result_query_count": 1.5},
            "line 16/value",
            "개수인데 정수가 아닙니다: 1.5. / A count with a fraction: 1.5.",
        ),
        (
            {"sut_name": 3},
            "line 3/value",
            "'sut_name'의 값이 글이 아닙니다. / The value of 'sut_name' is not a text.",
        ),
        ({"power_end": "soon"}, "line 14/value", "'soon'은(는) 시각이 아닙니다. / 'soon' is not a time."),
        (
            {"power_end": VALUES["power_begin"]},
            "line 14/value",
            "power_end가 power_begin보다 늦지 않습니다. / power_end is not after power_begin.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(changes: dict[str, Any], where: str, problem: str) -> None:
    assert refusal(detail(**changes)) == (where, problem)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (':::MLLOG {"key": "sut_name", "val', "MLLOG 줄을 읽을 수 없습니다. / The MLLOG line cannot be read."),
        (
            ':::MLLOG {"key": "sut_name"} {"value": 1}',
            "MLLOG 줄을 읽을 수 없습니다. / The MLLOG line cannot be read.",
        ),
        (
            ':::MLLOG {"key": "result_mean_latency_ns", "value": NaN}',
            "NaN은(는) JSON의 수가 아닙니다. / NaN is not a JSON number.",
        ),
        (
            ':::MLLOG {"key": "result_mean_latency_ns", "value": 5}',
            (
                "'result_mean_latency_ns'가 line 19/value의 값과 다릅니다."
                " / 'result_mean_latency_ns' differs from line 19/value."
            ),
        ),
        (
            ':::MLLOG {"key": "effective_target_qps", "value": 11}',
            (
                "'effective_target_qps'가 line 9/value의 값과 다릅니다."
                " / 'effective_target_qps' differs from line 9/value."
            ),
        ),
    ],
)
def test_a_wrong_line_is_refused(line: str, problem: str) -> None:
    assert refusal(f"{detail()}\nstray output of the program\n{line}") == ("line 29", problem)


def read_or_refused(text: str) -> None:
    """Read and use the log whole, or refuse it: nothing else may happen."""
    try:
        findings(only(text))
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.where, refused.problem, refused.remedy))


@settings(deadline=None)  # a shared machine may be slow
@given(st.data())
def test_a_log_cut_or_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = detail()
    start = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:start] + data.draw(st.text(max_size=3)) + whole[start + data.draw(st.integers(0, 400)) :]
    read_or_refused(changed)


def test_every_real_log_is_read(shared_results: Path) -> None:
    outcome: Counter[str] = Counter()
    for path in (shared_results / "mlperf").rglob("mlperf_log_detail.txt"):
        text = path.read_text()
        if "furiosa-mlperf-log-parser" in path.parts:  # an accuracy run
            assert refusal(text)[0] == "line 1"
            continue
        found = only(text)
        rejected = [finding.rule for finding in findings(found) if finding.level == "reject"]
        outcome[f"{found.scenario.load} {found.verdict} {rejected}"] += 1
        _agrees(found, text)
    assert outcome == {"offline VALID []": 7, "open_loop VALID []": 2, "single_stream VALID []": 1}


def _agrees(found: Measurement, text: str) -> None:
    entries = (json.loads(line.removeprefix(":::MLLOG ")) for line in text.splitlines())
    plain = {entry["key"]: entry["value"] for entry in entries}
    assert found.latency.e2e is not None
    assert found.latency.e2e.p99 == Decimal(plain["result_99.00_percentile_latency_ns"]) / 1_000_000
    assert found.latency.e2e.mean == Decimal(plain["result_mean_latency_ns"]) / 1_000_000
