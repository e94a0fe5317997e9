from __future__ import annotations

import pytest

from procurement.sizing.linear import Answer, Linear
from procurement.sizing.solver_child import answer
from tests.performance import sizing_published as published
from tests.performance.sizing_instances import CASES, linear_of

beside = pytest.mark.skipif(
    not CASES.exists(), reason="저장소 옆에 shared/cases 폴더가 없습니다 / no folder shared/cases"
)


def solved(linear: Linear) -> tuple[float, Answer]:
    found = answer(linear, remaining=lambda: 60.0, report=lambda _gap, _nodes: None)
    return sum(coefficient * found.values[column] for column, coefficient in linear.stages[0].terms), found


def test_the_readme_instance_costs_less_with_continuous_shares_than_with_slices() -> None:
    value, found = solved(linear_of(published.readme()))
    assert (round(value, 6), found.proven) == (4.68, True)


@pytest.mark.parametrize(("utilisation", "cost"), [(0.95, 5.69), (0.9, 5.69), (0.85, 6.7)])
def test_the_saving_shrinks_when_the_cards_may_not_be_full(utilisation: float, cost: float) -> None:
    value, found = solved(linear_of(published.readme(utilisation=utilisation)))
    assert (round(value, 6), found.proven) == (cost, True)


@beside
def test_every_arena_optimum_is_reached_and_proven() -> None:
    found = {rate: solved(linear_of(published.arena(rate))) for rate in published.arena_optima()}
    assert {rate: round(value, 6) for rate, (value, _) in found.items()} == published.arena_optima()
    assert all(one.proven for _, one in found.values())


@beside
def test_every_facility_location_optimum_is_reached_and_proven() -> None:
    for name, linear, optimum in published.facilities():
        value, found = solved(linear)
        assert found.proven, name
        assert value == pytest.approx(optimum, rel=1e-7), name


@beside
def test_every_research_selection_optimum_is_reached_and_proven() -> None:
    for linear, best in published.knapsacks("mknap1.txt"):
        value, found = solved(linear)
        assert (round(-value, 4), found.proven) == (best, True)
