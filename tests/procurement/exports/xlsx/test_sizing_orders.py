from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.exports.xlsx.sizing_orders import held, line_of
from procurement.sizing.tco import cost_of
from tests.procurement.exports.plan_cases import mix_of_case, plans, rows_of
from tests.procurement.exports.reading import line


def test_one_unit_of_an_order_costs_what_the_library_says() -> None:
    sized, rows = plans()["everything"], rows_of("everything", "장비 구성안")
    costs = sized.problem.costs
    assert costs is not None
    for title, order in zip(("첫 해 서버 a", "첫 해 묶음 할인"), mix_of_case("everything").orders, strict=True):
        parts = cost_of(line_of(sized, order), costs=costs, configurations=held(sized))
        told = [parts.capital, parts.energy, parts.maintenance, parts.residual]
        assert line(rows, title)[7:11] == pytest.approx([float(part) for part in told], rel=1e-15)


def test_an_order_is_all_at_work_once_its_latest_part_is_delivered() -> None:
    rows = rows_of("everything", "장비 구성안")
    assert [line(rows, title)[11] for title in ("첫 해 서버 a", "첫 해 묶음 할인")] == [0, 1]


def test_what_an_order_brings_has_its_power() -> None:
    rows = rows_of("everything", "장비 구성안")
    start = next(n for n, row in enumerate(rows) if row[0] == "주문에 든 구성")
    assert [row[7] for row in rows[start + 1 : start + 3]] == [1000, float(2 * Fraction("700.5"))]


def test_where_nothing_is_ordered_there_is_no_delivery() -> None:
    rows = rows_of("penniless", "장비 구성안")
    assert [row[0] for row in rows if row[0] == "주문에 든 구성"] == []
    assert line(rows, "구매 금액(원)")[1] == 0


def test_without_terms_of_cost_orders_have_no_yearly_costs() -> None:
    rows = rows_of("replicas", "장비 구성안")
    assert line(rows, "주문")[6:] == ["금액(원)", None, None, None, None, None]
