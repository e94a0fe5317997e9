from __future__ import annotations

from tests.procurement.exports.plan_cases import mix_of_case, rows_of
from tests.procurement.exports.reading import line, opened
from tests.procurement.exports.xlsx.sizing_sheets import content, sheet


def test_each_vendor_has_its_amount_and_its_part_of_the_value() -> None:
    rows = rows_of("everything", "장비 구성안")
    shares = {one.vendor: float(one.share) for one in mix_of_case("everything").vendor_shares}
    assert line(rows, "갑")[:4] == ["갑", "예", 40_000_000, shares["갑"]]
    assert line(rows, "을")[:4] == ["을", "예", 95_000_000, shares["을"]]
    domestic = float(mix_of_case("everything").domestic_share)
    assert line(rows, "국산 구성")[:4] == ["국산 구성", None, 95_000_000, domestic]
    assert line(rows, "사용한 업체 수")[2] == 2


def test_a_vendor_of_whom_nothing_is_bought_is_not_counted() -> None:
    rows = sheet("ugly", "장비 구성안")
    assert line(rows, "V4")[:4] == ["V4", "아니오", 0, 0]
    assert line(rows, "사용한 업체 수")[2] == 2


def test_amounts_and_their_number_are_formulas_over_the_orders() -> None:
    page = opened(content("ugly"))["장비 구성안"]
    row = next(row for row in page.iter_rows() if row[0].value == "사용한 업체 수")
    assert str(row[2].value).startswith("=COUNTIF(")
