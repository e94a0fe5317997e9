from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.criteria import Mark, Scheme
from scoring.evaluation import evaluate
from scoring.result import Answers, Evaluation, Lot
from scoring.sensitivity_reruns import LeftOut, without_each_evaluator, without_each_loser
from scoring.sitting import Absence, Reason, Sitting
from tests.scoring.local import LOCAL_ANSWERS, LOCAL_SCHEME, TOTAL
from tests.scoring.random_tenders import RACE, Flips, absolute_tenders, close_races, flips
from tests.scoring.tender import ANSWERS, MARKS, PLAN, RULES, SCHEME, A, B, C, bid, marks_for

FOUR = tuple(f"위원{n}" for n in range(1, 5))
PANEL = Scheme(
    criteria=(
        replace(PLAN, points=Fraction(30)),
        replace(PLAN, id="support", points=Fraction(30)),
        replace(PLAN, id="manage", points=Fraction(20)),
    ),
    gates=(),
    price_points=Fraction(20),
)
VALID_ALL = replace(ANSWERS, e_amount=100, ceiling=100, l_pool="valid_all")


def close_race(answers: Answers = VALID_ALL) -> Evaluation:
    """rules.md §5: E = 100, 80:20; A 70 points at 84, B 73 at 100, C not eligible at 72."""
    given = {"A": (84, 30, 20, 20), "B": (100, 30, 23, 20), "C": (72, 10, 10, 10)}
    bids = tuple(replace(bid(name, price=row[0]), evidence=()) for name, row in given.items())
    marks = tuple(
        Mark(f"위원{e}", name, criterion, Fraction(points))
        for e in range(3)
        for name, row in given.items()
        for criterion, points in zip(("plan", "support", "manage"), row[1:], strict=True)
    )
    return evaluate(PANEL, rules=RULES, answers=answers, bids=bids, marks=marks)


def test_a_bid_that_cannot_win_decides_who_does_under_a_relative_price_score() -> None:
    evaluation = close_race()
    assert [(r.bid.id, r.rank, r.total and str(r.total.value)) for r in evaluation.results] == [
        ("A", 2, "87.1429"),
        ("B", 1, "87.4000"),
        ("C", None, "49.6000"),
    ]
    without_a, without_c = without_each_loser(evaluation)
    assert without_a == LeftOut("A", ("B",), winner_changed=False, order_changed=False, lead=None)
    assert without_c == LeftOut("C", ("A",), winner_changed=True, order_changed=True, lead=Decimal("-0.2000"))


def test_it_cannot_where_only_eligible_bids_set_the_lowest_price() -> None:
    found = without_each_loser(close_race(replace(VALID_ALL, l_pool="eligible_only")))
    assert [(f.left_out, f.winners, f.order_changed, f.lead) for f in found] == [
        ("B", ("A",), False, None),
        ("C", ("A",), False, Decimal("0.2000")),
    ]


def test_rank_differential_points_hang_on_who_else_bids() -> None:
    # 원점수 70·69·68, 간격 3: A 80, C 77, B 74. Without C, the last of all, B is 77 and its price makes it first.
    bids = tuple(replace(bid(n, price=p), evidence=()) for n, p in (("A", 95), ("B", 80), ("C", 100)))
    given = {"A": 20, "B": 18, "C": 19}
    marks = tuple(
        Mark(f"위원{e}", name, criterion, Fraction(points))
        for e in range(3)
        for name in given
        for criterion, points in (("plan", 30), ("support", 20), ("manage", given[name]))
    )
    answers = replace(VALID_ALL, differential_step=Fraction(3))
    evaluation = evaluate(PANEL, rules=RULES, answers=answers, bids=bids, marks=marks)
    assert [(r.bid.id, r.rank, str(r.technical.value)) for r in evaluation.results] == [
        ("A", 1, "80"),
        ("B", 2, "74"),
        ("C", 3, "77"),
    ]
    found = {f.left_out: f for f in without_each_loser(evaluation)}
    assert (found["C"].winners, found["C"].winner_changed, found["C"].lead) == (("B",), True, Decimal("-0.1579"))
    assert (found["B"].winners, found["B"].winner_changed, found["B"].order_changed) == (("A",), False, False)


