"""Measurements changed as slips and forgeries change them, and synthetic ones that satisfy every identity."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latencies, Latency, Measurement, Power, Scenario, Throughput
from tests.benchmarks.findings.changes import latency, power, rates, scenario

Change = Callable[[Measurement], Measurement]
_POINTS = {"minimum": 80, "p50": 97, "p90": 115, "p95": 120, "p99": 130, "p99_9": 140, "maximum": 150}


def synthetic(model: Measurement, *, amount: int, seed: int) -> tuple[Measurement, ...]:
    """Closed-loop runs with invented numbers that fit each other as those of real runs do; nobody measured them."""
    draw = random.Random(seed)  # noqa: S311 -- invented rows have to be the same in every run
    return tuple(_synthetic(model, draw) for _ in range(amount))


def _synthetic(model: Measurement, draw: random.Random) -> Measurement:
    tpot, concurrency = Decimal(draw.randint(20, 600)) / 10, draw.choice((4, 8, 16, 32, 64, 128, 256))
    ttft = tpot * draw.randint(2, 60) + 20
    isl, osl = (Decimal(draw.choice((128, 512, 1024, 2048, 8192))) for _ in range(2))
    e2e = ttft + tpot * (osl - 1)
    ok = 10 * concurrency
    rps = Decimal(draw.randint(960, 998)) / 1000 * concurrency * 1000 / e2e
    output, watts = rps * osl, Decimal(draw.randint(3000, 6000)) / 10
    used = 1 + int(output / 5000)
    return replace(
        model,
        system=replace(model.system, used=used),
        scenario=Scenario(
            "closed_loop", isl, isl, osl, osl, fixed_length=True,
            concurrency=Decimal(concurrency), rate_offered=None, duration_s=ok / rps,
        ),
        counts=Counts(ok, ok, 0, 0, 0),
        latency=Latencies(ttft=_around(ttft), tpot=_around(tpot), e2e=_around(e2e)),
        throughput=Throughput(output, rps * isl, rps * (isl + osl), rps),
        power=Power("accelerator_board", watts * used, "", joules_per_output_token=watts * used / output),
    )  # fmt: skip


def _around(mean: Decimal) -> Latency:
    return Latency(mean=mean, **{name: mean * percent / 100 for name, percent in _POINTS.items()})  # type: ignore[arg-type]  # all are Decimal fields


def _scaled(name: str, factor: str) -> Change:
    """Every statistic of one latency times a factor."""
    by = Decimal(factor)

    def change(measurement: Measurement) -> Measurement:
        old: Latency | None = getattr(measurement.latency, name)
        return latency(measurement, **{name: old and _times(old, by)})

    return change


def _times(old: Latency, by: Decimal) -> Latency:
    values: list[tuple[str, Any]] = [(field.name, getattr(old, field.name)) for field in fields(old)]
    changed: dict[str, Any] = {name: value * by for name, value in values if isinstance(value, Decimal)}
    return replace(old, **changed)


def _rate(name: str, factor: str) -> Change:
    def change(measurement: Measurement) -> Measurement:
        value: Decimal | None = getattr(measurement.throughput, name)
        return rates(measurement, **{name: None if value is None else value * Decimal(factor)})

    return change


def _all_rates(factor: str) -> Change:
    names = ("output_tps", "input_tps", "total_tps", "rps")

    def change(measurement: Measurement) -> Measurement:
        for name in names:
            measurement = _rate(name, factor)(measurement)
        return measurement

    return change


def _total_as_output(measurement: Measurement) -> Measurement:
    return rates(measurement, output_tps=measurement.throughput.total_tps or measurement.throughput.output_tps)


def _one_accelerator(measurement: Measurement) -> Measurement:
    used, output = measurement.system.used or 1, measurement.throughput.output_tps
    return rates(measurement, output_tps=output and output / used)


def _swapped(measurement: Measurement) -> Measurement:
    parts = {field.name: getattr(measurement.latency, field.name) for field in fields(measurement.latency)}
    known = {name: part for name, part in parts.items() if part is not None and None not in (part.p50, part.p99)}
    return latency(measurement, **{name: replace(part, p50=part.p99, p99=part.p50) for name, part in known.items()})


def _watts(factor: str) -> Change:
    def change(measurement: Measurement) -> Measurement:
        watts = measurement.power.average_w
        return power(measurement, average_w=watts and watts * Decimal(factor))

    return change


def _more_in_flight(measurement: Measurement) -> Measurement:
    flying = measurement.scenario.concurrency
    return scenario(measurement, concurrency=flying and flying * 2)


CHANGES: dict[str, Change] = {
    "출력 처리량 / output ×1.05": _rate("output_tps", "1.05"),
    "출력 처리량 / output ×1.10": _rate("output_tps", "1.10"),
    "출력 처리량 / output ×1.30": _rate("output_tps", "1.30"),
    "모든 처리량 / all rates ×1.10": _all_rates("1.10"),
    "모든 처리량 / all rates ×1.30": _all_rates("1.30"),
    "TPOT ÷1.10": _scaled("tpot", "0.909"),
    "TPOT ÷1.30": _scaled("tpot", "0.769"),
    "TTFT ÷2": _scaled("ttft", "0.5"),
    "E2E ÷1.10": _scaled("e2e", "0.909"),
    "TTFT s→ms": _scaled("ttft", "0.001"),
    "TPOT s→ms": _scaled("tpot", "0.001"),
    "E2E s→ms": _scaled("e2e", "0.001"),
    "TTFT ms→s": _scaled("ttft", "1000"),
    "TPOT ms→s": _scaled("tpot", "1000"),
    "E2E ms→s": _scaled("e2e", "1000"),
    "전체를 출력으로 / total as output": _total_as_output,
    "가속기당을 전체로 / one accelerator's as the system's": _one_accelerator,
    "p50과 p99 바꿈 / p50 and p99 swapped": _swapped,
    "W를 mW로 / mW as W": _watts("1000"),
    "W ÷1.2": _watts("0.8333"),
    "동시 요청 수 / concurrency ×2": _more_in_flight,
}


def rejected(measurement: Measurement) -> bool:
    return any(finding.level == "reject" for finding in findings(measurement))


def caught(measurements: Iterable[Measurement], *, change: Change) -> tuple[int, int]:
    """How many of the measurements that the change changes are then rejected, and how many it changes."""
    changed = [new for old in measurements if (new := change(old)) != old]
    return sum(rejected(one) for one in changed), len(changed)
