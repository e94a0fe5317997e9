from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Counts, Latency, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Cell


@pytest.fixture
def steps(sample: Callable[[str], bytes]) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(sample("kperf_result.json"))
    return loaded


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_every_step_is_a_row_and_every_number_has_its_place(sample: Callable[[str], bytes]) -> None:
    report = read(sample("kperf_result.json"), filename="kperf_result.json")
    assert (report.format, report.tool, report.size, len(report.rows)) == ("kperf", "KPerf_TTA", 2195, 3)
    assert [row.where for row in report.rows] == ["/0", "/1", "/2"]
    assert report.rows[1].cells[1] == Cell(
        "total_tps",
        "value",
        Decimal("1056.0"),
        "tokens/s",
        "input + output tokens of the system",
        "/1/throughput_tok_s",
    )
    assert len(report.repairs) == 3


def test_the_tools_labels_are_put_right(sample: Callable[[str], bytes]) -> None:
    report = read(sample("kperf_result.json"), filename="k")
    found = measurements(report, answers=Answers(isl=Decimal(128), osl=Decimal(64)))[1]
    assert found.throughput == Throughput(Decimal(352), None, Decimal(1056), None)
    assert found.latency.ntpot == Latency(
        p50=Decimal("10.66451147198677"),
        p90=Decimal("10.732505470514297"),
        p99=Decimal("10.966673493385315"),
        definition=metrics.NTPOT,
    )
    assert found.latency.tpot == found.latency.itl
    assert found.latency.tpot == Latency(
        p50=Decimal("9.99798850407676"),
        p90=Decimal("10.01263043237111"),
        p99=Decimal("10.03831908816383"),
        definition=metrics.ITL_PER_REQUEST,
    )
    assert found.latency.e2e is not None
    assert found.latency.e2e.p50 == Decimal("683.4800243377686")
    assert found.counts == Counts(sent=48, ok=44, failed=0, incomplete=4, zero_output=None)
    scenario = found.scenario
    assert scenario.load == "closed_loop"
    expected = (Decimal(4), Decimal(128), Decimal(64))
    assert (scenario.concurrency, scenario.isl_target, scenario.osl_target) == expected


def test_not_available_is_not_measured(steps: list[dict[str, Any]]) -> None:
    steps[0]["ttft_ms"]["p90"] = "N/A"
    steps[0]["itl_ms"] = "N/A"
    steps[0]["throughput_tok_s"] = "N/A"
    steps[0]["requests"]["errored"] = "N/A"
    steps[0]["e2el_ms"] = None
    found = measurements(read(encoded(steps), filename="k"), answers=Answers())[0]
    assert found.latency.ttft == Latency(
        p50=Decimal("57.85012245178223"), p99=Decimal("65.96636772155762"), definition=metrics.TTFT
    )
    assert (found.latency.tpot, found.latency.e2e, found.throughput.total_tps) == (None, None, None)
    assert (found.counts.failed, found.throughput.output_tps) == (None, Decimal(88))


def test_the_percentile_of_an_instantaneous_rate_is_not_kept(steps: list[dict[str, Any]]) -> None:
    cells = read(encoded(steps), filename="k").rows[0].cells
    assert [c.where for c in cells if "tok_s" in c.where] == ["/0/throughput_tok_s", "/0/tps_per_user_tok_s"]


def test_a_step_without_requests_is_read(steps: list[dict[str, Any]]) -> None:
    del steps[0]["requests"]
    found = measurements(read(encoded(steps[:1]), filename="k"), answers=Answers())[0]
    assert found.counts == Counts(None, None, None, None, None)


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        ({"ttft_ms": {"p50": -1}}, "/1/ttft_ms/p50", "음수입니다: -1. / A negative number: -1."),
        (
            {"ttft_ms": {"p50": "53 ms"}},
            "/1/ttft_ms/p50",
            "수가 있어야 하는데 '53 ms'입니다. / A number is needed, not '53 ms'.",
        ),
        ({"ttft_ms": 53}, "/1/ttft_ms", "객체가 있어야 합니다. / An object is needed."),
        (
            {"requests": {"successful": 1.5}},
            "/1/requests/successful",
            "개수인데 정수가 아닙니다: 1.5. / A count with a fraction: 1.5.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(
    steps: list[dict[str, Any]], change: dict[str, Any], where: str, problem: str
) -> None:
    steps[1].update(change)
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(steps), filename="k.json")
    assert (refused.value.filename, refused.value.where, refused.value.problem) == ("k.json", where, problem)


def test_a_half_written_step_is_refused(steps: list[dict[str, Any]]) -> None:
    del steps[2]["ttft_ms"], steps[2]["concurrency"]
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(steps), filename="k")
    assert (refused.value.where, refused.value.problem) == (
        "/2",
        "항목이 없습니다: concurrency, ttft_ms. / Missing: concurrency, ttft_ms.",
    )
