from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Level, saturated
from benchmarks.measurement import Measurement
from tests.benchmarks.findings.changes import found, latency, level, rates, scenario


@pytest.mark.parametrize(
    ("load", "concurrency", "expected"),
    [
        ("closed_loop", "4", "pass"),
        ("closed_loop", "3.93", "pass"),
        ("closed_loop", "3.92", "reject"),
        ("closed_loop", "4.7", "pass"),
        ("closed_loop", "4.8", "warn"),
        ("closed_loop", "6.6", "warn"),
        ("closed_loop", "6.7", "reject"),
        ("single_stream", "6.7", "reject"),
        ("open_loop", "6.7", "pass"),
        ("open_loop", "3.9", "reject"),
    ],
)
def test_v07_holds_littles_law(complete: Measurement, load: str, concurrency: str, expected: Level) -> None:
    assert level(scenario(complete, load=load, concurrency=Decimal(concurrency)), "V07") == expected


def test_v07_takes_the_latency_from_its_parts(complete: Measurement) -> None:
    without = latency(complete, e2e=None)
    assert found(without, "V07").observed == "1.0000"
    assert level(latency(without, tpot=None), "V07") == "not_applicable"


@pytest.mark.parametrize(
    ("duration", "concurrency", "expected"),
    [("8", "5.3", "pass"), ("8", "5.4", "warn"), ("4", "8", "pass"), ("4", "8.1", "reject"), ("1", "400", "pass")],
)
def test_v07_allows_a_short_run_to_fill_and_empty(
    complete: Measurement, duration: str, concurrency: str, expected: Level
) -> None:
    short = scenario(complete, duration_s=Decimal(duration), concurrency=Decimal(concurrency))
    assert level(short, "V07") == expected


def test_v07_knows_the_tool_that_works_in_waves(complete: Measurement) -> None:
    waves = replace(complete, source=replace(complete.source, tool="LLMPerf"))
    assert [level(scenario(waves, concurrency=Decimal(c)), "V07") for c in ("14.2", "19", "21")] == [
        "pass",
        "warn",
        "reject",
    ]


@pytest.mark.parametrize(
    ("output", "concurrency", "expected", "observed"),
    [
        ("202", "4", "pass", "1.0000"),
        ("209", "4", "reject", "1.0347"),
        ("169", "4", "reject", "0.8366"),
        ("202", "4.8", "warn", "0.8333"),
        ("202", None, "not_applicable", "미측정 / not measured"),
    ],
)
def test_v08_counts_the_requests_that_decode(
    complete: Measurement, output: str, concurrency: str | None, expected: Level, observed: str
) -> None:
    """202 tokens/s × 100/101 × 19 ms ÷ (4 × 0.95) = 1; fewer in flight is already what V07 warns of."""
    flying = scenario(complete, concurrency=None if concurrency is None else Decimal(concurrency))
    finding = found(rates(flying, output_tps=Decimal(output)), "V08")
    assert (finding.level, finding.observed) == (expected, observed)


def test_v08_is_for_closed_loops_with_every_latency(complete: Measurement) -> None:
    assert level(scenario(complete, load="open_loop"), "V08") == "not_applicable"
    assert level(latency(complete, tpot=None), "V08") == "not_applicable"
    assert level(latency(complete, e2e=complete.latency.ttft), "V08") == "not_applicable"


@pytest.mark.parametrize(
    ("offered", "expected", "observed"),
    [
        ("2", "pass", "1.0000"),
        ("2.105", "pass", "0.9501"),
        ("2.11", "warn", "0.9479 포화 / saturated"),
        (None, "not_applicable", "미측정 / not measured"),
    ],
)
def test_v13_says_when_a_system_is_saturated(
    complete: Measurement, offered: str | None, expected: Level, observed: str
) -> None:
    rate = None if offered is None else Decimal(offered)
    open_loop = scenario(complete, load="open_loop", rate_offered=rate)
    finding = found(open_loop, "V13")
    assert (finding.level, finding.observed, saturated(open_loop)) == (expected, observed, expected == "warn")


def test_v13_is_for_open_loops(complete: Measurement) -> None:
    closed = scenario(complete, rate_offered=Decimal(100))
    assert (level(closed, "V13"), saturated(closed)) == ("not_applicable", False)


@pytest.mark.parametrize(
    ("good", "expected"), [("2", "pass"), ("2.01", "warn"), ("0", "pass"), (None, "not_applicable")]
)
def test_v23_holds_goodput_below_the_rate(complete: Measurement, good: str | None, expected: Level) -> None:
    assert level(rates(complete, goodput_rps=None if good is None else Decimal(good)), "V23") == expected


@pytest.mark.parametrize(
    ("fixed", "concurrency", "expected"),
    [(False, "3.9", "warn"), (False, "3.13", "reject"), (None, "3.14", "warn"), (True, "3.9", "reject")],
)
def test_v07_is_rougher_where_the_latency_comes_from_means_of_several_lengths(
    complete: Measurement, *, fixed: bool | None, concurrency: str, expected: Level
) -> None:
    without = latency(complete, e2e=None)
    assert level(scenario(without, fixed_length=fixed, concurrency=Decimal(concurrency)), "V07") == expected
