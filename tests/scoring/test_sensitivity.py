from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from scoring.criteria import Deduction
from scoring.evaluation import evaluate
from scoring.quantity import exact
from scoring.result import Evaluation
from scoring.sensitivity import Additive, Interval, Moved, NotAdditive, Shift, additive, moved_weights, shifts, totals
from scoring.sensitivity import stability as intervals
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C, bid, marks_for

F = Fraction


def model(*rows: tuple[Fraction, ...], points: tuple[int, ...], winner: int = 0) -> Additive:
    """Bids b0, b1 ... with the given shares; the last column stands for the price."""
    bids = tuple(f"b{i}" for i in range(len(rows)))
    names = tuple(f"c{j}" for j in range(len(points)))
    return Additive(bids, names, names, tuple(map(F, points)), rows, (F(0),) * len(rows), bids[winner])


def evaluated(*, cut: int = 0) -> Evaluation:
    a = replace(A, deductions=(Deduction(F(cut), "사전접촉", "제14조의2"),)) if cut else A
    return evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(a, B, C), marks=MARKS)


@pytest.mark.parametrize("cut", [0, 5])
def test_points_times_shares_are_the_official_total_before_rounding(cut: int) -> None:
    evaluation = evaluated(cut=cut)
    found = additive(evaluation)
    for bid_id, total in zip(found.bids, totals(found), strict=True):
        result = next(r for r in evaluation.results if r.bid.id == bid_id)
        assert result.price is not None
        items = sum((i.number.exact for i in result.items), F(0))
        official = result.panel.number.exact + items + result.price.number.exact
        assert total == official - (cut if bid_id == "A" else 0)


def test_the_model_of_a_small_tender_by_hand() -> None:
    # 위원 4명 중 최고·최저 총점을 뺀 둘: A 28, 28; B 27, 26. Price shares 8/9 and 1.
    found = additive(evaluated())
    assert (found.bids, found.winner, found.criteria[-1], found.groups[-1]) == (("A", "B"), "A", "가격", "가격")
    assert found.points == tuple(map(F, (30, 20, 20, 10, 5, 5, 10)))
    assert found.shares == (
        (F(28, 30), F(9, 10), F(9, 10), F(1), F(1), F(1), F(8, 9)),
        (F(53, 60), F(9, 10), F(9, 10), F(9, 10), F(1), F(1), F(1)),
    )


def test_rank_differential_points_are_no_weighted_sum() -> None:
    answers = replace(ANSWERS, differential_step=F(3))
    with pytest.raises(NotAdditive, match="차등점수제"):
        additive(evaluate(SCHEME, rules=RULES, answers=answers, bids=(A, B, C), marks=MARKS))


def test_without_a_ranked_bid_there_is_no_model() -> None:
    low = marks_for("A", plan=(1, 1, 1, 1))
    with pytest.raises(NotAdditive, match="no bid has a rank"):
        additive(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(bid("A", price=900_000),), marks=low))


def test_two_criteria_meet_where_the_hand_formula_says() -> None:
    # w·1 + (10 − w)·0.4 against w·0.7 + (10 − w)·0.9: equal at 0.3w = 0.5(10 − w), w = 6.25.
    found = model((F(1), exact("0.4")), (exact("0.7"), exact("0.9")), points=(8, 2))
    assert intervals(found, scope="all") == (
        Interval("c0", F(8), F(25, 4), F(10), "b1", None),
        Interval("c1", F(2), F(0), F(15, 4), None, "b1"),
    )
    assert shifts(found, scope="all") == (Shift("b1", F(7, 4), (F(25, 4), F(15, 4))),)


def test_the_technical_scope_leaves_the_price_points_alone() -> None:
    found = model((F(1), F(0), F(1)), (F(0), F(1), F(0)), points=(40, 40, 20))
    assert [(i.criterion, i.low, i.high) for i in intervals(found, scope="technical")] == [
        ("c0", F(30), F(80)),
        ("c1", F(0), F(50)),
    ]
    assert shifts(found, scope="technical") == (Shift("b1", F(10), (F(30), F(50), F(20))),)
    assert shifts(found, scope="all")[0].moved == 10
    assert intervals(found, scope="all")[2] == Interval("c2", F(20), F(0), F(100), None, None)


def test_a_single_technical_criterion_cannot_move_alone() -> None:
    found = model((F(1), F(0)), (F(0), F(1)), points=(60, 40))
    assert intervals(found, scope="technical") == (Interval("c0", F(60), F(60), F(60), None, None),)
    assert shifts(found, scope="technical") == (Shift("b1", None, None),)
    assert moved_weights(found, tolerances=(F(5), F(5)), scope="technical") == (Moved("c0", F(60), "b0", F(20)),) * 2


