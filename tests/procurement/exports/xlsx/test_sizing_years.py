from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.sizing.tco import existing_cost, existing_energy, present_value
from tests.procurement.exports.plan_cases import mix_of_case, plans, rows_of
from tests.procurement.exports.reading import line
from tests.procurement.exports.recalculated import Value

YEARS = ("첫 해", "이듬해", "3년차")


def table() -> list[list[Value]]:
    rows = rows_of("everything", "장비 구성안")
    start = next(n for n, row in enumerate(rows) if str(row[0]).startswith("연도별 비용"))
    return rows[start + 2 : start + 9]


def test_each_year_has_its_power_purchases_energy_and_maintenance() -> None:
    assert [row[:6] for row in table()[:3]] == [
        ["첫 해", 0, 3401, 135_000_000, pytest.approx(3.401 * 1.4 * 8000 * 133.3), pytest.approx(0.07 * 40_000_000)],
        ["이듬해", 1, 4802, 0, pytest.approx(4.802 * 1.4 * 8000 * 133.3), pytest.approx(0.07 * 135_000_000)],
        ["3년차", 2, 4802, 0, pytest.approx(4.802 * 1.4 * 8000 * 133.3), pytest.approx(0.07 * 135_000_000)],
    ]


def test_the_running_cost_of_each_year_is_the_one_that_was_checked() -> None:
    checked = [float(c.value) for c in mix_of_case("everything").checks if c.rule == "running"]
    assert [row[6] for row in table()[:3]] == checked


def test_the_sums_of_the_years_are_the_parts_of_the_total_cost() -> None:
    problem, mix = plans()["everything"].problem, mix_of_case("everything")
    parts, costs = mix.cost_parts, problem.costs
    assert parts is not None
    assert costs is not None
    yearly = existing_energy(problem.configurations, costs=costs)
    unrounded = sum((present_value(yearly, year=t, costs=costs) for t in range(costs.years)), Fraction(0))
    energy = parts.energy - existing_cost(problem.configurations, costs=costs) + unrounded
    told = [float(parts.capital), float(energy), float(parts.maintenance)]
    assert line(table(), "계")[8:11] == pytest.approx(told, rel=1e-14)
    assert line(table(), "잔존가치 현재가치(뺌)")[1] == pytest.approx(float(parts.residual), rel=1e-14)
    in_all = parts.capital + energy + parts.maintenance - parts.residual
    assert line(table(), "합계(반올림 전)")[1] == pytest.approx(float(in_all), rel=1e-14)
    assert line(table(), "총비용(주문 단위마다 반올림)")[1] == mix.total_cost


def test_without_terms_of_cost_there_are_no_years() -> None:
    assert [row[0] for row in rows_of("replicas", "장비 구성안") if str(row[0]).startswith("연도별 비용")] == []
