from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from scoring.acceptability import acceptability
from scoring.acceptability_noise import Bootstrap, Contribution, Repeats, UnusableRepeats, bootstrap, to_measure_again
from scoring.acceptability_weights import sampling_of
from scoring.evaluation import evaluate
from scoring.sensitivity import additive
from tests.scoring.tender import ANSWERS, MARKS, PLAN, RULES, SCHEME, SPEED, A, B, C

MODEL = additive(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS))
SPEED_AT = MODEL.criteria.index("speed")


def runs(*values: int, bid: str = "B", criterion: str = "speed") -> Repeats:
    return Repeats(bid, criterion, tuple(map(Fraction, values)))


def noise(*repeats: Repeats) -> Bootstrap:
    return bootstrap(MODEL, criteria=SCHEME.criteria, repeats=repeats)


def test_a_draw_is_the_median_of_runs_drawn_with_replacement_through_the_value_function() -> None:
    # Of 50, 60, 100 the median is 60 in 13/27 of the draws, an outer run in 7/27 each (points 0..100 to shares).
    tables = noise(runs(100, 50, 60))(np.random.default_rng(1), count=27_000)
    drawn = tables[:, 1, SPEED_AT]
    found = {round(float(v), 6): int((drawn == v).sum()) for v in np.unique(drawn)}
    assert list(found) == [0.5, 0.6, 1.0]
    assert [count / 1000 for count in found.values()] == pytest.approx([7, 13, 7], abs=0.35)
    still = np.delete(tables.reshape(27_000, -1), len(MODEL.criteria) + SPEED_AT, axis=1)
    assert (still == still[0]).all()


def test_an_even_number_of_runs_has_the_mean_of_the_middle_two() -> None:
    drawn = noise(runs(40, 80))(np.random.default_rng(1), count=8000)[:, 1, SPEED_AT]
    assert np.unique(drawn).tolist() == pytest.approx([0.4, 0.6, 0.8])
    assert (drawn == np.float32(0.6)).mean() == pytest.approx(0.5, abs=0.03)


def test_shares_stop_at_floor_and_target_as_the_announced_function_does() -> None:
    drawn = noise(runs(-5, 130))(np.random.default_rng(1), count=100)[:, 1, SPEED_AT]
    assert np.unique(drawn).tolist() == [0.0, 0.625, 1.0]


@pytest.mark.parametrize(
    "repeats",
    [
        (runs(50),),
        (runs(50, 60, bid="C"),),
        (runs(50, 60, criterion=PLAN.id),),
        (runs(50, 60, criterion="unknown"),),
    ],
)
def test_repeats_that_tell_nothing_are_refused(repeats: tuple[Repeats, ...]) -> None:
    with pytest.raises(UnusableRepeats, match="두 번 이상 잰 값"):
        noise(*repeats)


def test_a_cell_given_twice_is_refused() -> None:
    with pytest.raises(UnusableRepeats, match="is given twice"):
        noise(runs(50, 60), runs(70, 80))


def test_noise_that_can_flip_the_order_takes_first_ranks_from_the_winner() -> None:
    sampling = sampling_of(MODEL, concentration=400.0, samples=20_000, seed=1)
    sure = acceptability(MODEL, sampling=sampling)
    unsure = acceptability(MODEL, sampling=sampling, draws=noise(runs(10, 98, 99, bid="A"), runs(85, 90, 95)))
    assert (sure.draws, unsure.draws) == (0, 400)
    # 위원 평균과 가격까지 A가 1.389점 앞서고, A의 처리량이 10일 때(7/27) 뒤집힌다.
    assert sure.first[0] > 0.99
    assert unsure.first[0] == pytest.approx(20 / 27, abs=4 * unsure.errors[0][0])
    assert unsure.errors[0][0] == pytest.approx((unsure.first[0] * (1 - unsure.first[0]) / 400) ** 0.5)
    assert unsure.confidence[0] == pytest.approx(20 / 27, abs=0.09)
    assert unsure.difference is not None
    assert unsure.difference.ahead == pytest.approx(unsure.first[0])


