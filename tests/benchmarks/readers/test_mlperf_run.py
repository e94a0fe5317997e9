from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement, Power
from benchmarks.readers import UnreadableFile
from benchmarks.readers.mlperf_log import UNVERIFIED
from benchmarks.readers.mlperf_run import read_run
from benchmarks.report import Report

RUN = "performance/run_1"
SUMMARY, DETAIL, SPL = (f"{RUN}/{name}" for name in ("mlperf_log_summary.txt", "mlperf_log_detail.txt", "spl.txt"))
SYSTEM = "systems/invented.json"
# an invented SingleStream run: 40 queries of 100 ms in 4 s at 300 W
LOG = """\
================================================
MLPerf Results Summary
================================================
SUT name : invented
Scenario : SingleStream
Mode     : PerformanceOnly
90th percentile latency (ns) : 110000000
Result is : VALID
QPS w/ loadgen overhead         : 10
Mean latency (ns)               : 100000000
90.00 percentile latency (ns)   : 110000000
"""
ENTRIES: dict[str, Any] = {
    "loadgen_version": "4.1 @ 0000000000",
    "sut_name": "invented",
    "effective_scenario": "SingleStream",
    "effective_test_mode": "PerformanceOnly",
    "effective_samples_per_query": 1,
    "power_begin": "11-22-2026 01:00:00.000",
    "power_end": "11-22-2026 01:00:04.000",
    "result_validity": "VALID",
    "result_query_count": 40,
    "result_qps_with_loadgen_overhead": 10.0001,
    "result_mean_latency_ns": 100_000_000,
    "result_99.00_percentile_latency_ns": 120_000_000,
}
START = datetime(2026, 11, 22, 0, 59, 58, tzinfo=UTC)
SAMPLES = "".join(
    f"Time,11-22-2026 {(START + timedelta(seconds=second)).strftime('%H:%M:%S')}.500,Watts,{watts}.0,Mark,m\n"
    for second, watts in enumerate((100, 100, 300, 299, 301, 300, 100))
)
DESCRIPTION = {
    "submitter": "가상 제출자",
    "system_name": "invented server",
    "number_of_nodes": 1,
    "accelerators_per_node": 2,
    "accelerator_model_name": "invented accelerator",
}


def entries(**changes: Any) -> bytes:
    items = (ENTRIES | changes).items()
    return "".join(f":::MLLOG {json.dumps({'key': k, 'value': v})}\n" for k, v in items if v is not ...).encode()


def sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def run(**changes: bytes) -> dict[str, bytes]:
    logs = {SUMMARY: LOG.encode(), DETAIL: entries(), SPL: SAMPLES.encode()} | changes
    recorded = {name.removeprefix("performance/"): sha1(data) for name, data in logs.items()}
    server = {
        "ptd_messages": [{"cmd": "Identify", "reply": "WT330,1000"}],
        "results": {"run_1/spl.txt": recorded["run_1/spl.txt"]},
    }
    return logs | {
        "performance/power/server.json": json.dumps(server).encode(),
        "performance/power/client.json": json.dumps({"results": recorded}).encode(),
        SYSTEM: json.dumps(DESCRIPTION).encode(),
        "measurements/invented.json": b'{"weight_data_types": "fp8"}',
    }


def only(report: Report) -> Measurement:
    (found,) = measurements(report, answers=Answers())
    return found


def facts(report: Report) -> dict[str, tuple[str, str]]:
    return {fact.key: (fact.value, fact.where) for fact in report.rows[0].facts}


def refusal(files: dict[str, bytes], *, folder: str = "") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_run(files, folder=folder)
    return refused.value


