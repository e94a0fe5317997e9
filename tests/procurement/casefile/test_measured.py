from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.measurement import Latencies
from benchmarks.slo import Slo
from benchmarks.table import read_table
from procurement.casefile.evidence import Examined, examined
from procurement.casefile.measured import evidence_for, trace_of
from procurement.casefile.scheme import Measure
from scoring.criteria import Evidence
from tests.procurement.casefile.folder import bid, small_case

RATE = Measure("rate", "output_tps", "value", "mock-model", Decimal(128), Decimal(64), None, Slo())


@pytest.fixture
def points(tmp_path: Path) -> tuple[Examined, ...]:
    """GuideLLM's steps: concurrency 1, 4, 8; TTFT p90 63.4, 57.4, 66.1 ms; 88, 352, 704 tokens/s."""
    folder = small_case(tmp_path)
    table = read_table(bid("A").encode(), filename="bids/A.toml").tables("evidence")[0]
    return examined(table, folder=folder, accelerator="npu-a")


@pytest.fixture
def rejected(tmp_path: Path) -> Examined:
    folder = small_case(tmp_path / "other")
    table = read_table(bid("C").encode(), filename="bids/C.toml").tables("evidence")[0]
    return examined(table, folder=folder, accelerator="npu-c")[0]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (RATE, 704),
        (replace(RATE, slo=Slo(ttft_p90_ms=Decimal(60))), 352),
        (replace(RATE, slo=Slo(ttft_p90_ms=Decimal(64))), 352),
        (replace(RATE, concurrency=Decimal(1)), 88),
        (replace(RATE, metric="ttft", statistic="p90"), Fraction("57.43575096130371")),
        (replace(RATE, metric="ttft", statistic="p90", concurrency=Decimal(8)), Fraction("66.13636016845703")),
    ],
)
def test_the_best_point_that_keeps_conditions_and_service_level_is_read(
    points: tuple[Examined, ...], measure: Measure, value: Fraction
) -> None:
    assert evidence_for(measure, candidates=points).value == value
    assert evidence_for(measure, candidates=reversed(points)) == evidence_for(measure, candidates=points)


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        (replace(RATE, slo=Slo(ttft_p90_ms=Decimal(50))), "서비스 수준 미달"),
        (replace(RATE, model="other"), "공고와 다른 조건"),
        (replace(RATE, isl=Decimal(129)), "공고와 다른 조건"),
        (replace(RATE, osl=Decimal(65)), "공고와 다른 조건"),
        (replace(RATE, concurrency=Decimal(2)), "공고와 다른 조건"),
        (replace(RATE, metric="power"), "power value 없음"),
    ],
)
def test_where_no_point_counts_the_trace_says_why_of_each(
    points: tuple[Examined, ...], measure: Measure, why: str
) -> None:
    found = evidence_for(measure, candidates=points)
    places = [f"evidence/a/result.json /benchmarks/{n} {why}" for n in range(3)]
    conditions = f"{measure.model} {measure.isl}/{measure.osl} 조건의 {measure.metric} {measure.statistic}"
    assert found == Evidence("rate", None, f"미측정: {conditions} 값이 없음 ({'; '.join(places)})")


def test_a_point_without_the_latency_of_the_service_level_does_not_keep_it(points: tuple[Examined, ...]) -> None:
    silent = replace(points[0], measurement=replace(points[0].measurement, latency=Latencies()))
    found = evidence_for(replace(RATE, slo=Slo(ttft_p90_ms=Decimal(99))), candidates=(silent,))
    assert (found.value, "/benchmarks/0 서비스 수준 미측정" in found.trace) == (None, True)


def test_without_evidence_the_trace_says_so() -> None:
    found = evidence_for(RATE, candidates=())
    assert found.trace == "미측정: mock-model 128/64 조건의 output_tps value 값이 없음 (낸 증빙이 없음)"


def test_a_rejected_point_never_counts_however_good(points: tuple[Examined, ...], rejected: Examined) -> None:
    low = replace(RATE, concurrency=Decimal(4))
    assert rejected.measurement.throughput.output_tps > points[1].measurement.throughput.output_tps  # type: ignore[operator]  # both are measured
    assert evidence_for(low, candidates=(points[1], rejected)).value == 352
    alone = evidence_for(low, candidates=(rejected,))
    assert alone.value is None
    assert "evidence/c/result.json / 부적합 V03(1.1000), V04(0.7692)" in alone.trace


def test_a_withdrawn_point_never_counts(points: tuple[Examined, ...]) -> None:
    best = points[2].measurement
    gone = replace(points[2], measurement=replace(best, provenance=replace(best.provenance, verification="withdrawn")))
    assert evidence_for(RATE, candidates=(*points[:2], gone)).value == 352
    assert "/benchmarks/2 철회됨" in evidence_for(RATE, candidates=(gone,)).trace


def test_many_points_are_counted_not_listed(points: tuple[Examined, ...]) -> None:
    trace = evidence_for(replace(RATE, model="other"), candidates=points * 3).trace
    assert trace.count("공고와 다른 조건") == 5
    assert trace.endswith("외 4건)")


def test_the_trace_names_file_place_hash_load_measurer_and_names_that_differ(points: tuple[Examined, ...]) -> None:
    one = points[1]
    short = one.measurement.source.sha256[:12]
    plain = f"evidence/a/result.json /benchmarks/1 (sha256 {short}), 동시 4, 측정 시험소, schema_valid"
    assert evidence_for(replace(RATE, concurrency=Decimal(4)), candidates=points).trace == plain
    assert trace_of(replace(one, renamed=(("m", "모델"),))) == f"{plain}, 파일의 'm' = '모델'"
    who = replace(one.measurement.provenance, public_url="https://example.org/x", measurer=None)
    linked = replace(one, measurement=replace(one.measurement, provenance=who))
    assert trace_of(linked).endswith("측정 미기재, schema_valid, https://example.org/x")
