"""How many makers keep a performance requirement by what is publicly known; what nobody measured is 미측정."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.catalogue.hardware import Device, devices
from benchmarks.catalogue.publications import published_all
from benchmarks.findings import findings
from benchmarks.metrics import read_metric
from procurement.casefile.evidence import Examined
from procurement.casefile.measured import chosen, trace_of
from procurement.casefile.scheme import Measure
from scoring.criteria import Gate

FEWEST = 2
"""Makers that must be able to pass for a requirement to leave competition."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A device against a requirement: the best value at exactly its conditions with its trace; None = 미측정."""

    maker: str
    device: str
    domestic: bool
    value: Decimal | None
    trace: str
    passes: bool


def market_of(gate: Gate, measure: Measure, *, known: Iterable[Examined] | None = None) -> tuple[Standing, ...]:
    """Every device of the catalogue, those that pass first, then those with a value, then by maker.

    `known`: the measurements to look among, the catalogue's published figures where none are given.
    """
    points = tuple(published() if known is None else known)
    found = (_standing(one, gate, measure, points) for one in devices())
    return tuple(sorted(found, key=lambda one: (not one.passes, one.value is None, one.maker, one.device)))


def makers_passing(standings: Iterable[Standing]) -> tuple[str, ...]:
    """The makers with at least one device that passes, each once."""
    return tuple(dict.fromkeys(one.maker for one in standings if one.passes))


def published() -> tuple[Examined, ...]:
    """The catalogue's published figures with what the checks say of them."""
    return tuple(Examined(one, findings(one)) for one in published_all())


def _standing(device: Device, gate: Gate, measure: Measure, points: tuple[Examined, ...]) -> Standing:
    own = [one for one in points if one.measurement.system.accelerator == device.id]
    best = chosen(measure, candidates=own)
    value = None if best is None else read_metric(best.measurement, metric=measure.metric, statistic=measure.statistic)
    passes = value is not None and (value >= gate.limit if gate.comparison == ">=" else value <= gate.limit)
    trace = "" if best is None else trace_of(best)
    return Standing(device.vendor, device.name, device.domestic, value, trace, passes)
