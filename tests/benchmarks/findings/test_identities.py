from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Level
from benchmarks.measurement import Counts, Latency, Measurement
from tests.benchmarks.findings.changes import found, latency, level, rates, scenario


@pytest.mark.parametrize(
    ("total", "expected"),
    [("400", "pass"), ("396.04", "pass"), ("396", "reject"), ("404.04", "pass"), ("404.05", "reject")],
)
def test_v03_allows_one_percent(complete: Measurement, total: str, expected: Level) -> None:
    assert level(rates(complete, total_tps=Decimal(total)), "V03") == expected


def test_v03_takes_the_input_from_its_mean_length(complete: Measurement) -> None:
    without = rates(complete, input_tps=None)
    assert level(without, "V03") == "pass"
    assert level(scenario(without, isl_mean=None), "V03") == "not_applicable"


@pytest.mark.parametrize(("output", "expected"), [("202", "pass"), ("212.1", "reject"), ("0", "not_applicable")])
def test_v04_finds_an_inflated_output_rate(complete: Measurement, output: str, expected: Level) -> None:
    assert level(rates(complete, output_tps=Decimal(output)), "V04") == expected


@pytest.mark.parametrize(
    ("tool", "rps", "expected"),
    [
        ("GuideLLM", "2", "pass"),
        ("GuideLLM", "1.9375", "warn"),
        ("GuideLLM", "1.936", "reject"),
        ("vLLM bench serve", "1.9375", "reject"),
    ],
)
@pytest.mark.parametrize("rule", ["V04", "V05"])
def test_a_request_that_guidellm_leaves_out_at_the_edge_of_few_only_warns(
    complete: Measurement, *, tool: str, rps: str, expected: Level, rule: str
) -> None:
    """32 answered in 16 s are 2/s; 31 would be 1.9375/s."""
    few = replace(
        scenario(complete, duration_s=Decimal(16)),
        source=replace(complete.source, tool=tool),
        counts=replace(complete.counts, ok=32),
    )
    assert level(rates(few, rps=Decimal(rps), total_tps=None), rule) == expected


@pytest.mark.parametrize(
    ("fixed", "e2e", "expected"),
    [
        (True, "2000", "pass"),
        (True, "1904.8", "pass"),
        (True, "1904", "reject"),
        (True, "2106", "reject"),
        (False, "2106", "pass"),
        (None, "2106", "pass"),
        (False, "2667", "warn"),
        (False, "1599", "warn"),
        (False, "10000", "warn"),
        (False, "10001", "reject"),
        (False, "2", "reject"),
    ],
)
def test_v06_is_hard_for_fixed_lengths_only(
    complete: Measurement, *, fixed: bool | None, e2e: str, expected: Level
) -> None:
    changed = latency(complete, e2e=Latency(mean=Decimal(e2e)))
    assert level(scenario(changed, fixed_length=fixed), "V06") == expected


def test_v06_knows_the_length_from_the_rates(complete: Measurement) -> None:
    assert level(scenario(complete, osl_mean=None), "V06") == "pass"
    assert level(rates(scenario(complete, osl_mean=None), rps=None), "V06") == "not_applicable"


def test_v06_takes_the_length_that_was_set_of_a_static_batch_only(complete: Measurement) -> None:
    unknown = rates(scenario(complete, osl_mean=None, fixed_length=None), rps=None)
    short = latency(unknown, e2e=Latency(mean=Decimal(300)))
    assert level(short, "V06") == "not_applicable"
    assert [level(scenario(one, load="static_batch"), "V06") for one in (unknown, short)] == ["pass", "reject"]


@pytest.mark.parametrize(
    ("ok", "expected"),
    [(100, "pass"), (102, "pass"), (103, "reject"), (98, "reject"), (None, "not_applicable"), (0, "not_applicable")],
)
def test_v05_counts_the_answers_again(complete: Measurement, ok: int | None, expected: Level) -> None:
    assert level(replace(complete, counts=Counts(None, ok, 0, 0, 0)), "V05") == expected


def test_v05_needs_the_duration(complete: Measurement) -> None:
    assert level(scenario(complete, duration_s=None), "V05") == "not_applicable"


@pytest.mark.parametrize(
    ("e2e", "expected"), [("1800", "pass"), ("1385", "pass"), ("1384", "warn"), ("3601", "warn"), ("9001", "reject")]
)
def test_v06_compares_medians_where_means_are_missing(complete: Measurement, e2e: str, expected: Level) -> None:
    """TTFT 90 ms + TPOT 17.1 ms × 100 = 1800 ms."""
    medians = latency(
        complete,
        ttft=Latency(p50=Decimal(90)),
        tpot=Latency(p50=Decimal("17.1")),
        e2e=Latency(p50=Decimal(e2e)),
    )
    assert (level(medians, "V06"), found(medians, "V06").allowed) == (expected, "0.5–1.3")


@pytest.mark.parametrize(("total", "expected"), [("400", "pass"), ("405", "reject"), ("100", "reject"), (None, "pass")])
def test_v16_holds_a_static_batch(complete: Measurement, total: str | None, expected: Level) -> None:
    """400 tokens/s × 2 s = (99 + 101) tokens × 4; without the total 202 × 2 = 101 × 4."""
    batch = scenario(complete, load="static_batch")
    assert level(rates(batch, total_tps=None if total is None else Decimal(total)), "V16") == expected


def test_v16_takes_the_lengths_that_were_set_and_needs_a_batch(complete: Measurement) -> None:
    batch = scenario(complete, load="static_batch", isl_mean=None, osl_mean=None)
    assert level(batch, "V16") == "pass"
    assert level(scenario(batch, concurrency=None), "V16") == "not_applicable"
    assert level(scenario(batch, isl_target=None), "V16") == "not_applicable"
    assert level(complete, "V16") == "not_applicable"
