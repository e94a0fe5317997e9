"""The repeats of a bid's measured values, held against the steps or limits that they decide on."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from benchmarks.metrics import read_metric
from benchmarks.slo import meets
from procurement.casefile.conditions import runs_of
from procurement.casefile.evidence import Examined
from procurement.casefile.measured import chosen
from procurement.casefile.scheme import Measure
from procurement.exports.edges import EdgeCheck
from scoring.cliffs import cliffs
from scoring.criteria import Criterion, Gate, Ladder


def edge_check(
    measure: Measure, *, subject: Gate | Criterion, bid: str, candidates: Iterable[Examined]
) -> EdgeCheck | None:
    """The repeats of the point that a gate or ladder reads; None where nothing is read or nothing has an edge."""
    if isinstance(subject, Criterion) and not isinstance(subject.value, Ladder):
        return None
    points = tuple(candidates)
    read = chosen(measure, candidates=points)
    if read is None:
        return None
    runs = [one.measurement for one in runs_of(read, candidates=points)]
    found = ((m, read_metric(m, metric=measure.metric, statistic=measure.statistic)) for m in runs)
    values = [(m, Fraction(value)) for m, value in found if value is not None]
    low, high = min(value for _, value in values), max(value for _, value in values)
    return EdgeCheck(
        bid=bid,
        subject=subject.id,
        title=subject.title,
        unit=subject.unit,
        runs=len(values),
        low=low,
        high=high,
        missed=sum(1 for m, _ in values if not meets(m, slo=measure.slo)),
        cliffs=cliffs(subject, low=low, high=high),
    )
