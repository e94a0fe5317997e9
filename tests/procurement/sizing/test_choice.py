from __future__ import annotations

from decimal import Decimal

from procurement.sizing.choice import Share, choice_of
from procurement.sizing.linear import Answer
from procurement.sizing.model import cheapest_model, performance_model
from tests.procurement.sizing.builders import configuration, limits, problem

THREE = (configuration("a"), configuration("b"), configuration("c"))
ASKED = problem(THREE, {"x": "3"}, {("a", "x"): 1, ("b", "x"): 1, ("c", "x"): 1}, held=limits(budget=900))


def answer_with(*values: float) -> Answer:
    return Answer(
        status="Optimal",
        values=values,
        bound=None,
        proven=True,
        infeasible=False,
        ties_settled=True,
        conflict=(),
        minimal=False,
        solver="",
    )


def test_shares_add_up_to_exactly_one_and_servers_are_whole() -> None:
    third = 1 / 3
    found = choice_of(
        ASKED, model=cheapest_model(ASKED), answer=answer_with(1 - 1e-9, 1, 1 + 1e-9, third, third, third)
    )
    assert found.servers == {"a": 1, "b": 1, "c": 1}
    assert [part.share for part in found.shares] == [Decimal("0.333333333334"), *[Decimal("0.333333333333")] * 2]
    assert sum(part.share for part in found.shares) == 1


def test_a_share_of_rounding_size_is_dropped_where_nothing_is_bought() -> None:
    found = choice_of(ASKED, model=cheapest_model(ASKED), answer=answer_with(3, 0, 0, 1 - 1e-8, 1e-8, -1e-9))
    assert found.shares == (Share("a", "x", Decimal(1)),)


def test_a_bucket_nothing_serves_has_no_shares() -> None:
    assert choice_of(ASKED, model=cheapest_model(ASKED), answer=answer_with(1, 0, 0, 0, 0, 0)).shares == ()


def test_a_scale_is_cut_and_shares_are_parts_of_what_is_served() -> None:
    values = (0.66666666666, 1, 1, 0, 0.33333333333, 0.33333333333, 0)
    found = choice_of(ASKED, model=performance_model(ASKED), answer=answer_with(*values))
    assert found.scale == Decimal("0.666666666")
    assert [part.share for part in found.shares] == [Decimal("0.5"), Decimal("0.5")]
