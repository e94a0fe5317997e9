"""Logarithms, powers and means of exact numbers: Decimal with guard digits, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

DIGITS = 50
_GUARD = 20
_LARGEST_ROOT = 1000


def working_context() -> Context:
    """A fresh context of 50 digits and 20 guard digits, half even, whatever the caller's context is."""
    return Context(prec=DIGITS + _GUARD, rounding=ROUND_HALF_EVEN)


@lru_cache(maxsize=1024)
def ln(value: Fraction) -> Decimal:
    """The natural logarithm of a number above 0; `ln(1/x)` is exactly `−ln(x)`.

    Numerator and denominator are taken apart, so that the two directions of a ratio cannot differ.
    """
    context = working_context()
    over, under = context.ln(Decimal(value.numerator)), context.ln(Decimal(value.denominator))
    return context.subtract(over, under)


def exp(value: Decimal) -> Fraction:
    """The exponential, as the Fraction of its decimal digits."""
    return Fraction(working_context().exp(value))


def log_ratio(value: Fraction, *, base: Fraction) -> Fraction:
    """`ln(value) / ln(base)`, exactly where it is rational (base^p = value^q), else to 50 digits.

    Both above 0, `base` not 1. A rational result must be exact, or a half would round down. Numbers of
    at most 40 digits have no rational logarithm with a denominator above 270.
    """
    found = Fraction(working_context().divide(ln(value), ln(base)))
    simple = found.limit_denominator(_LARGEST_ROOT)
    near = abs(found - simple) < Fraction(1, 10 ** (DIGITS - 10))
    return simple if near and value**simple.denominator == base**simple.numerator else found


def weighted_geometric_mean(values: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """`exp(Σ w·ln x / Σ w)` of (x, w) pairs, x above 0, w not all 0."""
    pairs = tuple(values)
    whole = sum((weight for _, weight in pairs), Fraction(0))
    return exp(to_decimal(sum((Fraction(ln(x)) * weight for x, weight in pairs), Fraction(0)) / whole))


def to_decimal(value: Fraction) -> Decimal:
    """The nearest Decimal of the working digits."""
    return working_context().divide(Decimal(value.numerator), Decimal(value.denominator))


def normalised(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Shares of the sum, which add up to exactly 1."""
    given = tuple(values)
    whole = sum(given, Fraction(0))
    return tuple(value / whole for value in given)
