from __future__ import annotations

from fractions import Fraction

from procurement.sizing.limit_forms import Form, forms_of, scaled_row
from procurement.sizing.limit_values import Limited
from procurement.sizing.linear import Draft, Row
from procurement.sizing.model import cheapest_model
from tests.procurement.sizing.builders import configuration, problem

PROBLEM = problem((configuration("a"), configuration("b")), {"x": "3"}, {("a", "x"): 1, ("b", "x"): 1})


def test_a_share_is_what_is_over_its_part_of_the_whole() -> None:
    form = Form(((0, Fraction(4)), (1, Fraction(0))), whole=((0, Fraction(4)), (1, Fraction(6))), per=0)
    assert form.at(Fraction(1, 2)) == (((0, Fraction(2)), (1, Fraction(-3))), Fraction(0))
    assert Form(((0, Fraction(4)),), Fraction(3)).at(Fraction(10)) == (((0, Fraction(4)),), Fraction(-7))


def test_a_row_has_no_coefficient_above_one() -> None:
    row = scaled_row(((0, Fraction(40)), (1, Fraction(0)), (2, Fraction(-10))), constant=Fraction(-20),
                     slack=[(3, Fraction(10))])  # fmt: skip
    assert row == Row("", ((0, 1.0), (2, -0.25), (3, -0.25)), "<=", 0.5)
    assert scaled_row((), constant=Fraction(-2), slack=[]) == Row("", (), "<=", 2.0)


def test_numbers_of_vendors_count_flags_that_orders_raise() -> None:
    model = cheapest_model(PROBLEM)
    draft = Draft(list(model.linear.columns), [])
    count = len(draft.columns)
    forms = forms_of(PROBLEM, model=model, limit=Limited("min_vendors", "", Fraction(2)), draft=draft)
    assert forms == [Form(((count, Fraction(-1)), (count + 1, Fraction(-1))), per=-1)]
    first, second = model.layout.servers["a"], model.layout.servers["b"]
    assert draft.rows == [
        Row("", ((count, 1.0), (first, -1.0)), "<=", 0.0),
        Row("", ((first, 1.0), (count, -3.0)), "<=", 0.0),
        Row("", ((count + 1, 1.0), (second, -1.0)), "<=", 0.0),
        Row("", ((second, 1.0), (count + 1, -3.0)), "<=", 0.0),
    ]
