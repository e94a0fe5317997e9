from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.quantity import NotExact, decimal_of, exact, half_up, plain, sum_of, total_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.85", Fraction(17, 20)),
        ("-12", Fraction(-12)),
        (7, Fraction(7)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("1e-40"), Fraction(1, 10**40)),
        ("9" * 40, Fraction(10**40 - 1)),
    ],
)
def test_exact_keeps_the_number(value: Any, expected: Fraction) -> None:
    assert exact(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        0.85,
        True,
        None,
        "1e5",
        "1/3",
        "",
        " 1",
        "1,000",
        "１",
        "nan",
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1e41"),
        "1" + "0" * 40,
        Decimal("1e-41"),
        Decimal("1e999999999"),
        Decimal("-1e-999999"),
    ],
)
def test_what_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(NotExact):
        exact(value)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("16.00085", 4, "16.0009"),
        ("16.00084999", 4, "16.0008"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-0.00001", 4, "0.0000"),
        ("0", 4, "0.0000"),
    ],
)
def test_half_goes_up_and_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(half_up(exact(value), places=places)) == expected


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=8), st.integers(0, 6))
def test_half_up_is_the_decimal_modules_half_up(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert half_up(Fraction(value), places=places) == expected


def test_half_up_does_not_lose_digits_of_long_numbers() -> None:
    assert str(half_up(exact("1234567890123456789012345678901234.56785"), places=4)).endswith("1234.5679")


def test_decimal_of_has_no_needless_zeros_and_refuses_thirds() -> None:
    assert [str(decimal_of(exact(text))) for text in ("20", "6.3750", "0.05")] == ["20", "6.375", "0.05"]
    with pytest.raises(NotExact, match="1/3"):
        decimal_of(Fraction(1, 3))


def test_plain_shows_decimals_where_they_end() -> None:
    assert [plain(Fraction(1, 4)), plain(Fraction(1, 3)), plain(Fraction(10**9))] == ["0.25", "1/3", "1000000000"]


def test_totals_add_the_rounded_parts() -> None:
    parts = [half_up(exact(part), places=4) for part in ("78.33335", "17.33335")]
    assert str(total_of(parts)) == "95.6668"
    assert str(half_up(exact("78.33335") + exact("17.33335"), places=4)) == "95.6667"


def test_a_total_keeps_the_finest_places_and_nothing_adds_up_to_zero() -> None:
    assert [str(total_of(parts)) for parts in ([Decimal("1.5"), Decimal("2.25")], [Decimal("1E+2")], [])] == [
        *("3.75", "100", "0"),
    ]


@given(st.lists(st.fractions(max_denominator=60)))
def test_sum_of_is_the_sum(values: list[Fraction]) -> None:
    assert sum_of(values) == sum(values, Fraction(0))
