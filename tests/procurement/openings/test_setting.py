from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.openings.opened import OpenedBid
from procurement.openings.setting import Contestant, Mode, computed, in_pool, lowest_of, rounded, stated
from procurement.openings.terms import State
from scoring.rules.loading import RuleError
from tests.procurement.openings.published import terms

SETTING = stated(terms())


def contestant(amount: int | None, state: State = "valid", *, eligible: bool = True) -> Contestant:
    bid = OpenedBid("가", "1", amount, None, "", None, None, None, None, "", "/")
    return Contestant(bid, state, eligible)


@pytest.mark.parametrize(
    ("mode", "places", "points"),
    [
        ("half_up", 4, "16.0009"), ("down", 4, "16.0008"), ("up", 4, "16.0009"), ("half_even", 4, "16.0008"),
        ("half_up", 0, "16"), ("up", 0, "17"), ("down", 2, "16.00"),
    ],
)  # fmt: skip
def test_the_four_ways_of_rounding(mode: Mode, places: int, points: str) -> None:
    assert rounded(Fraction("16.00085"), places=places, mode=mode) == Decimal(points)


def test_the_price_score_is_that_of_the_scoring_library_with_its_derivation() -> None:
    found = computed(contestant(900_000_000), setting=SETTING, lowest=Fraction(780_000_000))
    assert found is not None
    assert (found.points, found.derived.number.value) == (Decimal("17.3333"), Decimal("17.3333"))
    assert found.derived.number.formula == "20 × 780000000 / 900000000"


def test_whose_bids_may_be_the_lowest() -> None:
    bids = (
        contestant(950_000_000),
        contestant(900_000_000, eligible=False),
        contestant(850_000_000, "invalid", eligible=False),
        contestant(1_000_000_001),
        contestant(None),
    )
    pools = {pool: replace(SETTING, pool=pool) for pool in ("all", "valid_all", "eligible_only")}
    assert {name: [in_pool(c, setting=s) for c in bids] for name, s in pools.items()} == {
        "all": [True, True, True, True, False],
        "valid_all": [True, True, False, False, False],
        "eligible_only": [True, False, False, False, False],
    }
    assert [lowest_of(bids, setting=s) for s in pools.values()] == [850_000_000, 900_000_000, 950_000_000]
    assert lowest_of((contestant(None),), setting=SETTING) is None


def test_an_amount_seen_otherwise_is_whole_won() -> None:
    seen = replace(SETTING, bid_factor=Fraction(10, 11))
    assert lowest_of((contestant(900_000_001),), setting=seen) == 818_181_819


def test_nothing_is_computed_without_an_amount_or_below_the_lowest() -> None:
    lowest = Fraction(800_000_000)
    assert computed(contestant(None), setting=SETTING, lowest=lowest) is None
    assert computed(contestant(700_000_000), setting=SETTING, lowest=lowest) is None
    assert computed(contestant(900_000_000), setting=SETTING, lowest=None) is None


def test_a_constant_that_the_rules_lack_is_no_silence() -> None:
    with pytest.raises(RuleError):
        computed(contestant(9), setting=replace(SETTING, formula="linear_fixed_ceiling"), lowest=Fraction(9))
