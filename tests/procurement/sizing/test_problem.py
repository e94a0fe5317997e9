from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.domestic import DomesticShare, LegalBasisError
from procurement.sizing.problem import Problem, ProblemError, check_problem, exclusions, loads, measured
from tests.procurement.sizing.builders import configuration, limits, problem

ONE = problem((configuration("npu"),), {"x": "3", "y": "1"}, {("npu", "x"): 4})


def test_a_sound_problem_passes() -> None:
    check_problem(ONE)


def test_a_load_is_the_rate_over_the_usable_part_of_what_was_measured() -> None:
    slack = replace(measured(ONE)[0], utilisation=Decimal("0.75"))
    asked = replace(ONE, capacities=(slack, *ONE.capacities[1:]))
    assert loads(asked) == {("npu", "x"): Fraction(1)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"price": 0}, "가격"),
        ({"accelerators": 0}, "가속기 수"),
        ({"power_w": "-1"}, "소비전력"),
        ({"power_w": "NaN"}, "소비전력"),
        ({"rack_units": -1}, "랙 높이"),
        ({"maximum": -1}, "최대 대수"),
    ],
)
def test_a_configuration_with_an_impossible_figure_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemError, match=f"npu: {message}"):
        check_problem(replace(ONE, configurations=(configuration("npu", **change),)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"budget": -1}, "예산"),
        ({"power_w": Decimal(-1)}, "전력"),
        ({"rack_units": -1}, "랙"),
        ({"min_vendors": -1}, "최소 업체"),
        ({"max_vendors": -1}, "최대 업체"),
        ({"vendor_share": Fraction(3, 2)}, "업체 비중"),
        ({"domestic_share": DomesticShare(Fraction(-1, 2), "security", None, None)}, "국산 비중"),
    ],
)
def test_an_impossible_limit_is_refused(change: Any, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        check_problem(replace(ONE, limits=limits(**change)))


def test_a_legal_basis_without_its_figures_is_refused() -> None:
    held = limits(domestic_share=DomesticShare(Fraction(1, 2), "below_threshold", None, None))
    with pytest.raises(LegalBasisError):
        check_problem(replace(ONE, limits=held))


def test_spares_are_not_negative() -> None:
    with pytest.raises(ProblemError, match="예비"):
        check_problem(replace(ONE, spares=-1))


@pytest.mark.parametrize(
    "broken",
    [
        replace(ONE, configurations=()),
        replace(ONE, configurations=ONE.configurations * 2),
    ],
)
def test_configurations_are_named_once(broken: Problem) -> None:
    with pytest.raises(ProblemError, match="구성"):
        check_problem(broken)


@pytest.mark.parametrize(
    "capacities",
    [
        ONE.capacities[:1],
        ONE.capacities + ONE.capacities[:1],
        (*ONE.capacities[:1], replace(ONE.capacities[1], bucket="z")),
    ],
)
def test_every_pair_is_answered_exactly_once(capacities: Any) -> None:
    with pytest.raises(ProblemError, match="쌍"):
        check_problem(replace(ONE, capacities=capacities))


@pytest.mark.parametrize(
    "change", [{"rate": Fraction(0)}, {"utilisation": Decimal(0)}, {"utilisation": Decimal("1.1")}]
)
def test_a_capacity_of_nothing_is_refused(change: Any) -> None:
    with pytest.raises(ProblemError, match="npu·x"):
        check_problem(replace(ONE, capacities=(replace(ONE.capacities[0], **change), ONE.capacities[1])))


def test_what_does_not_state_a_limited_figure_is_excluded_and_says_why() -> None:
    dark = replace(ONE, configurations=(configuration("npu", power_w=None, rack_units=None),))
    assert exclusions(dark) == ()
    held = replace(dark, limits=limits(power_w=Decimal(1), rack_units=1))
    assert [(out.configuration, out.rule) for out in exclusions(held)] == [("npu", "power"), ("npu", "rack")]
    assert exclusions(held)[0].why.startswith("소비전력 값이 없어")
