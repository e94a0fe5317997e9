from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Grades, Mark
from scoring.grades import (
    TEN_PERCENT,
    TWENTY_PERCENT,
    NotOnLadder,
    UnusableLadder,
    check_ladder,
    check_steps,
    even_ladder,
    graded_mark,
)
from scoring.quantity import exact, plain
from tests.scoring.tender import MARKS, PLAN, SUPPORT

FIVE = ("수", "우", "미", "양", "가")
OWN = Grades((("탁월", Fraction(1)), ("보통", Fraction(2, 3)), ("미흡", Fraction(0))))


@pytest.mark.parametrize(
    ("step", "expected"),
    [(TEN_PERCENT, ["30", "27", "24", "21", "18"]), (TWENTY_PERCENT, ["30", "24", "18", "12", "6"])],
)
def test_each_grade_is_worth_its_share_of_the_points(step: Fraction, expected: list[str]) -> None:
    ladder = even_ladder(FIVE, step=step)
    found = [graded_mark(grade, ladder=ladder, criterion=PLAN, evaluator="위원1", bid="A").points for grade in FIVE]
    assert [plain(points) for points in found] == expected


def test_a_ladder_of_the_tenders_own_is_exact_too() -> None:
    found = graded_mark("보통", ladder=OWN, criterion=SUPPORT, evaluator="위원2", bid="B", reason="계획이 일반적임")
    assert found == Mark("위원2", "B", "support", Fraction(40, 3), "계획이 일반적임")


def test_a_grade_that_was_not_announced_is_refused() -> None:
    with pytest.raises(
        NotOnLadder, match=r"위원1, A, 구현방안: 등급표에 없는 등급입니다: '우수'. 탁월 100 %, 보통 200/3 %"
    ):
        graded_mark("우수", ladder=OWN, criterion=PLAN, evaluator="위원1", bid="A")


@pytest.mark.parametrize(
    "shares",
    [
        (),
        (("수", "1"), ("수", "0.9")),
        (("수", "0.9"), ("우", "0.9")),
        (("우", "0.9"), ("수", "1")),
        (("수", "1"), ("우", "0.9"), ("미", "0.9")),
        (("수", "1.1"), ("우", "1")),
        (("수", "1"), ("우", "-0.1")),
    ],
)
def test_a_ladder_that_does_not_fall_from_step_to_step_is_refused(shares: tuple[tuple[str, str], ...]) -> None:
    ladder = Grades(tuple((name, exact(share)) for name, share in shares))
    for use in (
        lambda: check_ladder(ladder),
        lambda: graded_mark("수", ladder=ladder, criterion=PLAN, evaluator="위원1", bid="A"),
        lambda: check_steps((), criteria=(PLAN,), ladders=(("plan", ladder),)),
    ):
        with pytest.raises(UnusableLadder, match="좋은 등급부터, 0과 1 사이에서 낮아져야"):
            use()


def test_a_ladder_of_one_grade_is_one() -> None:
    found = graded_mark(
        "적합", ladder=even_ladder(["적합"], step=TEN_PERCENT), criterion=PLAN, evaluator="위원1", bid="A"
    )
    assert found == Mark("위원1", "A", "plan", Fraction(30), "")


def test_an_empty_ladder_says_that_it_is_empty() -> None:
    with pytest.raises(UnusableLadder, match=r"등급표 \(없음\): "):
        check_ladder(Grades(()))


def test_so_many_steps_that_they_fall_below_zero_are_refused() -> None:
    assert even_ladder([*FIVE, "무"], step=TWENTY_PERCENT).shares[-1] == ("무", Fraction(0))
    with pytest.raises(UnusableLadder, match="무 -20 %"):
        even_ladder([*FIVE, "영", "무"], step=TWENTY_PERCENT)


def test_marks_on_the_steps_pass_and_other_criteria_take_any_mark() -> None:
    on = [replace(mark, points=Fraction(27)) if mark.criterion == "plan" else mark for mark in MARKS]
    check_steps(on, criteria=(PLAN, SUPPORT), ladders=(("plan", even_ladder(FIVE, step=TEN_PERCENT)),))


def test_a_ladder_for_what_is_not_announced_is_refused() -> None:
    with pytest.raises(UnusableLadder, match="speed: 배점표에 없는 항목의 등급표"):
        check_steps(MARKS, criteria=(PLAN,), ladders=(("speed", OWN),))


def test_a_mark_between_the_steps_is_refused_with_the_steps() -> None:
    with pytest.raises(
        NotOnLadder, match=r"위원1, A, plan: 28점은 등급표에 없습니다. 수 30, 우 27, 미 24, 양 21, 가 18 중"
    ):
        check_steps(MARKS, criteria=(PLAN,), ladders=(("plan", even_ladder(FIVE, step=TEN_PERCENT)),))


@given(st.sampled_from(FIVE), st.fractions(1, 30, max_denominator=4))
def test_every_graded_mark_stands_on_its_ladder(grade: str, points: Fraction) -> None:
    criterion, ladder = replace(PLAN, points=points), even_ladder(FIVE, step=TEN_PERCENT)
    mark = graded_mark(grade, ladder=ladder, criterion=criterion, evaluator="위원1", bid="A")
    check_steps([mark], criteria=(criterion,), ladders=(("plan", ladder),))
    assert 0 <= mark.points <= points
