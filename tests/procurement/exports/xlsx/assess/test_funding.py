from __future__ import annotations

from procurement.exports.xlsx.assess.funding import SHEET
from tests.procurement.exports.reading import opened
from tests.procurement.exports.xlsx.assess.workbooks import made, rows, written


def test_the_budget_runs_down_the_ranks() -> None:
    found = rows(written(made("open-call")), SHEET)
    assert [row[1] for row in found[5:9]] == ["과제1", "과제2", "과제3", None]
    assert [row[11] for row in found[5:9]] == ["선정", "예비 선정", "선정", None]
    assert [row[12] for row in found[5:9]] == [200_000_000, 200_000_000, 50_000_000, None]
    assert found[2][1] == "선정 2건"


def test_the_list_stays_legible_on_one_a4_page_and_holds_amounts_of_twelve_digits() -> None:
    widths = [column.width for column in opened(written(made("open-call")))[SHEET].column_dimensions.values()]
    assert sum(widths) <= 200
    assert [widths[place] for place in (4, 6, 8, 12)] == [18] * 4
