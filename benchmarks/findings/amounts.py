"""Whether numbers can be what they say: V01 finite, V02 in order, V14 in a possible range, V19 in their unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from benchmarks.findings.finding import Finding, Level, finding, shown, unknown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Latency, Measurement
from benchmarks.metrics import read_metric

LATENCIES = ("ttft", "tpot", "itl", "ntpot", "e2e")
_ORDER = ("minimum", "p50", "p90", "p95", "p99", "p99_9", "maximum")
_RANGES = (
    ("ttft", ("mean", "p50", "p90", "p99"), "V14 ttft"),
    ("tpot", ("mean", "p50", "p90"), "V14 tpot"),  # the p99 of overloaded real runs goes up to 17 s
    ("output_tps_per_accelerator", ("value",), "V14 output"),
)


def finite(measurement: Measurement) -> Finding:
    """V01: every amount finite and not negative, every latency above 0."""
    amounts = [value for value in _amounts(measurement) if value is not None]
    times = [value for _, latency in _latencies(measurement) for value in _statistics(latency)]
    if not amounts and not times:
        return unknown(measurement, "V01", allowed="≥ 0")
    wrong = [v for v in amounts if not v.is_finite() or v < 0] + [v for v in times if not v.is_finite() or v <= 0]
    level: Level = "reject" if wrong else "pass"
    return finding(measurement, "V01", level, observed=", ".join(map(str, wrong)) or "ok", allowed="≥ 0; > 0")


def _amounts(measurement: Measurement) -> tuple[Decimal | None, ...]:
    throughput, scenario, power = measurement.throughput, measurement.scenario, measurement.power
    return (
        *(throughput.output_tps, throughput.input_tps, throughput.total_tps, throughput.rps, throughput.goodput_rps),
        *(scenario.concurrency, scenario.rate_offered, scenario.duration_s, scenario.isl_mean, scenario.osl_mean),
        *(power.average_w, power.energy_j, power.joules_per_output_token),
    )


def _latencies(measurement: Measurement) -> Iterator[tuple[str, Latency]]:
    for name in LATENCIES:
        latency: Latency | None = getattr(measurement.latency, name)
        if latency is not None:
            yield name, latency


def _statistics(latency: Latency) -> list[Decimal]:
    values: list[Decimal | None] = [getattr(latency, name) for name in _ORDER]
    return [value for value in (*values, latency.mean) if value is not None]


def ordered(measurement: Measurement) -> Finding:
    """V02: minimum ≤ percentiles in order ≤ maximum, minimum ≤ mean ≤ maximum."""
    checked, wrong = 0, []
    for name, latency in _latencies(measurement):
        points = [(field, value) for field in _ORDER if (value := getattr(latency, field)) is not None]
        pairs = list(pairwise(points)) + _around_mean(latency)
        checked += len(pairs)
        wrong += [f"{name}: {low[0]} {low[1]} > {high[0]} {high[1]}" for low, high in pairs if low[1] > high[1]]
    if not checked:
        return unknown(measurement, "V02", allowed="≤")
    return finding(measurement, "V02", "reject" if wrong else "pass", observed="; ".join(wrong) or "ok", allowed="≤")


def _around_mean(latency: Latency) -> list[tuple[tuple[str, Decimal], tuple[str, Decimal]]]:
    """Minimum ≤ mean ≤ maximum; mean ≤ p99 does not hold on real files and is no rule."""
    low, mean, high = latency.minimum, latency.mean, latency.maximum
    pairs = []
    if low is not None and mean is not None:
        pairs.append((("minimum", low), ("mean", mean)))
    if mean is not None and high is not None:
        pairs.append((("mean", mean), ("maximum", high)))
    return pairs


def possible(measurement: Measurement) -> Finding:
    """V14: TTFT, TPOT and the output rate of one accelerator in the range of what exists; TTFT ≥ TPOT."""
    checked, wrong = 0, []
    for metric, statistics, name in _RANGES:
        band = tolerance(name)
        values = [(one, read_metric(measurement, metric=metric, statistic=one)) for one in statistics]
        known = [(statistic, value) for statistic, value in values if value is not None]
        checked += len(known)
        wrong += [f"{metric} {one} = {shown(value)} ({band})" for one, value in known if not band.holds(value)]
    wrong += _first_token_sooner(measurement)
    allowed = "ttft 5–1800000 ms; tpot 0.5–10000 ms; ttft ≥ tpot; 1–50000 tokens/s"
    if not checked:
        return unknown(measurement, "V14", allowed=allowed)
    level: Level = "reject" if wrong else "pass"
    return finding(measurement, "V14", level, observed="; ".join(wrong) or "ok", allowed=allowed)


def _first_token_sooner(measurement: Measurement) -> list[str]:
    for statistic in ("mean", "p50"):
        ttft, tpot = (read_metric(measurement, metric=name, statistic=statistic) for name in ("ttft", "tpot"))
        if ttft is not None and tpot is not None:
            return [f"ttft {shown(ttft)} < tpot {shown(tpot)} ({statistic})"] if ttft < tpot else []
    return []


def in_its_unit(measurement: Measurement) -> Finding:
    """V19: output rate ÷ request rate is at least one token; below it one of the two is not in its unit."""
    band, throughput = tolerance("V19"), measurement.throughput
    if throughput.output_tps is None or not throughput.rps or measurement.scenario.osl_mean == 0:
        return unknown(measurement, "V19", allowed=str(band))
    tokens = throughput.output_tps / throughput.rps
    return finding(
        measurement, "V19", "pass" if band.holds(tokens) else "warn", observed=shown(tokens), allowed=str(band)
    )
