from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scoring.criteria import Bid, Criterion, Mark, Scheme
from scoring.evaluation import evaluate
from scoring.result import Answers, Note
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Rules
from tests.scoring.local import LOCAL_ANSWERS, LOCAL_SCHEME, TOTAL
from tests.scoring.tender import ANSWERS, IDS, MARKS, PLAN, RULES, SCHEME, SUPPORT, A, B, C, bid, marks_for

USUAL = {"second_hand_formula", "reference_amount"}
SPLIT = (*marks_for("A", plan=(28, 29, 27, 30)), *marks_for("B", plan=(27, 26, 25, 29)))


def notes(
    *,
    scheme: Scheme = SCHEME,
    rules: tuple[Rules, ...] = RULES,
    answers: Answers = ANSWERS,
    bids: tuple[Bid, ...] = (A, B),
    marks: tuple[Mark, ...] = SPLIT,
) -> tuple[Note, ...]:
    return evaluate(scheme, rules=rules, answers=answers, bids=bids, marks=marks).notes


def codes(**change: Any) -> set[str]:
    return {note.code for note in notes(**change)} - USUAL


def answered(**change: Any) -> Answers:
    return replace(ANSWERS, **change)


def test_an_ordinary_tender_only_says_what_always_must_be_said() -> None:
    found = notes()
    assert [note.code for note in found] == ["second_hand_formula", "reference_amount"]
    assert found[0].clause == "(계약예규) 협상에 의한 계약체결기준 별표"
    assert found[1].text.startswith("기준금액 E = 사업예산 1,000,000원, 부가가치세 포함 / ")


def test_a_formula_other_than_the_rules_is_that_of_the_notice() -> None:
    found = [n for n in notes(answers=answered(price_formula="relative_lowest")) if n.code == "formula_of_the_notice"]
    assert [note.text[:60] for note in found] == [
        "규정의 산식: two_slope_2026; 공고의 산식: relative_lowest / the notice"[:60]
    ]


def test_where_the_rules_formula_was_not_obtained_the_notice_decides() -> None:
    rules = tuple(on(shipped_rule(i), day=date(2022, 1, 1)) for i in IDS)
    (found,) = [
        n
        for n in notes(rules=rules, answers=answered(price_formula="two_slope_legacy"))
        if n.code == "formula_of_the_notice"
    ]
    assert "확보하지 못함" in found.text


def test_more_than_30_points_for_one_item_are_noted() -> None:
    criteria = (replace(PLAN, points=Fraction(35)), replace(SUPPORT, points=Fraction(15)), *SCHEME.criteria[2:])
    marks = (*marks_for("A", plan=(28, 29, 27, 30), support=15), *marks_for("B", plan=(27, 26, 25, 29), support=15))
    assert codes(scheme=replace(SCHEME, criteria=criteria), marks=marks) == {"item_points"}


@pytest.mark.parametrize(
    ("points", "expected"), [(90, set()), (91, {"weights_outside_range"}), (50, set()), (49, {"weights_outside_range"})]
)
def test_weights_beyond_the_range_are_noted(points: int, expected: set[str]) -> None:
    parts = [Fraction(points, 4)] * 4
    criteria = tuple(Criterion(f"c{i}", f"항목 {i}", "정성", "qualitative", p) for i, p in enumerate(parts))
    marks = tuple(
        Mark(f"위원{e}", b, c.id, c.points - Fraction(e, 10)) for e in range(4) for b in "AB" for c in criteria
    )
    scheme = Scheme(criteria=criteria, gates=(), price_points=Fraction(100 - points))
    bids = (Bid("A", "업체 A", 900_000), Bid("B", "업체 B", 950_000))
    assert codes(scheme=scheme, bids=bids, marks=marks) == expected


def test_a_ceiling_other_than_the_reference_is_noted() -> None:
    assert codes(answers=answered(ceiling=990_000)) == {"ceiling_differs"}


def test_a_ceiling_beside_an_estimated_price_must_be_without_vat_as_the_bids_are() -> None:
    answers = answered(e_kind="estimated", e_vat="excl", bid_vat="excl", ceiling=1_100_000)
    (found,) = [note for note in notes(answers=answers) if note.code == "ceiling_differs"]
    assert found.text.startswith("가격 상한 1,100,000원을 부가가치세를 뺀 입찰가격과 견줌")
    assert codes(answers=replace(answers, ceiling=1_000_000)) == set()


def test_another_trim_than_the_rules_is_noted() -> None:
    assert codes(answers=answered(trim_k=0)) == {"trim_k"}


@pytest.mark.parametrize(
    ("evaluators", "trim_k", "expected"),
    [
        (11, 1, set()),
        (12, 2, {"second_hand_value"}),
        (12, 1, {"trim_k", "second_hand_value"}),
    ],
)
def test_twelve_evaluators_drop_two_and_two(evaluators: int, trim_k: int, expected: set[str]) -> None:
    plan = tuple(range(30 - evaluators, 30))
    marks = tuple(
        replace(m, points=m.points if m.criterion == "plan" else Fraction(20))
        for m in (*marks_for("A", plan=plan), *marks_for("B", plan=plan))
    )
    assert codes(marks=marks, answers=answered(trim_k=trim_k)) == expected


