"""Exact numbers: Fraction inside, Decimal out, floats refused. The one place that rounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
MOST_DIGITS = 40


class NotExact(ValueError):
    """A number that is not exact: a float, NaN, infinity, or text that is no plain decimal."""


def exact(value: str | int | Decimal | Fraction) -> Fraction:
    """The same number as a Fraction.

    Text must be a plain decimal (`12`, `-0.85`). Raises NotExact for floats, booleans,
    non-finite values, other text, and numbers of more than 40 digits.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotExact(f"정확한 수가 아닙니다: {value!r} / not an exact number: {value!r}, give int, Decimal or text")
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        raise NotExact(f"수로 읽을 수 없습니다: {value!r} / not a plain decimal number: {value!r}")
    _refuse_outsize(Decimal(value))
    return Fraction(value)


def _refuse_outsize(value: Decimal) -> None:
    if not value.is_finite():
        raise NotExact(f"유한한 수가 아닙니다: {value} / not a finite number: {value}")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and (abs(exponent) > MOST_DIGITS or value.adjusted() >= MOST_DIGITS):
        raise NotExact(f"자릿수가 {MOST_DIGITS}자리를 넘습니다 / more than {MOST_DIGITS} digits: {value:.3E}")


def half_up(value: Fraction, *, places: int) -> Decimal:
    """Round half up to `places` decimals: 소수점 (places+1)째 자리에서 반올림.

    The rules round positive numbers only. A negative half goes away from zero, as ROUND of a
    spreadsheet does, so that the sheet and this function never differ.
    """
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and units else ""
    return Decimal(f"{sign}{units}E-{places}")


def decimal_of(value: Fraction) -> Decimal:
    """The same number as a Decimal with no needless zeros; NotExact where the decimals do not end."""
    for places in range(MOST_DIGITS):
        if 10**places % value.denominator == 0:
            return half_up(value, places=places)
    raise NotExact(f"소수로 끝나지 않는 수입니다: {value} / has no finite decimal form: {value}")


def plain(value: Fraction) -> str:
    """A number for people: a decimal where it ends, else numerator/denominator."""
    try:
        return f"{decimal_of(value):f}"
    except NotExact:
        return str(value)


def sum_of(values: Iterable[Fraction]) -> Fraction:
    """Σ of exact numbers; equal denominators are added as integers first, which many marks share."""
    parts: dict[int, int] = {}
    for value in values:
        parts[value.denominator] = parts.get(value.denominator, 0) + value.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in parts.items()), Fraction(0))


def total_of(parts: Iterable[Decimal]) -> Decimal:
    """Σ of parts that are already rounded, with the places of the finest part and no rounding of its own.

    Totals add the rounded parts: 78.3334 + 17.3334 = 95.6668 (K1 of the published cases sums so).
    """
    fractions = [(Fraction(part), max(0, -int(part.as_tuple().exponent))) for part in parts]
    places = max((places for _, places in fractions), default=0)
    return half_up(sum((value for value, _ in fractions), Fraction(0)), places=places)
