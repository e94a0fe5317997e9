from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.demand import DemandError
from procurement.sizing.domestic import DomesticShare, LegalBasisError
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import (
    Problem,
    ProblemError,
    Year,
    check_problem,
    exclusions,
    loads,
    measured,
)
from procurement.sizing.tco import Costs
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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"minimum": 0}, "최소 주문"),
        ({"minimum": 4, "maximum": 3}, "최소 주문 4대가 최대 3대보다"),
        ({"existing": -1}, "보유 대수"),
        ({"lead_years": -1}, "납기"),
        ({"cooling_w": Decimal("Infinity")}, "냉각 부하"),
        ({"devices": 0}, "카드당 논리 장치"),
    ],
)
def test_an_impossible_term_of_a_configuration_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemError, match=f"npu: {message}"):
        check_problem(replace(ONE, configurations=(replace(configuration("npu"), **change),)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"limits": limits(cooling_w=Decimal(-1))}, "냉각"),
        ({"limits": limits(running=-1)}, "연간 운영비"),
        ({"limits": limits(vendor_demand=Fraction(2))}, "업체 처리 비중"),
        ({"limits": limits(running=1)}, "비용 조건이 필요"),
        ({"years": (Year("2027년", -1),)}, "2027년: 예산"),
        ({"pairings": (Pairing("llama", ("gpu",), "only", ""),)}, "llama: 인증"),
        ({"pairings": (Pairing("qwen", ("npu",), "only", ""),)}, "인증 모델"),
    ],
)
def test_an_impossible_plan_is_refused(change: Any, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        check_problem(replace(ONE, **change))


def test_servers_already_there_must_state_what_is_limited() -> None:
    there = (replace(configuration("npu", power_w=None), existing=1),)
    check_problem(replace(ONE, configurations=there))
    with pytest.raises(ProblemError, match="보유 서버"):
        check_problem(replace(ONE, configurations=there, limits=limits(power_w=Decimal(9))))


def test_growth_is_given_for_every_year_of_the_plan() -> None:
    growing = tuple(replace(b, growth=(Decimal(1), Decimal(2))) for b in ONE.buckets)
    asked = replace(ONE, buckets=growing, years=(Year("1"), Year("2")))
    check_problem(asked)
    assert loads(asked, year=1) == {("npu", "x"): Fraction(3, 2)}
    with pytest.raises(DemandError, match="계획 연수 1개"):
        check_problem(replace(ONE, buckets=growing))


def test_what_the_costs_need_and_is_not_stated_keeps_a_configuration_out() -> None:
    costs = Costs(1, Decimal(1), Decimal(1), Decimal(1), Decimal(0), (Decimal(0),), None)
    dark = replace(ONE, configurations=(configuration("npu", power_w=None),), costs=costs)
    assert [out.rule for out in exclusions(dark)] == ["energy"]
    hot = replace(ONE, limits=limits(cooling_w=Decimal(1)))
    assert [out.rule for out in exclusions(hot)] == ["cooling"]
