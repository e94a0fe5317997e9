"""SMAA: in which share of the weightings that agree with the announced points each bid takes each rank.

Floats and seeded samples: an annex that shows how robust a result is, never the award, never a probability.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scoring.acceptability_ranks import Tally
from scoring.acceptability_weights import A_DRAW, CHUNK, Sampling, check_sampling, chunks_of, generator_for
from scoring.sensitivity import Additive

MEANING = "공표된 가중치와 양립하는 가중치 중 비율 / share of the weightings consistent with the announced one"

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Table = tuple[tuple[float, ...], ...]


class Draws(Protocol):
    """Measurement noise: `count` tables of shares, (count, bids, criteria), each as another measurement gave it."""

    def __call__(self, generator: np.random.Generator, *, count: int) -> Floats:
        """Draw the tables."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The winner's total minus the runner-up's over the same samples, in points; 95 % lie between `low` and `high`.

    `deviation` is the standard deviation over the samples, `ahead` the share of them above 0.
    """

    first: str
    second: str
    mean: float
    deviation: float
    low: float
    high: float
    ahead: float


@dataclass(frozen=True, slots=True)
class Acceptability:
    """What the samples say, rows and columns in the order of `bids` and `criteria`; shares lie in 0..1.

    `ranks[i][r]` share of samples with bid i at rank r + 1 (ties share the better rank), `errors` their
    standard errors; `wins[i][j]` share with i above j; `central[i]` the mean weights in points that put i
    first, None if none does; `confidence[i]` share of the value draws in which i is first by its central
    weights. `draws` counts the value tables, 0 without measurement noise. Read every share as `MEANING`.
    """

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    sampling: Sampling
    draws: int
    generator: str
    numpy: str
    ranks: Table
    errors: Table
    wins: Table
    central: tuple[tuple[float, ...] | None, ...]
    confidence: tuple[float | None, ...]
    expected_rank: tuple[float, ...]
    difference: Difference | None

    @property
    def first(self) -> tuple[float, ...]:
        """Each bid's share of first ranks."""
        return tuple(row[0] for row in self.ranks)


def acceptability(model: Additive, *, sampling: Sampling, draws: Draws | None = None) -> Acceptability:
    """Rank acceptability and what goes with it, over sampled weights and, with `draws`, sampled values.

    With noise each table of values meets 50 weightings (nested sampling). Its standard errors count the
    tables as the sample, which is an upper bound. Memory stays below 32 MB whatever the number of
    samples. Scores are single precision: of 100,000 samples × 50 bids it places 48 of 5,000,000 one rank
    otherwise than double precision does, far below the standard errors. Raises UnusableSampling.
    Source: Lahdelma & Salminen 2001, Tervonen & Lahdelma 2007.
    """
    check_sampling(sampling)
    values = np.array([[float(s) for s in row] for row in model.shares])
    cuts = np.array([float(d) for d in model.deductions])
    groups = _alike(values, cuts=cuts, sampling=sampling, noisy=draws is not None)
    heads = [group[0] for group in groups]
    tally = Tally(tuple(len(group) for group in groups), len(model.criteria))
    pair, apart = _top_two(model, reached=values @ sampling.points - cuts), []
    of = [_group_of(groups, bid=i) for i in range(len(model.bids))]
    for scores, weights in _scored(values[heads], cuts=cuts[heads], sampling=sampling, draws=draws):
        tally.add(scores, weights=weights)
        if pair:
            apart.append(scores[of[pair[0]]] - scores[of[pair[1]]])
    difference = _difference(model, pair=pair, apart=np.concatenate(apart)) if pair else None
    central = _central(tally, of=of)
    confidence = _confidence(values, cuts=cuts, sampling=sampling, draws=draws, central=central)
    ranks = tally.ranks[of] / sampling.samples
    tables = sampling.samples // A_DRAW if draws else 0
    return Acceptability(
        bids=model.bids,
        criteria=model.criteria,
        sampling=sampling,
        draws=tables,
        generator="SFC64",
        numpy=np.__version__,
        ranks=_table(ranks),
        errors=_table(np.sqrt(ranks * (1 - ranks) / (tables or sampling.samples))),
        wins=_table(_wins(tally, samples=sampling.samples)[np.ix_(of, of)]),
        central=tuple(None if row is None else tuple(row.tolist()) for row in central),
        confidence=confidence,
        expected_rank=tuple((ranks @ np.arange(1, len(of) + 1)).tolist()),
        difference=difference,
    )