def test_each_evaluator_left_out_in_the_order_of_their_names() -> None:
    evaluation = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS)
    found = without_each_evaluator(evaluation)
    assert [(f.left_out, f.winners, f.winner_changed, f.refused) for f in found] == [
        (f"위원{n}", ("A",), False, "") for n in range(1, 5)
    ]
    # Without 위원1: A keeps 28 of 27, 28, 30; B keeps 26 of 25, 26, 29: (84 + 8.8889) − (81 + 10).
    assert found[0].lead == Decimal("1.8889")


def test_too_few_evaluators_are_told_and_not_computed() -> None:
    marks = (*marks_for("A", plan=(28, 28, 27)), *marks_for("B", plan=(27, 26, 25)))
    evaluation = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B), marks=marks)
    assert [
        (f.winners, f.lead, "2 evaluators are too few" in f.refused) for f in without_each_evaluator(evaluation)
    ] == [(("A",), None, True)] * 3


def test_a_bid_alone_has_no_loser_to_leave_out() -> None:
    marks = marks_for("A", plan=(28, 28, 27))
    assert without_each_loser(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A,), marks=marks)) == ()


def test_where_no_bid_is_first_each_is_left_out_and_none_leads() -> None:
    marks = tuple(m for name in "AB" for m in marks_for(name, plan=(1, 1, 1)))
    found = without_each_loser(evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B), marks=marks))
    assert found == tuple(LeftOut(n, (), winner_changed=False, order_changed=False, lead=None) for n in "AB")


def tied_by_lot() -> Evaluation:
    """A, B and C tie; they were drawn B, C, A. D has no chance."""
    bids = tuple(bid(name, price=900_000) for name in "ABCD")
    plans = {"A": (28,) * 4, "B": (28,) * 4, "C": (28,) * 4, "D": (26,) * 4}
    marks = tuple(m for name, plan in plans.items() for m in marks_for(name, plan=plan, support=10, manage=9))
    lot = Lot(("B", "C", "A"), date(2026, 11, 20), "입회자", "기록")
    return evaluate(LOCAL_SCHEME, rules=TOTAL, answers=LOCAL_ANSWERS, bids=bids, marks=marks, lots=(lot,))


def test_the_drawn_order_holds_between_those_who_are_still_tied() -> None:
    found = {f.left_out: f for f in without_each_loser(tied_by_lot())}
    assert {name: (f.winners, f.order_changed) for name, f in found.items()} == {
        "A": (("B",), False),
        "C": (("B",), False),
        "D": (("B",), False),
    }
    assert [f.winners for f in without_each_evaluator(tied_by_lot())] == [("B",)] * 4


def test_recusals_and_replacements_stay_recorded_when_someone_else_is_left_out() -> None:
    recused, replaced = Absence("위원2", "A", "recused", "공동연구"), Absence("위원9", "B", "replaced", "질병", "위원5")
    marks = (
        *(m for m in marks_for("A", plan=(28, 28, 27, 30)) if m.evaluator != "위원2"),
        *(replace(m, evaluator="위원9") for m in marks_for("A", plan=(28,))),
        *marks_for("B", plan=(27, 26, 25, 29, 27)),
    )
    sitting = Sitting((*FOUR, "위원9"), (recused, replaced), (Reason("위원1", "A", "사유"),))
    evaluation = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B), marks=marks, sitting=sitting)
    assert [f.winners for f in without_each_loser(evaluation)] == [("A",)]
    assert [(f.left_out, f.winners, f.refused) for f in without_each_evaluator(evaluation)] == [
        (name, ("A",), "") for name in (*FOUR, "위원5", "위원9")
    ]


def test_with_absolute_scores_no_loser_ever_decides_who_wins() -> None:
    assert flips(absolute_tenders(150, seed=20261122, size=3)) == Flips(tenders=150, winner=0, order=0)


def test_with_the_statutory_price_score_losers_do_decide() -> None:
    found = flips(close_races(60, answers=replace(RACE, differential_step=Fraction(3)), seed=7, size=4))
    assert found == Flips(tenders=60, winner=4, order=9)
