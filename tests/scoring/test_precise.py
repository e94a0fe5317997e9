from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.precise import exp, ln, log_ratio, normalised, to_decimal, weighted_geometric_mean

positive = st.fractions(min_value=Fraction(1, 10**6), max_value=10**6, max_denominator=10**6)
KNOWN = [(ln(Fraction(2)), "0.69314718055994530941723212145817656807550013436026")]


@pytest.mark.parametrize(("found", "known"), KNOWN)
def test_a_logarithm_has_fifty_right_digits(found: Decimal, known: str) -> None:
    assert str(found).startswith(known[:-1])


@given(positive)
def test_the_logarithm_of_a_reciprocal_is_the_negative_to_the_last_digit(value: Fraction) -> None:
    assert Fraction(ln(1 / value)) == -Fraction(ln(value))


def test_the_callers_context_changes_nothing() -> None:
    before = ln(Fraction(7, 3))
    with localcontext() as context:
        context.prec = 3
        assert ln(Fraction(7, 3)) == before


@given(positive)
def test_the_exponential_undoes_the_logarithm(value: Fraction) -> None:
    assert abs(exp(ln(value)) / value - 1) < Fraction(1, 10**50)


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        (Fraction(8), Fraction(4), Fraction(3, 2)),
        (Fraction(1, 8), Fraction(4), Fraction(-3, 2)),
        (Fraction(1), Fraction(7), Fraction(0)),
        (Fraction(27, 8), Fraction(9, 4), Fraction(3, 2)),
        (Fraction(2), Fraction(2) ** 130, Fraction(1, 130)),
    ],
)
def test_a_rational_logarithm_is_exact(value: Fraction, base: Fraction, expected: Fraction) -> None:
    assert log_ratio(value, base=base) == expected


def test_a_logarithm_that_only_nearly_is_rational_stays_what_it_is() -> None:
    nearly = Fraction(3) + Fraction(1, 10**45)
    assert log_ratio(nearly, base=Fraction(9)) != Fraction(1, 2)


@given(positive, positive)
def test_logarithms_agree_with_the_standard_library(value: Fraction, base: Fraction) -> None:
    if abs(base - 1) > Fraction(1, 1000):
        assert math.isclose(log_ratio(value, base=base), math.log(value) / math.log(base), rel_tol=1e-9, abs_tol=1e-9)


def test_a_geometric_mean_weighs_its_values() -> None:
    found = weighted_geometric_mean([(Fraction(2), Fraction(1)), (Fraction(16), Fraction(2))])
    assert abs(found - 8) < Fraction(1, 10**50)


def test_shares_add_up_to_one_exactly() -> None:
    assert normalised([Fraction(1), Fraction(2), Fraction(3)]) == (Fraction(1, 6), Fraction(1, 3), Fraction(1, 2))


def test_a_fraction_becomes_seventy_digits() -> None:
    assert str(to_decimal(Fraction(1, 3))) == "0." + "3" * 70
