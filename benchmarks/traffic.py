"""What is asked of a service: how many requests of which token lengths, and how many a second."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

HOUR_S = 3600
_POINTS = (Fraction(50, 100), Fraction(90, 100), Fraction(99, 100))


@dataclass(frozen=True, slots=True, order=True)
class Lengths:
    """A pair of token lengths: `isl` in, `osl` out."""

    isl: int
    osl: int

    @property
    def tokens(self) -> int:
        """Input and output tokens of one request."""
        return self.isl + self.osl


@dataclass(frozen=True, slots=True)
class Counted:
    """So many requests of one pair of lengths."""

    lengths: Lengths
    requests: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests a second: the mean over the time observed, and of the busiest hour (None = less than one observed)."""

    mean: Fraction
    peak_hour: Fraction | None


@dataclass(frozen=True, slots=True)
class Traffic:
    """Requests by their lengths (one or more), the rate where times are known, and where all this stands.

    `left_out` counts requests with no token in or none out, which are in no count here. Lengths of a histogram are the
    upper ends of its classes (`upper_ends`), those of a trace the requests' own.
    """

    title: str
    source: str
    requests: tuple[Counted, ...]
    rate: Rate | None = None
    left_out: int = 0
    upper_ends: bool = False

    @property
    def total(self) -> int:
        """All requests that are counted."""
        return sum(one.requests for one in self.requests)


@dataclass(frozen=True, slots=True)
class LengthStatistics:
    """Mean and percentiles of one length in tokens, exact; percentiles by type 7 of Hyndman and Fan 1996 (NumPy's)."""

    mean: Fraction
    p50: Fraction
    p90: Fraction
    p99: Fraction


def counted(lengths: Iterable[Lengths]) -> tuple[Counted, ...]:
    """Every pair of lengths once, with the number of its requests, by rising lengths."""
    return tuple(Counted(pair, amount) for pair, amount in sorted(Counter(lengths).items()))


def length_statistics(traffic: Traffic, *, axis: Literal["isl", "osl"]) -> LengthStatistics:
    """Mean, p50, p90 and p99 of one length over all requests. Of `upper_ends` they are upper bounds."""
    amounts: Counter[int] = Counter()
    for one in traffic.requests:
        amounts[one.lengths.isl if axis == "isl" else one.lengths.osl] += one.requests
    values = sorted(amounts)
    reached = list(accumulate(amounts[value] for value in values))
    mean = Fraction(sum(value * amounts[value] for value in values), reached[-1])
    p50, p90, p99 = (_percentile(values, reached, point) for point in _POINTS)
    return LengthStatistics(mean, p50, p90, p99)


def _percentile(values: list[int], reached: list[int], point: Fraction) -> Fraction:
    """In proportion between the two requests next to place (n − 1) × point, counted from 0."""
    place = point * (reached[-1] - 1)
    below = int(place)
    low = values[bisect_right(reached, below)]
    high = values[bisect_right(reached, min(below + 1, reached[-1] - 1))]
    return low + (high - low) * (place - below)


def rate_of(seconds: Iterable[Fraction]) -> Rate | None:
    """The rate of requests that began at these moments, in any order; None for fewer than two moments.

    Mean: (n − 1) ÷ (last − first). Busiest hour: the most requests within any 3,600 s that begin with a request.
    """
    moments = sorted(seconds)
    span = moments[-1] - moments[0] if moments else Fraction(0)
    if not span:
        return None
    mean = (len(moments) - 1) / span
    return Rate(mean, Fraction(_busiest(moments), HOUR_S) if span >= HOUR_S else None)


def _busiest(moments: list[Fraction]) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= HOUR_S:
            first += 1
        most = max(most, last - first + 1)
    return most
