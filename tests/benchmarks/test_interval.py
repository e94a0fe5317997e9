from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.interval import interval, margin, mean_of, sample_variance


def test_one_run_has_no_interval() -> None:
    assert interval([]) is None
    assert interval([Decimal(5)]) is None
    assert mean_of([Decimal(5)]) == 5


def test_the_variance_is_over_one_less_and_the_margin_takes_the_quantile_of_its_degrees() -> None:
    values = [Decimal(190), Decimal(200), Decimal(210)]
    assert sample_variance(values) == 100
    assert margin(values[:2], quantiles=("2", "3")) == 10  # s ÷ √n = 7.0710… ÷ √2 = 5
    four = values + values[:1]
    last = margin(four, quantiles=("2",))
    assert [margin(four, quantiles=quantiles) / last for quantiles in (("9", "9", "2", "9"), ("2", "2", "6"))] == [1, 3]


def test_three_runs_have_that_of_two_degrees_of_freedom() -> None:
    found = interval([Decimal(190), Decimal(200), Decimal(210)])
    assert found is not None
    assert (found.runs, found.mean) == (3, Decimal(200))
    assert found.half_width.quantize(Decimal("0.0001")) == Decimal("24.8417")  # 4.3027 × 10 ÷ √3
    assert (found.low, found.high) == (200 - found.half_width, 200 + found.half_width)


@pytest.mark.parametrize(
    ("runs", "t"), [(2, "12.7062"), (4, "3.1824"), (11, "2.2281"), (31, "2.0423"), (32, "2.0423"), (100, "2.0423")]
)
def test_the_t_is_that_of_the_runs_and_never_smaller_than_that_of_31(runs: int, t: str) -> None:
    values = [Decimal(n % 2) for n in range(runs)]
    found = interval(values)
    assert found is not None
    variance = sum(((value - found.mean) ** 2 for value in values), Decimal(0)) / (runs - 1)
    ratio = found.half_width / (variance / runs).sqrt()
    assert ratio.quantize(Decimal("0.0000001")) == Decimal(t)


@given(values=st.lists(st.integers(0, 10**6), min_size=2, max_size=12))
def test_equal_runs_and_only_they_have_no_width(values: list[int]) -> None:
    found = interval([Decimal(value) for value in values])
    assert found is not None
    assert found.low <= found.mean <= found.high
    assert (found.half_width == 0) is (len(set(values)) == 1)
