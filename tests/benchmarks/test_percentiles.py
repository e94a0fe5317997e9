from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measurement import Latency
from benchmarks.percentiles import distribution, unweighted

POINTS = ("p50", "p90", "p95", "p99", "p99_9")
values = st.lists(st.integers(1, 10**6), min_size=1, max_size=60)


@given(values)
def test_linear_is_what_numpy_computes(numbers: list[int]) -> None:
    found = distribution([(Decimal(n), 1) for n in numbers], method="linear")
    assert found
    theirs = (np.mean(numbers), np.std(numbers), *np.percentile(numbers, [50, 90, 95, 99, 99.9]))
    ours = (found.mean, found.std, *(getattr(found, name) for name in POINTS))
    assert [float(one) for one in ours if one is not None] == pytest.approx(list(theirs))
    assert (found.minimum, found.maximum) == (Decimal(min(numbers)), Decimal(max(numbers)))
    assert (found.n, found.derived) == (len(numbers), True)


@given(values)
def test_lower_cdf_gives_a_value_that_was_measured_and_weights_count_as_repeats(numbers: list[int]) -> None:
    weighted = distribution([(Decimal(n), 3) for n in numbers], method="lower_cdf")
    repeated = distribution([(Decimal(n), 1) for n in numbers * 3], method="lower_cdf")
    found = [[getattr(one, name) for name in (*POINTS, "n")] for one in (weighted, repeated)]
    assert found[0] == found[1]
    assert set(found[0][:-1]) <= set(numbers)


def test_the_point_itself_is_reached_from_below() -> None:
    found = distribution([(Decimal(n), 1) for n in range(1, 11)], method="lower_cdf", definition="d")
    assert found
    assert [getattr(found, name) for name in POINTS] == [5, 9, 10, 10, 10]
    assert found.definition == "d"


@given(st.lists(st.decimals("0.001", 10**6, places=17), min_size=1, max_size=60))
def test_the_sums_behind_mean_and_deviation_are_exact(numbers: list[Decimal]) -> None:
    found, fractions = unweighted(numbers), [Fraction(number) for number in numbers]
    mean = sum(fractions, Fraction(0)) / len(fractions)
    variance = sum(((one - mean) ** 2 for one in fractions), Fraction(0)) / len(fractions)
    assert found
    assert found.mean == Decimal(mean.numerator) / mean.denominator
    with localcontext(prec=200):
        deviation = (Decimal(variance.numerator) / variance.denominator).sqrt()
    assert found.std is not None
    assert abs(found.std - deviation) <= deviation.scaleb(-26)


def test_one_value_is_every_statistic_and_none_is_nothing() -> None:
    one = Decimal(7)
    assert distribution([(one, 1)], method="linear") == Latency(
        one, Decimal(0), one, one, one, one, one, one, one, n=1, derived=True
    )
    assert distribution([], method="linear") is None
    assert distribution([(one, 0)], method="lower_cdf") is None


@pytest.mark.parametrize(("amount", "reached", "exceeded"), [(30, (15, 27), (16, 28)), (29, (15, 27), (15, 27))])
def test_upper_cdf_differs_only_where_the_weight_meets_the_point(
    amount: int, reached: tuple[Decimal, Decimal], exceeded: tuple[Decimal, Decimal]
) -> None:
    values = [(Decimal(n), 1) for n in range(1, amount + 1)]
    lower, upper = distribution(values, method="lower_cdf"), distribution(values, method="upper_cdf")
    assert lower
    assert upper
    assert ((lower.p50, lower.p90), (upper.p50, upper.p90)) == (reached, exceeded)
