from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Bid, Deduction, Mark
from scoring.evaluation import evaluate, input_digest
from scoring.panel import UnusableMarks
from scoring.quantity import NotExact, exact, total_of
from scoring.result import Answers, BidResult, Evaluation
from scoring.rules.loading import NotObtained, on, shipped_rule
from scoring.value import MissingValue
from tests.scoring.tender import ANSWERS, IDS, MARKS, RULES, SCHEME, A, B, C, bid, marks_for


def run(*bids: Bid, marks: tuple[Mark, ...] = MARKS, answers: Answers = ANSWERS) -> Evaluation:
    return evaluate(SCHEME, rules=RULES, answers=answers, bids=bids or (A, B, C), marks=marks)


def of(evaluation: Evaluation, name: str) -> BidResult:
    return next(result for result in evaluation.results if result.bid.id == name)


def numbers(result: BidResult) -> tuple[str, ...]:
    assert result.price is not None
    assert result.total is not None
    parts = (result.panel.number, result.quantitative, result.technical, result.price.number, result.total)
    return tuple(str(part.value) for part in parts)


def test_every_number_of_a_small_tender_by_hand() -> None:
    # Panel: A (64+64)/2, B (63+62)/2. Speed 10 and 9, credit 5, delivery 5. L = B's 800,000.
    # Price: A 10 × 800000 / 900000, B 10.
    found = run()
    assert numbers(of(found, "A")) == ("64.0000", "20.0000", "84.0000", "8.8889", "92.8889")
    assert numbers(of(found, "B")) == ("62.5000", "19.0000", "81.5000", "10.0000", "91.5000")
    assert [(r.bid.id, r.rank, r.eligible) for r in found.results] == [
        ("A", 1, True),
        ("B", 2, True),
        ("C", None, False),
    ]
    assert (found.lowest_price, found.undecided) == (800_000, ())


def test_the_threshold_is_85_percent_of_the_technical_points() -> None:
    result = of(run(), "C")
    assert (str(result.threshold.value), result.threshold.exact) == ("76.5000", exact("76.5"))
    assert result.ineligible_because == ("기술 62.5000점: 기준 76.5000점 미만 / technical points below the threshold",)
    assert (result.price, result.total, result.rank, result.why) == (None, None, None, result.ineligible_because[0])


@pytest.mark.parametrize(("plan", "eligible"), [((22, 22, 21, 21), True), ((22, 21, 21, 21), False)])
def test_exactly_the_threshold_is_eligible(plan: tuple[int, ...], *, eligible: bool) -> None:
    marks = (*marks_for("A", plan=plan, support=18, manage=17), *marks_for("B", plan=(27, 26, 25, 29)))
    a = bid("A", price=900_000)
    assert of(run(a, B, marks=marks), "A").eligible is eligible


def test_a_failed_or_unmeasured_gate_is_told_and_not_scored() -> None:
    hungry = bid("B", price=800_000, power=3001)
    silent = replace(C, evidence=tuple(e for e in C.evidence if e.subject != "power"))
    found = run(A, hungry, silent)
    assert of(found, "B").ineligible_because == ("소비전력: 기준 미달 / requirement not met: power <= 3000 W",)
    assert of(found, "C").ineligible_because[0].startswith("소비전력: 미측정 / ")


@pytest.mark.parametrize(("price", "eligible"), [(1_000_000, True), (1_000_001, False)])
def test_the_ceiling_itself_is_allowed(price: int, *, eligible: bool) -> None:
    result = of(run(bid("A", price=price), B, C), "A")
    assert (result.eligible, result.price is not None) == (eligible, eligible)
    if not eligible:
        assert result.ineligible_because == ("입찰가격 1000001원: 상한 1000000원 초과 / price above the ceiling",)


@pytest.mark.parametrize(
    ("pool", "lowest", "price_of_c", "winner"),
    [("eligible_only", 800_000, None, "A"), ("valid_all", 720_000, "10.6000", "A")],
)
def test_whose_price_may_be_the_lowest(pool: Any, lowest: int, price_of_c: str | None, winner: str) -> None:
    found = run(answers=replace(ANSWERS, l_pool=pool))
    price = of(found, "C").price
    assert (found.lowest_price, price and str(price.number.value)) == (lowest, price_of_c)
    assert [r.bid.id for r in found.results if r.rank == 1] == [winner]


