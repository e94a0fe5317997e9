from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pysensmcda.sampling import dirichlet_weights, uniform_simplex

from scoring.acceptability_weights import (
    CHUNK,
    PRESETS,
    Sampling,
    UnusableSampling,
    check_sampling,
    chunks_of,
    concentration_for,
    forget_weights,
    generator_for,
    sampling_of,
)
from tests.scoring.mcda import additive_of, cases, one_simplex

TREE = Sampling(
    points=(30.0, 20.0, 30.0, 0.0, 20.0),
    branches=("기술", "기술", "기술", "기술", "가격"),
    groups=("성능", "성능", "관리", "관리", "가격"),
    concentration=100.0,
    samples=100_000,
    seed=7,
)


def drawn(sampling: Sampling) -> NDArray[np.float64]:
    return np.concatenate([weights for _, weights in chunks_of(sampling)], axis=1).astype(np.float64)


def test_a_flat_tree_has_the_moments_of_the_dirichlet() -> None:
    case = cases("smaa")["smaa06_dirichlet_moments"]
    means = np.array([float(w) for w in case["expected"]["w0"]])
    weights = drawn(one_simplex(means.tolist(), concentration=float(case["expected"]["K"]), samples=200_000))
    sd = np.array([float(s) for s in case["expected"]["sd"]])
    sigmas = case["tolerance"]["mc_sigma"]
    assert (np.abs(weights.mean(axis=1) - means) < sigmas * sd / np.sqrt(200_000)).all()
    # The relative error of a sample's standard deviation is √((kurtosis − 1) / 4n); 3.6 bounds these betas' kurtosis.
    assert (np.abs(weights.std(axis=1) / sd - 1) < sigmas * np.sqrt(2.6 / 4 / 200_000)).all()


@pytest.mark.parametrize("concentration", [30.0, None])
def test_weights_are_spread_as_pysensmcda_spreads_them(concentration: float | None) -> None:
    means = np.array([0.5, 0.3, 0.2])
    ours = drawn(one_simplex(means.tolist(), concentration=concentration, samples=50_000))
    if concentration is None:
        theirs = uniform_simplex(3, 50_000, seed=3)
    else:
        theirs = dirichlet_weights(3, 50_000, concentration=concentration * means, seed=3)
    grid = np.linspace(0.05, 0.95, 10)
    assert np.abs(np.quantile(ours, grid, axis=1).T - np.quantile(theirs, grid, axis=0).T).max() < 0.012


def test_branches_and_zero_points_stay_and_everything_adds_up() -> None:
    weights = drawn(TREE)
    assert weights.shape == (5, 100_000)
    assert np.abs(weights[:4].sum(axis=0) - 80).max() < 1e-4
    assert (weights[3] == 0).all()
    assert (weights[4] == 20).all()
    assert np.abs(weights.mean(axis=1) - TREE.points).max() < 0.05


def test_groups_and_criteria_inside_a_group_vary_each_with_the_concentration() -> None:
    weights = drawn(TREE)
    group = weights[:2].sum(axis=0)
    assert group.std() == pytest.approx(80 * np.sqrt(5 / 8 * 3 / 8 / 101), rel=0.01)
    assert (weights[0] / group).std() == pytest.approx(np.sqrt(0.6 * 0.4 / 101), rel=0.01)
    assert abs(np.corrcoef(group, weights[0] / group)[0, 1]) < 0.02


def test_the_same_sampling_draws_the_same_and_another_seed_not() -> None:
    assert (drawn(TREE) == drawn(replace(TREE))).all()
    assert not (drawn(TREE) == drawn(replace(TREE, seed=8))).all()


def test_a_chunk_does_not_depend_on_how_many_there_are() -> None:
    short = drawn(replace(TREE, samples=CHUNK + 50))
    assert short.shape[1] == CHUNK + 50
    assert (short[:, :CHUNK] == drawn(TREE)[:, :CHUNK]).all()
    assert generator_for(1, chunk=0, use=0).random() != generator_for(1, chunk=0, use=1).random()


def test_chunks_that_others_share_cannot_be_written() -> None:
    _, weights = next(chunks_of(TREE))
    with pytest.raises(ValueError, match="read-only"):
        weights[0, 0] = 1


def test_weights_forgotten_are_drawn_again_equal() -> None:
    _, kept = next(chunks_of(TREE))
    assert next(chunks_of(TREE))[1] is kept
    forget_weights()
    _, again = next(chunks_of(TREE))
    assert again is not kept
    assert (again == kept).all()


def test_the_presets_are_as_published() -> None:
    assert PRESETS == {"tight": 400.0, "normal": 100.0, "wide": 30.0, "uniform": None}


@pytest.mark.parametrize(("points", "spread", "concentration"), [(30.0, 4.5598, 100), (5.0, 1.0883, 400)])
def test_plus_minus_points_give_the_concentration(points: float, spread: float, concentration: float) -> None:
    assert concentration_for(points, whole=100.0, spread=spread) == pytest.approx(concentration, rel=1e-3)


@pytest.mark.parametrize("spread", [0.0, 50.0, -1.0])
def test_a_spread_that_no_concentration_gives_is_refused(spread: float) -> None:
    with pytest.raises(UnusableSampling, match="50점 ± "):
        concentration_for(50.0, whole=100.0, spread=spread)


def test_a_tenders_price_points_are_a_branch_of_their_own() -> None:
    model = replace(additive_of([[1, 1, 1]], points=[50, 30, 20]), groups=("성능", "관리", "가격"))
    assert sampling_of(model, concentration=None, samples=50, seed=3) == Sampling(
        (50.0, 30.0, 20.0), ("기술", "기술", "가격"), ("성능", "관리", "가격"), None, 50, 3
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"samples": 0}, "multiple of 50"),
        ({"samples": 99}, "multiple of 50"),
        ({"concentration": 0.0}, "above 0"),
        ({"concentration": float("nan")}, "above 0"),
        ({"points": (-1.0, 20.0, 30.0, 0.0, 20.0)}, "must not be negative"),
        ({"points": (0.0, 0.0, 30.0, 0.0, 20.0)}, "no weight can vary"),
        ({"points": (0.0, 0.0, 0.0, 0.0, 0.0)}, "no weight can vary"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changed: Any, message: str) -> None:
    with pytest.raises(UnusableSampling, match=message):
        check_sampling(replace(TREE, **changed))
