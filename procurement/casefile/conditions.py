"""Which measurements are runs of one and the same condition, so that their spread is measurement noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.measurement import Latencies, Measurement, Power, Throughput
from benchmarks.repeats import has_known_level
from procurement.casefile.evidence import Examined


def runs_of(read: Examined, *, candidates: Iterable[Examined]) -> tuple[Examined, ...]:
    """The point itself and its repeats among the usable candidates, copies of one run once.

    Repeats are equal in tool, measurer, system, software, model, load, token lengths, parallelism and scope of
    power. What is not known cannot be taken to be equal: without the software's version or the load level there
    are none. A run that misses the service level is a run all the same: machine and load are equal.
    """
    if not _is_known(read.measurement):
        return (read,)
    condition = _condition(read.measurement)
    runs = {_results(read.measurement): read}
    for one in candidates:
        if one.usable and _condition(one.measurement) == condition:
            runs.setdefault(_results(one.measurement), one)
    return tuple(runs.values())


def _is_known(measurement: Measurement) -> bool:
    return has_known_level(measurement.scenario) and measurement.software.engine_version is not None


def _results(measurement: Measurement) -> tuple[Latencies, Throughput, Power]:
    """A copy of a file has another name or other bytes, but the very same results."""
    return measurement.latency, measurement.throughput, measurement.power


def _condition(measurement: Measurement) -> tuple[object, ...]:
    source = measurement.source
    tool = (source.tool, source.tool_version, measurement.provenance.measurer)
    load = replace(measurement.scenario, isl_mean=None, osl_mean=None, duration_s=None)
    made = (measurement.system, measurement.software, measurement.model, measurement.parallelism)
    return (*tool, *made, load, measurement.power.scope)
