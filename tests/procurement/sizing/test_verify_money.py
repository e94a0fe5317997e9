from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from procurement.sizing.choice import Choice, Order, Unserved
from procurement.sizing.offers import Bundle
from procurement.sizing.problem import Year
from procurement.sizing.tco import Costs
from procurement.sizing.verify import verify
from procurement.sizing.verify_money import cost_parts, domestic_value, total, total_cost, value_of
from tests.procurement.sizing.builders import configuration, limits, problem

PAIR = (
    replace(configuration("a", vendor="v", domestic=True, power_w="1000"), existing=1, cooling_w=Decimal(900)),
    replace(configuration("b", vendor="w", power_w="500"), cooling_w=Decimal(400)),
)
TERMS = Costs(2, Decimal(1000), Decimal(1), Decimal(1), Decimal("0.1"), (Decimal("0.5"), Decimal(0)), None)
ASKED = replace(
    problem(PAIR, {"x": "1"}, {("a", "x"): 1, ("b", "x"): 1}),
    years=(Year("2027년"), Year("2028년")),
    bundles=(Bundle("pack", "묶음", (("b", 2),), 150),),
    costs=TERMS,
)
CHOICE = Choice(
    {"a": 1, "b": 3},
    (),
    Decimal(1),
    (Order("a", 0, 1, 90), Order("b", 1, 1, 100), Order("pack", 1, 1, 150)),
    tuple(Unserved("x", year, Decimal(1)) for year in (0, 1)),
)


def broken(**changes: Any) -> list[tuple[str, int]]:
    return [(c.rule, c.year) for c in verify(replace(ASKED, **changes), choice=CHOICE) if not c.ok]


def test_value_is_what_is_paid_by_vendor_year_and_origin() -> None:
    assert value_of(ASKED, choice=CHOICE) == 340
    assert value_of(ASKED, choice=CHOICE, vendor="w") == 250
    assert [value_of(ASKED, choice=CHOICE, year=year) for year in (0, 1)] == [90, 250]
    assert domestic_value(ASKED, choice=CHOICE) == 90


def test_totals_count_what_is_there_already() -> None:
    assert total(ASKED, choice=CHOICE, figure="power_w") == 2 * 1000 + 3 * 500
    assert total(ASKED, choice=CHOICE, figure="cooling_w") == 2 * 900 + 3 * 400
    assert total(ASKED, choice=CHOICE, figure="rack_units") == 20


def test_the_total_cost_is_the_sum_of_its_parts() -> None:
    parts = cost_parts(ASKED, choice=CHOICE)
    assert parts is not None
    energy = 2 * 1000 + 2 * 1000 + 500 + 2 * 500
    assert [parts.capital, parts.energy, parts.maintenance, parts.residual] == [340, energy, 18 + 25, 125]
    assert total_cost(ASKED, choice=CHOICE) == 340 + energy + 43 - 125
    bare = replace(ASKED, costs=None)
    assert (total_cost(bare, choice=CHOICE), cost_parts(bare, choice=CHOICE)) == (None, None)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"limits": limits(budget=340, running=3534, cooling_w=Decimal(3000))}, []),
        ({"limits": limits(budget=339)}, [("budget", 0)]),
        ({"limits": limits(running=3533)}, [("running", 1)]),
        ({"limits": limits(cooling_w=Decimal(2999))}, [("cooling", 0)]),
        ({"years": (Year("1", 90), Year("2", 250))}, []),
        ({"years": (Year("1", 89), Year("2", 249))}, [("year_budget", 0), ("year_budget", 1)]),
    ],
)
def test_a_limit_missed_by_one_is_found(changes: dict[str, Any], found: list[tuple[str, int]]) -> None:
    assert broken(**changes) == found
