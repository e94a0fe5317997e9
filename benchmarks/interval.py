"""How far the mean of repeated runs may be off: mean ± t·s ÷ √n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# two-sided 95 %: the 0.975 quantile of Student's t for 1, 2, ... 30 degrees of freedom, rounded to four places
_T = (
    *("12.7062", "4.3027", "3.1824", "2.7764", "2.5706", "2.4469", "2.3646", "2.3060", "2.2622", "2.2281"),
    *("2.2010", "2.1788", "2.1604", "2.1448", "2.1314", "2.1199", "2.1098", "2.1009", "2.0930", "2.0860"),
    *("2.0796", "2.0739", "2.0687", "2.0639", "2.0595", "2.0555", "2.0518", "2.0484", "2.0452", "2.0423"),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of `runs` values and half the width of its 95 % interval, in the values' unit."""

    runs: int
    mean: Decimal
    half_width: Decimal

    @property
    def low(self) -> Decimal:
        """The lower end."""
        return self.mean - self.half_width

    @property
    def high(self) -> Decimal:
        """The upper end."""
        return self.mean + self.half_width


def mean_of(values: Sequence[Decimal]) -> Decimal:
    """The mean of one value or more, to the 28 digits of Decimal."""
    return sum(values, Decimal(0)) / len(values)


def sample_variance(values: Sequence[Decimal]) -> Decimal:
    """The variance of two values or more about their mean, over n - 1, in the square of their unit."""
    mean = mean_of(values)
    return sum(((value - mean) ** 2 for value in values), Decimal(0)) / (len(values) - 1)


def margin(values: Sequence[Decimal], *, quantiles: Sequence[str]) -> Decimal:
    """t·s ÷ √n of two values or more, in their unit; `quantiles` are Student's t for 1, 2, ... degrees of freedom.

    Beyond the last of them it is taken, which is a little too careful.
    """
    t = Decimal(quantiles[min(len(values) - 1, len(quantiles)) - 1])
    return t * (sample_variance(values) / len(values)).sqrt()


def interval(values: Sequence[Decimal]) -> Interval | None:
    """The 95 % interval of a mean by Student's t, for runs that are independent and alike; None for fewer than two.

    Beyond 31 runs the t of 31 is taken, which is a little too wide. Source: sizing.md §3 (t·s ÷ √n), there one-sided.
    """
    if len(values) == 1 or not values:
        return None
    return Interval(len(values), mean_of(values), margin(values, quantiles=_T))
