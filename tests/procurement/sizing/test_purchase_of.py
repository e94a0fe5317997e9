from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.problem import Year
from tests.procurement.sizing.builders import cheapest_here, configuration, problem, served_here

GROWING = problem((configuration("npu"),), {"x": "3"}, {("npu", "x"): 2})
YEARS = replace(
    GROWING,
    years=(Year("2027년"), Year("2028년")),
    buckets=tuple(replace(b, growth=(Decimal(2), Decimal(1))) for b in GROWING.buckets),
    spares=1,
)


def test_load_and_utilisation_are_those_of_the_year_with_the_most_load() -> None:
    mix = cheapest_here(YEARS)
    only = mix.purchases[0]
    assert (only.servers, only.cost, only.load, only.utilisation) == (4, 400, Decimal(3), Decimal(1))
    assert [(part.year, part.share) for part in mix.shares] == [(0, Decimal(1)), (1, Decimal(1))]


def test_the_part_served_is_weighed_over_all_years() -> None:
    scarce = replace(YEARS, configurations=(configuration("npu", maximum=2),))
    mix = served_here(scarce)
    assert [(u.year, u.share) for u in mix.unserved] == [
        (0, Decimal("0.666666666667")),
        (1, Decimal("0.333333333333")),
    ]
    assert mix.served == Decimal("0.444444444")
    assert Fraction(mix.bound or 0) >= Fraction(mix.served)
    assert mix.proven
