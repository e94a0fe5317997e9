from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.exports.hwpx.report_details import measured, panel_points, prices, reasons
from scoring.criteria import Bonus, Deduction
from scoring.quantity import plain
from tests.procurement.exports.evaluations import drawn, evaluated
from tests.procurement.exports.hwpx.documents import under
from tests.procurement.exports.procedures import twelve
from tests.scoring.tender import MARKS, A, B


def test_every_point_of_every_evaluator_with_who_is_dropped_and_the_mean() -> None:
    points = under(tuple(panel_points(evaluated())), "업체 A")
    assert points.header == ("공개 번호", "구현방안 (30)", "유지관리 (20)", "사업관리 (20)", "계", "제외")
    assert points.rows == (
        ("1", "30", "18", "18", "66", "최고 제외"),
        ("2", "28", "18", "18", "64", ""),
        ("3", "28", "18", "18", "64", ""),
        ("4", "27", "18", "18", "63", "최저 제외"),
        ("평균", "", "", "", "64.0000", ""),
    )


def test_every_measured_point_is_the_librarys() -> None:
    for seed in range(8):
        evaluation = drawn(seed)
        items = [item for result in evaluation.results for item in result.items]
        rows = under(tuple(measured(evaluation)), "정량평가").rows if items else ()
        assert [Fraction(row[5]) for row in rows] == [Fraction(item.number.value) for item in items]
        assert [row[6] for row in rows] == ["미측정" if item.missing else "" for item in items]


def test_a_value_that_was_not_measured_is_no_zero() -> None:
    unmeasured = replace(A, evidence=tuple(e for e in A.evidence if e.subject not in {"delivery", "power"}))
    blocks = tuple(measured(evaluated(bids=(unmeasured, B), marks=tuple(m for m in MARKS if m.bid != "C"))))
    assert under(blocks, "정량평가").rows[:3] == (
        ("업체 A", "처리량", "10", "100", "tok/s", "10.0000", ""),
        ("업체 A", "경영상태", "5", "A", "", "5.0000", ""),
        ("업체 A", "납품실적", "5", "미측정", "", "3.5000", "미측정"),
    )
    assert under(blocks, "필수규격").rows == (
        ("업체 A", "소비전력", "3000 이하", "미측정", "W", "미충족"),
        ("업체 B", "소비전력", "3000 이하", "2000", "W", "충족"),
    )


def test_prices_stand_with_their_share_of_the_reference_and_the_points() -> None:
    blocks = tuple(prices(evaluated()))
    assert under(blocks, "입찰가격").rows == (
        ("업체 A", "900,000", "90.0000", "예", "8.8889"),
        ("업체 B", "800,000", "80.0000", "예", "10.0000"),
        ("업체 C", "720,000", "72.0000", "예", "미산출"),
    )


def test_differential_points_stand_with_the_gap_that_applied() -> None:
    evaluation = evaluated(differential_step=Fraction(3))
    rows = under(tuple(prices(evaluation)), "차등점수").rows
    assert [row[2:] for row in rows] == [
        (
            str(r.differential.rank),
            plain(r.differential.raw_gap),
            plain(r.differential.applied_gap),
            f"{r.technical.value:.4f}",
        )
        for r in evaluation.results
        if r.differential
    ]
    left = evaluated(differential_step=Fraction(3), differential_pool="eligible_only")
    assert under(tuple(prices(left)), "차등점수").rows[2][2:5] == ("", "", "")


def test_what_was_taken_off_and_added_has_its_reason() -> None:
    cut = replace(A, deductions=(Deduction(Fraction(5), "사전접촉", "제14조의2"),), bonuses=())
    evaluation = evaluated(bids=(cut, B), marks=tuple(m for m in MARKS if m.bid != "C"))
    assert under(tuple(reasons(evaluation)), "감점·가점").rows == (("업체 A", "감점", "5", "사전접촉", "제14조의2"),)
    added = replace(evaluation.results[0], bid=replace(A, bonuses=(Bonus(Fraction(1), "지역업체"),)))
    told = tuple(reasons(replace(evaluation, results=(added,), marks=())))
    assert under(told, "감점·가점").rows == (("업체 A", "가점", "1", "지역업체", ""),)


def test_reasons_go_by_bid_item_and_public_number() -> None:
    said = {("위원4", "A", "plan"): "넷", ("위원1", "A", "plan"): "하나", ("위원1", "B", "support"): "=1+1"}
    marks = tuple(replace(m, reason=said.get((m.evaluator, m.bid, m.criterion), "")) for m in reversed(MARKS))
    assert under(tuple(reasons(evaluated(marks=marks))), "평가 사유").rows == (
        ("업체 A", "구현방안", "1", "30", "넷"),
        ("업체 A", "구현방안", "2", "28", "하나"),
        ("업체 B", "유지관리", "2", "18", "=1+1"),
    )


def test_totals_far_from_the_mean_and_notes_name_nobody() -> None:
    evaluation = twelve()
    blocks = tuple(reasons(evaluation))
    far = under(blocks, "위원 평균에서 벗어난 합계").rows
    assert "=실현 가능성이 낮다고 봄" in {row[5] for row in far if row[0] == "업체 A"}
    assert {row[5] for row in far} >= {"사유서 필요"}
    notes = " ".join(cell for row in under(blocks, "주의").rows for cell in row)
    assert [mark.evaluator for mark in evaluation.marks if mark.evaluator in notes] == []
    assert len(under(blocks, "주의").rows) < len(evaluation.notes)