def test_a_price_above_the_ceiling_is_never_the_lowest_nor_scored() -> None:
    answers = replace(ANSWERS, ceiling=700_000, l_pool="valid_all")
    found = run(answers=answers)
    assert (found.lowest_price, [r.price for r in found.results]) == (None, [None, None, None])


def test_closed_envelopes_leave_the_technical_result_and_no_rank() -> None:
    closed = tuple(replace(one, price=None) for one in (A, B, C))
    before, after = run(*closed), run(A, B, C)
    assert [(r.technical, r.eligible) for r in before.results] == [(r.technical, r.eligible) for r in after.results]
    assert [(r.price, r.total, r.rank) for r in before.results] == [(None, None, None)] * 3
    assert before.lowest_price is None


@pytest.mark.parametrize("pool", ["eligible_only", "valid_all"])
def test_an_envelope_that_stays_closed_is_as_if_the_bid_set_no_price(pool: Any) -> None:
    answers = replace(ANSWERS, l_pool=pool)
    alone = run(A, B, answers=answers, marks=tuple(m for m in MARKS if m.bid != "C"))
    found = run(A, B, replace(C, price=None), answers=answers)
    assert [of(found, key).total for key in "AB"] == [of(alone, key).total for key in "AB"]
    assert (of(found, "C").price, of(found, "C").rank, found.lowest_price) == (None, None, 800_000)


def test_deductions_come_off_the_total() -> None:
    contact = Deduction(Fraction(5), "사전접촉", "제14조의2")
    third = Deduction(Fraction(1, 3), "공동수급체 구성원 결격", "제10조제10항")
    result = of(run(replace(A, deductions=(contact, third)), B, C), "A")
    assert (str(result.deduction.value), str(result.technical.value)) == ("5.3333", "84.0000")
    assert result.total is not None
    assert (str(result.total.value), result.total.formula) == ("87.5556", "84.0000 + 8.8889 + -5.3333")


@pytest.mark.parametrize(
    ("pool", "expected"),
    [("all", {"A": "90", "B": "87", "C": "68.0000"}), ("eligible_only", {"A": "90", "B": "87", "C": "62.5000"})],
)
def test_differential_points_take_the_place_of_the_technical_ones(pool: Any, expected: dict[str, str]) -> None:
    found = run(answers=replace(ANSWERS, differential_step=Fraction(3), differential_pool=pool))
    assert {r.bid.id: Decimal(str(r.technical.value)) for r in found.results} == {
        name: Decimal(value) for name, value in expected.items()
    }
    assert [r.differential is None for r in found.results] == [False, False, pool == "eligible_only"]
    assert str(of(found, "A").technical_raw.value) == "84.0000"
    total = of(found, "A").total
    assert total is not None
    assert str(total.value) == "98.8889"


@pytest.mark.parametrize(("threshold_on", "eligible"), [("raw", False), ("differential", True)])
def test_what_the_threshold_is_tested_on(threshold_on: Any, *, eligible: bool) -> None:
    marks = (*marks_for("A", plan=(20, 20, 20, 20)), *marks_for("B", plan=(19, 19, 19, 19)))
    answers = replace(ANSWERS, differential_step=Fraction(1), differential_threshold_on=threshold_on)
    a, b = bid("A", price=900_000, speed=0, delivery=0), bid("B", price=950_000, speed=0, delivery=0)
    found = run(a, b, marks=marks, answers=answers)
    assert [r.eligible for r in found.results] == [eligible, eligible]


def test_a_tie_to_the_end_is_left_open() -> None:
    marks = (*marks_for("A", plan=(28, 28, 27, 30)), *marks_for("B", plan=(28, 28, 27, 30)))
    found = run(A, bid("B", price=900_000), marks=marks)
    assert (found.undecided, [r.rank for r in found.results]) == ((("A", "B"),), [1, 1])


def test_a_tie_on_total_and_technical_goes_by_the_item_with_the_most_points() -> None:
    marks = (*marks_for("A", plan=(20, 20, 20, 20), support=20), *marks_for("B", plan=(22, 22, 22, 22)))
    found = run(A, bid("B", price=900_000), marks=marks)
    assert [(r.bid.id, r.rank) for r in found.results] == [("A", 2), ("B", 1)]
    assert "배점 30점 항목" in of(found, "A").why


def test_a_value_that_is_missing_stops_the_evaluation() -> None:
    bare = replace(A, evidence=tuple(e for e in A.evidence if e.subject != "speed"))
    with pytest.raises(MissingValue, match="업체 A: 처리량: 미측정"):
        run(bare, B, C)