def test_the_files_of_a_run_become_one_measurement() -> None:
    report = read_run(run(), folder="results/invented/resnet50/SingleStream")
    found = only(report)
    assert (report.format, report.tool, report.tool_version) == ("mlperf-run", "MLPerf LoadGen", "4.1 @ 0000000000")
    assert found.power == Power(
        scope="node_wall",
        average_w=Decimal(300),
        method="PTDaemon, WT330, spl.txt",
        energy_j=Decimal(1200),
        samples=4,
        longest_gap_s=Decimal(1),
    )
    assert found.latency.e2e is not None
    assert (found.latency.e2e.mean, found.latency.e2e.p99) == (Decimal(100), Decimal(120))
    assert (found.throughput.rps, found.counts.ok, found.scenario.duration_s) == (Decimal(10), 40, Decimal(4))
    assert (found.system.accelerator, found.system.used, found.model.weight_precision) == (
        "invented accelerator",
        2,
        "fp8",
    )
    assert [finding.rule for finding in findings(found) if finding.level == "reject"] == []
    assert report.repairs == (UNVERIFIED,)


def test_every_place_names_its_file() -> None:
    report = read_run(run(), folder="results/invented/resnet50/SingleStream")
    places = {(cell.quantity, cell.statistic): cell.where for cell in report.rows[0].cells}
    assert places["rps", "value"] == f"{SUMMARY} line 9"
    assert places["e2e", "p99"] == f"{DETAIL} line 12/value"
    assert places["power", "value"] == f"{SPL} line 3–6"
    assert places["used", "value"] == f"{SYSTEM} /accelerators_per_node"
    said = facts(report)
    assert said["power_method"][1] == "performance/power/server.json /ptd_messages/0/reply"
    assert said["power_scope"] == ("node_wall", SPL)
    assert said["path_scenario"] == ("SingleStream", "results/invented/resnet50/SingleStream")
    assert said["mlperf_desc.submitter"] == ("가상 제출자", f"{SYSTEM} /submitter")


def test_the_energy_of_a_stream_is_in_millijoules() -> None:
    (cell,) = (c for c in read_run(run()).rows[0].cells if c.quantity == "energy_per_stream")
    assert (cell.value, cell.unit) == (Decimal(30_000), "mJ")
    assert cell.definition == f"energy ÷ 40 queries ({DETAIL} line 9/value)"


def test_the_digest_is_of_the_files_read_whatever_their_order() -> None:
    files = run()
    report = read_run(files)
    lines = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    assert report.sha256 == hashlib.sha256(lines.encode()).hexdigest()
    assert (report.size, report.filename) == (sum(map(len, files.values())), SUMMARY)
    assert read_run(dict(reversed(files.items()))) == report
    assert read_run(files | {"accuracy/accuracy.txt": b"x"}).sha256 == report.sha256


def test_other_runs_and_other_files_are_left_out_and_said() -> None:
    others = {
        "accuracy/mlperf_log_summary.txt": b"stub",
        "performance/ranging/spl.txt": SAMPLES.encode(),
        f"{RUN}/photo.png": b"\x89PNG",
        f"{RUN}/broken.json": b"{",
        f"{RUN}/trace.json": b"[1, 2]",
        f"{RUN}/unknown.json": b"{}",
        f"{RUN}/large.json": json.dumps(DESCRIPTION | {"hw_notes": "x" * 70_000}).encode(),
    }
    report = read_run(run() | others)
    assert report.repairs[-1].split(" / ")[1] == f"Files not read: {', '.join(sorted(others))}"
    assert only(report).power.average_w == 300


def test_a_summary_alone_and_a_detail_log_alone_are_runs() -> None:
    summary, detail = (only(read_run({name: run()[name]})) for name in (SUMMARY, DETAIL))
    assert (summary.throughput.rps, detail.throughput.rps) == (Decimal(10), Decimal("10.0001"))
    assert (summary.power, detail.power) == (Power(None, None, ""), Power(None, None, ""))


def test_power_without_its_window_stays_unmeasured_and_is_said() -> None:
    windowless = read_run({SUMMARY: LOG.encode(), SPL: SAMPLES.encode()})
    assert (only(windowless).power, len(windowless.repairs)) == (Power(None, None, ""), 2)
    assert "no power_begin and power_end" in windowless.repairs[1]
    late = read_run({DETAIL: entries(power_end="11-22-2026 01:00:00.001"), SPL: SAMPLES.encode()})
    assert only(late).power == Power(None, None, "")
    assert "No sample of spl.txt lies in the measured time" in late.repairs[1]


