from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import report_findings
from benchmarks.measurement import Measurement, Power, Throughput
from benchmarks.readers import UnreadableFile, read

ROW: dict[str, Any] = {
    "ID": "v4.1-9999",
    "Submitter": "가상 제출자",
    "System": "invented server",
    "Model": "llama2-70b-99",
    "Scenario": "Offline",
    "Nodes": 1,
    "Accelerator": "invented accelerator",
    "a#": 8.0,
    "Software": "invented 1.0",
    "version": "v4.1",
    "weight_data_types": "fp8",
    "Details": "",
    "Performance_Result": 25262.1,
    "Performance_Units": "Tokens/s",
}


def imported(**changes: Any) -> Measurement:
    (found,) = measurements(read(json.dumps([ROW | changes]).encode(), filename="s"), answers=Answers())
    return found


def test_a_row_is_a_measurement_of_the_submitter() -> None:
    found = imported()
    assert found.throughput == Throughput(Decimal("25262.1"), None, None, None)
    assert (found.system.accelerator, found.system.used, found.system.nodes) == ("invented accelerator", 8, 1)
    assert (found.model.name, found.model.weight_precision) == ("llama2-70b-99", "fp8")
    assert (found.software.engine, found.software.engine_version) == ("invented 1.0", None)
    provenance = found.provenance
    assert (provenance.measurer, provenance.measurer_role) == ("가상 제출자", None)
    assert (provenance.suite, provenance.public_url) == ("MLPerf Inference v4.1", "")
    assert (found.scenario.load, found.power) == ("offline", Power(None, None, ""))


def test_power_in_watts_is_wall_power() -> None:
    found = imported(Power_Result=6152.9844351733, Power_Units="Watts")
    assert found.power == Power("node_wall", Decimal("6152.9844351733"), "")


def test_energy_per_stream_is_not_power_and_said() -> None:
    row = ROW | {"Power_Result": 61.3, "Power_Units": "millijoules"}
    report = read(json.dumps([row]).encode(), filename="s")
    assert measurements(report, answers=Answers())[0].power == Power(None, None, "")
    assert len(report.repairs) == 1
    (cell,) = (cell for cell in report.rows[0].cells if cell.quantity == "energy_per_stream")
    assert (cell.value, cell.unit, cell.where) == (Decimal("61.3"), "mJ", "/0/Power_Result")


def test_a_system_without_accelerators_has_none() -> None:
    found = imported(**{"a#": "", "Accelerator": ""})
    assert (found.system.accelerator, found.system.used) == (None, None)


def test_single_stream_gives_a_latency() -> None:
    found = imported(Model="resnet", Scenario="SingleStream", Performance_Result=0.12, Performance_Units="Latency (ms)")
    assert found.latency.e2e is not None
    assert (found.latency.e2e.p90, found.throughput.rps) == (Decimal("0.12"), None)


def test_a_language_model_in_queries_is_not_used_and_reported() -> None:
    report = read(json.dumps([ROW | {"Performance_Units": "Queries/s"}]).encode(), filename="s")
    assert measurements(report, answers=Answers())[0].throughput == Throughput(None, None, None, None)
    assert [(f.rule, f.level, f.where, f.observed) for f in report_findings(report)] == [
        ("V19", "warn", "/0/Performance_Result", "25262.1 Queries/s")
    ]


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        ({"Performance_Result": None}, "/0", "항목이 없습니다: Performance_Result. / Missing."),
        ({"Scenario": None, "Model": 3}, "/0", "항목이 없습니다: Model, Scenario. / Missing."),
        (
            {"Performance_Result": "fast"},
            "/0/Performance_Result",
            "수가 있어야 하는데 'fast'입니다. / A number is needed, not 'fast'.",
        ),
        ({"a#": 1.5}, "/0/a#", "개수인데 정수가 아닙니다: 1.5. / A count with a fraction: 1.5."),
    ],
)
def test_a_wrong_row_is_refused(change: dict[str, Any], where: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(**change)
    assert (refused.value.where, refused.value.problem) == (where, problem)


def test_the_published_file_is_read_whole(shared_results: Path) -> None:
    path = shared_results / "mlperf/v4.1/summary_results.json"
    report = read(path.read_bytes(), filename=path.name)
    found = measurements(report, answers=Answers())
    assert len(found) == 937
    assert sum(m.power.average_w is not None for m in found) == 29
    assert sum(m.system.used is None for m in found) == 110
    assert [f.rule for f in report_findings(report)] == ["V19"] * 5
    first = found[0]
    assert (first.throughput.output_tps, first.system.used) == (Decimal("3062.72"), 1)
    given = [
        (m.throughput.output_tps, m.throughput.rps, m.latency.e2e and (m.latency.e2e.p90 or m.latency.e2e.p99))
        for m in found
    ]
    assert Counter(sum(number is not None for number in numbers) for numbers in given) == {1: 932, 0: 5}