def test_a_missing_mark_stops_the_evaluation() -> None:
    with pytest.raises(UnusableMarks, match="위원1, A, plan: 점수가 없습니다"):
        run(marks=MARKS[1:])


def test_a_float_stops_the_evaluation() -> None:
    inexact: Any = 27.5
    with pytest.raises(NotExact, match=r"27\.5"):
        run(marks=(replace(MARKS[0], points=inexact), *MARKS[1:]))


def test_rules_of_a_day_without_the_formula_stop_the_evaluation() -> None:
    rules = tuple(on(shipped_rule(i), day=date(2025, 6, 1)) for i in IDS)
    with pytest.raises(NotObtained, match="two_slope_2026"):
        evaluate(SCHEME, rules=rules, answers=ANSWERS, bids=(A, B, C), marks=MARKS)


def test_the_result_keeps_its_inputs() -> None:
    found = run()
    assert (found.scheme, found.rules, found.answers, found.marks) == (SCHEME, RULES, ANSWERS, MARKS)
    assert tuple(r.bid for r in found.results) == (A, B, C)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": replace(ANSWERS, trim_k=0)},
        {"bids": (A, B)},
        {"marks": (replace(MARKS[0], reason="새 사유"), *MARKS[1:])},
        {"rules": RULES[:2]},
        {"scheme": replace(SCHEME, gates=())},
    ],
)
def test_any_changed_input_changes_the_digest(change: dict[str, Any]) -> None:
    given: dict[str, Any] = {"scheme": SCHEME, "rules": RULES, "answers": ANSWERS, "bids": (A, B, C), "marks": MARKS}
    other = {**given, **change}
    assert input_digest(other.pop("scheme"), **other) != input_digest(given.pop("scheme"), **given)


@given(st.randoms(use_true_random=False))
def test_the_order_of_bids_and_marks_changes_nothing(order: Random) -> None:
    bids, marks = [A, B, C, bid("D", price=900_000)], [*MARKS, *marks_for("D", plan=(28, 28, 27, 30))]
    before = run(*bids, marks=tuple(marks))
    announced = list(bids)
    order.shuffle(bids)
    order.shuffle(marks)
    after = run(*bids, marks=tuple(marks))
    assert tuple(of(after, b.id) for b in announced) == before.results
    assert (after.undecided, after.lowest_price, after.input_digest) == (
        before.undecided,
        before.lowest_price,
        before.input_digest,
    )
    assert set(after.notes) == set(before.notes)
    assert [r.bid for r in after.results] == bids


marks_of_c = st.tuples(*[st.integers(0, 20)] * 4)


@given(plan=marks_of_c, price=st.integers(1, 1_100_000))
def test_an_ineligible_bid_changes_nothing_for_the_others(plan: tuple[int, ...], price: int) -> None:
    marks = (*MARKS[:24], *marks_for("C", plan=plan, support=5))
    with_c, without = run(A, B, bid("C", price=price, speed=20), marks=marks), run(A, B, marks=MARKS[:24])
    assert not of(with_c, "C").eligible
    assert with_c.results[:2] == without.results


@given(plan=st.tuples(*[st.integers(20, 30)] * 5), speed=st.integers(0, 100), price=st.integers(700_000, 1_000_000))
def test_a_total_is_the_sum_of_its_rounded_parts(plan: tuple[int, ...], speed: int, price: int) -> None:
    marks = (*marks_for("A", plan=plan), *marks_for("B", plan=(27, 26, 25, 29, 28)))
    result = of(
        run(bid("A", price=price, speed=speed), B, marks=marks, answers=replace(ANSWERS, l_pool="valid_all")), "A"
    )
    assert result.price is not None
    assert result.total is not None
    parts = [result.panel.number.value, *(item.number.value for item in result.items), result.price.number.value]
    assert result.total.value == total_of(parts)
    assert result.total.exact == Fraction(result.total.value)


@given(speeds=st.tuples(st.integers(0, 120), st.integers(0, 120)))
def test_a_better_measurement_never_lowers_the_total(speeds: tuple[int, int]) -> None:
    totals = []
    for speed in sorted(speeds):
        total = of(
            run(bid("A", price=900_000, speed=speed), B, C, answers=replace(ANSWERS, l_pool="valid_all")), "A"
        ).total
        assert total is not None
        totals.append(total.value)
    assert totals == sorted(totals)
