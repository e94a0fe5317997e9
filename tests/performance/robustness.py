"""SMAA and TOPSIS over many weightings, against the floor of this machine and against pymcdm's loop."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pymcdm.methods
import pymcdm.normalizations
from numpy.typing import NDArray

from scoring.acceptability import Acceptability, acceptability
from scoring.acceptability_weights import CHUNK, Sampling, chunks_of, forget_weights, sampling_of
from scoring.crosscheck import closeness
from scoring.sensitivity import Additive
from tests.performance.subject import Subject

SAMPLES, BIDS, CRITERIA = 100_000, 50, 20
SCALED = 100
_SIZE = f"{SAMPLES:,} 표본 × {BIDS} 입찰 × {CRITERIA} 항목"
Doubles = NDArray[np.float64]


def smaa_floor(_folder: Path) -> Subject:
    """All outputs, weights drawn anew, against the bare primitives that the outputs need."""
    model, sampling = _model(), _sampling()
    floor = Floor(model, sampling=sampling)
    peer = "같은 양의 감마 난수·행렬곱·비교·세기만 함(이 기계의 바닥)"
    return Subject(f"SMAA 모든 산출, {_SIZE}", peer, "1.5배 이하", lambda: _anew(model, sampling=sampling), floor.spend)


def smaa_pymcdm(_folder: Path) -> Subject:
    """All outputs against pymcdm called once a sample for ranks only."""
    model, sampling = _model(), _sampling()
    values, weights = _values(model), _drawn(sampling, count=SAMPLES // SCALED)
    method = pymcdm.methods.WSM(_as_it_is)
    peer = f"pymcdm WSM을 표본마다 부름(기본 검사 포함, {SAMPLES // SCALED:,}번 재어 {SCALED}배)"
    return Subject(
        f"SMAA 모든 산출, {_SIZE}",
        peer,
        "0.005배 이하",
        lambda: _anew(model, sampling=sampling),
        lambda: [method.rank(method(values, w, _HIGH)) for w in weights.T],
        SCALED,
    )


def topsis(_folder: Path) -> Subject:
    """TOPSIS closeness of every bid for every weighting."""
    values, weights = _values(_model()), _drawn(_sampling(), count=SAMPLES)
    method = pymcdm.methods.TOPSIS(pymcdm.normalizations.vector_normalization)
    parts = np.split(weights, range(CHUNK, SAMPLES, CHUNK), axis=1)
    peer = f"pymcdm TOPSIS를 표본마다 부름(검사 끔, {SAMPLES // SCALED:,}번 재어 {SCALED}배)"
    return Subject(
        f"SMAA-TOPSIS 근접도, {_SIZE}",
        peer,
        "0.01배 이하",
        lambda: [closeness(values, weights=part) for part in parts],
        lambda: [method(values, w, _HIGH, validation=False) for w in weights.T[: SAMPLES // SCALED]],
        SCALED,
    )


_HIGH = np.ones(CRITERIA)


class Floor:
    """What the outputs cannot do without, on buffers that exist already: nothing is added up or kept."""

    def __init__(self, model: Additive, *, sampling: Sampling) -> None:
        self.values = _values(model).astype(np.float32)
        self.chunks = SAMPLES // CHUNK + (SAMPLES % CHUNK > 0)
        self.size = SAMPLES // self.chunks
        self.weights = np.ones((CRITERIA, self.size), np.float32)
        self.scores = np.ones((BIDS, self.size), np.float32)
        self.greater = np.ones((BIDS, self.size), np.bool_)
        self.alphas = _alphas(sampling)

    def spend(self) -> int:
        """Draw, multiply, compare each pair of bids once, count: as often as the outputs ask."""
        generator, counted = np.random.Generator(np.random.SFC64(1)), 0
        for _ in range(self.chunks):
            for j, alpha in enumerate(self.alphas):
                generator.standard_gamma(alpha, dtype=np.float32, out=self.weights[j % CRITERIA])
            np.matmul(self.values, self.weights, out=self.scores)
            for i in range(BIDS - 1):
                greater = self.greater[: BIDS - 1 - i]
                np.greater(self.scores[i], self.scores[i + 1 :], out=greater)
                counted += int(np.count_nonzero(greater))
        return counted


def _anew(model: Additive, *, sampling: Sampling) -> Acceptability:
    forget_weights()
    return acceptability(model, sampling=sampling)


def _model() -> Additive:
    random = Random(20261122)  # noqa: S311 -- made-up shares, nothing secret
    points = tuple(Fraction(random.randint(2, 8)) for _ in range(CRITERIA))
    return Additive(
        bids=tuple(f"b{i}" for i in range(BIDS)),
        criteria=tuple(f"c{j}" for j in range(CRITERIA)),
        groups=(*(f"분야{j // 5}" for j in range(CRITERIA - 1)), "가격"),
        points=points,
        shares=tuple(tuple(Fraction(random.randint(1, 99), 100) for _ in range(CRITERIA)) for _ in range(BIDS)),
        deductions=(Fraction(0),) * BIDS,
        winner="b0",
    )


def _sampling() -> Sampling:
    return sampling_of(_model(), concentration=100.0, samples=SAMPLES, seed=1)


def _alphas(sampling: Sampling) -> list[float]:
    """Shapes of all the gammas that one sample needs: a group among its branch, a criterion in its group."""
    own = [(g, p) for g, p in zip(sampling.groups, sampling.points, strict=True)][:-1]
    groups = {g: sum(p for other, p in own if other == g) for g, _ in own}
    within = [100 * p / groups[g] for g, p in own]
    return within + [100 * p / sum(groups.values()) for p in groups.values()]


def _values(model: Additive) -> Doubles:
    return np.array([[float(s) for s in row] for row in model.shares])


def _drawn(sampling: Sampling, *, count: int) -> Doubles:
    weights = np.concatenate([w for _, w in chunks_of(sampling)], axis=1)[:, :count].astype(np.float64)
    drawn: Doubles = weights / weights.sum(axis=0)
    return drawn


def _as_it_is(column: Doubles, cost: object) -> Doubles:  # noqa: ARG001 -- pymcdm names it
    return column
