"""The latencies that a notice allows: the service levels of its measures, and its gates on a latency."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.slo import Limit
from procurement.casefile.scheme import Announced, Measure
from procurement.exports.dossier import ServiceLevel
from scoring.quantity import decimal_of

_LATENCIES = ("ttft", "tpot", "ntpot", "e2e")


def service_levels(announced: Announced) -> tuple[ServiceLevel, ...]:
    """Every limit in ms with the model and lengths it holds for, in the announced order."""
    allowed = {gate.id: decimal_of(gate.limit) for gate in announced.scheme.gates}
    return tuple(
        ServiceLevel(measure.subject, measure.model, measure.isl, measure.osl, limit)
        for measure in announced.measures
        for limit in _limits(measure, allowed.get(measure.subject))
    )


def _limits(measure: Measure, gate: Decimal | None) -> Iterator[Limit]:
    yield from measure.slo.limits
    if gate is not None and measure.metric in _LATENCIES:
        yield Limit(measure.metric, measure.statistic, gate)
