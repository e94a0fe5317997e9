from __future__ import annotations

from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import Value
from tests.procurement.exports.xlsx.sizing_sheets import content, sheet


def limits(name: str) -> list[list[Value]]:
    rows = sheet(name, "장비 구성안")
    start = next(n for n, row in enumerate(rows) if row[0] == "조건 대조")
    end = next(n for n, row in enumerate(rows) if row[0] == "참고")
    return [row[:8] for row in rows[start + 2 : end - 1]]


def test_each_limit_has_value_limit_and_slack() -> None:
    found = {(row[0], row[1]): row[2:] for row in limits("ugly")}
    assert found["예산", None] == ["이하", 100_000_000, 1_500_000_000, 1_400_000_000, "지킴", "원"]
    assert found["연도 예산", "1년"] == ["이하", 70_000_000, 900_000_000, 830_000_000, "지킴", "원"]
    assert found["전력", None] == ["이하", 3200, 30_000, 26_800, "지킴", "W"]
    assert found["업체의 금액 비중", "V*"] == ["이하", 0.3, 0.95, 0.65, "지킴", "비중"]
    assert found["국산 금액 비중", None] == ["이상", 0.7, 0.05, 0.65, "지킴", "비중"]
    assert ("연간 운영비", "3년차") in found


def test_limits_whose_parts_stand_on_the_sheet_are_formulas() -> None:
    page = opened(content("ugly"))["장비 구성안"]
    live = [row[0].value for row in page.iter_rows() if row[4].value and str(row[3].value).startswith("=S")]
    assert live == ["예산", "연도 예산", "업체의 금액 비중", "업체의 금액 비중", "업체의 금액 비중", "국산 금액 비중"]


def test_what_was_left_out_is_told_below() -> None:
    told = [str(row[0]) for row in sheet("ugly", "장비 구성안")]
    assert told[told.index("참고") + 1].startswith("전력을 모르는 서버 제외: 소비전력 값이 없어")
    assert told[-1] == "국산 비중의 근거: 안보·공공질서 제외"
