from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError
from benchmarks.writers.exact_json import exact_json
from procurement.exports.ocds.conversion import conversion_json, conversion_of
from scoring.criteria import Grades, Ladder, Linear, Piecewise, Ratio, ValueFunction
from scoring.quantity import NotExact


@pytest.mark.parametrize(
    "value",
    [
        Linear(Fraction(0), Fraction("99.5"), 4),
        Ratio(Fraction("2500.25"), Fraction(10000), 2),
        Piecewise(((Fraction(1), Fraction(0)), (Fraction("2.5"), Fraction("0.85")), (Fraction(4), Fraction(1))), 3),
        Ladder(((Fraction(5), Fraction(1)), (Fraction(0), Fraction("0.7"))), "higher"),
        Grades((("A0 이상", Fraction(1)), ("BBB", Fraction("0.95")))),
    ],
)
def test_a_value_function_comes_back_as_it_went(value: ValueFunction) -> None:
    told = json.loads(exact_json(conversion_json(value)), parse_float=Decimal)
    assert conversion_of(Table("x", told)) == value


def test_a_share_that_no_decimal_writes_is_refused() -> None:
    with pytest.raises(NotExact):
        conversion_json(Grades((("A", Fraction(1, 3)),)))


def test_an_unknown_kind_is_refused_with_its_place() -> None:
    with pytest.raises(TableError, match=r"r.json.conversion: kind = 'curve'.* must be one of linear"):
        conversion_of(Table("r.json.conversion", {"kind": "curve"}))
