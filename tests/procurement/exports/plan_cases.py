"""Plans that have every term whose figures 장비 구성안 recomputes, and models that run in whole replicas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO

from openpyxl import load_workbook

from procurement.exports.dossier import Sized
from procurement.exports.sizing import Sizing
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.sizing.capacity import Capacity
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.mix import Mix
from procurement.sizing.offers import Bundle
from procurement.sizing.problem import Problem, Year
from procurement.sizing.tco import Costs
from tests.procurement.exports.recalculated import Value, plain
from tests.procurement.sizing.builders import cheapest_here, configuration, limits, problem, served_here

LONG = "국산 인공지능 추론 가속기 8장을 장착한 2U 공랭식 랙형 서버 (이중 전원, 5년 무상 유지보수 포함)"


@cache
def plans() -> dict[str, Sized]:
    """Name -> question and answer."""
    asked = {"everything": everything(), "replicas": replicas()}
    found = {name: Sized(one, "cheapest", cheapest_here(one), "") for name, one in asked.items()}
    poor = penniless()
    return found | {"penniless": Sized(poor, "most_served", served_here(poor), "")}


def mix_of_case(name: str) -> Mix:
    found = plans()[name].mix
    assert found is not None
    return found


@cache
def workbook_of(name: str) -> bytes:
    return sizing_workbook(sizing(plans()[name])).content


def rows_of(name: str, title: str) -> list[list[Value]]:
    """The values of one sheet of a plan, row by row."""
    rows = load_workbook(BytesIO(workbook_of(name)), data_only=True)[title].iter_rows()
    return [[plain(cell.value) for cell in row] for row in rows]


def sizing(sized: Sized) -> Sizing:
    return Sizing(
        title="시험",
        day=date(2026, 11, 2),
        example=False,
        example_note="",
        covered=(),
        evidence=(),
        stated=(),
        sized=sized,
        program="Jeoul",
    )


def everything() -> Problem:
    """Two years, three of costs, servers there already, a package, a lead time, and a limit of every kind."""
    configurations = (
        replace(configuration("a", price=40_000_000, vendor="갑", maximum=9), existing=1, cooling_w=Decimal(1100)),
        replace(
            configuration("b", price=50_000_000, vendor="을", domestic=True, power_w="700.5"),
            cooling_w=Decimal(800),
            lead_years=1,
            existing=2,
            minimum=2,
            title=LONG,
        ),
    )
    share = DomesticShare(Fraction(1, 10), "below_threshold", 200_000_000, 900_000_000)
    held = limits(
        budget=800_000_000, power_w=Decimal(40_000), rack_units=80, cooling_w=Decimal(30_000), running=90_000_000,
        vendor_share=Fraction(9, 10), vendor_demand=Fraction(9, 10), min_vendors=2, max_vendors=2, domestic_share=share,
    )  # fmt: skip
    carried: dict[tuple[str, str], int | str | Fraction | None] = {
        (c, b): rate for c, b, rate in (("a", "대화", 5), ("b", "대화", 7), ("a", "요약", 3), ("b", "요약", 4))
    }
    asked = problem(configurations, {"대화": "2", "요약": "0.5"}, carried, held=held, spares=1)
    buckets = tuple(replace(b, growth=(Decimal(1), Decimal(7))) for b in asked.buckets)
    costs = Costs(
        3, Decimal(8000), Decimal("1.4"), Decimal("133.3"), Decimal("0.07"),
        (Decimal("0.6"), Decimal("0.4"), Decimal("0.1")), Decimal("0.045"),
    )  # fmt: skip
    pack = Bundle("pack", "묶음 할인", (("b", 2),), 95_000_000, 3)
    years = (Year("첫 해", 700_000_000), Year("이듬해"))
    return replace(asked, buckets=buckets, years=years, costs=costs, bundles=(pack,))


def replicas() -> Problem:
    """Two models on servers of four and of two replicas, each pool with a spare replica."""
    configurations = (configuration("a", price=100, vendor="갑"), configuration("b", price=90, vendor="을"))
    rates: dict[tuple[str, str], int | str | Fraction | None] = {("a", "x"): 8, ("a", "y"): 4, ("b", "x"): 5}
    asked = problem(configurations, {"x": "13", "y": "3"}, rates, spares=1)
    size = {("a", "x"): 4, ("a", "y"): 2, ("b", "x"): 4}
    capacities = tuple(
        replace(c, replicas=size[c.configuration, c.bucket]) if isinstance(c, Capacity) else c for c in asked.capacities
    )
    buckets = tuple(replace(b, model=model) for b, model in zip(asked.buckets, ("작은 모델", "큰 모델"), strict=True))
    return replace(asked, buckets=buckets, capacities=capacities, pools=True)


def penniless() -> Problem:
    """No money, nothing there, and a domestic share that may only inform: nothing is bought and nothing served."""
    asked = everything()
    configurations = tuple(replace(c, existing=0) for c in asked.configurations)
    share = DomesticShare(Fraction(1, 10), "none", None, None)
    held = replace(asked.limits, budget=0, min_vendors=None, domestic_share=share)
    return replace(asked, configurations=configurations, limits=held)
