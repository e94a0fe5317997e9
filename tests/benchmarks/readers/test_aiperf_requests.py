from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.detail import detail_findings
from benchmarks.measurement import Counts
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report, Request
from tests.benchmarks.readers.hostile import survives, with_changed_value

ANSWERED: dict[str, Any] = {
    "metadata": {
        "request_start_ns": 1759813207532900363,
        "benchmark_phase": "profiling",
        "was_cancelled": False,
    },
    "metrics": {
        "input_sequence_length": {"value": 550, "unit": "tokens"},
        "time_to_first_token": {"value": 255.5, "unit": "ms"},
        "request_latency": {"value": 0.2975, "unit": "sec"},
        "output_sequence_length": {"value": 3, "unit": "tokens"},
        "inter_chunk_latency": {"value": [4.5, 5.25], "unit": "ms"},
    },
    "error": None,
}
CUT_OFF = {
    "metadata": {**ANSWERED["metadata"], "was_cancelled": True},
    "metrics": {"error_isl": {"value": 550, "unit": "tokens"}},
    "error": {"code": 499, "type": "RequestCancellationError"},
}
FAILED = {"metadata": ANSWERED["metadata"], "metrics": None, "error": {"code": 500}}


def report(*lines: dict[str, Any]) -> Report:
    return read("\n".join(json.dumps(line) for line in lines).encode(), filename="a.jsonl")


def phase(name: str, index: int) -> dict[str, Any]:
    metadata = {**ANSWERED["metadata"], "benchmark_phase": name, "phase_kind": name, "phase_index": index}
    return ANSWERED | {"metadata": metadata}


def test_the_mock_servers_requests_are_read_without_the_warm_up(sample: Callable[[str], bytes]) -> None:
    found = read(sample("aiperf_c1.jsonl"), filename="a.jsonl")
    assert (found.format, found.tool) == ("aiperf-requests", "AIPerf")
    assert found.repairs == ("예열 요청 2개는 읽지 않았습니다. / 2 warm-up requests were not read.",)
    (row,) = found.rows
    assert (row.where, len(row.requests)) == ("line 3 – line 8", 6)
    first = row.requests[0]
    assert (first.where, first.ok, first.input_tokens, first.output_tokens) == ("line 3", True, 256, 32)
    assert (first.e2e, len(first.gaps)) == (Decimal("368.539374"), 31)
    assert first.ttft is not None
    assert abs(first.ttft + sum(first.gaps) - Decimal("368.539374")) < Decimal("1e-9")
    (measurement,) = measurements(found, answers=Answers())
    assert measurement.counts == Counts(sent=6, ok=6, failed=0, incomplete=None, zero_output=0)
    assert (measurement.scenario.isl_mean, measurement.scenario.osl_mean) == (Decimal(256), Decimal(32))
    assert (measurement.scenario.fixed_length, measurement.provenance.tz_known) == (True, True)


def test_each_kind_of_request_is_told_apart() -> None:
    (row,) = report(ANSWERED, CUT_OFF, FAILED).rows
    start = Decimal("1759813207.532900363")
    assert row.requests == (
        Request(
            where="line 1",
            ok=True,
            input_tokens=550,
            output_tokens=3,
            ttft=Decimal("255.5"),
            e2e=Decimal("297.5"),
            start=start,
            gaps=(Decimal("4.5"), Decimal("5.25")),
        ),
        Request("line 2", ok=False, input_tokens=None, output_tokens=None, ttft=None, e2e=None, start=start),
        Request("line 3", ok=False, input_tokens=None, output_tokens=None, ttft=None, e2e=None, start=start),
    )
    assert {cell.quantity: cell.value for cell in row.cells if cell.statistic == "value"} == {
        "sent": 3,
        "ok": 1,
        "failed": 2,
        "input_tokens": 550,
        "output_tokens": 3,
        "zero_output": 0,
    }
    assert [(fact.key, fact.value) for fact in row.facts] == [("epoch_s", str(start)), ("fixed_length", "true")]


def test_every_measured_phase_is_a_row() -> None:
    found = report(phase("warmup", 0), phase("profiling", 1), phase("profiling", 2), phase("profiling", 1))
    assert [(row.where, len(row.requests)) for row in found.rows] == [("line 2 – line 4", 2), ("line 3", 1)]
    assert len({measurement.id for measurement in measurements(found, answers=Answers())}) == 2


def test_a_file_of_warm_up_only_holds_no_result() -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(phase("warmup", 0))
    assert refused.value.problem == "결과가 하나도 없습니다. / There is no result in it."


def test_a_line_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(ANSWERED, {"metrics": {}})
    assert (refused.value.where, refused.value.problem) == (
        "line 2",
        "요청 기록이 아닌 줄이 있습니다. / Not the record of a request.",
    )


@pytest.mark.parametrize(
    ("key", "leaf", "where"),
    [
        ("request_latency", {"value": -1, "unit": "ms"}, "/metrics/request_latency/value"),
        ("request_latency", {"value": 1, "unit": "tokens"}, "/metrics/request_latency/unit"),
        ("request_latency", {"value": 1}, "/metrics/request_latency/unit"),
        ("request_latency", [1], "/metrics/request_latency"),
        ("output_sequence_length", {"value": 0.5}, "/metrics/output_sequence_length/value"),
        ("inter_chunk_latency", {"value": 4, "unit": "ms"}, "/metrics/inter_chunk_latency/value"),
        ("inter_chunk_latency", {"value": [1, "x"], "unit": "ms"}, "/metrics/inter_chunk_latency/value/1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(key: str, leaf: Any, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(ANSWERED | {"metrics": {**ANSWERED["metrics"], key: leaf}})
    assert refused.value.where == where


@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    survives("\n".join([json.dumps(CUT_OFF), with_changed_value(ANSWERED, data)]))


@pytest.mark.parametrize(("name", "answered"), [("c1", 6), ("c4", 40), ("c16", 96)])
def test_the_requests_make_the_statistics_of_the_runs_own_summary(
    shared_results: Path, name: str, answered: int
) -> None:
    folder = shared_results / "format-fixtures/aiperf" / name
    report = read((folder / "profile_export.jsonl").read_bytes(), filename="a")
    plain = json.loads((folder / "profile_export_aiperf.json").read_bytes(), parse_float=Decimal)
    (found,) = measurements(report, answers=Answers())
    assert found.counts.ok == answered
    for key, latency in (
        ("time_to_first_token", found.latency.ttft),
        ("inter_token_latency", found.latency.tpot),
        ("inter_chunk_latency", found.latency.itl),
        ("request_latency", found.latency.e2e),
    ):
        assert latency is not None
        assert (latency.n, latency.derived) == (plain[key]["count"], True)
        for theirs, ours in (("avg", "mean"), ("std", "std"), ("p50", "p50"), ("p99", "p99"), ("max", "maximum")):
            assert abs(getattr(latency, ours) - plain[key][theirs]) < Decimal("1e-9")
    assert detail_findings(report) == ()
