from __future__ import annotations

from tests.procurement.exports.reading import line
from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_the_basis_names_program_day_and_the_source_of_every_stated_figure() -> None:
    rows = sheet("ugly", "근거")
    assert line(rows, "제목")[1] == "=시험 '구성' _x005F_x0041_"
    assert line(rows, "기준일")[1] == "2026-11-02"
    assert line(rows, "예시 여부")[1] == "예시 아님"
    assert rows[-1] == ["서버 (새것)", "가격·전력·높이", "견적"]
    assert str(line(sheet("example", "근거"), "예시 여부")[1]).startswith("예시: 가격, 요청률")
