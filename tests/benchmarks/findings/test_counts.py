from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Level
from benchmarks.measurement import Counts, Latencies, Latency, Measurement
from tests.benchmarks.findings.changes import found, level, scenario


@pytest.mark.parametrize(
    ("counts", "expected", "observed"),
    [
        (Counts(100, 99, 1, 0, None), "pass", "99/100"),
        (Counts(100, 98, 2, 0, None), "warn", "98/100"),
        (Counts(100, 95, 5, 0, None), "warn", "95/100"),
        (Counts(100, 94, 6, 0, None), "reject", "94/100"),
        (Counts(1000, 17, None, None, None), "reject", "17/1000"),
        (Counts(48, 44, None, 4, None), "pass", "44/44"),
        (Counts(48, 44, 0, 4, None), "pass", "44/44"),
        (Counts(None, 44, None, None, None), "not_applicable", "미측정 / not measured"),
        (Counts(0, 0, 0, 0, None), "not_applicable", "미측정 / not measured"),
    ],
)
def test_v10_counts_failures_and_not_the_incomplete(
    complete: Measurement, counts: Counts, expected: Level, observed: str
) -> None:
    finding = found(replace(complete, counts=counts), "V10")
    assert (finding.level, finding.observed) == (expected, observed)


@pytest.mark.parametrize(
    ("empty", "expected"), [(0, "pass"), (1, "warn"), (10, "warn"), (11, "reject"), (None, "not_applicable")]
)
def test_v11_finds_successes_without_a_token(complete: Measurement, empty: int | None, expected: Level) -> None:
    assert level(replace(complete, counts=Counts(1000, 1000, 0, 0, empty)), "V11") == expected


def test_v20_refuses_what_the_tool_calls_invalid(complete: Measurement) -> None:
    assert level(replace(complete, verdict="INVALID"), "V20") == "reject"


def test_v11_warns_of_short_answers_where_nobody_counted_the_empty_ones(complete: Measurement) -> None:
    unseen = replace(complete, counts=Counts(100, 100, 0, 0, None))
    assert level(unseen, "V11") == "not_applicable"
    finding = found(scenario(unseen, osl_mean=Decimal("90.8")), "V11")
    assert (finding.level, finding.observed, finding.allowed) == (
        "warn",
        "평균 출력 / mean output 0.8990 × 101",
        "≥ 0.9",
    )


@pytest.mark.parametrize(
    ("ok", "points", "expected", "observed"),
    [
        (100, {"p90": 1, "p99": 1}, "pass", "n = 100"),
        (99, {"p90": 1, "p99": 1}, "warn", "n = 99"),
        (30, {"p90": 1}, "pass", "n = 30"),
        (29, {"p90": 1}, "warn", "n = 29"),
        (1, {"p50": 1}, "not_applicable", "미측정 / not measured"),
        (None, {"p99": 1}, "not_applicable", "미측정 / not measured"),
        (None, {"p99": 1, "n": 4000}, "pass", "n = 4000"),
        (11, {"p99": 1, "n": 4000}, "warn", "n = 11"),
    ],
)
def test_v22_wants_enough_requests_for_a_percentile(
    complete: Measurement, ok: int | None, points: dict[str, int], expected: Level, observed: str
) -> None:
    numbers = {name: value if name == "n" else Decimal(value) for name, value in points.items()}
    latencies = Latencies(itl=Latency(**numbers))  # type: ignore[arg-type]  # n is the only int
    finding = found(replace(complete, counts=Counts(None, ok, None, None, None), latency=latencies), "V22")
    assert (finding.level, finding.observed) == (expected, observed)


def test_v22_names_what_each_percentile_needs(complete: Measurement) -> None:
    assert found(complete, "V22").allowed == "p90 ≥ 30, p99 ≥ 100"
