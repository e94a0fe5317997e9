"""Between two measured concurrencies, only where a caller asks for it: an estimate, never a measurement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.repeats import NaturalKey, natural_key
from benchmarks.slo import Limit, Slo, judge


@dataclass(frozen=True, slots=True)
class Interpolated:
    """A point that nobody measured: `metric` has `value` at a whole `concurrency` between two measured points.

    It is not a Measurement, so that nothing that scores can take it; `lower` and `upper` are its neighbours' ids.
    """

    metric: str
    concurrency: int
    value: Decimal
    lower: str
    upper: str

    def __str__(self) -> str:
        return (
            f"보간값(측정 아님, 채점 증거 아님): 동시 요청 {self.concurrency}, {self.lower}와(과) {self.upper} 사이"
            f" / interpolated, not measured and no evidence: concurrency {self.concurrency}"
            f" between {self.lower} and {self.upper}"
        )


def interpolated_best(measurements: Iterable[Measurement], *, slo: Slo, metric: str) -> Interpolated | None:
    """The highest `metric` between two neighbours of which the lower keeps the level and the upper one misses it.

    Linear in the concurrency, at the greatest whole concurrency at which every limited mean keeps its limit; of one
    curve (all equal but the concurrency), never beyond the grid. Only for levels on means: a percentile does not grow
    in a line with the load, and its tail jumps where the system fills up. Between two neighbours that both keep the
    level nothing is better than the better of them, so nothing is interpolated there either. A concurrency measured
    twice is no neighbour: which of its runs to take is not ours to choose. Raises UnknownMetric.
    """
    if not slo.limits or any(limit.statistic != "mean" for limit in slo.limits):
        return None
    neighbours = ((a[0], b[0]) for curve in _curves(measurements) for a, b in pairwise(curve) if len(a) == len(b) == 1)
    found = [point for lower, upper in neighbours if (point := _at(lower, upper, slo, metric))]
    return min(found, key=lambda point: (-point.value, point.lower)) if found else None


def _curves(measurements: Iterable[Measurement]) -> list[list[list[Measurement]]]:
    """The measured points of each curve by rising concurrency, each a list of its runs."""
    curves: dict[NaturalKey, dict[Decimal, list[Measurement]]] = {}
    for measurement in measurements:
        key = natural_key(measurement)
        if key.concurrency is not None:
            points = curves.setdefault(replace(key, concurrency=None), {})
            points.setdefault(key.concurrency, []).append(measurement)
    return [[points[at] for at in sorted(points)] for points in curves.values()]


def _at(lower: Measurement, upper: Measurement, slo: Slo, metric: str) -> Interpolated | None:
    pair = (lower, upper)
    rates = [read_metric(point, metric=metric, statistic="value") for point in pair]
    if judge(lower, slo=slo).kept is not True or judge(upper, slo=slo).kept is not False or None in rates:
        return None
    low, high = (Fraction(point.scenario.concurrency or 0) for point in pair)
    shares = [_share(lower, upper, limit) for limit in slo.limits]
    if None in shares:
        return None
    concurrency = int(low + min(share for share in shares if share is not None) * (high - low))
    if not low < concurrency < high:
        return None
    start, end = (Fraction(rate or 0) for rate in rates)
    value = start + (end - start) * (concurrency - low) / (high - low)
    return Interpolated(metric, concurrency, Decimal(value.numerator) / Decimal(value.denominator), lower.id, upper.id)


def _share(lower: Measurement, upper: Measurement, limit: Limit) -> Fraction | None:
    """How far from the lower to the upper point one mean keeps its limit; 1 where it never exceeds it."""
    start, end = (read_metric(point, metric=limit.metric, statistic="mean") for point in (lower, upper))
    if start is None or end is None:
        return None
    if end <= limit.at_most:
        return Fraction(1)
    return (Fraction(limit.at_most) - Fraction(start)) / (Fraction(end) - Fraction(start))
