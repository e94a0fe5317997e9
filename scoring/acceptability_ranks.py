"""Ranks of many samples at once: each pair of bids is compared once, for the win counts and the ranks together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Counts = NDArray[np.int64]
Small = NDArray[np.unsignedinteger]
_MOST_SMALL = 256
_WORDS = 250
_BLOCK = 8 * _WORDS


@dataclass(slots=True)
class Tally:
    """Counts over samples for `alike` groups of bids, whose sizes these are (bids of equal shares tie always).

    `ranks[i, r]` samples with r bids above group i; `wins[i, j]` samples with i above j; `weights[i]`
    sums of the weights that put i first. Two groups that tie count as j over i for i before j: with
    weights drawn from a continuum only bids of equal shares tie.
    """

    alike: tuple[int, ...]
    criteria: int
    ranks: Counts = field(init=False)
    wins: Counts = field(init=False)
    weights: NDArray[np.float64] = field(init=False)
    _above: Small = field(init=False)
    _greater: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        groups = len(self.alike)
        self.ranks = np.zeros((groups, sum(self.alike)), np.int64)
        self.wins = np.zeros((groups, groups), np.int64)
        self.weights = np.zeros((groups, self.criteria))
        self._above = np.zeros((groups, 0), np.uint8)
        self._greater = np.zeros((groups, 0), np.bool_)

    def add(self, scores: Floats, *, weights: Floats) -> None:
        """Count samples: scores are groups × samples, weights criteria × samples."""
        self._compare(scores)
        size = self.ranks.shape[1]
        found = np.array([np.bincount(above, minlength=size) for above in self._above])
        self.ranks += found
        leaders = np.flatnonzero(found[:, 0])
        first = (self._above[leaders] == 0).astype(np.float32)
        self.weights[leaders] += first @ weights.T

    def _compare(self, scores: Floats) -> None:
        self._room_for(scores)
        above, alone = self._above, max(self.alike) == 1
        sizes = np.array(self.alike, above.dtype).reshape(-1, 1)
        for i in range(len(scores)):
            above[i] = sum(self.alike[i + 1 :])
        for i in range(len(scores) - 1):
            greater = self._greater[: len(scores) - 1 - i]
            ones = greater[:, : scores.shape[1]].view(np.uint8)
            np.greater(scores[i], scores[i + 1 :], out=greater[:, : scores.shape[1]])
            self.wins[i, i + 1 :] += _counted(greater)
            above[i + 1 :] += ones if alone else ones * sizes[i]
            above[i] -= (ones if alone else ones * sizes[i + 1 :]).sum(axis=0, dtype=above.dtype)

    def _room_for(self, scores: Floats) -> None:
        if self._above.shape != scores.shape:
            small = np.uint8 if sum(self.alike) <= _MOST_SMALL else np.uint16
            self._above = np.empty(scores.shape, small)
            width = -(-scores.shape[1] // _BLOCK) * _BLOCK
            self._greater = np.zeros((len(scores), width), np.bool_)


def _counted(truths: NDArray[np.bool_]) -> Counts:
    """How many are true in each row: eight at a time, as 64-bit sums of so few words that no byte overflows."""
    blocks = truths.view(np.uint64).reshape(len(truths), -1, _WORDS).sum(axis=2)
    counts: Counts = blocks.view(np.uint8).reshape(len(truths), -1).sum(axis=1, dtype=np.int64)
    return counts
