from __future__ import annotations

from fractions import Fraction

from procurement.casefile.robust import SAMPLES, robust_of
from scoring.evaluation import evaluate
from tests.procurement.exports.evaluations import evaluated
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C


def test_the_same_case_gives_the_same_annex() -> None:
    assert robust_of(evaluated()) == robust_of(evaluated())


def test_the_seed_is_the_cases_own_and_the_samples_are_counted() -> None:
    evaluation = evaluated()
    weights = robust_of(evaluation).weights
    assert weights is not None
    assert (weights.sampling.seed, weights.sampling.samples) == (int(evaluation.input_digest[:8], 16), SAMPLES)


def test_rank_differential_points_keep_the_reruns_and_say_what_is_missing() -> None:
    found = robust_of(evaluated(differential_step=Fraction(3, 2)))
    assert (found.intervals, found.shifts, found.weights, found.opinions) == ((), (), None, ())
    assert [reason.split(".")[0] for reason in found.missing] == ["차등점수제의 총점은 배점과 득점률의 합이 아닙니다"]
    assert len(found.evaluators) == len({m.evaluator for m in MARKS})


def test_a_single_bid_has_nothing_to_be_compared_with() -> None:
    marks = tuple(m for m in MARKS if m.bid == A.id)
    found = robust_of(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A,), marks=marks))
    assert (found.shifts, found.losers, found.opinions) == ((), (), ())
    assert "견줄 것이 없습니다" in found.missing[0]


def test_every_loser_is_left_out_also_one_that_is_not_eligible() -> None:
    found = robust_of(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS))
    assert {one.left_out for one in found.losers} == {"B", "C"}
