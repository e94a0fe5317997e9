"""MLPerf runs as published, each folder read as one result."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Measurement
from benchmarks.readers.mlperf_run import read_run
from benchmarks.report import Report


def only(report: Report) -> Measurement:
    (found,) = measurements(report, answers=Answers())
    return found


def test_every_published_power_is_reproduced_exactly(shared_results: Path) -> None:
    mlperf = shared_results / "mlperf/v4.1"
    published = {row["Location"]: row for row in json.loads((mlperf / "summary_results.json").read_text())}
    compared = {}
    for log in sorted((mlperf / "closed/NVIDIA").rglob("spl.txt")):
        folder = log.parent.parent.parent
        row = published[str(folder.relative_to(mlperf))]
        report = read_run(_files(folder), folder=str(folder.relative_to(mlperf)))
        power = only(report).power
        assert power.average_w is not None
        assert (float(round(power.average_w, 10)), row["Power_Units"]) == (row["Power_Result"], "Watts")
        assert (power.scope, power.longest_gap_s is not None and power.longest_gap_s < 2) == ("node_wall", True)
        compared["/".join(folder.parts[-2:])] = (round(power.average_w, 4), power.samples)
    assert compared == {
        "gptj-99/Offline": (Decimal("4775.2704"), 1056),
        "gptj-99/Server": (Decimal("4722.5612"), 631),
        "llama2-70b-99/Server": (Decimal("6280.2140"), 2500),
        "mixtral-8x7b/Offline": (Decimal("6154.8035"), 2592),
    }


def test_power_runs_published_without_a_detail_log_stay_unmeasured(shared_results: Path) -> None:
    logs = sorted((shared_results / "mlperf/v4.1/closed/UntetherAI").rglob("run_1/spl.txt"))
    reports = [read_run(_files(log.parent.parent.parent)) for log in logs]
    assert [only(report).power.average_w for report in reports] == [None] * 5
    assert all("no power_begin and power_end" in report.repairs[1] for report in reports)


def test_a_log_of_another_scenario_than_its_folder_is_seen(shared_results: Path) -> None:
    mlperf = shared_results / "mlperf"
    outcome: Counter[str] = Counter()
    torn = []
    for summary in sorted(mlperf.rglob("performance/run_1/mlperf_log_summary.txt")):
        folder = summary.parent.parent.parent
        report = read_run(_files(folder), folder=str(folder.relative_to(mlperf)))
        said = {fact.key: fact.value for fact in report.rows[0].facts}
        outcome[said["path_scenario"]] += 1
        if said["path_scenario"] != said["scenario"]:
            torn.append((report.filename, said["scenario"]))
    assert torn == [
        ("korea/v2.0/closed/FuriosaAI/results/warboy/ssd-resnet34/MultiStream", "SingleStream"),
        ("korea/v3.0/closed/rebellions/results/ATOM/bert-99/Offline", "SingleStream"),
    ]
    assert outcome.total() == 385


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
