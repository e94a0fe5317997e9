"""Weightings around the announced points: nested Dirichlet over groups and criteria, seeded, in chunks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scoring.sensitivity import Additive

Floats = NDArray[np.float32]
Points = tuple[float, ...]

CHUNK = 8_000
A_DRAW = 50
PRESETS = {"tight": 400.0, "normal": 100.0, "wide": 30.0, "uniform": None}
_KEPT_CHUNKS = 16
_TECHNICAL = "기술"


class UnusableSampling(ValueError):
    """Samples, points or a concentration that no weights can be drawn with."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """What the weights are drawn from; equal samplings draw equal weights.

    `points`, `branches` and `groups` stand in the order of the criteria. A branch keeps the sum of its
    points in every sample (기술 : 가격 is set by the rule); inside a branch the groups share it by
    Dirichlet(K × share), inside a group its criteria likewise. K = `concentration`; None draws every
    node uniformly. A criterion of 0 points stays at 0.
    """

    points: Points
    branches: tuple[str, ...]
    groups: tuple[str, ...]
    concentration: float | None
    samples: int
    seed: int


def sampling_of(model: Additive, *, concentration: float | None, samples: int, seed: int) -> Sampling:
    """The sampling of a tender's points: technical groups vary, the price points stay.

    `samples` is a multiple of 50. Raises UnusableSampling. Source: Lahdelma & Salminen 2001 (SMAA-2);
    branches fixed by 협상에 의한 계약체결기준 제7조② are not sampled.
    """
    technical = len(model.points) - 1
    made = Sampling(
        points=tuple(float(p) for p in model.points),
        branches=(_TECHNICAL,) * technical + model.groups[-1:],
        groups=model.groups,
        concentration=concentration,
        samples=samples,
        seed=seed,
    )
    check_sampling(made)
    return made


def concentration_for(points: float, *, whole: float, spread: float) -> float:
    """K so that an item of `points` out of `whole` has a standard deviation of `spread` points.

    `K = w(1 − w)/sd² − 1` with w and sd as shares of the whole; ± spread then holds about two thirds
    of the samples. Raises UnusableSampling where no K > 0 spreads that widely. Source: moments of Dirichlet(K·w).
    """
    share = points / whole
    found = share * (1 - share) / (spread / whole) ** 2 - 1 if spread > 0 else math.inf
    if not 0 < found < math.inf:
        raise UnusableSampling(
            f"{points:g}점 ± {spread:g}점: 0보다 크고 {whole * math.sqrt(share * (1 - share)):g}점보다 작아야 합니다 / "
            f"the spread must be above 0 and below that"
        )
    return found


def check_sampling(sampling: Sampling) -> None:
    """Raise UnusableSampling unless weights can be drawn and at least one of them varies."""
    if sampling.samples <= 0 or sampling.samples % A_DRAW:
        raise UnusableSampling(
            f"표본 수는 {A_DRAW}의 배수여야 합니다: {sampling.samples} / samples must be a multiple of {A_DRAW}"
        )
    if sampling.concentration is not None and not 0 < sampling.concentration < math.inf:
        raise UnusableSampling(f"집중도는 0보다 커야 합니다: {sampling.concentration} / concentration must be above 0")
    if min(sampling.points) < 0:
        raise UnusableSampling("배점은 0 이상이어야 합니다 / points must not be negative")
    nodes = _nodes(sampling)
    if len(nodes) == len({node.branch for node in nodes}) and all(len(node.places) == 1 for node in nodes):
        raise UnusableSampling("변할 수 있는 가중치가 없습니다 / no weight can vary: one criterion a branch")


def chunks_of(sampling: Sampling) -> Iterator[tuple[int, Floats]]:
    """(chunk number, weights in points, criteria × samples) until all samples are drawn.

    The last sampling's chunks are kept, so that other bids or values meet the very same weights.
    """
    for number in range(-(-sampling.samples // CHUNK)):
        yield number, _weights(sampling, number)


def forget_weights() -> None:
    """Free the chunks that are kept; the next sampling draws them again, equal."""
    _weights.cache_clear()


def generator_for(seed: int, *, chunk: int, use: int) -> np.random.Generator:
    """SFC64 for one chunk and one use (0 weights, 1 values): no chunk depends on how many there are."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(chunk, use))))


@dataclass(frozen=True, slots=True)
class _Node:
    """Criteria of one group that have points, and the group's announced points."""

    branch: str
    places: tuple[int, ...]
    points: float


def _nodes(sampling: Sampling) -> tuple[_Node, ...]:
    places: dict[tuple[str, str], list[int]] = {}
    for j, key in enumerate(zip(sampling.branches, sampling.groups, strict=True)):
        if sampling.points[j] > 0:
            places.setdefault(key, []).append(j)
    return tuple(
        _Node(branch, tuple(inside), sum(sampling.points[j] for j in inside)) for (branch, _), inside in places.items()
    )


@lru_cache(maxsize=_KEPT_CHUNKS)
def _weights(sampling: Sampling, number: int) -> Floats:
    size = min(CHUNK, sampling.samples - number * CHUNK)
    generator = generator_for(sampling.seed, chunk=number, use=0)
    weights = np.zeros((len(sampling.points), size), np.float32)
    nodes = _nodes(sampling)
    for branch in dict.fromkeys(node.branch for node in nodes):
        inside = [node for node in nodes if node.branch == branch]
        whole = sum(node.points for node in inside)
        shares = np.empty((len(inside), size), np.float32)
        of_groups = _gammas([node.points / whole for node in inside], sampling=sampling, by=generator, into=shares)
        shares *= np.float32(whole) / of_groups
        for at, node in enumerate(inside):
            rows = [weights[j] for j in node.places]
            own = [sampling.points[j] / node.points for j in node.places]
            shares[at] /= _gammas(own, sampling=sampling, by=generator, into=rows)
            for row in rows:
                np.multiply(row, shares[at], out=row)
    weights.setflags(write=False)
    return weights


def _gammas(means: list[float], *, sampling: Sampling, by: np.random.Generator, into: Iterable[Floats]) -> Floats:
    """Fill a row for each mean with gammas and give their sum: over it they are Dirichlet shares. One needs no draw."""
    rows = tuple(into)
    if len(rows) == 1:
        rows[0].fill(1)
        return rows[0].copy()
    for row, mean in zip(rows, means, strict=True):
        if sampling.concentration is None:
            by.standard_exponential(out=row, dtype=np.float32)
        else:
            by.standard_gamma(sampling.concentration * mean, out=row, dtype=np.float32)
    whole = rows[0] + rows[1]
    for row in rows[2:]:
        whole += row
    return whole
