"""Mean, deviation and percentiles of weighted values, exactly, by the percentile method of the tool that wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate, repeat
from operator import ge, gt, mul
from typing import Literal

from benchmarks.measurement import Latency

Method = Literal["linear", "lower_cdf", "upper_cdf"]
Weighted = tuple[Decimal, int]
_POINTS = {
    "p50": Decimal("0.5"),
    "p90": Decimal("0.9"),
    "p95": Decimal("0.95"),
    "p99": Decimal("0.99"),
    "p99_9": Decimal("0.999"),
}
_EXACT_DIGITS = 200  # sums of squares of numbers of 60 digits, a million of them


def distribution(values: Sequence[Weighted], *, method: Method, definition: str = "") -> Latency | None:
    """The statistics of values in ms, each counted as often as its weight; None for no value.

    The deviation is that of the whole population, as NumPy's is. `linear` is NumPy's default percentile (type 7 of
    Hyndman and Fan 1996) and wants weights of 1; `lower_cdf` is GuideLLM's: the first value at which the cumulated
    weight reaches the point. `upper_cdf` takes the first at which it exceeds the point: GuideLLM's rounded sums give
    one or the other where the weight meets the point exactly (the 27th of 30 for p90). `n` is the sum of the weights.
    Sums are exact, what is divided has Decimal's 28 digits.
    """
    if method == "linear":
        return unweighted((value for value, _ in values), definition=definition)
    weighted = sorted(values)
    ordered, weights = [value for value, _ in weighted], [weight for _, weight in weighted]
    amount = sum(weights)
    return (
        _latency(ordered, weights, amount, _cdf(weighted, beyond=method == "upper_cdf"), definition) if amount else None
    )


def unweighted(values: Iterable[Decimal], *, definition: str = "") -> Latency | None:
    """The statistics of values in ms, by `linear`, without a pair in memory for each: a run has a million gaps."""
    ordered = sorted(values)
    return _latency(ordered, repeat(1), len(ordered), _linear(ordered), definition) if ordered else None


def _latency(
    ordered: list[Decimal], weights: list[int] | repeat[int], amount: int, points: dict[str, Decimal], definition: str
) -> Latency:
    with localcontext(prec=_EXACT_DIGITS):
        total = sum(map(mul, ordered, weights), Decimal(0))
        squares = sum(map(mul, map(mul, ordered, ordered), weights), Decimal(0))
        variance = (amount * squares - total * total) / amount**2
    return Latency(
        mean=total / amount,
        std=variance.sqrt(),
        minimum=ordered[0],
        maximum=ordered[-1],
        n=amount,
        definition=definition,
        derived=True,
        **points,
    )


def _linear(ordered: list[Decimal]) -> dict[str, Decimal]:
    """Between the two values next to (n − 1) × p, in proportion."""
    found = {}
    for name, point in _POINTS.items():
        place = point * (len(ordered) - 1)
        below = int(place)
        low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
        found[name] = low + (high - low) * (place - below)
    return found


def _cdf(ordered: list[Weighted], *, beyond: bool) -> dict[str, Decimal]:
    reached = list(accumulate(weight for _, weight in ordered))
    compared = gt if beyond else ge
    return {
        name: next(v for (v, _), sofar in zip(ordered, reached, strict=True) if compared(sofar, point * reached[-1]))
        for name, point in _POINTS.items()
    }
