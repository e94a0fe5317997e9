from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.international_formulas import (
    Points,
    QualityBid,
    Terms,
    UnusableTerms,
    linear_fixed_ceiling,
    linear_from_lowest,
    linear_min_max,
    price_per_quality_point,
    qcbs,
    relative_lowest,
    ufab_simple,
    ufab_weighted,
    world_bank_rated,
)
from scoring.quantity import exact, half_up

HALF = Fraction(1, 2)
TERMS = Terms(
    places=4,
    price_points=Fraction(40),
    ceiling=Fraction(200),
    floor=Fraction(50),
    price_weight=HALF,
    quality_weight=HALF,
)
ALL = (
    relative_lowest,
    linear_from_lowest,
    linear_min_max,
    linear_fixed_ceiling,
    price_per_quality_point,
    ufab_simple,
    ufab_weighted,
    world_bank_rated,
    qcbs,
)


def bids(*pairs: tuple[int, int]) -> tuple[QualityBid, ...]:
    return tuple(QualityBid(str(i), Fraction(p), Fraction(q)) for i, (p, q) in enumerate(pairs))


def values(points: tuple[Points, ...]) -> list[Fraction]:
    return [value for value, _ in points]


def test_each_formula_by_hand() -> None:
    given_ = bids((100, 60), (150, 50))
    found = {f.__name__: [str(half_up(v, places=4)) for v in values(f(given_, TERMS))] for f in ALL}
    assert found == {
        "relative_lowest": ["100.0000", "76.6667"],
        "linear_from_lowest": ["100.0000", "70.0000"],
        "linear_min_max": ["100.0000", "50.0000"],
        "linear_fixed_ceiling": ["86.6667", "63.3333"],
        "price_per_quality_point": ["1.6667", "3.0000"],
        "ufab_simple": ["0.6000", "0.3333"],
        "ufab_weighted": ["0.1455", "-0.1455"],
        "world_bank_rated": ["100.0000", "75.0000"],
        "qcbs": ["80.0000", "58.3333"],
    }


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (relative_lowest, "40 × 100 / 150 + 50"),
        (linear_from_lowest, "40 × max(0, 2 − 150 / 100) + 50"),
        (linear_min_max, "40 × (150 − 150) / (150 − 100) + 50"),
        (linear_fixed_ceiling, "40 × (200 − 150) / (200 − 50) + 50"),
        (price_per_quality_point, "150 / 50"),
        (ufab_simple, "50 / 150"),
        (ufab_weighted, "0.5 × 50 / 55 − 0.5 × 150 / 125"),
        (world_bank_rated, "100 × (100 / 150 × 0.5 + 50 / 60 × 0.5)"),
        (qcbs, "50 × 0.5 + 100 × 100 / 150 × 0.5"),
    ],
)
def test_each_formula_shows_its_numbers(formula: Callable[..., tuple[Points, ...]], text: str) -> None:
    assert formula(bids((100, 60), (150, 50)), TERMS)[1][1] == text


def test_a_mean_that_is_no_decimal_divides_as_a_whole() -> None:
    text = ufab_weighted(bids((70, 80), (110, 90), (200, 60)), TERMS)[0][1]
    assert text == "0.5 × 80 / (230/3) − 0.5 × 70 / (380/3)"


def test_twice_the_lowest_price_has_no_points_from_the_lowest() -> None:
    assert values(linear_from_lowest(bids((100, 1), (200, 1), (300, 1)), TERMS)) == [41, 1, 1]


def test_equal_prices_get_all_points_between_lowest_and_highest() -> None:
    assert values(linear_min_max(bids((100, 1), (100, 2)), TERMS)) == [41, 42]


def test_the_weighted_method_flips_when_a_bid_without_a_chance_is_added() -> None:
    two, three = bids((80, 70), (110, 90)), bids((80, 70), (110, 90), (200, 60))
    before = [str(half_up(v, places=4)) for v in values(ufab_weighted(two, TERMS))]
    after = [str(half_up(v, places=4)) for v in values(ufab_weighted(three, TERMS))]
    assert (before, after[:2]) == (["0.0164", "-0.0164"], ["0.1696", "0.1906"])


@pytest.mark.parametrize(
    ("formula", "terms", "message"),
    [
        (linear_fixed_ceiling, Terms(4, ceiling=Fraction(50), floor=Fraction(50)), "F < B 이어야"),
        (linear_fixed_ceiling, Terms(4, ceiling=Fraction(120), floor=Fraction(0)), "1: 가격이 F와 B 사이가"),
        (world_bank_rated, Terms(4, price_weight=Fraction(1)), "X = 1: 1보다 작아야"),
        (qcbs, Terms(4, price_weight=HALF, quality_weight=exact("0.6")), r"T \+ P = 1.1: 1이어야"),
    ],
)
def test_terms_a_formula_cannot_use_are_refused(
    formula: Callable[..., tuple[Points, ...]], terms: Terms, message: str
) -> None:
    with pytest.raises(UnusableTerms, match=message):
        formula(bids((100, 60), (150, 50)), terms)


pairs = st.lists(st.tuples(st.integers(50, 200), st.integers(1, 100)), min_size=1, max_size=6)


@given(pairs, st.sampled_from(ALL))
def test_cheaper_at_equal_quality_is_never_worse(
    given_: list[tuple[int, int]], formula: Callable[..., tuple[Points, ...]]
) -> None:
    sign = -1 if formula is price_per_quality_point else 1
    found = values(formula(bids(*given_), TERMS))
    for (price, quality), one in zip(given_, found, strict=True):
        for (other_price, other_quality), other in zip(given_, found, strict=True):
            if price <= other_price and quality >= other_quality:
                assert sign * one >= sign * other


@given(pairs, pairs)
def test_a_fixed_ceiling_does_not_look_at_rivals(first: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    alone = values(linear_fixed_ceiling(bids(*first), TERMS))
    assert values(linear_fixed_ceiling(bids(*first, *more), TERMS))[: len(first)] == alone
