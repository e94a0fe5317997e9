from __future__ import annotations

from dataclasses import replace

from procurement.sizing.layout import blueprint
from procurement.sizing.linear import Draft
from procurement.sizing.model import cheapest_model
from procurement.sizing.model_orders import order_columns
from procurement.sizing.problem import Year
from tests.procurement.sizing.builders import configuration, problem

LATE = replace(configuration("b"), lead_years=1, existing=2)
ASKED = replace(
    problem((LATE, configuration("a")), {"x": "1"}, {("a", "x"): 1, ("b", "x"): 1}),
    years=(Year("2027년"), Year("2028년")),
)


def test_columns_of_a_configuration_are_found_by_year_and_by_delivery() -> None:
    plan = blueprint(ASKED, draft=Draft(), scale=None, most={"a": 3, "b": 4})
    order_columns(plan)
    assert [layout.servers for layout in plan.years] == [{"a": 0, "b": 1}, {"a": 2, "b": 3}]
    assert [c.id for c in plan.ordered] == ["a", "b"]
    assert plan.bought("b") == [1, 3]
    assert [plan.arrived(LATE, year=year) for year in (0, 1)] == [[], [1]]
    assert [plan.upper(column) for column in range(4)] == [3, 4, 3, 0]
    assert [plan.most_stock("b", year=year) for year in (0, 1)] == [2, 6]
    assert plan.flag() == 4


def test_the_layout_of_a_model_is_that_of_the_first_year() -> None:
    model = cheapest_model(ASKED)
    assert model.layout is model.years[0]
    assert len(model.years) == 2
