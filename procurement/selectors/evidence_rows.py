"""A measurement's columns: what lists sort and filter by, made from the exact values and never read for a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from benchmarks.catalogue import devices
from benchmarks.catalogue.hardware import Device
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.repeats import natural_key

MOST = Decimal(10) ** 14
_PLACES, _LENGTH_PLACES = Decimal("0.000001"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """The numeric columns; None = 미측정, or beyond what a column holds."""

    isl: Decimal | None
    osl: Decimal | None
    concurrency: Decimal | None
    output_tps: Decimal | None
    total_tps: Decimal | None
    rps: Decimal | None
    ttft_p90: Decimal | None
    tpot_p90: Decimal | None
    e2e_p90: Decimal | None
    average_w: Decimal | None


@dataclass(frozen=True, slots=True)
class Names:
    """The columns in words; "" = not said. `domestic` is known of devices in the catalogue only."""

    device: str
    maker: str
    domestic: bool | None
    model: str
    precision: str
    engine: str
    software: str
    load: str
    used: int | None
    measured_at: datetime | None


def figures_of(measurement: Measurement) -> Figures:
    """The numbers by which a list sorts and filters."""
    key, rates, m = natural_key(measurement), measurement.throughput, measurement
    p90 = (read_metric(m, metric=name, statistic="p90") for name in ("ttft", "tpot", "e2e"))
    ttft, tpot, e2e = (_column(value, _PLACES) for value in p90)
    isl, osl, concurrency = (_column(value, _LENGTH_PLACES) for value in (key.isl, key.osl, key.concurrency))
    output, total, requests, watts = (
        _column(value, _PLACES) for value in (rates.output_tps, rates.total_tps, rates.rps, m.power.average_w)
    )
    return Figures(isl, osl, concurrency, output, total, requests, ttft, tpot, e2e, watts)


def names_of(measurement: Measurement) -> Names:
    """The words by which a list filters; a device that the catalogue knows goes by its name there."""
    system, software, m = measurement.system, measurement.software, measurement
    known = catalogued(system.accelerator or "")
    versions = " ".join(part for part in (software.engine_version, software.sdk_version) if part)
    return Names(
        device=(known.name if known else system.accelerator or system.name or "")[:120],
        maker=(known.vendor if known else system.vendor or "")[:120],
        domestic=known.domestic if known else None,
        model=(m.model.name or "")[:160],
        precision=(m.model.weight_precision or "")[:40],
        engine=(software.engine or "")[:80],
        software=versions[:160],
        load=m.scenario.load or "",
        used=system.used,
        measured_at=m.provenance.measured_at,
    )


def catalogued(name: str) -> Device | None:
    """The device of the catalogue that goes by this id or name, in whatever case."""
    return _by_name().get(name.strip().casefold())


@cache
def _by_name() -> dict[str, Device]:
    return {name.casefold(): one for one in devices() for name in (one.id, one.name, f"{one.vendor} {one.name}")}


def _column(value: Decimal | None, places: Decimal) -> Decimal | None:
    if value is None or not value.is_finite() or abs(value) >= MOST:
        return None
    return value.quantize(places)
