from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.result import Evaluation
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table
from tests.scoring.tender import A, B, C, marks_for

TITLE = "차등점수 산출표"
STEP = Fraction(3, 2)


def bids(evaluation: Evaluation) -> list[list[object]]:
    return [list(row[1:5]) for row in table(dossier(evaluation), TITLE)[3:6]]


def steps(evaluation: Evaluation) -> list[list[object]]:
    return [list(row) for row in table(dossier(evaluation), TITLE)[9:12]]


def test_the_step_or_the_larger_raw_difference_applies() -> None:
    near = (
        *marks_for("A", plan=(28, 28, 28)),
        *marks_for("B", plan=(28, 28, 28)),
        *marks_for("C", plan=(20, 20, 20)),
    )
    evaluation = evaluated(bids=(A, replace(B, evidence=A.evidence), C), marks=near, differential_step=STEP)
    other = evaluated(bids=(A, B, C), marks=near, differential_step=STEP)
    assert steps(other) == [[1, 84, 0, 1.5, 0, 90], [2, 83, 1, 1.5, 1.5, 88.5], [3, 68, 15, 1.5, 15, 73.5]]
    assert steps(evaluation) == [[1, 84, 0, 1.5, 0, 90], [1, 84, 0, 1.5, 0, 90], [3, 68, 16, 1.5, 16, 74]]
    assert bids(evaluation) == [["대상", 84, 1, 90], ["대상", 84, 1, 90], ["대상", 68, 3, 74]]


def test_whoever_is_not_eligible_holds_no_rank_where_the_notice_says_so() -> None:
    evaluation = evaluated(differential_step=STEP, differential_pool="eligible_only")
    assert bids(evaluation) == [["대상", 84, 1, 90], ["대상", 81.5, 2, 87.5], ["제외", None, None, 62.5]]
    assert steps(evaluation)[2] == [None, None, None, None, None, None]


def test_every_bid_holds_a_rank_otherwise() -> None:
    evaluation = evaluated(differential_step=STEP)
    assert bids(evaluation) == [["대상", 84, 1, 90], ["대상", 81.5, 2, 87.5], ["대상", 62.5, 3, 68.5]]


def test_the_published_instance() -> None:
    """K2: 90, 88.5 and 87 with steps of 1.5."""
    close = (
        *marks_for("A", plan=(28, 28, 28)),
        *marks_for("B", plan=(28, 28, 28)),
        *marks_for("C", plan=(27, 27, 27)),
    )
    third = replace(C, evidence=A.evidence)
    evaluation = evaluated(bids=(A, B, replace(third, price=900_000)), marks=close, differential_step=STEP)
    assert sorted(row[3] for row in bids(evaluation) if isinstance(row[3], float | int)) == [88.5, 88.5, 90]
