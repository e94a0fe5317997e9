from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import rankdata

from scoring.acceptability_ranks import Tally


def samples(bids: int, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    generator = np.random.default_rng(5)
    return generator.random((bids, count), np.float32), generator.random((3, count), np.float32)


@pytest.mark.parametrize("bids", [1, 2, 7, 300])
def test_counts_are_those_of_ranking_every_sample(bids: int) -> None:
    scores, weights = samples(bids, 200)
    tally = Tally((1,) * bids, 3)
    tally.add(scores[:, :120], weights=weights[:, :120])
    tally.add(scores[:, 120:], weights=weights[:, 120:])
    ranks = rankdata(-scores, method="min", axis=0).astype(int)
    assert tally.ranks.tolist() == [[int((row == r).sum()) for r in range(1, bids + 1)] for row in ranks]
    pairs = (scores[:, None] > scores[None]).sum(axis=2)
    assert tally.wins.tolist() == np.triu(pairs, 1).tolist()
    first = [weights[:, row == 1].sum(axis=1) for row in ranks]
    assert tally.weights == pytest.approx(np.array(first), rel=1e-5)


def test_bids_of_equal_shares_share_the_better_rank() -> None:
    scores = np.array([[3, 1, 2], [2, 2, 1], [1, 3, 3]], np.float32)
    tally = Tally((2, 1, 3), 3)
    tally.add(scores, weights=np.ones((3, 3), np.float32))
    # Above group 0: none, then 3 + 1, then 3 bids; above 1: 2, 3, 5; above 2: 3, none, none.
    assert tally.ranks.tolist() == [[1, 0, 0, 1, 1, 0], [0, 0, 1, 1, 0, 1], [2, 0, 0, 1, 0, 0]]
    assert tally.wins.tolist() == [[0, 2, 1], [0, 0, 1], [0, 0, 0]]
