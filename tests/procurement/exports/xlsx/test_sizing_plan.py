from __future__ import annotations

from tests.procurement.exports.reading import line
from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_servers_there_and_bought_with_their_power_and_height() -> None:
    rows = sheet("ugly", "장비 구성안")
    assert line(rows, "@서버 (있던 것)")[:10] == ["@서버 (있던 것)", "V*", "아니오", 700, 1, 0, 1, 1, 1400, 2]
    assert line(rows, "서버 (새것)")[:10] == ["서버 (새것)", "VX", "예", 600, 2, 1, 0, 3, 1800, 6]
    dark = line(rows, "전력을 모르는 서버")[:10]
    assert dark == ["전력을 모르는 서버", "V4", "아니오", "미기재", 2, 0, 0, 0, 0, 0]
    assert line(rows, "계")[8:10] == [3200, 8]


def test_orders_stand_by_year_with_price_count_and_amount() -> None:
    rows = sheet("ugly", "장비 구성안")
    assert line(rows, "1년 묶음")[:7] == ["1년 묶음", "VX", "예", 0, 70_000_000, 1, 70_000_000]
    assert line(rows, "2년 @서버 (있던 것)")[:7] == [
        "2년 @서버 (있던 것)",
        "V*",
        "아니오",
        1,
        30_000_000,
        1,
        30_000_000,
    ]


def test_what_an_order_delivers_and_when() -> None:
    rows = sheet("ugly", "장비 구성안")
    start = next(n for n, row in enumerate(rows) if row[0] == "주문에 든 구성")
    assert rows[start + 1][:6] == ["서버 (새것)", None, None, 3, 1, 3]


def test_without_terms_of_cost_there_is_capital_only() -> None:
    rows = sheet("bare", "장비 구성안")
    assert [row[0] for row in rows if row[0] in {"총비용(원)", "비용 조건 (사용자가 정한 값)"}] == []
    assert line(rows, "구매 금액(원)")[1] == 100_000_000


def test_why_nothing_fits_stands_instead() -> None:
    assert [row[0] for row in sheet("nothing", "장비 구성안")][2] == (
        "함께 지킬 수 없는 조건입니다: 전력 750 W 이하 (값이 없어 제외: dark)"
    )
