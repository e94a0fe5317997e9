from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.linear import Row
from procurement.sizing.model import cheapest_model, most_useful, performance_model
from tests.procurement.sizing.builders import configuration, limits, problem

PAIR = (configuration("npu", price=300, domestic=True), configuration("gpu", price=500))
ASKED = problem(PAIR, {"x": "10", "y": "4"}, {("npu", "x"): 4, ("gpu", "x"): 10, ("gpu", "y"): 5})


def test_columns_stand_for_servers_and_measured_pairs_only() -> None:
    program = cheapest_model(ASKED)
    assert program.layout.servers == {"gpu": 0, "npu": 1}
    assert program.layout.shares == {("gpu", "x"): 2, ("gpu", "y"): 3, ("npu", "x"): 4}
    assert [column.upper for column in program.linear.columns] == [2, 3, 1, 1, 1]
    assert program.linear.rows == (
        Row("", ((2, 1.0), (4, 1.0)), "=", 1.0),
        Row("", ((3, 1.0),), "=", 1.0),
        Row("", ((2, 1.0), (3, 0.8), (0, -1.0)), "<=", 0.0),
        Row("", ((4, 2.5), (1, -1.0)), "<=", 0.0),
    )


def test_money_is_measured_in_the_greatest_common_amount() -> None:
    program = cheapest_model(ASKED)
    assert (program.won, program.step) == (Fraction(100), 100)
    assert program.linear.stages[0].terms == ((0, 5.0), (1, 3.0))


def test_every_limit_becomes_rows_of_its_own_rule() -> None:
    held = limits(
        budget=1,
        power_w=Decimal(1),
        rack_units=1,
        vendor_share=Fraction(1, 2),
        min_vendors=1,
        max_vendors=1,
        domestic_share=DomesticShare(Fraction(1, 2), "none", 1, 2),
    )
    capped = tuple(replace(c, maximum=1) for c in PAIR)
    rules = {row.rule for row in cheapest_model(replace(ASKED, limits=held, configurations=capped)).linear.rows}
    assert rules == {
        "", "budget", "power", "rack", "vendor_share", "min_vendors", "max_vendors", "domestic", "maximum",
    }  # fmt: skip


def test_a_domestic_share_that_only_informs_has_no_row() -> None:
    held = limits(domestic_share=DomesticShare(Fraction(1, 2), "none", 2, 2))
    assert cheapest_model(replace(ASKED, limits=held)).linear == cheapest_model(ASKED).linear


def test_spares_tie_every_share_to_use() -> None:
    program = cheapest_model(replace(ASKED, spares=1))
    strong = [row for row in program.linear.rows if row.sense == "<=" and [value for _, value in row.terms] == [1, -1]]
    assert len(strong) == 3


def test_no_more_servers_than_the_demand_can_use_and_the_spares() -> None:
    assert most_useful(replace(ASKED, spares=2)) == {"npu": 5, "gpu": 4}
    idle = problem(PAIR, {"x": "1"}, {("gpu", "x"): 1}, spares=1)
    assert most_useful(idle) == {"npu": 0, "gpu": 2}


def test_the_scale_is_bounded_by_what_the_budget_can_buy() -> None:
    program = performance_model(replace(ASKED, limits=limits(budget=5_000)))
    assert program.layout.scale == 0
    assert program.linear.columns[0].upper == 12.5
    assert [column.upper for column in program.linear.columns[1:3]] == [10, 16]
