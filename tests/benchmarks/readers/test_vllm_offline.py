from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latencies, Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.vllm_offline import BATCH

# made for the test, in the shape the tools write
LATENCY = {
    "avg_latency": 2.5,
    "std_latency": 0.5,
    "latencies": [2, 3],
    "percentiles": {"10": 2.1, "50": 2.5, "90": 2.9, "99": 2.99},
}
THROUGHPUT = {
    "elapsed_time": 10,
    "num_requests": 20,
    "total_num_tokens": 4000,
    "requests_per_second": 2,
    "tokens_per_second": 400,
}
RBLN = {
    "elapsed_time": 10,
    "num_requests": 20,
    "total_num_tokens": 4000,
    "total_input_tokens": 3000,
    "total_output_tokens": 1000,
    "requests_per_second": 2,
    "total_tokens_per_second": 400,
    "output_tokens_per_second": 100,
    "median_ttft_ms": 0,
    "mean_ttft_ms": 0,
    "max_ttft_ms": 0,
    "median_tpot_ms": 31.5,
    "mean_tpot_ms": 32.25,
    "max_tpot_ms": 40,
}


def imported(value: Any) -> Measurement:
    (found,) = measurements(read(json.dumps(value).encode(), filename="o"), answers=Answers())
    return found


def test_a_batch_has_the_latency_of_the_whole_batch() -> None:
    found = imported(LATENCY)
    assert found.latency == Latencies(
        e2e=Latency(
            mean=Decimal(2500),
            std=Decimal(500),
            p50=Decimal(2500),
            p90=Decimal(2900),
            p99=Decimal(2990),
            n=2,
            definition=BATCH,
        )
    )
    assert (found.scenario.load, found.scenario.concurrency) == ("static_batch", None)


def test_offline_throughput_is_input_and_output_together() -> None:
    found = imported(THROUGHPUT)
    assert found.throughput == Throughput(None, None, Decimal(400), Decimal(2))
    assert found.counts == Counts(sent=20, ok=20, failed=None, incomplete=None, zero_output=None)
    assert (found.scenario.load, found.scenario.duration_s) == ("offline", Decimal(10))


def test_rebellions_fork_says_more_and_its_zeros_are_not_measured() -> None:
    report = read(json.dumps(RBLN).encode(), filename="o")
    assert [said.partition(" / ")[2] for said in report.repairs] == [
        "A TTFT or TPOT of 0 means that it was not measured: left out."
    ]
    found = imported(RBLN)
    assert found.throughput == Throughput(Decimal(100), None, Decimal(400), Decimal(2))
    assert (found.scenario.isl_mean, found.scenario.osl_mean) == (Decimal(150), Decimal(50))
    assert found.latency.ttft is None
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.p50, found.latency.tpot.maximum) == (
        Decimal("32.25"),
        Decimal("31.5"),
        Decimal(40),
    )


def test_several_results_are_several_rows_and_a_foreign_one_is_refused() -> None:
    assert len(read(json.dumps([LATENCY, THROUGHPUT]).encode(), filename="o").rows) == 2
    with pytest.raises(UnreadableFile) as refused:
        read(json.dumps([LATENCY, {"x": 1}]).encode(), filename="o")
    assert (refused.value.where, refused.value.problem) == (
        "/1",
        "vLLM 오프라인 측정 결과가 아닌 항목이 섞여 있습니다. / Not the result of an offline vLLM run.",
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (LATENCY | {"avg_latency": "2 s"}, "/avg_latency"),
        (LATENCY | {"percentiles": 5}, "/percentiles"),
        (THROUGHPUT | {"num_requests": 1.5}, "/num_requests"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(value: Any, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == where


def test_an_absent_figure_is_not_measured() -> None:
    found = imported(LATENCY | {"percentiles": None, "latencies": [], "std_latency": None})
    assert found.latency.e2e == Latency(mean=Decimal(2500), definition=BATCH)


@settings(max_examples=60)
@given(st.sampled_from([LATENCY, THROUGHPUT, RBLN]), st.data())
def test_a_changed_value_is_read_or_refused(sample: dict[str, Any], data: st.DataObject) -> None:
    leaf: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({})
    value = sample | {data.draw(st.sampled_from(sorted(sample))): data.draw(leaf)}
    said: tuple[str, ...] = ()
    try:
        findings(imported(value))
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)


def test_real_runs_are_read(shared_results: Path) -> None:
    files = sorted((shared_results / "vllm/dstack/8xH100SXM5-throughput").glob("*.json"))
    loads = []
    for file in files:
        (found,) = measurements(read(file.read_bytes(), filename=file.name), answers=Answers())
        raw = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        total, e2e = found.throughput.total_tps, found.latency.e2e
        assert total == raw.get("tokens_per_second")
        assert (e2e.mean if e2e else None) == (raw["avg_latency"] * 1000 if "avg_latency" in raw else None)
        assert "reject" not in {finding.level for finding in findings(found)}
        loads.append(found.scenario.load)
    assert (loads.count("static_batch"), loads.count("offline")) == (7, 17)
