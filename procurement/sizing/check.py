"""One constraint of a mix, recomputed in exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Comparison = Literal["<=", "=", ">="]
LOAD_TOLERANCE = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint recomputed: `value` `comparison` `limit` in `unit`, for `subject` (an id, or empty) and a year."""

    rule: str
    subject: str
    value: Fraction
    comparison: Comparison
    limit: Fraction
    unit: str
    ok: bool
    year: int = 0


def check(  # one line of the audit sheet
    rule: str,
    value: Fraction | int,
    comparison: Comparison,
    limit: Fraction | int,
    *,
    unit: str,
    subject: str = "",
    year: int = 0,
) -> Check:
    """The constraint, kept or not, without any tolerance."""
    value, limit = Fraction(value), Fraction(limit)
    ok = {"<=": value <= limit, "=": value == limit, ">=": value >= limit}[comparison]
    return Check(rule, subject, value, comparison, limit, unit, ok, year)


def within(rule: str, value: Fraction, limit: Fraction | int, *, unit: str, subject: str, year: int) -> Check:
    """A value that rests on shares of twelve decimals: it may pass its limit by LOAD_TOLERANCE of it."""
    found = Fraction(limit)
    ok = value <= found * (1 + LOAD_TOLERANCE)
    return Check(rule, subject, value, "<=", found, unit, ok, year)


def stated(rule: str, value: Fraction | None, limit: Fraction, *, unit: str) -> Check:
    """A figure that is not stated never keeps a limit; -1 stands for it, which no total can be."""
    if value is None:
        return Check(rule, "", Fraction(-1), "<=", limit, unit, ok=False)
    return check(rule, value, "<=", limit, unit=unit)
