from __future__ import annotations

from dataclasses import astuple, replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray
from pysensmcda.smaa import smaa2

from scoring.acceptability import MEANING, Acceptability, acceptability
from scoring.acceptability_weights import CHUNK, UnusableSampling, chunks_of, sampling_of
from scoring.evaluation import evaluate
from scoring.sensitivity import Additive, additive
from tests.scoring.mcda import additive_of, cases, one_simplex
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C

SAMPLES = 100_000


def uniform(model: Additive, *, samples: int = SAMPLES) -> Acceptability:
    points = [float(p) for p in model.points]
    return acceptability(model, sampling=one_simplex(points, concentration=None, samples=samples))


def identity(size: int) -> Additive:
    return additive_of(np.eye(size, dtype=int).tolist(), points=[Fraction(1, size)] * size)


@pytest.mark.parametrize("size", [2, 3, 4, 5, 20])
def test_bids_that_excel_in_one_thing_each_share_all_ranks_alike(size: int) -> None:
    expected = {k: float(v) for k, v in cases("smaa")["smaa04_identity_simplex"]["expected"][str(size)].items()}
    found = uniform(identity(size))
    sigma = sqrt(expected["first_rank"] * (1 - expected["first_rank"]) / SAMPLES)
    assert np.abs(np.array(found.ranks) - expected["rank_acceptability_all"]).max() < 4 * sigma
    wins = np.array(found.wins) + 0.5 * np.eye(size)
    assert np.abs(wins - expected["pairwise_win"]).max() < 4 * 0.5 / sqrt(SAMPLES)
    for place, row in enumerate(found.central):
        assert row is not None
        others = [w for j, w in enumerate(row) if j != place]
        assert row[place] == pytest.approx(expected["central_weight_own"], abs=4 * 0.3 / sqrt(SAMPLES / size))
        assert others == pytest.approx(
            [expected["central_weight_other"]] * (size - 1), abs=4 * 0.3 / sqrt(SAMPLES / size)
        )
    assert found.confidence == (1.0,) * size
    assert found.expected_rank == pytest.approx([(size + 1) / 2] * size, abs=4 * size / 3 / sqrt(SAMPLES))


def test_the_bid_in_the_middle_is_first_in_a_fifth_of_the_weightings() -> None:
    case = cases("smaa")["smaa05_two_criteria_interval"]
    expected = case["expected"]
    found = uniform(additive_of(case["matrix"], points=[Fraction(1, 2)] * 2))
    ranks = np.array([[float(p) for p in row] for row in expected["rank_acceptability"]])
    assert (np.abs(np.array(found.ranks) - ranks) <= 4 * np.array(found.errors) + 1e-9).all()
    assert found.first == tuple(row[0] for row in found.ranks)
    central = [row[0] for row in found.central if row]
    assert central == pytest.approx([float(w) for w in expected["central_w1"]], abs=4 * 0.12 / sqrt(0.2 * SAMPLES))
    assert found.wins[2][0] == pytest.approx(float(expected["pairwise_win_C_A"]), abs=4 * 0.5 / sqrt(SAMPLES))
    assert found.wins[0][2] == pytest.approx(1 - found.wins[2][0], abs=1e-12)


class MunicipalPlan:
    """The uniform half-widths of the municipal plan, through its value functions."""

    def __init__(self) -> None:
        case = cases("smaa")["smaa01_lahdelma1998"]
        self.matrix = np.array(case["matrix"], float)
        halves = [
            [0.0 if h == "none" else float(h) for h in case["uncertainty"][kind]] for kind in ("absolute", "relative")
        ]
        self.half = np.array(halves[0]) + np.array(halves[1]) * np.abs(self.matrix)
        self.worst, self.best = self.matrix.min(axis=0), self.matrix.max(axis=0)

    def __call__(self, generator: np.random.Generator, *, count: int) -> NDArray[np.float32]:
        moved = self.matrix + self.half * generator.uniform(-1, 1, (count, *self.matrix.shape))
        shares: NDArray[np.float32] = ((moved - self.worst) / (self.best - self.worst)).astype(np.float32)
        return shares


def test_the_municipal_plan_of_1998() -> None:
    case = cases("smaa")["smaa01_lahdelma1998"]
    draws = MunicipalPlan()
    still = (draws.matrix - draws.worst) / (draws.best - draws.worst)
    sampling = one_simplex([0.25] * 4, concentration=None, samples=SAMPLES)
    found = acceptability(additive_of(still.tolist(), points=[0.25] * 4), sampling=sampling, draws=draws)
    assert found.draws == SAMPLES // 50
    within = float(case["tolerance"]["acceptability_pct"])
    assert [100 * share for share in found.first] == pytest.approx(case["expected"]["acceptability_pct"], abs=within)
    for ours, printed in zip(found.confidence, case["expected"]["confidence_pct"], strict=True):
        assert (ours is None) is (printed == "none")
        assert ours is None or 100 * ours == pytest.approx(printed, abs=float(case["tolerance"]["confidence_pct"]))


