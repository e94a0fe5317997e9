"""Mean, deviation and percentiles of weighted values, exactly, by the percentile method of the tool that wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from benchmarks.measurement import Latency

Method = Literal["linear", "lower_cdf"]
Weighted = tuple[Decimal, int]
_POINTS = {
    "p50": Decimal("0.5"),
    "p90": Decimal("0.9"),
    "p95": Decimal("0.95"),
    "p99": Decimal("0.99"),
    "p99_9": Decimal("0.999"),
}


def distribution(values: Sequence[Weighted], *, method: Method, definition: str = "") -> Latency | None:
    """The statistics of values in ms, each counted as often as its weight; None for no value.

    The deviation is that of the whole population, as NumPy's is. `linear` is NumPy's default percentile (type 7 of
    Hyndman and Fan 1996) and wants weights of 1; `lower_cdf` is GuideLLM's: the first value at which the cumulated
    weight reaches the point. `n` is the sum of the weights. Computed with the 28 digits of Decimal.
    """
    amount = sum(weight for _, weight in values)
    if not amount:
        return None
    ordered = sorted(values)
    mean = sum((value * weight for value, weight in ordered), Decimal(0)) / amount
    variance = sum(((value - mean) ** 2 * weight for value, weight in ordered), Decimal(0)) / amount
    point = _linear if method == "linear" else _lower_cdf
    return Latency(
        mean=mean,
        std=variance.sqrt(),
        minimum=ordered[0][0],
        maximum=ordered[-1][0],
        n=amount,
        definition=definition,
        derived=True,
        **point(ordered),
    )


def _linear(ordered: list[Weighted]) -> dict[str, Decimal]:
    """Between the two values next to (n − 1) × p, in proportion."""
    found = {}
    for name, point in _POINTS.items():
        place = point * (len(ordered) - 1)
        below = int(place)
        low, high = ordered[below][0], ordered[min(below + 1, len(ordered) - 1)][0]
        found[name] = low + (high - low) * (place - below)
    return found


def _lower_cdf(ordered: list[Weighted]) -> dict[str, Decimal]:
    reached = list(accumulate(weight for _, weight in ordered))
    return {
        name: next(value for (value, _), sofar in zip(ordered, reached, strict=True) if sofar >= point * reached[-1])
        for name, point in _POINTS.items()
    }
