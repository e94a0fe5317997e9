from __future__ import annotations

from procurement.exports.sizing_words import LIMIT_WORDS, limit_checks
from tests.procurement.exports.plan_cases import mix_of_case, rows_of, workbook_of
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
    start = next(row[0].row for row in page.iter_rows() if row[0].value == "조건 대조") or 0
    end = next(row[0].row for row in page.iter_rows() if row[0].value == "참고") or 0
    values = {str(page.cell(row, 1).value): str(page.cell(row, 4).value)[:2] for row in range(start + 2, end - 1)}
    assert values == {
        "최대 공급 대수": "=F",
        "최소 주문": "=F",
        "예산": "=S",
        "연도 예산": "=S",
        "연간 운영비": "=$",
        "전력": "=I",
        "랙 공간": "=J",
        "업체의 금액 비중": "=S",
        "최소 업체 수": "=$",
        "최대 업체 수": "=$",
        "국산 금액 비중": "=S",
    }


def test_every_kind_of_limit_has_the_value_that_was_checked() -> None:
    checks = limit_checks(mix_of_case("everything"))
    rows = rows_of("everything", "장비 구성안")
    start = next(n for n, row in enumerate(rows) if row[0] == "조건 대조") + 2
    shown = rows[start : start + len(checks)]
    assert [row[3] for row in shown] == [float(check.value) for check in checks]
    assert {row[6] for row in shown} == {"지킴"}
    assert {check.rule for check in checks} == set(LIMIT_WORDS)
    assert [row[1] for row in shown if row[7] == "원"][-1] == "국산 비중을 둘 수 있는 금액"


def test_without_any_limit_the_table_says_so() -> None:
    rows = rows_of("replicas", "장비 구성안")
    start = next(n for n, row in enumerate(rows) if row[0] == "조건 대조")
    assert rows[start + 2][0] == "정한 한도가 없음"


def test_a_domestic_share_that_may_not_decide_is_told_below() -> None:
    told = [str(row[0]) for row in rows_of("penniless", "장비 구성안")]
    assert told[told.index("참고") + 1].startswith("국산 비중 (참고만 함): ")


def test_a_vendors_part_of_the_requests_may_pass_by_a_millionth() -> None:
    page = opened(workbook_of("everything"))["장비 구성안"]
    row = next(row for row in page.iter_rows() if row[0].value == "업체의 처리 비중")
    here = row[0].row
    assert row[3].value == "='수요·처리능력'!$C$13"
    assert row[6].value == f'=IF(ROUND(F{here}+E{here}/1000000,9)>=0,"지킴","어김")'


def test_what_was_left_out_is_told_below() -> None:
    told = [str(row[0]) for row in sheet("ugly", "장비 구성안")]
    assert told[told.index("참고") + 1].startswith("전력을 모르는 서버 제외: 소비전력 값이 없어")
    assert told[-1] == "국산 비중의 근거: 안보·공공질서 제외"
