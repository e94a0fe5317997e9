from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement, Parallelism, Power
from benchmarks.readers import UnreadableFile, read

# invented: 2 accelerators, 1,000 tokens/s at 0.5 J each = 500 W
CONFIGURATION: dict[str, Any] = {
    "gpu_model": "invented",
    "num_gpus": 2,
    "max_num_seqs": 64,
    "avg_batch_size": 60.5,
    "avg_output_len": 200.25,
    "energy_per_token_joules": 0.5,
    "avg_power_watts": 500,
    "output_throughput_tokens_per_sec": 1000,
    "median_itl_ms": 20,
    "p90_itl_ms": 25,
    "p95_itl_ms": 30,
    "p99_itl_ms": 40.5,
}
TASK = {
    "task": "gpqa",
    "configurations": [
        CONFIGURATION
        | {
            "model_id": "org/model",
            "weight_precision": "fp8",
            "tensor_parallel": 2,
            "expert_parallel": 0,
            "data_parallel": 1,
        }
    ],
}
MODEL = {
    "model_id": "org/model",
    "weight_precision": "fp8",
    "configurations": [
        CONFIGURATION | {"parallelization": {"tensor_parallel": 2, "expert_parallel": 0, "data_parallel": 1}}
    ],
}


def imported(value: Any) -> tuple[Measurement, ...]:
    report = read(json.dumps(value).encode(), filename="gpqa.json")
    assert report.format == "mlenergy"
    return measurements(report, answers=Answers())


@pytest.mark.parametrize("value", [TASK, MODEL])
def test_task_and_model_files_give_the_same_measurement(value: dict[str, Any]) -> None:
    (found,) = imported(value)
    assert (found.model.name, found.model.weight_precision) == ("org/model", "fp8")
    assert (found.system.accelerator, found.system.used) == ("invented", 2)
    assert (found.throughput.output_tps, found.scenario.osl_mean) == (Decimal(1000), Decimal("200.25"))
    assert found.power == Power("accelerator_board", Decimal(500), "", joules_per_output_token=Decimal("0.5"))
    assert found.parallelism == Parallelism(tp=2, pp=None, dp=1, ep=None)
    itl = found.latency.itl
    assert itl is not None
    assert (itl.p50, itl.p90, itl.p95, itl.p99) == (Decimal(20), Decimal(25), Decimal(30), Decimal("40.5"))
    assert found.latency.tpot is None
    assert (found.scenario.concurrency, found.scenario.load) == (None, None)
    assert [finding.rule for finding in findings(found) if finding.level == "reject"] == []


def test_each_configuration_is_a_row_with_its_place() -> None:
    second = CONFIGURATION | {"output_throughput_tokens_per_sec": 1500}
    found = imported(TASK | {"configurations": [CONFIGURATION, second]})
    assert [(m.source.where, m.throughput.output_tps) for m in found] == [
        ("/configurations/0", Decimal(1000)),
        ("/configurations/1", Decimal(1500)),
    ]
    report = read(json.dumps(TASK).encode(), filename="f")
    assert {cell.where for cell in report.rows[0].cells if cell.quantity == "power"} == {
        "/configurations/0/avg_power_watts"
    }


@pytest.mark.parametrize("other", [3, {}, {"gpu_model": "diffusion", "batch_latency_s": 1}])
def test_a_configuration_of_another_kind_is_refused(other: object) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported({"configurations": [CONFIGURATION, other]})
    assert refused.value.where == "/configurations/1"


@pytest.mark.parametrize(
    "value", [{"configurations": []}, {"configurations": 3}, {"configurations": [3]}, [TASK, TASK]]
)
def test_another_file_is_not_recognised(value: object) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.problem == "인식하지 못한 형식입니다. / The format was not recognised."


@given(st.sampled_from([*CONFIGURATION, "parallelization"]), st.none() | st.integers() | st.text() | st.just([-1]))
def test_a_changed_value_is_read_or_refused(key: str, value: object) -> None:
    read_or_refused({"configurations": [CONFIGURATION | {key: value}]})


def read_or_refused(value: Any) -> None:
    try:
        findings(imported(value)[0])
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.where, refused.problem, refused.remedy))
