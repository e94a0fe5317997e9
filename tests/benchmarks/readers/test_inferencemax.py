from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement, Parallelism, Power, Throughput
from benchmarks.readers import UnreadableFile, read

LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(), st.just([]), st.just({})
)
# made for the test, not measured: 16 in flight, 8 accelerators, E2E 2 s = 0.08 + 0.02 × 96, 8 requests/s × 97 tokens
LATENCY = {
    "mean_ttft": 0.08,
    "median_ttft": 0.07,
    "p99.9_ttft": 0.3,
    "mean_tpot": 0.02,
    "mean_e2el": 2,
    "mean_itl": 0.1,
}
RATES = {"tput_per_gpu": 194.5, "output_tput_per_gpu": 97, "input_tput_per_gpu": 97.5, "p99_intvty": 5}
RUN = {"hw": "npu-x", "framework": "vllm", "model": "/mnt/models/m", "precision": "fp8", "image": "a#b"}
LOAD = {"infmax_model_prefix": "m", "isl": 108, "osl": 108, "conc": 16}
WHOLE = RUN | LOAD | RATES | LATENCY
NODE = WHOLE | {"tp": 8, "ep": 8, "dp_attention": "false"}
SPLIT = WHOLE | {"is_multinode": "true", "num_prefill_gpu": 4, "num_decode_gpu": 12, "prefill_tp": 4, "decode_tp": 4}
BOARDS = {"power_metric_schema_version": 2, "power_valid": 1, "avg_power_w": 350, "avg_total_gpu_power_w": 2800.5}
POWER = BOARDS | {"total_gpu_energy_j": 1000, "joules_per_output_token": 0.5}
AGENTIC = {
    "hw": "npu-x",
    "framework": "vllm",
    "conc": 2,
    "tp": 2,
    "num_requests_successful": 9,
    "request_metrics": {
        "latency": {"ttft": {"mean": 0.5, "p50": 0.4, "p99": 0.9}, "tpot": {"p90": 0.02}},
        "throughput": {"per_gpu": {"total_tput_tps": 100, "output_tput_tps": 10}},
    },
}


def imported(value: Any) -> Measurement:
    (found,) = measurements(read(json.dumps(value).encode(), filename="agg"), answers=Answers())
    return found


def test_one_nodes_result_is_made_the_systems() -> None:
    found = imported(NODE)
    assert found.throughput == Throughput(Decimal(776), Decimal("780.0"), Decimal("1556.0"), None)
    assert (found.system.used, found.parallelism) == (8, Parallelism(tp=8, ep=8))
    assert found.latency.ttft is not None
    assert [found.latency.ttft.mean, found.latency.ttft.p50, found.latency.ttft.p99_9] == [
        Decimal(number) for number in (80, 70, 300)
    ]
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.definition) == (Decimal(20), metrics.TPOT)
    assert found.latency.itl is not None
    assert found.latency.itl.definition == metrics.ITL_PER_CHUNK
    scenario = found.scenario
    assert (scenario.isl_target, scenario.isl_mean, scenario.osl_target) == (Decimal(108), None, Decimal(108))
    assert (scenario.load, scenario.concurrency, scenario.fixed_length) == ("closed_loop", Decimal(16), None)
    assert (found.system.accelerator, found.model.name, found.model.weight_precision) == (
        "npu-x",
        "/mnt/models/m",
        "fp8",
    )
    assert found.power == Power(None, None, "")
    assert {f.rule for f in findings(found) if f.level == "reject"} == set()


@pytest.mark.parametrize(
    ("extra", "used"), [({}, 8), ({"pp": 2}, 16), ({"pcp_size": 2, "dcp": 4}, 16), ({"ep": 64}, 8)]
)
def test_only_tensor_pipeline_and_prefill_context_multiply(extra: dict[str, Any], used: int) -> None:
    assert imported({**NODE, **extra}).system.used == used


def test_split_prefill_and_decode_are_multiplied_apart() -> None:
    found = imported(SPLIT)
    assert found.throughput == Throughput(Decimal(97 * 12), Decimal(390), Decimal("194.5") * 16, None)
    assert (found.system.used, found.parallelism) == (16, Parallelism())
    together = imported({**SPLIT, "is_multinode": True, "num_decode_gpu": 0})
    assert together.throughput == Throughput(Decimal(97 * 4), Decimal(390), Decimal("778.0"), None)


@pytest.mark.parametrize("gone", [{"tp": None}, {"tp": 0}, {"disagg": "true", "num_prefill_gpu": 4}])
def test_without_a_count_of_accelerators_there_is_no_throughput(gone: dict[str, Any]) -> None:
    report = read(json.dumps([{**NODE, **gone}]).encode(), filename="agg")
    (found,) = measurements(report, answers=Answers())
    assert (found.throughput.total_tps, found.throughput.output_tps, found.system.used) == (None, None, None)
    assert [said.partition(":")[0] for said in report.repairs] == ["/0"]


def test_board_power_is_the_sum_and_keeps_the_tools_judgment() -> None:
    wanted = Power("accelerator_board", Decimal("2800.5"), "", Decimal(1000), Decimal("0.5"), valid=True)
    assert imported({**NODE, **POWER}).power == wanted
    assert imported({**NODE, **POWER, "power_valid": 0}).power.valid is False
    assert imported({**NODE, **POWER, "power_valid": None}).power.valid is None


def test_agentx_keeps_its_figures_nested() -> None:
    found = imported(AGENTIC)
    assert found.latency.ttft is not None
    assert [found.latency.ttft.mean, found.latency.ttft.p50, found.latency.ttft.p99] == [
        Decimal(number) for number in (500, 400, 900)
    ]
    assert found.throughput == Throughput(Decimal(20), None, Decimal(200), None)
    assert (found.counts.ok, found.system.used) == (9, 2)
    bare = imported({**AGENTIC, "request_metrics": {}})
    assert (bare.latency.ttft, bare.throughput.total_tps) == (None, None)


def test_the_nightly_list_is_one_row_a_result() -> None:
    report = read(json.dumps([NODE, SPLIT, AGENTIC]).encode(), filename="agg_bmk.json")
    assert (report.format, [row.where for row in report.rows]) == ("inferencemax", ["/0", "/1", "/2"])


def test_a_stranger_in_the_list_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(json.dumps([NODE, {"hw": "x"}]).encode(), filename="agg_bmk.json")
    assert refused.value.where == "/1"


@settings(deadline=None)  # a shared machine may be slow
@given(st.sampled_from([NODE, SPLIT, AGENTIC, {**NODE, **POWER}]), st.data())
def test_a_changed_value_is_read_or_refused(sample: dict[str, Any], data: st.DataObject) -> None:
    changed = {**sample, data.draw(st.sampled_from(sorted(sample))): data.draw(LEAVES)}
    with contextlib.suppress(UnreadableFile):
        findings(imported(changed))
