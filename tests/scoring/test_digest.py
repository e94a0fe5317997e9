from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.criteria import Gate, Linear, Piecewise, Ratio
from scoring.digest import canonical, sha256_of
from scoring.quantity import NotExact


def test_values_of_different_kinds_have_different_texts() -> None:
    values = [None, True, False, 1, "1", Decimal(1), Decimal("1.0"), Fraction(1), date(2026, 1, 2), (1,), ((1,),), ()]
    assert len({canonical(value) for value in values}) == len(values)


def test_a_dataclass_is_written_by_field() -> None:
    gate = Gate(id="power", title="전력", unit="W", comparison="<=", limit=Fraction(3000))
    assert canonical(gate) == 'Gate(id="power",title="전력",unit="W",comparison="<=",limit=Fraction(3000))'


def test_the_same_numbers_on_another_curve_are_another_announcement() -> None:
    floor, target = Fraction(500), Fraction(2000)
    knots = ((floor, Fraction(0)), (target, Fraction(1)))
    texts = [canonical(curve) for curve in (Linear(floor, target, 4), Ratio(floor, target, 4), Piecewise(knots, 4))]
    assert texts[1] == "Ratio(floor=Fraction(500),target=Fraction(2000),places=int(4))"
    assert texts[2].startswith("Piecewise(knots=[[Fraction(500),Fraction(0)],[Fraction(2000),")
    assert len(set(texts)) == 3


def test_text_cannot_pretend_to_be_structure() -> None:
    assert canonical(('a","b',)) != canonical(("a", "b"))


@pytest.mark.parametrize("value", [0.5, [1], {"a": 1}, object, (1, 0.5)])
def test_what_is_not_exact_has_no_text(value: object) -> None:
    with pytest.raises(NotExact):
        canonical(value)


def test_the_digest_is_sha256_of_the_lines() -> None:
    # The example of FIPS 180-2, appendix B.1.
    assert sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of("a", "b") == sha256_of("a\nb") != sha256_of("ab")
