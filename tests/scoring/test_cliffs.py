from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.cliffs import Cliff, UnusableSpread, cliffs
from scoring.criteria import Criterion, Gate, Ladder
from scoring.quantity import exact
from tests.scoring.tender import CREDIT, DELIVERY, POWER, SPEED

FAST = replace(DELIVERY, value=Ladder(((Fraction(10), Fraction(1)), (Fraction(20), exact("0.5"))), "lower"))
AT_LEAST = Gate("memory", "메모리", "GB", ">=", Fraction(96))


def edges(subject: Criterion | Gate, low: str, high: str) -> list[Fraction]:
    return [cliff.edge for cliff in cliffs(subject, low=exact(low), high=exact(high))]


@pytest.mark.parametrize(
    ("subject", "low", "high", "expected"),
    [
        (DELIVERY, "2.9", "3", [3]),
        (DELIVERY, "3", "3.1", []),
        (DELIVERY, "0", "5", [3, 1]),
        (DELIVERY, "3", "3", []),
        (FAST, "10", "10.1", [10]),
        (FAST, "9.9", "10", []),
        (FAST, "5", "25", [10, 20]),
        (POWER, "2999", "3001", [3000]),
        (POWER, "2999", "3000", []),
        (POWER, "3000", "3001", [3000]),
        (AT_LEAST, "95", "96", [96]),
        (AT_LEAST, "96", "97", []),
        (SPEED, "0", "1000", []),
        (CREDIT, "0", "1", []),
    ],
)
def test_an_edge_counts_where_the_two_ends_fall_on_either_side(
    subject: Criterion | Gate, low: str, high: str, expected: list[int]
) -> None:
    assert edges(subject, low, high) == expected


def test_a_cliff_says_what_is_at_stake() -> None:
    (found,) = cliffs(DELIVERY, low=exact("2.5"), high=exact("3.5"))
    assert found == Cliff(
        subject="delivery",
        edge=Fraction(3),
        low=exact("2.5"),
        high=exact("3.5"),
        lost=Fraction(1),
        text="납품실적: 반복 측정 2.5~3.5 안에 경계 3이(가) 있습니다. 다시 재면 결과가 바뀔 수 있습니다 "
        "(최대 1점) / the edge lies inside the spread of the repeats, measuring again may change the result "
        "(up to 1 points)",
    )


def test_at_a_gate_the_bid_is_at_stake_and_not_points() -> None:
    (found,) = cliffs(POWER, low=Fraction(2900), high=Fraction(3100))
    assert (found.lost, "2900~3100 W" in found.text, "(통과 여부) / " in found.text) == (None, True, True)
    assert found.text.endswith("(pass or fail)")


def test_the_points_at_stake_are_those_between_the_ends() -> None:
    assert {cliff.lost for cliff in cliffs(FAST, low=Fraction(5), high=Fraction(25))} == {Fraction(5)}


def test_a_spread_with_its_ends_changed_over_is_refused() -> None:
    with pytest.raises(UnusableSpread, match="소비전력: 3 > 2: 아래가 위보다 큽니다"):
        cliffs(POWER, low=Fraction(3), high=Fraction(2))
