from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings, report_findings
from benchmarks.measurement import (
    Counts,
    Latencies,
    Measurement,
    Model,
    Power,
    Scenario,
    Software,
    System,
    Throughput,
)
from benchmarks.readers import read

RULES = [f"V{n:02}" for n in range(1, 24) if n not in {17, 18, 21}]
NOT_OF_A_CLOSED_LOOP = {"V13": "not_applicable", "V16": "not_applicable", "V23": "not_applicable"}


def test_a_consistent_measurement_passes_every_rule(complete: Measurement) -> None:
    expected = dict.fromkeys(RULES, "pass") | NOT_OF_A_CLOSED_LOOP
    assert {f.rule: f.level for f in findings(complete)} == expected


def test_a_missing_input_never_passes(complete: Measurement) -> None:
    bare = Measurement(
        id="bare",
        source=complete.source,
        provenance=complete.provenance,
        system=System(None, None, None, None, None),
        software=Software(None, None, None),
        model=Model(None, None),
        scenario=Scenario(None, None, None, None, None, None, None, None, None),
        counts=Counts(None, None, None, None, None),
        latency=Latencies(),
        throughput=Throughput(None, None, None, None),
        power=Power(None, None, ""),
    )
    assert [(f.rule, f.level, f.observed) for f in findings(bare)] == [
        (rule, "not_applicable", "미측정 / not measured") for rule in RULES
    ]


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("guidellm_v1.json", ["V22 n = 11", "V22 n = 44", "V22 n = 88"]),
        ("guidellm_v2.json", ["V22 n = 11", "V22 n = 44", "V22 n = 88"]),
        ("kperf_result.json", ["V22 n = 11", "V22 n = 44", "V22 n = 88"]),
        ("vllm_c4.json", ["V22 n = 40"]),
        ("vllm_chat_c8.json", ["V22 n = 80"]),
    ],
)
def test_files_of_the_mock_server_are_clean_but_for_their_size(
    sample: Callable[[str], bytes], name: str, warned: list[str]
) -> None:
    report = read(sample(name), filename=name)
    found = [f for m in measurements(report, answers=Answers()) for f in findings(m)]
    assert [f"{f.rule} {f.observed}" for f in found if f.level not in {"pass", "not_applicable"}] == warned
    assert report_findings(report) == ()


def test_real_files_with_known_faults_are_rejected(shared_results: Path) -> None:
    rejected = {}
    for path in sorted((shared_results / "vllm" / "dstack").glob("*/*qps*.json")):
        report = read(path.read_bytes(), filename=path.name)
        (measurement,) = measurements(report, answers=Answers())
        rejected[path.name[-20:-5]] = [(f.rule, f.observed) for f in findings(measurement) if f.level == "reject"]
    assert rejected == {
        "20241116-152727": [("V10", "17/1000"), ("V11", "17/17")],
        "20241109-150547": [("V11", "379/1000")],
        "20241109-151112": [("V11", "378/1000")],
    }


def test_real_mlperf_logs_pass_but_the_made_up_one(shared_results: Path) -> None:
    rejected = []
    for path in sorted((shared_results / "mlperf").rglob("run_1/mlperf_log_summary.txt")):
        (measurement,) = measurements(read(path.read_bytes(), filename=path.name), answers=Answers())
        rejected += [(path.parts[-5], f.rule) for f in findings(measurement) if f.level in {"warn", "reject"}]
    assert rejected == []
    made_up = shared_results / "mlperf/korea/furiosa-mlperf-log-parser/tests/data/mlperf_log_summary.txt"
    (measurement,) = measurements(read(made_up.read_bytes(), filename="log"), answers=Answers())
    assert [f.observed for f in findings(measurement) if f.level == "reject"] == [
        "e2e: p99_9 0.890123 > maximum 0.789012"
    ]
