from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.figures import ProblemError
from procurement.sizing.offers import Line
from procurement.sizing.tco import (
    Costs,
    Parts,
    check_costs,
    cost_of,
    energy_won,
    existing_cost,
    existing_energy,
    present_value,
    running_won,
)
from tests.procurement.sizing.builders import configuration

HALF = (Decimal("0.5"), Decimal("0.25"), Decimal(0))
COSTS = Costs(3, Decimal(1000), Decimal("1.5"), Decimal(100), Decimal("0.1"), HALF, None)
SERVERS = {
    "npu": configuration("npu", price=1_000_000, power_w="2000"),
    "late": replace(configuration("late", price=1_000_000, power_w="2000"), lead_years=1),
    "dark": configuration("dark", power_w=None),
}
NPU = Line("npu", 0, 0, 1_000_000, (("npu", 1),))


def parts(found: Parts) -> list[object]:
    return [found.capital, found.energy, found.maintenance, found.residual]


def test_energy_is_kilowatts_by_pue_by_hours_by_tariff() -> None:
    assert energy_won(Decimal(2000), costs=COSTS) == 2 * Fraction(3, 2) * 1000 * 100


def test_the_parts_of_a_server_bought_in_the_first_year() -> None:
    found = cost_of(NPU, costs=COSTS, configurations=SERVERS)
    assert parts(found) == [1_000_000, 900_000, 300_000, 0]
    assert found.won == 2_200_000


def test_a_later_order_with_a_lead_time_serves_fewer_years_and_keeps_more_of_its_price() -> None:
    found = cost_of(Line("late", 1, 0, 1_000_000, (("late", 1),)), costs=COSTS, configurations=SERVERS)
    assert parts(found)[1:] == [300_000, 100_000, 500_000]
    never = cost_of(Line("late", 2, 0, 1_000_000, (("late", 1),)), costs=COSTS, configurations=SERVERS)
    assert [*parts(never)[1:], never.won] == [0, 0, 1_000_000, 0]


def test_a_rate_discounts_each_flow_to_the_first_year() -> None:
    found = cost_of(replace(NPU, year=1), costs=replace(COSTS, discount=Decimal("0.25")), configurations=SERVERS)
    shrink = Fraction(4, 5)
    assert found.capital == 1_000_000 * shrink
    assert found.energy == 300_000 * (shrink + shrink**2)
    assert found.residual == 250_000 * shrink**3
    assert present_value(Fraction(100), year=2, costs=COSTS) == 100


def test_a_package_costs_what_its_parts_draw_and_is_kept_up_once_it_is_complete() -> None:
    both = Line("pack", 0, 0, 1_500_000, (("npu", 2), ("late", 1)))
    found = cost_of(both, costs=COSTS, configurations=SERVERS)
    assert parts(found)[1:] == [2 * 900_000 + 600_000, 300_000, 375_000]
    assert running_won(both, year=0, costs=COSTS, configurations=SERVERS) == 600_000
    assert running_won(both, year=1, costs=COSTS, configurations=SERVERS) == 900_000 + 150_000


def test_servers_already_there_cost_their_energy_only() -> None:
    there = (replace(SERVERS["npu"], existing=2), SERVERS["dark"])
    assert existing_energy(there, costs=COSTS) == 600_000
    assert existing_cost(there, costs=COSTS) == 1_800_000


def test_sound_terms_pass() -> None:
    check_costs(COSTS, plan_years=3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"years": 2}, "총비용 기간"),
        ({"hours": Decimal(-1)}, "연간 가동시간"),
        ({"pue": Decimal("0.99")}, "PUE"),
        ({"tariff": Decimal(-1)}, "전기요금"),
        ({"maintenance": Decimal("NaN")}, "유지보수요율"),
        ({"discount": Decimal("-0.01")}, "할인율"),
        ({"residual": (Decimal(2),) * 3}, "잔존가치 비율 / residual"),
        ({"residual": HALF[:2]}, "1년부터 3년까지 3개"),
    ],
)
def test_terms_that_cannot_be_computed_with_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        check_costs(replace(COSTS, **change), plan_years=3)
