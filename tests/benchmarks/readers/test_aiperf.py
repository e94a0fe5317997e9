from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latency, Measurement, Power, Throughput
from benchmarks.readers import UnreadableFile, read
from tests.benchmarks.readers.hostile import survives, with_changed_value

FILES = Path(__file__).resolve().parents[2] / "files"
TELEMETRY = {
    "endpoints": {"host:9401": {"gpus": {"gpu_0": {"metrics": {"gpu_power_usage": {"unit": "W", "avg": 300}}}}}}
}
CUT_OFF = {"error_details": {"code": 499, "type": "RequestCancellationError"}, "count": 3}
FAILED = {"error_details": {"code": 500, "type": "InternalServerError"}, "count": 2}


@pytest.fixture
def export(sample: Callable[[str], bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(sample("aiperf_c4.json"))
    return loaded


def imported(export: dict[str, Any]) -> Measurement:
    (found,) = measurements(read(json.dumps(export).encode(), filename="a.json"), answers=Answers())
    return found


def test_the_mock_servers_truth_is_read(sample: Callable[[str], bytes]) -> None:
    report = read(sample("aiperf_c4.json"), filename="a.json")
    (found,) = measurements(report, answers=Answers())
    assert (report.format, report.tool, report.tool_version, report.repairs) == ("aiperf", "AIPerf", "0.13.0", ())
    assert found.latency.tpot == Latency(
        mean=Decimal("10.041856198412697"),
        std=Decimal("0.0752211960450497"),
        minimum=Decimal("9.896419444444444"),
        p50=Decimal("10.023891690476189"),
        p90=Decimal("10.165771276190476"),
        p95=Decimal("10.208939517460317"),
        p99=Decimal("10.255641088253967"),
        maximum=Decimal("10.263480682539683"),
        n=40,
        definition=metrics.TPOT,
    )
    assert found.latency.itl is not None
    assert (found.latency.itl.n, found.latency.itl.definition) == (2520, metrics.ITL_PER_CHUNK)
    assert found.throughput == Throughput(
        output_tps=Decimal("364.70077091409144"),
        input_tps=Decimal("729.4015418281829"),
        total_tps=Decimal("1094.1023127422743"),
        rps=Decimal("5.698449545532679"),
    )
    assert found.counts == Counts(sent=40, ok=40, failed=0, incomplete=0, zero_output=None)
    scenario = found.scenario
    assert (scenario.load, scenario.concurrency, scenario.fixed_length) == ("closed_loop", Decimal(4), True)
    assert [scenario.isl_target, scenario.isl_mean, scenario.osl_target, scenario.osl_mean] == [128, 128, 64, 64]
    assert (scenario.duration_s, found.model.name, found.verdict) == (Decimal("7.012914688"), "mock-model", None)
    assert found.power == Power(None, None, "")


def test_the_truth_agrees_with_the_other_clients_within_their_noise(sample: Callable[[str], bytes]) -> None:
    """The server's own figures: TTFT 50 ms, 10 ms a token, E2E 680 ms, 376 tokens/s; noise 8 ms and 5 %."""
    (vllm,) = measurements(read(sample("vllm_c4.json"), filename="v"), answers=Answers())
    (aiperf,) = measurements(read(sample("aiperf_c4.json"), filename="a"), answers=Answers())
    for found in (aiperf, vllm):
        assert found.latency.ttft is not None
        assert found.latency.ttft.mean is not None
        assert 50 <= found.latency.ttft.mean <= 58
        assert found.latency.tpot is not None
        assert found.latency.tpot.mean is not None
        assert abs(found.latency.tpot.mean - 10) < Decimal("0.05")
        assert found.throughput.output_tps is not None
        assert 376 * Decimal("0.95") < found.throughput.output_tps < 376
    assert aiperf.latency.e2e is not None
    assert aiperf.latency.e2e.mean is not None
    assert abs(aiperf.latency.e2e.mean - 680) < 10


def test_a_good_run_passes_the_checks(sample: Callable[[str], bytes]) -> None:
    (found,) = measurements(read(sample("aiperf_c4.json"), filename="a"), answers=Answers())
    levels = {finding.rule: finding.level for finding in findings(found)}
    assert [rule for rule, level in levels.items() if level == "reject"] == []
    assert {rule: levels[rule] for rule in ("V02", "V03", "V04", "V06", "V07", "V10")} == dict.fromkeys(
        ("V02", "V03", "V04", "V06", "V07", "V10"), "pass"
    )


def test_the_start_is_local_time_of_an_unknown_zone(export: dict[str, Any]) -> None:
    found = imported(export)
    assert found.provenance.measured_at is not None
    assert (found.provenance.measured_at.isoformat(), found.provenance.tz_known) == ("2026-11-22T10:59:27+09:00", False)


def test_a_start_with_its_zone_is_a_known_moment(export: dict[str, Any]) -> None:
    found = imported(export | {"start_time": "2026-11-22T10:59:27.622873Z"}).provenance
    assert found.measured_at is not None
    assert (found.measured_at.isoformat(), found.tz_known) == ("2026-11-22T10:59:27.622873+00:00", True)


def test_the_first_version_says_no_version(export: dict[str, Any]) -> None:
    for key in ("schema_version", "aiperf_version", "is_complete", "completed_request_count", "telemetry_data"):
        del export[key]
    export["input_config"] = {"endpoint": {"model_names": ["org/m"]}, "loadgen": {"concurrency": 4}}
    report = read(json.dumps(export).encode(), filename="a")
    found = imported(export)
    assert (report.format, report.tool_version) == ("aiperf", "")
    assert (found.model.name, found.scenario.concurrency, found.counts.sent) == ("org/m", Decimal(4), None)


def test_errors_are_added_up_and_cut_off_requests_are_no_failures(export: dict[str, Any]) -> None:
    assert imported(export | {"error_summary": [CUT_OFF, FAILED, FAILED]}).counts == Counts(
        sent=40, ok=40, failed=4, incomplete=3, zero_output=None
    )


def test_the_tools_own_count_of_errors_comes_first(export: dict[str, Any]) -> None:
    own = {"error_summary": [FAILED], "error_request_count": {"unit": "requests", "avg": 5.0}}
    assert imported(export | own).counts.failed == 5


def test_without_a_summary_of_errors_failures_are_unknown(export: dict[str, Any]) -> None:
    counts = imported(export | {"error_summary": None}).counts
    assert (counts.failed, counts.incomplete) == (None, None)


@pytest.mark.parametrize("change", [{"was_cancelled": True}, {"is_complete": False}])
def test_a_run_that_did_not_end_is_invalid(export: dict[str, Any], change: dict[str, bool]) -> None:
    found = imported(export | change)
    assert found.verdict == "INVALID"
    assert {finding.rule for finding in findings(found) if finding.level == "reject"} == {"V20"}


def test_board_power_is_read_with_its_scope(export: dict[str, Any]) -> None:
    power = imported(export | {"telemetry_data": TELEMETRY}).power
    assert (power.scope, power.average_w) == ("accelerator_board", Decimal(300))
    assert power.method == "AIPerf GPU telemetry: mean of each board's own sensor, added up over 1 board(s)"


def test_a_run_without_an_answer_is_refused(export: dict[str, Any]) -> None:
    del export["request_count"]
    with pytest.raises(UnreadableFile) as refused:
        imported(export)
    assert (refused.value.where, refused.value.problem) == (
        "/request_count",
        "끝난 요청이 하나도 없습니다. / No request was answered.",
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"request_latency": {"unit": "ms", "avg": -1}}, "/request_latency/avg"),
        ({"request_latency": {"avg": 1}}, "/request_latency/unit"),
        ({"request_latency": 680}, "/request_latency"),
        ({"request_count": {"unit": "requests", "avg": 39.5}}, "/request_count/avg"),
        ({"error_summary": {}}, "/error_summary"),
        ({"error_summary": ["x"]}, "/error_summary/0"),
        ({"error_summary": [{"error_details": {"code": 500}}]}, "/error_summary/0/count"),
        ({"telemetry_data": "off"}, "/telemetry_data"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(export: dict[str, Any], change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(export | change)
    assert refused.value.where == where


def test_two_exports_in_one_file_are_not_recognised(sample: Callable[[str], bytes]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(sample("aiperf_c4.json") * 2, filename="a")
    assert refused.value.problem == "인식하지 못한 형식입니다. / The format was not recognised."


@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    good = json.loads(FILES.joinpath("aiperf_c4.json").read_bytes())
    survives(with_changed_value(good | {"telemetry_data": TELEMETRY, "error_summary": [CUT_OFF, FAILED]}, data))


@pytest.mark.parametrize(("name", "concurrency"), [("c1", 1), ("c4", 4), ("c16", 16)])
def test_the_full_exports_say_what_plain_json_says(shared_results: Path, name: str, concurrency: int) -> None:
    data = (shared_results / f"format-fixtures/aiperf/{name}/profile_export_aiperf.json").read_bytes()
    plain = json.loads(data, parse_float=Decimal)
    (found,) = measurements(read(data, filename="a"), answers=Answers())
    assert found.scenario.concurrency == concurrency
    assert (found.counts.ok, found.counts.sent) == (plain["request_count"]["avg"],) * 2
    assert found.throughput.output_tps == plain["output_token_throughput"]["avg"]
    assert found.latency.ttft is not None
    assert found.latency.ttft.p99 == plain["time_to_first_token"]["p99"]
    assert [finding.rule for finding in findings(found) if finding.level == "reject"] == []