def test_tied_extremes_are_noted_for_their_bid() -> None:
    marks = (*SPLIT[:12], *marks_for("B", plan=(27, 26, 29, 29)))
    found = [note.text for note in notes(marks=marks) if note.code == "tied_evaluators"]
    assert [text.split(":")[0] for text in found] == ["업체 B"]


def test_a_price_score_above_its_points_is_noted() -> None:
    bids = (A, bid("B", price=750_000))
    found = {
        cap: [n.text for n in notes(bids=bids, answers=answered(cap_at_pmax=cap)) if n.code == "over_pmax"]
        for cap in (False, True)
    }
    assert found[False] == ["업체 B: 가격 평점이 배점 10점을 넘음, 그대로 줌 / not cut"]
    assert found[True] == ["업체 B: 가격 평점이 배점 10점을 넘음, 배점까지만 줌 / cut to the price points"]


def test_a_low_bid_and_a_raised_lowest_price_are_noted() -> None:
    found = {note.code: note.text for note in notes(bids=(A, bid("B", price=699_999)))}
    assert set(found) - USUAL == {"low_bid", "lowest_floored"}
    assert found["low_bid"].startswith("업체 B: 기준금액의 0.7배 미만")
    assert found["lowest_floored"].startswith("최저입찰가격 699,999원을 하한 700000원으로")


def test_at_the_limit_no_bid_is_low() -> None:
    assert codes(bids=(A, bid("B", price=700_000))) == {"over_pmax"}


def test_a_lowest_price_of_an_ineligible_bid_is_noted() -> None:
    bids, marks = (A, B, C), (*SPLIT, *marks_for("C", plan=(20, 22, 21, 19), support=12))
    assert codes(bids=bids, marks=marks, answers=answered(l_pool="valid_all")) == {
        "lowest_from_ineligible",
        "over_pmax",
    }
    assert codes(bids=bids, marks=marks) == set()


def test_one_valid_bid_is_no_competition() -> None:
    bids = (A, bid("B", price=800_000, power=3001))
    (found,) = [note for note in notes(bids=bids) if note.code == "few_valid_bids"]
    assert (found.text.split(".")[0], found.clause) == (
        "유효한 입찰이 1건입니다",
        "국가계약법 시행령 제11조 (원문 확인 필요)",
    )


def test_no_eligible_bid_is_noted() -> None:
    bids = (bid("A", price=1_000_001), bid("B", price=1_000_001))
    assert codes(bids=bids) == {"few_valid_bids", "no_eligible_bid"}


def test_an_undecided_tie_is_noted_with_its_bids() -> None:
    twins = (*SPLIT[:12], *marks_for("B", plan=(28, 29, 27, 30)))
    found = [n.text for n in notes(bids=(A, bid("B", price=900_000)), marks=twins) if n.code == "undecided"]
    assert [text.split(":")[0] for text in found] == ["A, B"]


def test_a_missing_value_is_noted_with_what_it_scored() -> None:
    bare = replace(A, evidence=tuple(e for e in A.evidence if e.subject != "delivery"))
    (found,) = [note.text for note in notes(bids=(bare, B)) if note.code == "missing_value"]
    assert found.startswith("업체 A: 납품실적 미측정, 공고에 따라 3.5점")


def test_every_note_has_a_text_in_two_languages_and_a_clause() -> None:
    bids = (bid("A", price=650_000), bid("B", price=1_000_001))
    for note in notes(bids=bids, marks=MARKS[:24], answers=answered(trim_k=0)):
        assert " / " in note.text or " (" in note.text
        assert note.clause


def test_what_decides_and_was_read_in_no_text_of_its_own_is_said() -> None:
    marks = tuple(mark for name in "AB" for mark in marks_for(name, plan=(28, 29, 27, 30), manage=9))
    local = evaluate(LOCAL_SCHEME, rules=TOTAL, answers=LOCAL_ANSWERS, bids=(A, B), marks=marks)
    said = [note.text.split(": ") for note in local.notes if note.code == "second_hand_value"]
    assert [text[0] for text in said] == ["일반", "협상적격자의 입찰가격 상한", "동점자의 순위"]
    assert said[0][2] == "70 점"
    stepped = [n for n in notes(answers=answered(differential_step=Fraction(2))) if n.code == "second_hand_value"]
    assert [note.text.split(": ")[0] for note in stepped] == ["1순위가 받는 점수"]


def test_equal_raw_points_under_the_step_rule_are_told_as_undecided_by_any_text() -> None:
    twins = (*SPLIT[:12], *marks_for("B", plan=(28, 29, 27, 30)))
    stepped = answered(differential_step=Fraction(2))
    pair = (A, bid("B", price=800_000))
    found = [n.text for n in notes(bids=pair, marks=twins, answers=stepped) if n.code == "differential_tied"]
    assert [text.split(":")[0] for text in found] == ["업체 A, 업체 B"]
    assert "differential_tied" not in codes(answers=stepped) | codes(bids=pair, marks=twins)
