"""A measurement changed in one part, and one rule's finding of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from benchmarks.findings import Finding, Level, findings
from benchmarks.measurement import Latency, Measurement


def level(measurement: Measurement, rule: str) -> Level:
    return found(measurement, rule).level


def found(measurement: Measurement, rule: str) -> Finding:
    (finding,) = (f for f in findings(measurement) if f.rule == rule)
    return finding


def scenario(measurement: Measurement, **changes: Any) -> Measurement:
    return replace(measurement, scenario=replace(measurement.scenario, **changes))


def rates(measurement: Measurement, **changes: Any) -> Measurement:
    return replace(measurement, throughput=replace(measurement.throughput, **changes))


def latency(measurement: Measurement, **changes: Latency | None) -> Measurement:
    return replace(measurement, latency=replace(measurement.latency, **changes))


def power(measurement: Measurement, **changes: Any) -> Measurement:
    return replace(measurement, power=replace(measurement.power, **changes))