def test_without_first_ranks_there_are_no_central_weights() -> None:
    found = uniform(additive_of([[1, 1], [Fraction(1, 2), Fraction(1, 2)]], points=[1, 1]), samples=50)
    assert (found.first, found.central[1], found.confidence) == ((1.0, 0.0), None, (1.0, None))
    assert found.errors == ((0.0, 0.0), (0.0, 0.0))


def weighted_sum(matrix: NDArray[np.float64], weights: NDArray[np.float64], _types: object) -> NDArray[np.float64]:
    return matrix @ weights


def test_pysensmcda_counts_the_same_over_the_same_weights() -> None:
    values = np.random.default_rng(3).random((5, 4)).round(3)
    ours = uniform(additive_of(values.tolist(), points=[Fraction(1, 4)] * 4), samples=20_000)
    weights = np.concatenate([w for _, w in chunks_of(ours.sampling)], axis=1).T.astype(float)
    with pytest.warns(UserWarning, match="deterministic"):
        theirs = smaa2(weighted_sum, values, np.ones(4), weights=weights, num_samples=20_000, reverse_ranking=True)
    assert np.array(ours.ranks) == pytest.approx(theirs.rank_acceptability, abs=2 / 20_000)
    assert np.array(ours.errors) == pytest.approx(theirs.rank_acceptability_error, abs=1e-4)
    pairs = theirs.simulation.rankings
    wins = np.array([[(pairs[:, i] < pairs[:, j]).mean() for j in range(5)] for i in range(5)])
    assert np.array(ours.wins) == pytest.approx(wins, abs=2 / 20_000)
    for mine, centre in zip(ours.central, theirs.central_weights, strict=True):
        assert (mine is None) is bool(np.isnan(centre).any())
        assert mine is None or mine == pytest.approx(tuple(centre), abs=1e-3)


def test_equal_bids_share_their_ranks_and_beat_each_other_never() -> None:
    found = uniform(additive_of([[1, 0], [0, 1], [1, 0]], points=[1, 1]), samples=1000)
    assert found.ranks[0] == found.ranks[2]
    assert (found.wins[0][2], found.wins[2][0]) == (0.0, 0.0)
    assert found.ranks[0][0] + found.ranks[1][0] == pytest.approx(1)
    assert (found.ranks[1][1], found.ranks[1][2]) == (0.0, found.ranks[0][0])
    assert found.confidence == (1.0, 1.0, 1.0)


def test_a_criterion_of_no_points_does_not_part_equal_bids() -> None:
    found = uniform(additive_of([[1, 0, 1], [1, 0, 0], [0, 1, 0]], points=[1, 1, 0]), samples=1000)
    assert found.ranks[0] == found.ranks[1]


def test_deductions_part_bids_of_equal_shares() -> None:
    model = replace(additive_of([[1, 0], [1, 0]], points=[1, 1]), deductions=(Fraction(0), Fraction(1, 10)))
    found = uniform(model, samples=100)
    assert (found.first, found.confidence) == ((1.0, 0.0), (1.0, None))
    assert found.difference is not None
    assert astuple(found.difference)[2:] == pytest.approx((0.1, 0.0, 0.1, 0.1, 1.0), abs=1e-6)


def test_the_difference_of_the_top_two_with_its_interval() -> None:
    # w uniform on [0, 1]: the lead w − (1 − w) is uniform on [−1, 1].
    found = uniform(additive_of([[1, 0], [0, 1], [0, 0]], points=[Fraction(1, 2)] * 2))
    assert found.difference is not None
    assert (found.difference.first, found.difference.second) == ("b0", "b1")
    figures = (found.difference.mean, found.difference.low, found.difference.high, found.difference.ahead)
    assert figures == pytest.approx((0, -0.95, 0.95, 0.5), abs=0.01)
    assert found.difference.deviation == pytest.approx(1 / 3**0.5, abs=0.01)


def test_a_bid_alone_is_always_first() -> None:
    found = uniform(additive_of([[1, 0]], points=[1, 1]), samples=50)
    assert (found.ranks, found.wins, found.difference) == (((1.0,),), ((0.0,),), None)


def test_what_a_result_was_made_with_is_kept_and_makes_it_again() -> None:
    model = additive(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS))
    sampling = sampling_of(model, concentration=100.0, samples=CHUNK + 50, seed=5)
    found = acceptability(model, sampling=sampling)
    assert (found.sampling, found.draws, found.generator, found.numpy) == (sampling, 0, "SFC64", np.__version__)
    assert found == acceptability(model, sampling=replace(sampling))
    assert found.bids == ("A", "B")
    assert MEANING.startswith("공표된 가중치와 양립하는 가중치 중 비율")


def test_a_sampling_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UnusableSampling, match="multiple of 50"):
        uniform(identity(2), samples=10)
