from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.evaluation import evaluate
from scoring.quantity import exact
from scoring.ranking import Levels, Standing, differential, levels_of, passes_threshold, rank
from scoring.rules.schema import Reference
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C

CLAUSE = Reference("지침", "제4조제5항")


def standing(bid: str, total: str, technical: str) -> Standing:
    return Standing(bid=bid, total=Decimal(total), technical=Decimal(technical))


def items(**scores: tuple[int, ...]) -> dict[str, Levels]:
    return {bid: tuple(zip((Fraction(30), Fraction(20)), map(Fraction, s), strict=True)) for bid, s in scores.items()}


def test_the_higher_total_is_first() -> None:
    found = rank([standing("A", "88.0", "80"), standing("B", "89.0", "75")])
    assert [(place.bid, place.rank, place.by) for place in found.places] == [("B", 1, "total"), ("A", 2, "total")]
    assert found.places[0].why == "1순위: 합산점수 89.0 / by total points"


def test_equal_totals_go_by_technical_points() -> None:
    found = rank([standing("B", "90", "72"), standing("A", "90", "75"), standing("C", "80", "75")])
    by = [(place.bid, place.rank, place.by) for place in found.places]
    assert by == [("A", 1, "technical"), ("B", 2, "technical"), ("C", 3, "total")]
    assert found.places[0].why == (
        "1순위: 합산점수가 같아 기술능력평가 점수 75로 정함 / equal total, by technical points"
    )


def test_then_by_the_criteria_with_the_most_points() -> None:
    levels = items(A=(25, 19), B=(25, 18), C=(24, 20))
    given = [standing(bid, "90", "75") for bid in "BCA"]
    found = rank(given, levels=levels.__getitem__)
    assert [(place.bid, place.rank, place.by) for place in found.places] == [
        ("A", 1, "items"),
        ("B", 2, "items"),
        ("C", 3, "items"),
    ]
    assert ["배점 20점 항목" in place.why for place in found.places] == [True, True, False]
    assert found.places[2].why == (
        "3순위: 합산점수와 기술능력평가 점수가 같아 배점 30점 항목의 점수로 정함 / "
        "equal total and technical points, by the criteria worth 30"
    )


def test_a_tie_that_the_rule_cannot_break_is_left_to_a_person() -> None:
    levels = items(A=(25, 19), B=(25, 19), C=(24, 20))
    given = [standing("C", "90", "75"), standing("B", "90", "75"), standing("A", "90", "75"), standing("D", "80", "70")]
    found = rank(given, levels=lambda bid: levels[bid])
    assert found.undecided == (("A", "B"),)
    assert [(place.bid, place.rank, place.by) for place in found.places] == [
        ("A", 1, ""),
        ("B", 1, ""),
        ("C", 3, "items"),
        ("D", 4, "total"),
    ]
    assert found.places[0].why.startswith("1순위 미정: ")
    assert found.places[0].why.endswith("a person must decide")


def test_undecided_groups_stand_from_the_first_rank_on() -> None:
    totals = {"A": "99", "B": "99", "C": "90", "D": "89", "E": "88", "F": "87", "G": "86", "H": "80", "I": "80"}
    found = rank(standing(bid, total, "70") for bid, total in totals.items())
    assert [place.rank for place in found.places] == [1, 1, 3, 4, 5, 6, 7, 8, 8]
    assert found.undecided == (("A", "B"), ("H", "I"))


def test_equal_points_written_differently_are_equal() -> None:
    assert rank([standing("A", "90.0", "75"), standing("B", "90", "75.00")]).undecided == (("A", "B"),)


def test_no_bids_no_places() -> None:
    assert rank([]).places == ()


