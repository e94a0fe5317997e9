from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.measurement import Latencies, Measurement, Throughput
from benchmarks.metrics import METRICS, UnknownMetric, latency_field, metric, read_metric


@pytest.mark.parametrize(
    ("name", "statistic", "expected"),
    [
        ("ttft", "mean", "100"),
        ("ttft", "std", "1"),
        ("ttft", "min", "80"),
        ("ttft", "p50", "90"),
        ("tpot", "p90", "20.9"),
        ("itl", "p95", "22.8"),
        ("ntpot", "p99", "26"),
        ("e2e", "p99_9", "2800"),
        ("e2e", "max", "3000"),
        ("e2e", "n", "100"),
        ("output_tps", "value", "202"),
        ("input_tps", "value", "198"),
        ("total_tps", "value", "400"),
        ("rps", "value", "2"),
        ("power", "value", "300"),
        ("output_tps_per_accelerator", "value", "101"),
        ("total_tps_per_accelerator", "value", "200"),
        ("rps_per_accelerator", "value", "1"),
    ],
)
def test_every_number_is_read_by_its_name(complete: Measurement, name: str, statistic: str, expected: str) -> None:
    assert read_metric(complete, metric=name, statistic=statistic) == Decimal(expected)


def test_what_was_not_measured_is_none(complete: Measurement) -> None:
    bare = replace(complete, latency=Latencies(), throughput=Throughput(None, None, None, None))
    read = [read_metric(bare, metric=m.id, statistic="p90" if m.unit == "ms" else "value") for m in METRICS]
    assert read == [Decimal(300) if m.id == "power" else None for m in METRICS]


@pytest.mark.parametrize("used", [None, 0])
def test_per_accelerator_needs_the_number_of_accelerators(complete: Measurement, used: int | None) -> None:
    unknown = replace(complete, system=replace(complete.system, used=used))
    assert read_metric(unknown, metric="output_tps_per_accelerator", statistic="value") is None
    assert read_metric(unknown, metric="output_tps", statistic="value") == 202


@pytest.mark.parametrize(
    ("name", "statistic"), [("speed", "value"), ("ttft", "value"), ("ttft", "p42"), ("rps", "p90"), ("power", "mean")]
)
def test_an_unknown_metric_or_statistic_is_refused(complete: Measurement, name: str, statistic: str) -> None:
    with pytest.raises(UnknownMetric):
        read_metric(complete, metric=name, statistic=statistic)


def test_the_refusal_names_what_there_is() -> None:
    with pytest.raises(UnknownMetric) as refused:
        metric("speed")
    known = ", ".join(m.id for m in METRICS)
    assert str(refused.value) == f"'speed'은(는) 없는 지표입니다. 가능: {known} / No metric 'speed'. Known: {known}"


def test_latencies_are_better_low_and_rates_high() -> None:
    lower = {m.id for m in METRICS if m.better == "lower"}
    assert lower == {"ttft", "tpot", "itl", "ntpot", "e2e", "power"}
    assert metric("tpot").definition == "(E2E − TTFT) ÷ (output tokens − 1), per request; the first token is excluded"


def test_a_rate_has_no_latency_field() -> None:
    assert latency_field("max") == "maximum"
    with pytest.raises(UnknownMetric):
        latency_field("value")
