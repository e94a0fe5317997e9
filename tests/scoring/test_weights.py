from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.quantity import exact
from scoring.weights import (
    Branch,
    GlobalWeight,
    Shares,
    UnusableHierarchy,
    UnusableWeights,
    direct,
    global_weights,
    integer_points,
    leaves,
    swing,
)

numbers = st.lists(st.fractions(0, 100, max_denominator=50), min_size=1, max_size=12).filter(any)


def named(*values: str | int | Fraction) -> Shares:
    return tuple((f"c{i}", exact(value)) for i, value in enumerate(values, 1))


def points(*values: str | int | Fraction, total: int) -> list[int]:
    return [whole for _, whole in integer_points(named(*values), total=total)]


def test_direct_points_become_shares() -> None:
    assert direct(named(30, 50, 20)) == named("0.3", "0.5", "0.2")


def test_swings_become_shares_of_their_sum() -> None:
    assert swing(named(100, 60, 40, 0)) == named("0.5", "0.3", "0.2", 0)


@pytest.mark.parametrize("best", ["99.9", "100.1"])
def test_the_best_swing_is_a_hundred(best: str) -> None:
    with pytest.raises(UnusableWeights, match=f"가장 큰 폭이 {best}입니다. 100이어야"):
        swing(named(best, 50))


@pytest.mark.parametrize("weigh", [direct, swing, lambda given: integer_points(given, total=100)])
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ((), "비중이 없거나 모두 0입니다"),
        (named(0, 0), "비중이 없거나 모두 0입니다"),
        (named(100, "-0.5"), "c2: -0.5: 항목마다 한 번, 0 이상"),
        ((("a", Fraction(100)), ("a", Fraction(1))), "a: 100: 항목마다 한 번"),
    ],
)
def test_weights_that_cannot_be_shares_are_refused(
    weigh: Callable[[Shares], object], wrong: Shares, message: str
) -> None:
    with pytest.raises(UnusableWeights, match=message):
        weigh(wrong)


@pytest.mark.parametrize(
    ("values", "total", "expected"),
    [
        (("0.335", "0.335", "0.33"), 100, [34, 33, 33]),
        ((1, 1, 1), 100, [34, 33, 33]),
        ((1, 1, 1), 80, [27, 27, 26]),
        (("0.177", "0.019", "0.042", "0.116", "0.19", "0.129", "0.327"), 70, [13, 1, 3, 8, 13, 9, 23]),
        ((1,), 90, [90]),
        ((5, 0), 3, [3, 0]),
        ((1, 2), 0, [0, 0]),
    ],
)
def test_whole_points_go_to_the_largest_remainders(
    values: tuple[str | int, ...], total: int, expected: list[int]
) -> None:
    assert points(*values, total=total) == expected


@given(numbers, st.integers(0, 100))
def test_whole_points_add_up_and_stay_within_a_point(values: list[Fraction], total: int) -> None:
    given_points = points(*values, total=total)
    assert sum(given_points) == total
    for whole, value in zip(given_points, values, strict=True):
        assert abs(whole - value * total / sum(values)) < 1


@given(numbers, st.integers(0, 100))
def test_a_heavier_criterion_never_gets_fewer_points(values: list[Fraction], total: int) -> None:
    rising = points(*sorted(values, reverse=True), total=total)
    assert rising == sorted(rising, reverse=True)


@given(numbers, st.integers(0, 100))
def test_the_scale_of_the_weights_does_not_matter(values: list[Fraction], total: int) -> None:
    assert points(*values, total=total) == points(*(value * 7 / 3 for value in values), total=total)


TREE = Branch(
    "전체",
    Fraction(1),
    (
        Branch("성능", exact("0.6"), (Branch("처리량", exact("0.7")), Branch("지연", exact("0.3")))),
        Branch("전력", exact("0.4")),
    ),
)


def test_a_tree_has_local_and_global_weights() -> None:
    assert global_weights(TREE) == (
        GlobalWeight(("성능",), exact("0.6"), exact("0.6"), leaf=False),
        GlobalWeight(("성능", "처리량"), exact("0.7"), exact("0.42"), leaf=True),
        GlobalWeight(("성능", "지연"), exact("0.3"), exact("0.18"), leaf=True),
        GlobalWeight(("전력",), exact("0.4"), exact("0.4"), leaf=True),
    )
    assert leaves(TREE) == (("처리량", exact("0.42")), ("지연", exact("0.18")), ("전력", exact("0.4")))


def test_a_branch_may_bear_the_name_of_a_criterion_and_a_weight_may_be_nothing() -> None:
    inner = (Branch("성능", Fraction(1)), Branch("보증", Fraction(0)))
    tree = Branch("전체", Fraction(1), (Branch("성능", Fraction(1), inner),))
    assert leaves(tree) == (("성능", Fraction(1)), ("보증", Fraction(0)))


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (Branch("전체", Fraction(1), (Branch("a", exact("0.5")),)), "전체: 아래 항목 비중의 합이 0.5입니다"),
        (Branch("전체", Fraction(1), (Branch("a", exact("1.5")), Branch("b", exact("-0.5")))), "must not be negative"),
        (
            Branch("전체", Fraction(1), (Branch("x", Fraction(1), (Branch("a", exact("0.9")),)),)),
            "x: 아래 항목 비중의 합이 0.9입니다",
        ),
        (
            Branch("전체", Fraction(1), (Branch("a", exact("0.5")), Branch("a", exact("0.5")))),
            "a: 평가항목이 두 번 나옵니다",
        ),
    ],
)
def test_a_tree_that_does_not_add_up_is_refused(tree: Branch, message: str) -> None:
    with pytest.raises(UnusableHierarchy, match=message):
        leaves(tree)
