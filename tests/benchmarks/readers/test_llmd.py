from __future__ import annotations

import contextlib
import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read

LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(), st.just([]), st.just([1])
)


def stat(mean: float, units: str, **more: float) -> dict[str, Any]:
    return {"units": units, "mean": mean, **more}


def made(tool: str = "vllm-benchmark") -> dict[str, Any]:
    """Made for the test: 2 requests a second in flight 4, TTFT 0.05 s, 65 tokens out at 0.03 s, E2E 1.97 s."""
    latency = {
        "time_to_first_token": stat(0.05, "s", P50=0.04),
        "request_latency": stat(1970, "ms"),
        "time_per_output_token": stat(0.03, "s/token", p99=0.04),
        "inter_token_latency": stat(30, "ms/token"),
    }
    rates = {"output_token_rate": stat(130, "tokens/s"), "request_rate": stat(2, "queries/s")}
    requests = {"total": 60, "failures": 1, "incomplete": 3, "output_length": stat(65, "count", min=65, max=65)}
    engine = {
        "kind": "inference_engine",
        "tool": "vllm",
        "tool_version": "0.9",
        "model": {"name": "m"},
        "accelerator": {"model": "NPU", "count": 8, "parallelism": {"tp": 4, "ep": 2}},
    }
    load = {"tool": tool, "input_seq_len": {"distribution": "fixed", "value": 128}, "concurrency": 4}
    return {
        "version": "0.2",
        "run": {"uid": "u", "time": {"start": "2025-11-05T18:00:42Z"}},
        "scenario": {"stack": [{"standardized": engine}], "load": {"standardized": load}},
        "results": {
            "request_performance": {"aggregate": {"requests": requests, "latency": latency, "throughput": rates}}
        },
    }


def imported(value: Any) -> tuple[Measurement, tuple[str, ...]]:
    report = read(json.dumps(value).encode(), filename="br")
    (found,) = measurements(report, answers=Answers())
    return found, report.repairs


def test_a_report_is_read_whole_in_its_stated_units() -> None:
    found, repairs = imported(made())
    latency, scenario = found.latency, found.scenario
    assert latency.ttft is not None
    assert (latency.ttft.mean, latency.ttft.p50) == (Decimal(50), Decimal(40))
    assert latency.tpot is not None
    assert (latency.tpot.mean, latency.tpot.p99, latency.tpot.definition) == (Decimal(30), Decimal(40), metrics.TPOT)
    assert latency.e2e is not None
    assert latency.e2e.mean == Decimal(1970)
    assert found.throughput == Throughput(Decimal(130), None, None, Decimal(2))
    assert found.counts == Counts(sent=60, ok=56, failed=1, incomplete=3, zero_output=None)
    assert (scenario.load, scenario.concurrency, scenario.fixed_length) == ("closed_loop", Decimal(4), True)
    assert (scenario.isl_target, scenario.osl_mean) == (Decimal(128), Decimal(65))
    assert (found.system.accelerator, found.system.used, found.model.name) == ("NPU", 8, "m")
    assert (found.parallelism.tp, found.parallelism.ep) == (4, 2)
    assert (found.software.engine, found.software.engine_version) == ("vllm", "0.9")
    assert (str(found.provenance.measured_at), repairs) == ("2025-11-05 18:00:42+00:00", ())


def test_guidellms_tpot_includes_the_first_token() -> None:
    found, repairs = imported(made("guidellm"))
    assert found.latency.ntpot is not None
    assert found.latency.tpot is not None
    assert (found.latency.ntpot.mean, found.latency.tpot.definition) == (Decimal(30), metrics.ITL_PER_REQUEST)
    assert len(repairs) == 1


def test_a_deflated_tpot_is_recomputed() -> None:
    value = made("inference-perf")
    latency = value["results"]["request_performance"]["aggregate"]["latency"]
    latency["request_latency"] = stat(1.97, "s")
    latency["time_per_output_token"]["mean"] = 0.015
    found, repairs = imported(value)
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.derived, found.latency.itl) == (Decimal(30), True, None)
    assert len(repairs) == 1


def test_an_endless_concurrency_is_no_limit_and_two_engines_are_not_added_up() -> None:
    value = made()
    scenario = value["scenario"]
    scenario["load"]["standardized"].update(concurrency=".inf", rate_qps=3)
    scenario["stack"].append(copy.deepcopy(scenario["stack"][0]))
    scenario["stack"][1]["standardized"]["tool_version"] = "0.10"
    found, _ = imported(value)
    assert (found.scenario.concurrency, found.scenario.load, found.scenario.rate_offered) == (
        None,
        "open_loop",
        Decimal(3),
    )
    assert (found.system.used, found.system.accelerator) == (None, "NPU")
    assert (found.software.engine, found.software.engine_version) == ("vllm", None)


def test_more_failures_than_requests_are_refused() -> None:
    value = made()
    value["results"]["request_performance"]["aggregate"]["requests"]["failures"] = 58
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == "/results/request_performance/aggregate/requests"


@pytest.mark.parametrize(
    ("results", "where"),
    [
        ({}, "/results"),
        ({"request_performance": {}}, "/results"),
        ({"request_performance": 1}, "/results/request_performance"),
    ],
)
def test_a_report_without_request_performance_is_refused(results: Any, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported({**made(), "results": results})
    assert refused.value.where == where


def test_a_stack_of_texts_is_refused() -> None:
    value = made()
    value["scenario"]["stack"] = ["x"]
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == "/scenario/stack/0"


@settings(deadline=None)  # a shared machine may be slow
@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    changed = copy.deepcopy(made())
    node: Any = changed
    while True:
        key: Any = data.draw(st.sampled_from(range(len(node)) if isinstance(node, list) else sorted(node)))
        if not isinstance(node[key], dict | list) or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(LEAVES)
            break
        node = node[key]
    with contextlib.suppress(UnreadableFile):
        findings(imported(changed)[0])


@pytest.mark.parametrize(
    ("name", "used", "output"), [("0_1", None, "32.544923821416"), ("0_2", 8, None), ("0_2_1", 8, None)]
)
def test_the_published_examples_are_read(shared_results: Path, name: str, used: int | None, output: str | None) -> None:
    file = shared_results / f"llm-d-benchmark/benchmark_report/br_v{name}_example.yaml"
    report = read(file.read_bytes(), filename=file.name)
    (found,) = measurements(report, answers=Answers())
    assert (report.format, report.tool_version, found.system.used) == ("llm-d", name.replace("_", "."), used)
    assert found.latency.ttft is not None
    assert found.latency.ttft.mean == Decimal("0.800974442732916" if name == "0_1" else "36.8578234128654")
    if output:
        assert found.throughput.output_tps == Decimal(output)
