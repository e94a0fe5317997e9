from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.choice import Choice, Share
from procurement.sizing.loads import load_of, share_loads
from procurement.sizing.problem import Year, measured
from tests.procurement.sizing.builders import configuration, problem

ASKED = problem((configuration("npu"),), {"x": "4", "y": "6"}, {("npu", "x"): 8, ("npu", "y"): 3})
HALF = Choice(
    {"npu": 3},
    (Share("npu", "x", Decimal("0.5")), Share("npu", "y", Decimal(1)), Share("npu", "y", Decimal(1), 1)),
    Decimal(2),
)


def test_a_load_is_scale_by_share_by_rate_over_what_a_server_carries() -> None:
    assert list(share_loads(ASKED, choice=HALF, configuration="npu", year=0)) == [("x", Fraction(1, 2)), ("y", 4)]
    assert load_of(ASKED, choice=HALF, configuration="npu") == Fraction(9, 2)


def test_a_later_year_has_its_own_shares_and_its_own_rate() -> None:
    growing = tuple(replace(b, growth=(Decimal(1), Decimal("1.5"))) for b in ASKED.buckets)
    slack = tuple(replace(c, utilisation=Decimal("0.5")) for c in measured(ASKED))
    asked = replace(ASKED, buckets=growing, years=(Year("1"), Year("2")), capacities=slack)
    assert load_of(asked, choice=HALF, configuration="npu", year=1) == 12
