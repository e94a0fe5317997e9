from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from procurement.sizing.linear import LARGEST_COEFFICIENT, Draft, Row, unit_of

WON = st.integers(1, 10**12).map(Fraction)


@given(st.lists(WON, min_size=1, max_size=6))
def test_won_become_exact_floats_of_modest_size(prices: list[Fraction]) -> None:
    common, scaled = unit_of(prices)
    assert all((price / common).denominator == 1 for price in prices)
    assert all(Fraction(float(price / scaled)) == price / scaled for price in prices)
    assert max(prices) / scaled <= LARGEST_COEFFICIENT
    ratio = scaled / common
    assert ratio.denominator == 1
    assert ratio.numerator & (ratio.numerator - 1) == 0


def test_nothing_to_scale_scales_by_one() -> None:
    assert unit_of([Fraction(0)]) == (Fraction(1), Fraction(1))


def test_a_whole_row_is_tightened_to_what_its_prices_can_add_up_to() -> None:
    draft = Draft()
    draft.whole("budget", [(0, Fraction(600)), (1, Fraction(900))], most=Fraction(1499))
    assert draft.rows == [Row("budget", ((0, 2.0), (1, 3.0)), "<=", 4.0)]
