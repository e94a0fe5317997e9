from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.purchase_aims import aims_of, confidence_of, curve_aim_of, most_won_of
from procurement.sizing.aims_model import Aim


def read(text: str) -> Table:
    return read_table(text.encode(), filename="sizing.toml")


def test_aims_are_read_in_their_order_with_their_tolerances() -> None:
    text = 'objective = "in_order"\naims = [{ name = "cost", tolerance = 0.02 }, "power", '
    found = aims_of(read(text + '{ name = "distance", given = { a = 2 } }]'))
    assert found == (Aim("cost", Fraction(1, 50)), Aim("power"), Aim("distance", given=(("a", 2),)))
    assert aims_of(read('objective = "cheapest"')) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('objective = "in_order"', "go together; aims are among cost, power, vendors, distance"),
        ('objective = "cheapest"\naims = ["cost"]', "go together"),
        ('objective = "in_order"\naims = []', "a list of at least one"),
        ('objective = "in_order"\naims = [3]', r"aims\[0\].*a name or"),
        ('objective = "in_order"\naims = ["price"]', "must be one of cost, power"),
        ('objective = "in_order"\naims = ["distance"]', "goes with distance"),
        ('objective = "in_order"\naims = [{ name = "cost", given = { a = 1 } }]', "goes with distance"),
    ],
)
def test_aims_that_cannot_be_meant_are_refused(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        aims_of(read(text))


def test_the_lower_end_needs_a_confidence_and_the_best_run_has_none() -> None:
    assert confidence_of(read('measured = "lower"\nconfidence = "0.95"')) == "0.95"
    assert confidence_of(read('measured = "best"')) is None
    with pytest.raises(TableError, match="'confidence' is missing"):
        confidence_of(read('measured = "lower"'))
    with pytest.raises(TableError, match="goes with measured"):
        confidence_of(read('confidence = "0.95"'))


def test_the_curve_ends_at_the_most_that_may_be_spent() -> None:
    assert most_won_of(read("")) is None
    assert most_won_of(read("[frontier]\nmost_won = 5")) == 5


def test_the_curve_is_against_performance_where_nothing_else_is_named() -> None:
    assert (curve_aim_of(read("")), curve_aim_of(read("[frontier]\nmost_won = 5"))) == ("performance", "performance")
    assert curve_aim_of(read('[frontier]\naim = "power"')) == "power"
    with pytest.raises(TableError, match="must be one of performance, domestic, power"):
        curve_aim_of(read('[frontier]\naim = "cost"'))