def test_a_bid_that_is_nowhere_better_is_never_first() -> None:
    found = model((F(1), F(1)), (F(1, 2), F(1)), points=(5, 5))
    assert shifts(found, scope="all") == (Shift("b1", F(5), (F(0), F(10))),)
    worse = model((F(1), F(1)), (F(1, 2), F(1, 2)), points=(5, 5))
    assert shifts(worse, scope="all") == (Shift("b1", None, None),)
    assert [(i.low, i.high) for i in intervals(worse, scope="all")] == [(F(0), F(10))] * 2


def test_a_winner_by_rounding_only_has_no_room() -> None:
    behind = model((F(1), F(0)), (F(0), F(1)), points=(4, 6))
    assert intervals(behind, scope="all")[0] == Interval("c0", F(4), F(4), F(4), "b1", "b1")
    assert shifts(behind, scope="all") == (Shift("b1", F(0), (F(4), F(6))),)


def test_deductions_count_in_leads_but_have_no_weight() -> None:
    found = replace(model((F(1), F(0)), (F(0), F(1)), points=(7, 3)), deductions=(F(2), F(0)))
    assert intervals(found, scope="all")[0].low == 6
    assert shifts(found, scope="all")[0].moved == 1


def test_moved_weights_name_the_leader_and_the_lead() -> None:
    found = model((F(1), F(0)), (F(0), F(1)), points=(6, 4))
    assert moved_weights(found, tolerances=(F(2), F(9)), scope="all") == (
        Moved("c0", F(4), "b1", F(-2)),
        Moved("c0", F(8), "b0", F(6)),
        Moved("c1", F(0), "b0", F(10)),
        Moved("c1", F(10), "b1", F(-10)),
    )


def test_a_bid_alone_has_nothing_to_fear() -> None:
    alone = model((F(1), F(0)), points=(6, 4))
    assert moved_weights(alone, tolerances=(F(1), F(0)), scope="all")[0] == Moved("c0", F(5), "b0", None)
    assert (shifts(alone, scope="all"), intervals(alone, scope="all")[0].low) == ((), F(0))


shares = st.integers(0, 20).map(lambda n: F(n, 20))


@st.composite
def models(draw: st.DrawFn) -> Additive:
    size = draw(st.integers(2, 6))
    rows = draw(st.lists(st.tuples(*[shares] * size), min_size=2, max_size=5))
    points = tuple(draw(st.lists(st.integers(1, 30), min_size=size, max_size=size)))
    made = model(*rows, points=points)
    reached = totals(made)
    return replace(made, winner=made.bids[reached.index(max(reached))])


@given(models())
def test_the_least_shift_is_the_optimum_of_the_linear_program(made: Additive) -> None:
    rows = dict(zip(made.bids, made.shares, strict=True))
    weights = np.array([float(p) for p in made.points])
    size = len(weights)
    for shift in shifts(made, scope="all"):
        d = np.array([float(a - b) for a, b in zip(rows[made.winner], rows[shift.rival], strict=True)])
        up = np.concatenate([d, -d])  # w' = w + given − taken
        least = linprog(
            np.full(2 * size, 0.5),
            A_ub=[up],
            b_ub=[-float(weights @ d)],
            A_eq=[np.concatenate([np.ones(size), -np.ones(size)])],
            b_eq=[0],
            bounds=[(0, None)] * size + [(0, w) for w in weights],
            method="highs",
        )
        assert least.success is (shift.moved is not None)
        if shift.moved is not None and shift.points is not None:
            assert least.fun == pytest.approx(float(shift.moved), abs=1e-7)
            assert sum(shift.points) == sum(made.points)
            reached = dict(zip(made.bids, totals(replace(made, points=shift.points)), strict=True))
            assert reached[made.winner] == reached[shift.rival]


@given(models(), st.integers(0, 40))
def test_inside_the_interval_the_winner_stays_first_and_outside_not(made: Additive, fortieth: int) -> None:
    whole = sum(made.points)
    for place, interval in enumerate(intervals(made, scope="all")):
        to = whole * F(fortieth, 40)
        scale = (whole - to) / (whole - made.points[place])
        points = tuple(to if j == place else p * scale for j, p in enumerate(made.points))
        reached = dict(zip(made.bids, totals(replace(made, points=points)), strict=True))
        assert (reached[made.winner] == max(reached.values())) is (interval.low <= to <= interval.high)


@given(models())
def test_shifts_stand_fewest_first(made: Additive) -> None:
    moved = [s.moved for s in shifts(made, scope="technical")]
    assert all(b is None or (a is not None and a <= b) for a, b in pairwise(moved))
