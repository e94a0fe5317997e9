from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.criteria import Mark
from scoring.evaluation import evaluate
from scoring.panel_checks import UnusableReason
from scoring.result import Note
from scoring.rules.loading import RuleError, on, shipped_rule
from scoring.rules.schema import Rules
from scoring.sitting import Absence, Reason, Sitting
from tests.scoring.tender import ANSWERS, RULES, SCHEME, A, B, marks_for

COMMITTEE = (*RULES, on(shipped_rule("kr.pps.committee"), day=date(2026, 11, 22)))
FIVE = tuple(f"위원{n}" for n in range(1, 6))
MARKS = (*marks_for("A", plan=(28, 28, 27, 30, 28)), *marks_for("B", plan=(27, 26, 25, 29, 27)))
CODES = {"absence", "committee_size", "committee_quorum", "deviation_reason_owed", "deviation_explained"}


def told(sitting: Sitting | None, *, rules: tuple[Rules, ...] = RULES, marks: tuple[Mark, ...] = MARKS) -> list[Note]:
    found = evaluate(SCHEME, rules=rules, answers=ANSWERS, bids=(A, B), marks=marks, sitting=sitting)
    return [note for note in found.notes if note.code in CODES]


def without(*seats: tuple[str, str]) -> tuple[Mark, ...]:
    return tuple(mark for mark in MARKS if (mark.evaluator, mark.bid) not in seats)


def test_a_full_panel_of_one_mind_needs_no_word() -> None:
    assert told(Sitting(FIVE)) == told(None) == []


def test_who_was_away_is_told_with_the_reason_and_the_replacement() -> None:
    recused = Absence("위원2", "A", "recused", "전년도 공동연구")
    replaced = Absence("위원9", None, "replaced", "질병", "위원5")
    found = told(Sitting((*FIVE[:4], "위원9"), (recused, replaced)), marks=without(("위원2", "A")))
    assert [note.text for note in found] == [
        "위원2: 업체 A 제척·기피·회피: 전년도 공동연구 / recused",
        "위원9: 모든 입찰 교체, 교체 위원 위원5: 질병 / replaced",
    ]


def test_a_committee_smaller_than_the_rule_asks_for_is_told_where_the_amount_is_known() -> None:
    (found,) = told(Sitting(FIVE, amount=5_000_000_000), rules=COMMITTEE)
    assert (found.code, found.text) == (
        "committee_size",
        "위촉 위원 5명: 규정은 9명 / fewer evaluators than the rule asks for",
    )
    assert told(Sitting(FIVE, amount=1, kind="suitability"), rules=COMMITTEE) == []
    with pytest.raises(RuleError, match="committee_amount_large"):
        told(Sitting(FIVE, amount=1))


def test_a_bench_below_two_thirds_is_told_by_bid() -> None:
    away = tuple(Absence(name, "B", "absent", "결장") for name in FIVE[3:])
    marks = without(("위원4", "B"), ("위원5", "B"))
    codes = [(n.code, n.text) for n in told(Sitting(FIVE, away), rules=COMMITTEE, marks=marks) if n.code != "absence"]
    assert codes == [("committee_quorum", "업체 B: 평가한 위원 3명이 위촉 5명의 2/3에 미치지 못함 / below the quorum")]


FAR = (*marks_for("A", plan=(10, 28, 27, 30, 28)), *marks_for("B", plan=(27, 26, 25, 29, 27)))


def test_a_total_far_from_the_mean_asks_for_a_reason_and_shows_the_one_given() -> None:
    (owed,) = told(None, marks=FAR)
    assert owed.code == "deviation_reason_owed"
    assert owed.text.startswith("위원1, A: 46점, 위원 평균 60.6000점보다 24.09 % 낮음")
    (given,) = told(Sitting(FIVE, reasons=(Reason("위원1", "A", "실현 가능성이 낮음"),)), marks=FAR)
    assert given.code == "deviation_explained"
    assert given.text.endswith("사유 있음 / reason given (실현 가능성이 낮음)")
    assert given.clause == "조달청 협상에 의한 계약 제안서평가 세부기준 별지18 기술능력평가 사유서"


def test_without_the_rule_no_reason_is_asked() -> None:
    panel = replace(RULES[1], rules=tuple(r for r in RULES[1].rules if r.key != "panel_deviation_share"))
    assert told(None, marks=FAR, rules=(RULES[0], panel, RULES[2])) == []


def test_a_reason_for_marks_that_nobody_gave_is_refused() -> None:
    with pytest.raises(UnusableReason, match=r"^위원7, A: 이 위원이 이 입찰에 준 점수가 없습니다"):
        told(Sitting(FIVE, reasons=(Reason("위원7", "A", "사유"),)))
