from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.vllm_offline import BATCH

ARGUMENTS = {"input_len": 32, "output_len": 128, "batch_size": 8, "tensor_parallel_size": 2}


def records(metrics: dict[str, list[Any]], beside: dict[str, Any], arguments: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "benchmark": {"name": "vLLM benchmark", "extra_info": {"args": arguments}},
            "model": {"name": "test/model"},
            "metric": {"name": name, "benchmark_values": values, "extra_info": beside},
        }
        for name, values in metrics.items()
    ]


def imported(value: Any) -> Measurement:
    (found,) = measurements(read(json.dumps(value).encode(), filename="p"), answers=Answers())
    return found


def test_a_serving_run_is_put_together_again(sample: Callable[[str], bytes]) -> None:
    run = json.loads(sample("vllm_c4.json"))
    own = {key: [run[key]] for key in ("mean_ttft_ms", "mean_tpot_ms", "p99_ttft_ms")}
    value = records(own, {key: item for key, item in run.items() if key not in own}, {"request_rate": "inf"})
    report = read(json.dumps(value).encode(), filename="p")
    whole = read(sample("vllm_c4.json"), filename="v")
    (found,), (expected,) = (measurements(r, answers=Answers()) for r in (report, whole))
    for field in ("latency", "throughput", "counts", "scenario", "model", "provenance"):
        assert getattr(found, field) == getattr(expected, field)
    places = {(cell.quantity, cell.statistic): cell.where for cell in report.rows[0].cells}
    assert places["ttft", "p99"] == "/2/metric/benchmark_values/0"
    assert places["ttft", "std"] == "/0/metric/extra_info/std_ttft_ms"
    assert report.rows[0].requests[3].where == "/0/metric/extra_info/output_lens/3"


def test_a_batch_has_its_lengths_and_size_from_the_arguments() -> None:
    beside = {"avg_latency": 2.5, "percentiles": {"50": 2.5, "99": 2.99}}
    value = records({"latency": [2, 3]}, beside, ARGUMENTS)
    found = imported(value)
    assert found.latency.e2e == Latency(mean=Decimal(2500), p50=Decimal(2500), p99=Decimal(2990), n=2, definition=BATCH)
    scenario = found.scenario
    assert (scenario.load, scenario.isl_target, scenario.osl_target, scenario.concurrency) == (
        "static_batch",
        Decimal(32),
        Decimal(128),
        Decimal(8),
    )
    assert (found.model.name, found.parallelism.tp, found.parallelism.pp) == ("test/model", 2, None)
    places = [cell.where for cell in read(json.dumps(value).encode(), filename="p").rows[0].cells]
    assert places == [
        "/0/metric/extra_info/avg_latency",
        "/0/metric/extra_info/percentiles/50",
        "/0/metric/extra_info/percentiles/99",
        "/0/metric/benchmark_values",
        *(f"/0/benchmark/extra_info/args/{key}" for key in ARGUMENTS),
    ]


def test_offline_throughput_is_put_together_again() -> None:
    value = records(
        {"requests_per_second": [2], "tokens_per_second": [400]}, {"elapsed_time": 10, "num_requests": 20}, {}
    )
    assert imported(value).throughput == Throughput(None, None, Decimal(400), Decimal(2))


@pytest.mark.parametrize(
    ("value", "where", "problem"),
    [
        (
            records({"latency": []}, {}, {}),
            "/0/metric/benchmark_values",
            "benchmark_values가 비어 있습니다. / benchmark_values is empty.",
        ),
        (
            records({"tokens_per_second": [1]}, {"elapsed_time": 1}, {})
            + records({"tokens_per_second": [2]}, {"elapsed_time": 1}, {}),
            "/1/metric/benchmark_values/0",
            (
                "/0/metric/benchmark_values/0의 값과 다릅니다(두 실행이 섞임)."
                " / Differs from /0/metric/benchmark_values/0: two runs in one file."
            ),
        ),
        (
            records({"qps": [1]}, {}, {}),
            "/",
            "vLLM 오프라인 측정 결과가 아닌 항목이 섞여 있습니다. / Not the result of an offline vLLM run.",
        ),
    ],
)
def test_what_cannot_be_put_together_is_refused(value: Any, where: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert (refused.value.where, refused.value.problem) == (where, problem)


@pytest.mark.parametrize("part", ["benchmark", "model", "metric"])
def test_a_part_of_another_kind_is_refused(part: str) -> None:
    value = records({"latency": [2]}, {"avg_latency": 2, "percentiles": {}}, ARGUMENTS)
    with pytest.raises(UnreadableFile) as refused:
        imported([value[0] | {part: 3}])
    assert refused.value.where == f"/0/{part}"
    if part != "metric":
        assert imported([value[0] | {part: None}]).latency.e2e is not None


@settings(max_examples=60)
@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    leaf: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({})
    value: Any = records({"latency": [2, 3]}, {"avg_latency": 2.5, "percentiles": {"50": 2.5}}, dict(ARGUMENTS))
    node: Any = value[0]
    while isinstance(node, dict) and node:
        key = data.draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(leaf)
            break
        node = node[key]
    said: tuple[str, ...] = ()
    try:
        findings(imported(value))
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)
