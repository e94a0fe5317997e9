from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.exports.xlsx.assess.blocks import NotForSheets, Order, held


@pytest.mark.parametrize("value", [10**15 - 1, 10**15, Decimal("0.0123456789"), Fraction(1, 1024), 0, -3])
def test_what_a_double_computes_with_is_held(value: int | Decimal | Fraction) -> None:
    assert held(value, what="가") == value


@pytest.mark.parametrize("value", [10**15 + 1, Decimal("0.01234567891"), Fraction(1, 3), Decimal("123456789.1234567")])
def test_finer_or_longer_numbers_are_refused(value: int | Decimal | Fraction) -> None:
    with pytest.raises(NotForSheets, match=r"^가: "):
        held(value, what="가")


def test_an_order_goes_from_key_to_key_and_ends_with_the_lot() -> None:
    order = Order('($C$7:$C$9="예")', (("B", "<"),), 7, 9)
    assert order.place(8, drawn="I") == (
        '1+SUMPRODUCT(($C$7:$C$9="예")*(($B$7:$B$9<B8)+($B$7:$B$9=B8)*(($I$7:$I$9<I8)+($I$7:$I$9=I8)*(0))))'
    )
