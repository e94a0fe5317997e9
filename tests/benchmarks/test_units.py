from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.units import UnknownUnit, convert, factor

AMOUNTS = st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=12)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("359334888", "ns", "ms", "359.334888"),
        ("29989", "us", "ms", "29.989"),
        ("29989", "\u00b5s", "ms", "29.989"),
        ("29989", "\u03bcs", "ms", "29.989"),
        ("0.68508089130575", "s", "ms", "685.08089130575"),
        ("42", "ms", "ms", "42"),
        ("370.4", "tok/s", "tokens/s", "370.4"),
        ("370.4", "Tokens/s", "tokens/s", "370.4"),
        ("5.5", "samples/s", "requests/s", "5.5"),
        ("5.5", "Queries/s", "requests/s", "5.5"),
        ("222122", "mW", "W", "222.122"),
        ("6.1529844351733", "kW", "W", "6152.9844351733"),
        ("4613.6", "Watts", "W", "4613.6"),
        ("0.5", "s", "us", "500000"),
        ("0.25", "kWh", "J", "900000"),
        ("1500", "mJ", "J", "1.5"),
    ],
)
def test_a_known_unit_is_converted_exactly(value: str, unit: str, to: str, expected: str) -> None:
    assert convert(Decimal(value), unit=unit, to=to) == Decimal(expected)


@given(AMOUNTS, st.sampled_from([("ns", "ms"), ("us", "ms"), ("s", "ms"), ("mW", "W"), ("kW", "W")]))
def test_there_and_back_is_the_same_number(amount: Decimal, pair: tuple[str, str]) -> None:
    small, large = pair
    assert convert(convert(amount, unit=small, to=large), unit=large, to=small) == amount


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("MW", "W"),
        ("MJ", "J"),
        ("J", "W"),
        ("hours", "ms"),
        ("", "ms"),
        ("tokens/s", "ms"),
        ("ms", "W"),
        ("ms", "parsec"),
    ],
)
def test_another_word_or_dimension_is_refused(unit: str, to: str) -> None:
    with pytest.raises(UnknownUnit) as refused:
        convert(Decimal(1), unit=unit, to=to)
    assert (refused.value.unit, refused.value.to) == (unit, to)
    assert str(refused.value) == (
        f"단위 '{unit}'를 {to}(으)로 바꿀 수 없습니다. / Unit '{unit}' cannot be converted to {to}."
    )


def test_a_factor_is_a_power_of_ten() -> None:
    assert [factor(unit, to="ms") for unit in ("ns", "us", "ms", "s")] == [
        Decimal("0.000001"),
        Decimal("0.001"),
        Decimal(1),
        Decimal(1000),
    ]
