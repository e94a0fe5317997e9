"""Measured operating points -> how many requests/s one server of a configuration carries within the service level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benchmarks.measurement import Measurement
from benchmarks.slo import best_point
from procurement.sizing.demand import Bucket


@dataclass(frozen=True, slots=True)
class Configuration:
    """One server that can be bought: `accelerators` cards of one kind, `price` in won, power in W, height in U.

    `accelerator` is the name the measurements carry. None for power, height or cooling = not stated, never zero.
    `maximum` is the most that can be delivered in all (None = no such limit), `minimum` the least that one year's order
    holds if it holds any, `lead_years` the whole years from order to service. `existing` servers are there already and
    cost nothing but their power. `cooling_w` is the heat to be carried off as the maker states it. `lot` names the lot
    it is bought in: a lot goes to one vendor. `devices` is how many of the accelerators that the measurements count
    one card holds. One that is not sold `alone` (price 0) comes only in packages.
    """

    id: str
    vendor: str
    title: str
    domestic: bool
    accelerator: str
    accelerators: int
    price: int
    power_w: Decimal | None
    rack_units: int | None
    maximum: int | None
    minimum: int = 1
    existing: int = 0
    lead_years: int = 0
    cooling_w: Decimal | None = None
    lot: str = ""
    devices: int = 1
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Capacity:
    """Requests/s of one server of `configuration` (an id) for `bucket` (an id), taken from one measurement.

    `utilisation` is the part of it that may be planned with (ρ, above 0 and at most 1). `basis` says in words how
    `rate` follows from the measurement and what was assumed.
    """

    configuration: str
    bucket: str
    rate: Fraction
    utilisation: Decimal
    measurement: str
    replicas: int
    basis: str


@dataclass(frozen=True, slots=True)
class NoCapacity:
    """A pair that no measurement answers for, and why: shown as 미측정, never taken as zero or estimated."""

    configuration: str
    bucket: str
    why: str


def capacity_of(
    configuration: Configuration, *, bucket: Bucket, measurements: Iterable[Measurement], utilisation: Decimal
) -> Capacity | NoCapacity:
    """The best measured point that keeps the bucket's service level, as requests/s of one server.

    Only measurements of the same accelerator, model and exact target lengths count; nothing is interpolated and nothing
    extrapolated beyond the measured grid. A replica is the set of accelerators the measurement used; a server holds
    accelerators × devices // used independent replicas. Among replica sizes the highest rate per server wins.
    Missing measurements give NoCapacity with the reason. Source: sizing design §3 (T_jb), §8 items 8 and 9.
    """
    matching = [m for m in measurements if answers(m, configuration=configuration, bucket=bucket)]
    if not matching:
        return no_measurement(configuration, bucket=bucket)
    placed = [m for m in matching if replicas_in(configuration, measurement=m) > 0]
    if not placed:
        return NoCapacity(configuration.id, bucket.id, _NO_PLACE)
    kept = [p for p in _best_by_size(placed, bucket) if _replica_rate(p, bucket)[0] > 0]
    if not kept:
        return NoCapacity(configuration.id, bucket.id, _NO_POINT)
    best = max(kept, key=lambda m: (_server_rate(m, configuration, bucket), m.id))
    return _capacity(best, configuration, bucket, utilisation)


_NO_PLACE = (
    "측정에 쓴 가속기 수가 없거나 서버 한 대보다 많습니다. "
    "/ The measurements do not say how many accelerators ran, or they used more than one server holds."
)
_NO_POINT = (
    "서비스 수준을 지킨 것으로 측정된 지점이 없습니다(미달 또는 지연·처리량 미측정). "
    "/ No measured point keeps the service level (missed, or latency or throughput not measured)."
)


def no_measurement(configuration: Configuration, *, bucket: Bucket) -> NoCapacity:
    """A pair that nothing was measured for, named by its accelerator, model and lengths."""
    what = f"{configuration.accelerator}, {bucket.model}, {bucket.isl}/{bucket.osl}"
    why = f"미측정: {what} 측정값이 없습니다. / Not measured: nothing for {what} tokens in/out."
    return NoCapacity(configuration.id, bucket.id, why)


def answers(measurement: Measurement, *, configuration: Configuration, bucket: Bucket) -> bool:
    """Whether a measurement is of this accelerator, this model and exactly these target lengths, and stands."""
    scenario = measurement.scenario
    return (
        measurement.system.accelerator == configuration.accelerator
        and measurement.model.name == bucket.model
        and scenario.isl_target == bucket.isl
        and scenario.osl_target == bucket.osl
        and measurement.provenance.verification != "withdrawn"
    )


def replicas_in(configuration: Configuration, *, measurement: Measurement) -> int:
    """Independent replicas that one server holds: its logical devices over those the measurement used; 0 if unknown."""
    used = measurement.system.used
    return configuration.accelerators * configuration.devices // used if used else 0


def _best_by_size(measurements: Sequence[Measurement], bucket: Bucket) -> list[Measurement]:
    sizes = sorted({m.system.used for m in measurements if m.system.used is not None})
    alike = [[m for m in measurements if m.system.used == size] for size in sizes]
    points = [best_point(same, slo=bucket.slo, metric=metric) for same in alike for metric in ("rps", "output_tps")]
    return [point for point in points if point is not None]


def _replica_rate(measurement: Measurement, bucket: Bucket) -> tuple[Fraction, str]:
    throughput = measurement.throughput
    if throughput.rps is not None:
        return Fraction(throughput.rps), f"측정 {throughput.rps} 요청/s (rps)"
    tokens = throughput.output_tps or Decimal(0)
    return Fraction(tokens) / bucket.osl, f"측정 {tokens} 출력 토큰/s ÷ OSL {bucket.osl}"


def _server_rate(measurement: Measurement, configuration: Configuration, bucket: Bucket) -> Fraction:
    return _replica_rate(measurement, bucket)[0] * replicas_in(configuration, measurement=measurement)


def _capacity(best: Measurement, configuration: Configuration, bucket: Bucket, utilisation: Decimal) -> Capacity:
    rate, basis = _replica_rate(best, bucket)
    replicas = replicas_in(configuration, measurement=best)
    words = (
        f"{basis}, 가속기 {best.system.used}개 한 조 × 서버당 {replicas}조 (서로 독립이라고 가정) "
        f"/ {replicas} replica(s) of {best.system.used} accelerator(s) per server, assumed independent"
    )
    return Capacity(configuration.id, bucket.id, rate * replicas, utilisation, best.id, replicas, words)
