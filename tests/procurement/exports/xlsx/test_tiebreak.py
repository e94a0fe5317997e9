from __future__ import annotations

from procurement.exports.xlsx.tiebreak import nested_order
from tests.procurement.exports.cases import tied
from tests.procurement.exports.evaluations import dossier, evaluated, marks_of, panel_only, plain_bid, workbook
from tests.procurement.exports.procedures import drawn_lot
from tests.procurement.exports.reading import opened, table


def test_every_level_counts_all_evaluators_and_the_measured_points() -> None:
    rows = table(dossier(evaluated()), "동점 처리")[1:6]
    assert [row[:5] for row in rows] == [
        ["배점(큰 것부터)", 30, 20, 10, 5],
        ["업체", "배점 30점 항목", "배점 20점 항목", "배점 10점 항목", "배점 5점 항목"],
        ["업체 A", 28.25, 36, 10, 10],
        ["업체 B", 26.75, 36, 9, 10],
        ["업체 C", 20.75, 30, 2, 10],
    ]
    assert [row[5:] for row in rows] == [[None, None]] * 5  # six criteria may come to have six levels


def test_the_sheet_says_when_it_is_used_and_whose_marks_count() -> None:
    rows = table(dossier(tied((("45", "28", "9"),) * 3)), "동점 처리")
    told = " ".join(str(row[0]) for row in rows[4:] if row[0])
    assert told == (
        "합계와 기술점수가 모두 같은 업체에만 쓴다(제8조제2항). 배점이 같은 항목은 합산하고, "
        "정성 항목은 제외 없이 모든 평가위원의 평균으로 한다."
    )


def test_the_order_goes_from_key_to_key() -> None:
    assert nested_order(("$M", "'동점 처리'!$B"), row=5, first=4, last=6) == (
        "($M$4:$M$6>$M$5)+($M$4:$M$6=$M$5)*"
        "(('동점 처리'!$B$4:$B$6>'동점 처리'!$B$5)+('동점 처리'!$B$4:$B$6='동점 처리'!$B$5)*(0))"
    )


def test_a_rule_that_ends_in_a_lot_shows_the_drawn_order_with_witness_and_record() -> None:
    rows = table(dossier(drawn_lot()), "동점 처리")
    assert rows[2:6] == [
        ["업체", "추첨 순번", "순서 값", "추첨일", "입회", "기록"],
        ["업체 A", 2, -2, "2026-11-20", "감사관실 담당", "추첨조서 2026-11-20"],
        ["업체 B", 1, -1, "2026-11-20", "감사관실 담당", "추첨조서 2026-11-20"],
        ["업체 C", None, 0, None, None, None],
    ]
    assert " ".join(str(row[0]) for row in rows[6:] if row[0]).startswith(
        "합계와 기술점수가 모두 같은 업체의 순위는 추첨"
    )


def test_a_lot_that_is_still_to_be_drawn_leaves_the_places_open() -> None:
    assert [row[1:3] for row in table(dossier(drawn_lot(())), "동점 처리")[3:6]] == [[None, 0]] * 3


def test_room_for_further_levels_is_not_printed() -> None:
    scheme = panel_only((8,) * 10)
    marks = marks_of(scheme, {"A": (("8",) * 10,) * 3})
    sheet = opened(workbook(evaluated(scheme, bids=(plain_bid("A", 900_000),), marks=marks)))["동점 처리"]
    assert (sheet.max_column, sheet["B2"].data_type, sheet["K2"].data_type) == (11, "f", "f")
    assert sheet.print_area == "'동점 처리'!$A$1:$G$7"