@given(st.lists(st.tuples(st.integers(80, 83), st.integers(70, 72)), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_input_never_decides(scores: list[tuple[int, int]], order: Random) -> None:
    given = [standing(str(i), str(total), str(technical)) for i, (total, technical) in enumerate(scores)]
    before = rank(given)
    order.shuffle(given)
    assert rank(given) == before


@pytest.mark.parametrize("points", [52, 57, 62, 67, 72, 79, 84, 89, 94])
def test_the_threshold_is_exact_where_binary_floats_are_wrong(points: int) -> None:
    limit = exact("0.85") * points
    assert passes_threshold(limit, technical_points=Fraction(points), share=exact("0.85"))
    assert not passes_threshold(limit - exact("0.0001"), technical_points=Fraction(points), share=exact("0.85"))


def fixed(*raw: str, step: str = "1.5") -> list[tuple[str, int, str]]:
    given = tuple((f"b{i}", Decimal(value)) for i, value in enumerate(raw))
    found = differential(given, points=Fraction(90), step=exact(step), clause=CLAUSE)
    return [(str(score.number.value), score.rank, str(score.applied_gap)) for score in found]


def test_the_fifth_lottery_operator_2023() -> None:
    # 90 / 88.5 / 87 as published 2023-01-19; the raw points were not, only that the step applied.
    assert [value for value, _, _ in fixed("85", "84", "83.5")] == ["90", "88.5", "87"]


def test_a_larger_raw_gap_applies() -> None:
    assert fixed("85", "81", "80.9") == [("90", 1, "0"), ("86", 2, "4"), ("84.5", 3, "3/2")]


def test_the_order_of_bids_is_kept_and_equal_raw_points_get_equal_points() -> None:
    assert fixed("80", "85.0", "80.0000", "70") == [
        ("85", 2, "5"),
        ("90", 1, "0"),
        ("85", 2, "5"),
        ("75", 4, "10"),
    ]


def test_a_differential_score_shows_its_working() -> None:
    first, score = differential(
        (("a", Decimal(85)), ("b", Decimal(84))), points=Fraction(90), step=exact("1.5"), clause=CLAUSE
    )
    assert (first.raw_gap, first.number.formula) == (Fraction(0), "90 − 0")
    assert first.number.inputs == (("원점수차", "0"), ("적용차", "0"))
    assert (score.raw_gap, score.number.formula, score.number.clause) == (Fraction(1), "90 − 1.5", CLAUSE)
    assert score.number.inputs == (("원점수차", "1"), ("적용차", "1.5"))


@given(st.lists(st.decimals(60, 90, places=4), min_size=1, max_size=8), st.integers(1, 30))
def test_differential_points_never_bring_bids_closer(raw: list[Decimal], tenths: int) -> None:
    given = tuple((str(i), value) for i, value in enumerate(raw))
    found = differential(given, points=Fraction(90), step=Fraction(tenths, 10), clause=CLAUSE)
    for one, score in zip(raw, found, strict=True):
        for other, compared in zip(raw, found, strict=True):
            if one > other:
                assert score.number.exact - compared.number.exact >= Fraction(one) - Fraction(other)


def test_levels_hold_the_mean_of_all_evaluators_and_the_items_largest_points_first() -> None:
    evaluation = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS)
    given = [m for m in MARKS if m.bid == A.id]
    evaluators = len({m.evaluator for m in given})
    points = {c.id: c.points for c in SCHEME.criteria}
    expected = {
        level: sum((m.points for m in given if points[m.criterion] == level), Fraction(0)) / evaluators
        + sum((i.number.exact for i in evaluation.results[0].items if i.criterion.points == level), Fraction(0))
        for level in (30, 20, 10, 5)
    }
    levels = levels_of(evaluation.results, scheme=SCHEME, marks=MARKS)[0]
    assert list(levels) == [(Fraction(level), expected[level]) for level in (30, 20, 10, 5)]


def test_levels_do_not_depend_on_which_of_two_tied_evaluators_is_dropped() -> None:
    renamed = tuple(replace(m, evaluator=f"위원{99 - int(m.evaluator.removeprefix('위원'))}") for m in MARKS)
    found = [
        levels_of(
            evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=marks).results,
            scheme=SCHEME,
            marks=marks,
        )
        for marks in (MARKS, renamed)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("evaluators", "plan"), [((), Fraction(0)), (("위원1",), Fraction(28)), (("위원1", "위원3"), exact("27.5"))]
)
def test_levels_are_the_mean_of_as_many_evaluators_as_there_are(evaluators: tuple[str, ...], plan: Fraction) -> None:
    result = evaluate(SCHEME, rules=RULES, answers=ANSWERS, bids=(A, B, C), marks=MARKS).results[0]
    totals = tuple(total for total in result.panel.totals if total.evaluator in evaluators)
    marks = [m for m in MARKS if m.bid == A.id and m.evaluator in evaluators]
    fewer = replace(result, panel=replace(result.panel, totals=totals))
    levels = levels_of([fewer], scheme=SCHEME, marks=marks)[0]
    shared = Fraction(36 if evaluators else 0)
    assert levels == tuple(zip(map(Fraction, (30, 20, 10, 5)), (plan, shared, Fraction(10), Fraction(10)), strict=True))
