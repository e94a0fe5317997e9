from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError
from procurement.casefile.purchase_terms import bundle_of, costs_of, discount_of, exclusive_of, pairing_of, year_of
from procurement.sizing.offers import Bundle, Discount, Pairing, Tier
from procurement.sizing.problem import Year
from procurement.sizing.tco import Costs
from tests.procurement.casefile.sizing_folder import small_case


def test_every_term_of_a_plan_is_read(tmp_path: Path) -> None:
    problem = small_case(tmp_path).purchase.problem
    assert problem.years == (Year("1년", 900_000_000), Year("2년"))
    assert problem.discounts == (Discount("많이", ("old",), "servers", (Tier(2, Fraction(1, 10)),)),)
    assert problem.bundles == (Bundle("pack", "묶음", (("new", 3),), 70_000_000, 2),)
    assert problem.exclusive == (("pack", "dark"),)
    assert problem.pairings == (Pairing("Llama 3.1 8B", ("dark",), "never", "인증 없음"),)
    residual = tuple(map(Decimal, ("0.6", "0.4", "0.2", "0.1")))
    rates = (Decimal("1.4"), Decimal("133.3"), Decimal("0.07"))
    assert problem.costs == Costs(4, Decimal(8000), *rates, residual, Decimal("0.045"))


@pytest.mark.parametrize("key", ["years", "hours", "pue", "tariff", "maintenance"])
def test_no_term_of_the_cost_has_a_default(key: str) -> None:
    given: dict[str, object] = {"years": 1, "hours": 1, "pue": 1, "tariff": 1, "maintenance": 0, "residual": [0]}
    assert costs_of(Table("c", given)).discount is None
    with pytest.raises(TableError, match=f"'{key}' is missing"):
        costs_of(Table("c", {k: v for k, v in given.items() if k != key}))


def test_a_tier_starts_at_a_whole_number() -> None:
    values: dict[str, object] = {"id": "x", "configurations": ["a"], "by": "won", "tiers": [[Decimal("1.5"), 0]]}
    with pytest.raises(TableError, match="the start of a tier is a whole number"):
        discount_of(Table("d", values))


@pytest.mark.parametrize("read", [year_of, discount_of, bundle_of, pairing_of, exclusive_of, costs_of])
def test_an_unknown_key_is_refused(read: object) -> None:
    assert callable(read)
    with pytest.raises(TableError, match="unknown key 'zzz'"):
        read(Table("t", {"zzz": 1}))
