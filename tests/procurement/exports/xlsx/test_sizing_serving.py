from __future__ import annotations

from tests.procurement.exports.plan_cases import rows_of
from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_every_share_tells_year_rate_server_and_need() -> None:
    first = sheet("ugly", "수요·처리능력")[3]
    assert first[:7] == ["1년", "대화 128/128", "Llama 3.1 8B 128/128", 10.845, 1, "@서버 (있던 것)", 1]
    assert first[8] == 0.5
    assert first[9] == 10.845 / (first[7] * 0.5) if isinstance(first[7], float) else False


def test_loads_stand_against_what_is_in_service() -> None:
    rows = sheet("ugly", "수요·처리능력")
    start = next(n for n, row in enumerate(rows) if row[0] == "서버의 부하")
    found = [[row[0], row[1], row[3], row[9]] for row in rows[start + 2 :]]
    assert found == [
        ["1년", "@서버 (있던 것)", 1, "지킴"],
        ["1년", "서버 (새것)", 0, "지킴"],
        ["1년", "전력을 모르는 서버", 0, "지킴"],
        ["2년", "@서버 (있던 것)", 2, "지킴"],
        ["2년", "서버 (새것)", 3, "지킴"],
        ["2년", "전력을 모르는 서버", 0, "지킴"],
    ]


def test_each_vendor_has_its_part_of_the_requests_served_in_a_year() -> None:
    rows = rows_of("everything", "수요·처리능력")
    start = next(n for n, row in enumerate(rows) if row[0] == "업체별 처리 요청")
    assert [row[:4] for row in rows[start + 2 : start + 6]] == [
        ["첫 해", "갑", 0.1, 0.25],
        ["첫 해", "을", 0.9, 2.25],
        ["이듬해", "갑", 0.1, 1.75],
        ["이듬해", "을", 0.9, 15.75],
    ]


def test_where_nothing_is_served_no_vendor_has_a_part() -> None:
    rows = rows_of("penniless", "수요·처리능력")
    start = next(n for n, row in enumerate(rows) if row[0] == "업체별 처리 요청")
    assert [row[2:4] for row in rows[start + 2 : start + 6]] == [[0, 0]] * 4
    lost = next(n for n, row in enumerate(rows) if row[0] == "처리하지 못하는 수요")
    assert [row[:3] for row in rows[lost + 1 : lost + 3]] == [["첫 해", "수요 대화", 1], ["첫 해", "수요 요약", 1]]


def test_what_is_not_served_stands_by_itself() -> None:
    rows = sheet("part", "수요·처리능력")
    start = next(n for n, row in enumerate(rows) if row[0] == "처리하지 못하는 수요")
    lost = rows[start + 1]
    assert lost[0] == "2년"
    assert isinstance(lost[2], float)
    assert 0 < lost[2] < 1
