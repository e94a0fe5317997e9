from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from scoring.attendance import Attendance, Bench, UnusableAbsence, attendance, check_seats, seating
from scoring.panel import TooFewEvaluators, panel_scores
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Reference
from scoring.sitting import Absence, Sitting
from tests.scoring.tender import MANAGE, PLAN, SUPPORT, marks_for

NINE = tuple(f"위원{i}" for i in range(1, 10))
TWO_THIRDS = Fraction(2, 3)
RECUSED = Absence("위원2", "A", "recused", "전년도 공동연구")
REPLACED = Absence("위원5", None, "replaced", "질병", "위원10")


def sat(*absences: Absence, appointed: tuple[str, ...] = NINE, trim_k: int = 1) -> Attendance:
    return attendance(appointed, bids=("A", "B"), absences=absences, quorum=TWO_THIRDS, trim_k=trim_k)


def test_where_nobody_is_away_all_mark_all() -> None:
    assert sat() == Attendance((Bench("A", NINE, quorate=True), Bench("B", NINE, quorate=True)), frozenset())


def test_a_recused_evaluator_is_out_of_one_bid_and_a_replaced_one_out_of_all() -> None:
    found = sat(RECUSED, REPLACED)
    names = [bench.evaluators for bench in found.benches]
    assert names[0] == ("위원1", "위원3", "위원4", "위원10", "위원6", "위원7", "위원8", "위원9")
    assert names[1] == ("위원1", "위원2", "위원3", "위원4", "위원10", "위원6", "위원7", "위원8", "위원9")
    assert found.excused == {("위원2", "A"), ("위원5", "A"), ("위원5", "B")}


def test_a_replacement_for_one_bid_marks_no_other() -> None:
    found = sat(replace(REPLACED, bid="B"))
    assert found.excused == {("위원5", "B"), ("위원10", "A")}


@pytest.mark.parametrize(("away", "quorate"), [(3, True), (4, False)])
def test_two_thirds_of_nine_are_six(*, away: int, quorate: bool) -> None:
    found = sat(*(Absence(name, None, "absent", "불참 통보") for name in NINE[:away]))
    assert [bench.quorate for bench in found.benches] == [quorate, quorate]


def test_the_replaced_count_for_the_quorum() -> None:
    away = [Absence(name, None, "absent", "불참 통보") for name in NINE[:3]]
    assert [bench.quorate for bench in sat(*away, REPLACED).benches] == [True, True]


@pytest.mark.parametrize("trim_k", [1, 2])
def test_too_few_for_the_trim_are_refused_with_the_bid(trim_k: int) -> None:
    five = NINE[: 2 * trim_k + 1]
    sat(appointed=five, trim_k=trim_k)
    with pytest.raises(TooFewEvaluators, match=f"A: 남은 평가위원이 {2 * trim_k}명이어서 최고·최저 {trim_k}명씩"):
        sat(RECUSED, appointed=five, trim_k=trim_k)


def test_a_bid_that_nobody_can_mark_is_refused_without_a_trim_too() -> None:
    with pytest.raises(TooFewEvaluators, match="A: 남은 평가위원이 0명"):
        sat(RECUSED, appointed=("위원2",), trim_k=0)


@pytest.mark.parametrize(
    ("absences", "message"),
    [
        ((replace(RECUSED, evaluator="위원11"),), "위원11, A: 위촉된 평가위원이 아닙니다 / is not appointed$"),
        ((replace(RECUSED, bid="Z"),), "위원2, Z: 없는 입찰입니다 / there is no such bid$"),
        ((replace(RECUSED, reason=" "),), "위원2, A: 사유를 적으십시오 / give the reason$"),
        ((replace(RECUSED, replacement="위원10"),), "위원2, A: 교체에만, 그리고 반드시"),
        (
            (replace(REPLACED, replacement=""),),
            "위원5, 모든 입찰: 교체에만, 그리고 반드시.* to 'replaced' and to nothing else$",
        ),
        ((replace(REPLACED, replacement="위원1"),), "교체 위원 위원1은"),
        ((RECUSED, replace(RECUSED, bid=None)), "위원2, 모든 입찰: 두 번 기록되었습니다 / is recorded twice$"),
        ((RECUSED, RECUSED), "위원2, A: 두 번 기록되었습니다"),
        ((REPLACED, replace(REPLACED, evaluator="위원6", bid="A")), "위원6, A: 위원10이"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(absences: tuple[Absence, ...], message: str) -> None:
    with pytest.raises(UnusableAbsence, match=message):
        sat(*absences)


def test_two_absences_of_different_bids_stand_together() -> None:
    found = sat(
        RECUSED, replace(RECUSED, bid="B"), replace(REPLACED, bid="A"), replace(REPLACED, evaluator="위원6", bid="B")
    )
    assert [len(bench.evaluators) for bench in found.benches] == [8, 8]


@pytest.mark.parametrize("appointed", [(), ("위원1", "위원1", "위원2")])
def test_a_committee_of_nobody_or_of_one_twice_is_refused(appointed: tuple[str, ...]) -> None:
    with pytest.raises(UnusableAbsence, match="없거나 두 번 적혔습니다"):
        sat(appointed=appointed)


def test_a_recorded_sitting_is_held_against_the_quorum_of_the_rules_where_they_know_one() -> None:
    sitting = Sitting(NINE, tuple(replace(RECUSED, evaluator=f"위원{n}") for n in range(1, 5)))
    committee = (on(shipped_rule("kr.pps.committee"), day=date(2026, 11, 22)),)
    assert [b.quorate for b in seating(sitting, bids=("A", "B"), rules=committee, trim_k=1).benches] == [False, True]
    assert [b.quorate for b in seating(sitting, bids=("A", "B"), rules=(), trim_k=1).benches] == [True, True]


def test_marks_of_a_stranger_are_refused() -> None:
    marks = marks_for("A", plan=(28, 28))
    check_seats(marks, sitting=None)
    check_seats(marks, sitting=Sitting(("위원1", "위원3"), (Absence("위원3", None, "replaced", "질병", "위원2"),)))
    with pytest.raises(UnusableAbsence, match=r"^위원2: 위촉되지도 교체로 기록되지도 않은"):
        check_seats(marks, sitting=Sitting(("위원1",)))


def test_the_excused_go_straight_into_the_panels_scores() -> None:
    marks = (*marks_for("A", plan=(28, 28, 27, 30)), *marks_for("B", plan=(20, 21, 22, 22)))
    found = sat(RECUSED, appointed=NINE[:4])
    kept = [mark for mark in marks if (mark.evaluator, mark.bid) not in found.excused]
    a, b = panel_scores(
        kept,
        criteria=(PLAN, SUPPORT, MANAGE),
        bids=("A", "B"),
        trim_k=1,
        places=4,
        clause=Reference("세부기준", "제12조제2항"),
        excused=found.excused,
    )
    assert [str(one.number.value) for one in (a, b)] == ["64.0000", "57.5000"]
    assert [len(one.totals) for one in (a, b)] == [3, 4]
