from __future__ import annotations

from fractions import Fraction

from procurement.sizing.aims_model import Aim, aim_model
from procurement.sizing.linear import Row
from tests.procurement.sizing.builders import configuration, problem

PAIR = (configuration("a", price=100, power_w="1000"), configuration("b", price=150, power_w="600"))
ASKED = problem(PAIR, {"x": "2"}, {("a", "x"): 1, ("b", "x"): 1})


def test_an_aim_is_counted_in_the_greatest_common_amount() -> None:
    program = aim_model(ASKED, aim=Aim("power"), held={})
    assert (program.unit, program.step) == (Fraction(200), Fraction(200))
    assert program.model.linear.stages[0].terms == ((0, 5.0), (1, 3.0))


def test_an_aim_before_is_held_with_its_tolerance_cut_to_what_it_can_reach() -> None:
    program = aim_model(ASKED, aim=Aim("power"), held={Aim("cost", Fraction(1, 10)): Fraction(300)})
    assert program.model.linear.rows[-1] == Row("", ((0, 2.0), (1, 3.0)), "<=", 6.0)


def test_vendors_and_distance_have_columns_of_their_own() -> None:
    bare = len(aim_model(ASKED, aim=Aim("cost"), held={}).model.linear.columns)
    vendors = aim_model(ASKED, aim=Aim("vendors"), held={}).model.linear
    assert [column for column, _ in vendors.stages[0].terms] == [bare, bare + 1]
    distance = aim_model(ASKED, aim=Aim("distance", given=(("a", 9),)), held={}).model.linear
    assert [column.upper for column in distance.columns[bare:]] == [9, 2]
