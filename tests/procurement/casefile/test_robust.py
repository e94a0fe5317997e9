from __future__ import annotations

from fractions import Fraction

from procurement.casefile.robust import SAMPLES, robust_of
from scoring.evaluation import evaluate
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.repeated import RUNS, runs
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


def test_runs_of_ranked_bids_lead_to_noise_and_those_of_others_are_left_out() -> None:
    found = robust_of(evaluated(), runs=(*RUNS, runs("C", 10, 20)))
    assert found.runs == RUNS
    assert found.noise is not None
    assert found.noise.weights.sampling == (found.weights.sampling if found.weights else None)
    assert {part.bid for part in found.noise.again} == {"A", "B"}


def test_without_runs_there_is_no_noise() -> None:
    found = robust_of(evaluated())
    assert (found.noise, found.runs) == (None, ())
    assert found.lead == Fraction(25, 18)
    assert {swing.kind for swing in found.swings} == {"points", "knot"}


def test_the_panels_agreement_is_told_or_why_not() -> None:
    assert robust_of(evaluated()).agreement is not None
    alone = tuple(m for m in MARKS if m.bid == A.id)
    found = robust_of(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A,), marks=alone))
    assert found.agreement is None
    assert "평가위원과 입찰이 둘 이상이어야 합니다" in found.missing[-1]
