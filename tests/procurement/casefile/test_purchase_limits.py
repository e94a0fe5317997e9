from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.table import TableError, read_table
from procurement.casefile.purchase_limits import limits_of
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.problem import Limits


def read(text: str) -> Limits:
    return limits_of(read_table(text.encode(), filename="limits"))


def test_a_key_that_is_absent_is_no_limit() -> None:
    assert read("") == Limits(None, None, None, None, None, None, None)


def test_every_limit_is_read_exactly() -> None:
    text = (
        "budget = 5\npower_w = 6.5\nrack_units = 7\nvendor_share = 0.6\nmin_vendors = 2\nmax_vendors = 3\n"
        "cooling_w = 8.25\nvendor_demand = 0.7\nrunning = 9\n"
        'domestic_share = { share = 0.5, legal_basis = "security" }'
    )
    domestic = DomesticShare(Fraction(1, 2), "security", estimate_won=None, threshold_won=None)
    assert read(text) == Limits(
        5, Decimal("6.5"), 7, Fraction(3, 5), 2, 3, domestic, Decimal("8.25"), Fraction(7, 10), 9
    )


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(TableError, match="unknown key 'money'"):
        read("money = 5")
