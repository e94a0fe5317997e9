from __future__ import annotations

from procurement.exports.xlsx.tiebreak import nested_order
from tests.procurement.exports.cases import tied
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table


def test_every_level_counts_all_evaluators_and_the_measured_points() -> None:
    assert table(dossier(evaluated()), "동점 처리")[2:6] == [
        ["업체", "배점 30점 항목", "배점 20점 항목", "배점 10점 항목", "배점 5점 항목"],
        ["업체 A", 28.25, 36, 10, 10],
        ["업체 B", 26.75, 36, 9, 10],
        ["업체 C", 20.75, 30, 2, 10],
    ]


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