def test_nested_sampling_agrees_with_a_fresh_draw_for_each_weighting() -> None:
    made = noise(runs(10, 90, 95, bid="A"), runs(85, 90, 95))
    sampling = sampling_of(MODEL, concentration=30.0, samples=50_000, seed=2)
    nested = acceptability(MODEL, sampling=sampling, draws=made)
    generator = np.random.default_rng(9)
    tables = made(generator, count=50_000).astype(float)
    points = np.array([float(p) for p in MODEL.points])
    weights = np.concatenate([generator.dirichlet(30 * points[:3] / 70, 50_000).T * 70, np.zeros((4, 50_000))])
    group = generator.dirichlet([30 * 0.7 / 0.9, 30 * 0.2 / 0.9], 50_000).T * 90
    weights[:3] *= group[0] / 70
    weights[3:6] = generator.dirichlet([15, 7.5, 7.5], 50_000).T * group[1]
    weights[6] = 10
    scores = np.einsum("sbc,cs->sb", tables, weights)
    assert nested.first[0] == pytest.approx((scores[:, 0] > scores[:, 1]).mean(), abs=4 * nested.errors[0][0])


def test_what_to_measure_again_is_what_varies_most() -> None:
    # 배점 10, 중앙값이 값의 양끝 중 하나일 확률 1/4씩, 가운데 1/2: 분산 = 100 × (Δ/2)² / 2.
    found = to_measure_again(MODEL, noise=noise(runs(80, 100), runs(60, 100, bid="A")), rival="B", seed=1)
    assert [(c.bid, c.criterion) for c in found] == [("A", "speed"), ("B", "speed")]
    assert [c.variance for c in found] == pytest.approx([2.0, 0.5], rel=0.07)
    assert [c.share for c in found] == pytest.approx([0.8, 0.2], abs=0.02)
    assert sum(c.share for c in found) == pytest.approx(1)
    assert [c.deviation for c in found] == pytest.approx([2.5**0.5] * 2, rel=0.04)


def test_measuring_as_often_again_is_expected_to_narrow_the_lead() -> None:
    # 두 번 잰 값의 중앙값은 분산이 절반(0.5 Δ²/4), 네 번을 같은 두 값에서 다시 뽑으면 중앙값은 1/16+4/16씩 양끝:
    # 5/16 + 5/16, 가운데 6/16 이라 분산이 10/16 × Δ²/4. 넓어지므로 줄어드는 폭이 0보다 작다.
    two = to_measure_again(MODEL, noise=noise(runs(60, 100, bid="A")), rival="B", seed=1)[0]
    assert two.reduction == pytest.approx(2.0**0.5 - 2.5**0.5, abs=0.06)
    many = to_measure_again(MODEL, noise=noise(runs(*range(60, 101), bid="A")), rival="B", seed=1)[0]
    assert many.reduction == pytest.approx(many.deviation * (1 - 0.5**0.5), rel=0.25)


def test_nothing_is_to_be_measured_again_where_nothing_varies() -> None:
    assert to_measure_again(MODEL, noise=noise(runs(90, 90)), rival="B", seed=1) == ()
    none: tuple[Contribution, ...] = to_measure_again(MODEL, noise=noise(), rival="B", seed=1)
    assert none == ()


def test_only_the_pairs_own_cells_count() -> None:
    third = replace(
        MODEL, bids=(*MODEL.bids, "C"), shares=(*MODEL.shares, MODEL.shares[0]), deductions=(Fraction(0),) * 3
    )
    made = bootstrap(third, criteria=(SPEED,), repeats=(runs(50, 60, bid="C"), runs(50, 60)))
    assert [c.bid for c in to_measure_again(third, noise=made, rival="B", seed=1)] == ["B"]
