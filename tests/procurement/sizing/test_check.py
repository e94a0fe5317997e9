from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.sizing.check import Check, Comparison, check, stated, within


@pytest.mark.parametrize(
    ("comparison", "kept"), [("<=", [True, True, False]), ("=", [False, True, False]), (">=", [False, True, True])]
)
def test_a_constraint_is_kept_exactly_or_not_at_all(comparison: Comparison, kept: list[bool]) -> None:
    least = Fraction(1, 10**18)
    values = (1 - least, Fraction(1), 1 + least)
    assert [check("budget", value, comparison, 1, unit="KRW").ok for value in values] == kept


def test_what_rests_on_shares_may_pass_its_limit_by_a_millionth() -> None:
    kept = within("load", 2 * Fraction(1_000_001, 10**6), 2, unit="servers", subject="a", year=1)
    assert kept == Check("load", "a", Fraction(2_000_002, 10**6), "<=", Fraction(2), "servers", ok=True, year=1)
    assert not within("load", kept.value + Fraction(1, 10**18), 2, unit="servers", subject="a", year=1).ok
    assert not within("load", Fraction(0), -1, unit="servers", subject="a", year=0).ok


def test_a_figure_that_is_not_stated_keeps_no_limit() -> None:
    assert stated("power", None, Fraction(9), unit="W").ok is False
    assert stated("power", Fraction(9), Fraction(9), unit="W").ok is True