def _alike(values: Doubles, *, cuts: Doubles, sampling: Sampling, noisy: bool) -> list[list[int]]:
    """Places of bids that tie in every sample: those of equal shares wherever there are points, without noise."""
    told = [j for j, points in enumerate(sampling.points) if points]
    groups: dict[object, list[int]] = {}
    for i, row in enumerate(values):
        key = i if noisy else (row[told].tobytes(), float(cuts[i]))
        groups.setdefault(key, []).append(i)
    return list(groups.values())


def _group_of(groups: list[list[int]], *, bid: int) -> int:
    return next(g for g, group in enumerate(groups) if bid in group)


def _top_two(model: Additive, *, reached: Doubles) -> tuple[int, int] | None:
    winner = model.bids.index(model.winner)
    others = [i for i in range(len(reached)) if i != winner]
    return (winner, max(others, key=lambda i: float(reached[i]))) if others else None


def _scored(
    values: Doubles, *, cuts: Doubles, sampling: Sampling, draws: Draws | None
) -> Iterator[tuple[Floats, Floats]]:
    single, kept = values.astype(np.float32), np.empty((len(values), CHUNK), np.float32)
    for number, weights in chunks_of(sampling):
        if draws is None:
            scores = np.matmul(single, weights, out=kept[:, : weights.shape[1]])
        else:
            tables = _drawn(draws, sampling=sampling, chunk=number, samples=weights.shape[1])
            split = weights.reshape(len(weights), len(tables), A_DRAW).transpose(1, 0, 2)
            scores = (tables @ split).transpose(1, 0, 2).reshape(len(values), -1)
        if cuts.any():
            scores -= cuts.astype(np.float32)[:, None]
        yield scores, weights


def _drawn(draws: Draws, *, sampling: Sampling, chunk: int, samples: int) -> Floats:
    return draws(generator_for(sampling.seed, chunk=chunk, use=1), count=samples // A_DRAW)


def _table(values: Doubles) -> Table:
    return tuple(tuple(row) for row in values.tolist())


def _wins(tally: Tally, *, samples: int) -> Doubles:
    upper: Doubles = np.triu(tally.wins, 1) / samples
    return upper + np.tril(1 - upper.T, -1)


def _central(tally: Tally, *, of: list[int]) -> list[Doubles | None]:
    first = tally.ranks[:, 0]
    return [tally.weights[g] / first[g] if first[g] else None for g in of]


def _confidence(
    values: Doubles, *, cuts: Doubles, sampling: Sampling, draws: Draws | None, central: list[Doubles | None]
) -> tuple[float | None, ...]:
    weights = np.array([np.zeros(values.shape[1]) if row is None else row for row in central]).T
    first, count = np.zeros(len(values)), 0
    for tables in [values[None]] if draws is None else _tables(draws, sampling=sampling):
        scores = tables.astype(np.float64) @ weights - cuts[:, None]
        own = np.diagonal(scores, axis1=1, axis2=2)
        first += (own >= scores.max(axis=1) - sum(sampling.points) * 1e-9).sum(axis=0)
        count += len(tables)
    return tuple(None if row is None else float(n / count) for row, n in zip(central, first, strict=True))


def _tables(draws: Draws, *, sampling: Sampling) -> Iterator[Floats]:
    for number, weights in chunks_of(sampling):
        yield _drawn(draws, sampling=sampling, chunk=number, samples=weights.shape[1])


def _difference(model: Additive, *, pair: tuple[int, int], apart: Floats) -> Difference:
    low, high = np.quantile(apart, (0.025, 0.975))
    first, second = (model.bids[i] for i in pair)
    mean, deviation = float(apart.mean(dtype=np.float64)), float(apart.std(dtype=np.float64))
    return Difference(first, second, mean, deviation, float(low), float(high), float((apart > 0).mean()))
