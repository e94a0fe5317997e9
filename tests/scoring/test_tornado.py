from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.acceptability_noise import Repeats
from scoring.criteria import Bid, Ladder, Linear, Piecewise, Ratio, Scheme, ValueFunction
from scoring.evaluation import evaluate
from scoring.result import Evaluation
from scoring.sensitivity import NotAdditive, additive, led
from scoring.tornado import Swing, deviation, tornado
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, SPEED, A, B

F = Fraction


def evaluated(*bids: Bid, value: ValueFunction = SPEED.value) -> Evaluation:  # type: ignore[assignment]  # never None
    scheme = Scheme(
        tuple(replace(c, value=value) if c is SPEED else c for c in SCHEME.criteria), SCHEME.gates, SCHEME.price_points
    )
    marks = tuple(m for m in MARKS if m.bid in {bid.id for bid in bids})
    return evaluate(scheme, rules=RULES, answers=ANSWERS, bids=bids, marks=marks)


def swing(found: tuple[Swing, ...], kind: str, criterion: str, figure: F) -> Swing:
    return next(s for s in found if (s.kind, s.criterion, s.figure) == (kind, criterion, figure))


def test_a_target_moved_changes_both_bids_shares_and_the_lead_follows() -> None:
    # 처리량 A 100, B 90, 배점 10: 목표 100이면 A 10·B 9점. 95면 10·180/19, 105면 200/21·60/7 점.
    evaluation = evaluated(A, B)
    base = led(additive(evaluation))[1]
    assert base is not None
    found = swing(tornado(evaluation), "knot", "speed", F(100))
    assert found.figures == (F(95), F(105))
    assert found.leads == (base - 1 + 10 - F(180, 19), base - 1 + F(200, 21) - F(60, 7))
    assert found.leaders == ("A", "A")


def test_a_floor_of_zero_stays() -> None:
    found = tornado(evaluated(A, B))
    assert [s.figure for s in found if (s.kind, s.criterion) == ("knot", "speed")] == [100]


def test_steps_of_a_ladder_move_and_those_that_would_meet_stay() -> None:
    ladder = Ladder(((F(100), F(1)), (F(95), F("0.9")), (F(50), F("0.5"))), "higher")
    found = [s for s in tornado(evaluated(A, B, value=ladder)) if (s.kind, s.criterion) == ("knot", "speed")]
    assert {s.figure for s in found} == {95, 50}


@pytest.mark.parametrize(
    ("value", "figures"),
    [
        (Ratio(F(10), F(100), 4), {F(10), F(100)}),
        (Piecewise(((F(10), F(0)), (F(50), F("0.8")), (F(100), F(1))), 4), {F(10), F(50), F(100)}),
        (Linear(F(96), F(100), 4), set()),
    ],
)
def test_every_kind_of_value_function_has_its_knots_moved(value: ValueFunction, figures: set[F]) -> None:
    found = tornado(evaluated(A, B, value=value))
    assert {s.figure for s in found if (s.kind, s.criterion) == ("knot", "speed")} == figures


def test_points_move_by_a_tenth_within_the_technical_points() -> None:
    found = swing(tornado(evaluated(A, B)), "points", "plan", F(30))
    assert found.figures == (F(27), F(33))
    assert not [s for s in tornado(evaluated(A, B)) if s.criterion == "가격"]


def test_a_measured_value_moves_by_the_deviation_of_its_runs() -> None:
    runs = Repeats("A", "speed", (F(80), F(100), F(90)))
    evaluation = evaluated(A, B)
    base = led(additive(evaluation))[1]
    found = next(s for s in tornado(evaluation, repeats=(runs,)) if s.kind == "value")
    assert (found.bid, *map(int, (found.figure, *found.figures))) == ("A", 100, 90, 110)
    assert base is not None
    assert found.leads == (base - 1, base)


def test_a_value_below_a_ratios_floor_scores_as_the_floor() -> None:
    runs = Repeats("A", "speed", (F(0), F(400)))
    found = tornado(evaluated(A, B, value=Ratio(F(10), F(100), 4)), repeats=(runs,))
    moved = next(s for s in found if s.kind == "value")
    assert moved.figures[0] < 0
    assert moved.leaders[0] == "B"


def test_runs_of_a_value_that_was_not_counted_move_nothing() -> None:
    missing = replace(B, evidence=tuple(e for e in B.evidence if e.subject != "delivery"))
    found = tornado(evaluated(A, missing), repeats=(Repeats("B", "delivery", (F(1), F(3))),))
    assert not [s for s in found if s.kind == "value"]


def test_grades_have_no_knots() -> None:
    assert not [s for s in tornado(evaluated(A, B)) if s.kind == "knot" and s.criterion == "credit"]


def test_the_widest_comes_first() -> None:
    widths = [s.width for s in tornado(evaluated(A, B))]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0


def test_a_bid_alone_leads_nobody() -> None:
    assert tornado(evaluated(A)) == ()


def test_rank_differential_points_have_no_tornado() -> None:
    answers = replace(ANSWERS, differential_step=F(1))
    marks = tuple(m for m in MARKS if m.bid != "C")
    with pytest.raises(NotAdditive):
        tornado(evaluate(SCHEME, rules=RULES, answers=answers, bids=(A, B), marks=marks))


def test_the_deviation_divides_by_one_less_than_the_runs() -> None:
    assert abs(deviation((F(1), F(3))) ** 2 - 2) < F(1, 10**60)
