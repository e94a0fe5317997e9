"""Measurement noise from repeated runs: what another set of runs would have scored, and what to measure again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scoring.acceptability_weights import generator_for
from scoring.criteria import Criterion
from scoring.sensitivity import Additive
from scoring.value import points_of

Floats = NDArray[np.float32]
_TABLES = 2_000


class UnusableRepeats(ValueError):
    """Repeated runs of an unknown bid or criterion, given twice, or fewer than two of them."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The values of one bid on one quantitative criterion, run by run, in the criterion's unit."""

    bid: str
    criterion: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Draws of shares: each measured cell the share of the median of its runs drawn with replacement.

    `cells` = (bid, criterion, table): table[i, j] is the share of the mean of the i-th and j-th smallest run.
    """

    base: Floats
    cells: tuple[tuple[int, int, Floats], ...]

    def __call__(self, generator: np.random.Generator, *, count: int) -> Floats:
        """(count, bids, criteria) shares; cells without repeats stay as evaluated."""
        tables = np.repeat(self.base[None], count, axis=0)
        for bid, criterion, table in self.cells:
            tables[:, bid, criterion] = _medians(table, generator=generator, count=count, runs=len(table))
        return tables


@dataclass(frozen=True, slots=True)
class Contribution:
    """One measured cell's part in the variance of a lead: variance in points², and its share of all.

    `deviation` is the lead's standard deviation in points; `reduction` by how much it is expected to
    fall when this cell alone is measured as many times again (below 0 only by chance of the draws).
    """

    bid: str
    criterion: str
    variance: float
    share: float
    deviation: float
    reduction: float


def bootstrap(model: Additive, *, criteria: tuple[Criterion, ...], repeats: tuple[Repeats, ...]) -> Bootstrap:
    """Draws from the repeated runs through the announced value functions; the statistic is the median.

    Few runs understate the noise (with r runs by about √((r − 1)/r)), and a cell without repeats has
    none at all: not because it is sure, but because nobody knows. Raises UnusableRepeats and
    UnusableValue. Source: Efron 1979 (bootstrap).
    """
    known = {c.id: c for c in criteria if c.kind == "quantitative"}
    for one in repeats:
        if one.bid not in model.bids or one.criterion not in known or len(one.values) < 2:  # noqa: PLR2004 -- noise needs two
            raise UnusableRepeats(
                f"{one.bid}, {one.criterion}: 순위가 있는 입찰의 정량 항목을 두 번 이상 잰 값이어야 합니다 / "
                f"needs two runs or more of a ranked bid on a quantitative criterion"
            )
    if len({(one.bid, one.criterion) for one in repeats}) < len(repeats):
        raise UnusableRepeats("같은 입찰의 같은 항목이 두 번 있습니다 / a bid's criterion is given twice")
    cells = (
        (model.bids.index(r.bid), model.criteria.index(r.criterion), _table(known[r.criterion], runs=r.values))
        for r in repeats
    )
    return Bootstrap(np.array([[float(s) for s in row] for row in model.shares], np.float32), tuple(cells))


def to_measure_again(model: Additive, *, noise: Bootstrap, rival: str, seed: int) -> tuple[Contribution, ...]:
    """Which cells make the winner's lead over a rival uncertain, most first, at the announced points.

    Runs of different cells are independent, so the variance of the lead is the sum over both bids and
    all criteria of `points² × Var(share)`, from 2,000 draws. What as many runs again would leave is the
    variance of the median of twice the runs, drawn from the same runs. Empty where nothing varies.
    """
    generator = generator_for(seed, chunk=0, use=1)
    tables = noise(generator, count=_TABLES).astype(np.float64)
    variances = tables.var(axis=0) * np.array([float(p) for p in model.points]) ** 2
    cells = [one for one in noise.cells if model.bids[one[0]] in (model.winner, rival) and variances[one[:2]] > 0]
    whole = sum(variances[b, c] for b, c, _ in cells)
    found = []
    for b, c, table in cells:
        twice = _medians(table, generator=generator, count=_TABLES, runs=2 * len(table)).astype(np.float64)
        variance, left = float(variances[b, c]), float(twice.var() * float(model.points[c]) ** 2)
        fall = math.sqrt(whole) - math.sqrt(whole - variance + left)
        found.append(Contribution(model.bids[b], model.criteria[c], variance, variance / whole, math.sqrt(whole), fall))
    return tuple(sorted(found, key=lambda part: -part.variance))


def _medians(table: Floats, *, generator: np.random.Generator, count: int, runs: int) -> Floats:
    """Shares of `count` medians of so many runs, each drawn with replacement from those of the table."""
    drawn = np.sort(generator.integers(len(table), size=(count, runs)), axis=1)
    shares: Floats = table[drawn[:, (runs - 1) // 2], drawn[:, runs // 2]]
    return shares


def _table(criterion: Criterion, *, runs: tuple[Fraction, ...]) -> Floats:
    ordered = sorted(runs)
    shares = [
        [float(points_of(criterion, value=(low + high) / 2)[0] / criterion.points) for high in ordered]
        for low in ordered
    ]
    return np.array(shares, np.float32)