def test_power_without_the_servers_word_names_only_the_log() -> None:
    report = read_run({DETAIL: entries(), SPL: SAMPLES.encode()})
    assert facts(report)["power_method"] == ("PTDaemon, spl.txt", SPL)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"result_mean_latency_ns": 90_000_000}, f"{SUMMARY} line 10"),
        ({"effective_scenario": "Offline"}, f"{SUMMARY} line 5"),
        ({"result_validity": "INVALID"}, f"{SUMMARY} line 8"),
        ({"sut_name": "another"}, f"{SUMMARY} line 4"),
    ],
)
def test_logs_of_two_runs_are_refused(change: dict[str, Any], place: str) -> None:
    refused = refusal({SUMMARY: LOG.encode(), DETAIL: entries(**change)})
    assert refused.where == place
    assert refused.problem.endswith(f"differs from {place}: not of one run.")


@pytest.mark.parametrize(
    ("name", "recorder"), [(SPL, "server.json"), (SUMMARY, "client.json"), (DETAIL, "client.json")]
)
def test_a_file_changed_after_the_run_is_refused(name: str, recorder: str) -> None:
    files = run()
    files[name] += b"\n"
    refused = refusal(files)
    assert (refused.filename, refused.where) == (name, f"sha1 {sha1(files[name])}")
    if name != SPL:
        assert refused.problem.endswith(f"Not the sha1 that {recorder} recorded at the run.")


def test_two_files_of_one_role_are_refused() -> None:
    refused = refusal(run() | {"performance/run_2/spl.txt": SAMPLES.encode()})
    assert refused.problem.endswith("Two files are a spl.txt: performance/run_1/spl.txt, performance/run_2/spl.txt.")


def test_a_folder_without_a_log_is_refused() -> None:
    assert refusal({SPL: SAMPLES.encode()}, folder="results/x").filename == "results/x"


def test_a_file_under_anothers_name_is_refused() -> None:
    refused = refusal({SUMMARY: entries()})
    assert refused.problem.endswith("Not a MLPerf mlperf_log_summary.txt.")


@pytest.mark.parametrize("server", [b"[3]", b'{"results": 3}', b'{"ptd_messages": null}'])
def test_a_server_file_that_says_nothing_is_passed_over(server: bytes) -> None:
    files = {DETAIL: entries(), SPL: SAMPLES.encode(), "power/server.json": server}
    assert only(read_run(files)).power.average_w == 300


@settings(deadline=None, max_examples=60)  # a shared machine may be slow
@given(st.data())
def test_a_run_with_a_changed_file_is_read_or_refused(data: st.DataObject) -> None:
    files = run()
    name = data.draw(st.sampled_from(sorted(files)))
    changed = bytearray(files[name])
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    files[name] = bytes(changed[: data.draw(st.integers(0, len(changed)))])
    read_or_refused({key: value for key, value in files.items() if "power" not in key or data.draw(st.booleans())})


def read_or_refused(files: dict[str, bytes]) -> None:
    """Read and use the run whole, or refuse it: nothing else may happen."""
    try:
        findings(only(read_run(files)))
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.filename, refused.where, refused.problem, refused.remedy))


@pytest.mark.parametrize(("folder", "where"), [("", "Offline/run_1/mlperf_log_summary.txt"), ("x/Server", "x/Server")])
def test_the_scenario_of_the_path_is_told_once(folder: str, where: str) -> None:
    name = "Offline/run_1/mlperf_log_summary.txt"
    said = read_run({name: LOG.encode()}, folder=folder).rows[0].facts
    assert [fact.where for fact in said if fact.key == "path_scenario"] == [where]


@pytest.mark.parametrize("folder", ["x/performance/ranging", "x\\Accuracy\\"])
def test_the_folder_of_another_run_is_refused(folder: str) -> None:
    error = refusal({"mlperf_log_summary.txt": LOG.encode()}, folder=folder)
    assert (error.filename, error.where) == (folder, "/")
    assert error.problem.endswith("is not of a performance run.")
    assert error.remedy == "performance/run_1 폴더를 올려 주십시오. / Use the folder performance/run_1."
