from __future__ import annotations

from typing import Any

import pytest

from procurement.web.plan_limit_forms import LimitsForm
from tests.procurement.web.plan_given import LIMITS, typed

GIVEN = typed(LIMITS) | {"seen": "0" * 64, "plan_years": "2027년 = 900,000\n2028년"}
COSTS = {
    "costs_years": "2", "costs_hours": "8760", "costs_pue": "1.5", "costs_tariff": "150", "costs_maintenance": "0.08",
    "costs_residual": "0.5, 0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        (COSTS, set()),
        ({"legal_basis": ""}, {"legal_basis"}),
        ({"legal_basis": "because"}, {"legal_basis"}),
        (COSTS | {"costs_pue": ""}, {"costs_pue"}),
        ({"costs_discount": "0.03"}, set(COSTS)),
        (COSTS | {"costs_residual": "half"}, {"costs_residual"}),
        ({"plan_years": "2027년 = viel"}, {"plan_years"}),
        ({"plan_years": " = 3"}, {"plan_years"}),
        ({"plan_years": "2027년 = 0.5"}, {"plan_years"}),
        ({"vendor_share": "60"}, {"vendor_share"}),
        ({"objective": "in_order"}, {"objective"}),
        ({"policy_points": "11", "policy_shares": "0.3, 0.5", "policy_basis": "계획"}, set()),
        ({"policy_points": "11"}, set()),
        ({"policy_shares": "0.3, 0.5"}, {"policy_points", "policy_basis"}),
        ({"policy_points": "42"}, {"policy_points"}),
        ({"policy_points": "11", "policy_shares": "half"}, {"policy_shares"}),
    ],
)
def test_limits_say_what_has_to_be_mended(changed: dict[str, Any], wrong: set[str]) -> None:
    form = LimitsForm({**GIVEN, **changed})
    assert set(form.errors) == wrong


def test_years_and_shares_are_read_and_an_order_of_aims_stays() -> None:
    form = LimitsForm({**GIVEN, **COSTS})
    assert form.is_valid()
    assert form.cleaned_data["plan_years"] == [("2027년", 900_000), ("2028년", None)]
    assert [str(one) for one in form.cleaned_data["costs_residual"]] == ["0.5", "0"]
    kept = LimitsForm({**GIVEN, "objective": "in_order"}, initial={"objective": "in_order"})
    assert kept.is_valid(), kept.errors
