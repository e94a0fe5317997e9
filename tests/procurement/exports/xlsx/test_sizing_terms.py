from __future__ import annotations

import pytest

from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_terms_are_entries_and_years_have_their_factor() -> None:
    rows = sheet("ugly", "장비 구성안")
    assert [row[:2] for row in rows[13:18]] == [
        ["연간 가동시간(h)", 8000],
        ["PUE", 1.4],
        ["전기요금(원/kWh)", 133.3],
        ["유지보수율(구매가 대비, 연)", 0.07],
        ["할인율(연)", 0.045],
    ]
    factors = [[row[0], pytest.approx(row[1]), row[2]] for row in rows[20:24]]
    assert factors == [[n, pytest.approx(1.045**-n), left] for n, left in enumerate((0.6, 0.4, 0.2, 0.1))]
