from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criteria import Mark
from scoring.panel_checks import Total, UnusableReason, reasons_needed, totals_of
from scoring.quantity import exact
from scoring.sitting import Reason
from tests.scoring.tender import MARKS, marks_for

TEN = exact("0.1")
points = st.lists(st.fractions(0, 100, max_denominator=10), min_size=1, max_size=12)


def marked(*totals: str | int | Fraction, bid: str = "A") -> list[Mark]:
    return [Mark(f"위원{i}", bid, "plan", exact(total)) for i, total in enumerate(totals, 1)]


def test_totals_are_those_of_all_criteria_by_bid_and_evaluator() -> None:
    marks = (*marks_for("B", plan=(20, 21)), *marks_for("A", plan=(28,)))
    assert totals_of(marks) == (
        Total("위원1", "B", Fraction(56)),
        Total("위원2", "B", Fraction(57)),
        Total("위원1", "A", Fraction(64)),
    )


def test_a_total_of_more_than_a_tenth_beside_the_mean_needs_a_reason() -> None:
    high, low = reasons_needed(marked(60, 50, "39.9", "50.1"), limit=TEN)
    assert (high.evaluator, high.bid, high.deviation) == ("위원1", "A", Fraction(1, 5))
    assert (high.total, high.mean) == (Fraction(60), Fraction(50))
    assert (low.evaluator, low.deviation, low.given) == ("위원3", exact("-0.202"), "")
    assert low.text == (
        "위원3, A: 39.9점, 위원 평균 50.0000점보다 20.20 % 낮음 (20.20 % below the mean): "
        "사유서가 필요합니다 / a written reason is needed"
    )
    assert "20.00 % 높음 (20.00 % above the mean)" in high.text


@pytest.mark.parametrize(("total", "count"), [("55", 0), ("55.0001", 2)])
def test_exactly_a_tenth_is_not_over_it(total: str, count: int) -> None:
    assert len(reasons_needed(marked(total, 100 - exact(total)), limit=TEN)) == count


def test_each_bid_has_its_own_mean() -> None:
    assert reasons_needed((*marked(60, 60), *marked(30, 30, bid="B")), limit=TEN) == ()
    assert reasons_needed(MARKS, limit=TEN) == ()


def test_a_reason_that_was_written_is_shown_and_no_longer_owed() -> None:
    reason = Reason("위원1", "A", " 실증 결과가 뛰어남 ")
    high, low = reasons_needed(marked(60, 40), limit=TEN, reasons=(reason,))
    assert (high.given, low.given) == ("실증 결과가 뛰어남", "")
    assert high.text.endswith("사유 있음 / reason given")


@pytest.mark.parametrize(
    "reasons", [(Reason("위원1", "A", " "),), (Reason("위원1", "A", "가"), Reason("위원1", "A", "나"))]
)
def test_an_empty_or_a_second_reason_is_refused(reasons: tuple[Reason, ...]) -> None:
    with pytest.raises(UnusableReason, match="위원과 입찰마다 한 번"):
        reasons_needed(marked(60, 40), limit=TEN, reasons=reasons)


def test_where_all_gave_nothing_nobody_deviates() -> None:
    assert reasons_needed(marked(0, 0), limit=TEN) == ()
    assert reasons_needed((), limit=TEN) == ()


@given(points, st.fractions(Fraction(1, 10), 5, max_denominator=10))
def test_the_scale_of_the_marks_does_not_matter(totals: list[Fraction], scale: Fraction) -> None:
    found = reasons_needed(marked(*totals), limit=TEN)
    scaled = reasons_needed(marked(*(total * scale for total in totals)), limit=TEN)
    assert [(r.evaluator, r.deviation) for r in found] == [(r.evaluator, r.deviation) for r in scaled]


@given(points)
def test_a_panel_of_one_opinion_needs_no_reason(totals: list[Fraction]) -> None:
    assert reasons_needed(marked(*([totals[0]] * len(totals))), limit=TEN) == ()
