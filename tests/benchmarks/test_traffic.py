from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.traffic import Counted, Lengths, LengthStatistics, Rate, Traffic, counted, length_statistics, rate_of


def traffic(*lengths: tuple[int, int]) -> Traffic:
    return Traffic("t", "s", counted(Lengths(*pair) for pair in lengths))


def test_requests_are_counted_by_their_lengths() -> None:
    found = traffic((10, 2), (5, 3), (10, 2))
    assert found.requests == (Counted(Lengths(5, 3), 1), Counted(Lengths(10, 2), 2))
    assert (found.total, found.requests[1].lengths.tokens) == (3, 12)


def test_percentiles_lie_in_proportion_between_two_requests() -> None:
    found = traffic(*((n, 7) for n in range(1, 6)))
    assert length_statistics(found, axis="isl") == LengthStatistics(
        Fraction(3), Fraction(3), Fraction(46, 10), Fraction(496, 100)
    )
    assert length_statistics(found, axis="osl") == LengthStatistics(*[Fraction(7)] * 4)


def test_one_request_is_all_its_percentiles() -> None:
    assert length_statistics(traffic((9, 4)), axis="osl") == LengthStatistics(*[Fraction(4)] * 4)


@given(lengths=st.lists(st.integers(1, 50), min_size=1, max_size=60))
def test_percentiles_are_those_of_the_requests_one_by_one(lengths: list[int]) -> None:
    found = length_statistics(traffic(*((n, 1) for n in lengths)), axis="isl")
    ordered = sorted(lengths)
    for point, value in ((50, found.p50), (90, found.p90), (99, found.p99)):
        below, part = divmod(point * (len(ordered) - 1), 100)
        after = ordered[min(below + 1, len(ordered) - 1)]
        assert value == ordered[below] + Fraction(part * (after - ordered[below]), 100)
    assert found.mean == Fraction(sum(lengths), len(lengths))


@pytest.mark.parametrize(
    ("seconds", "rate"),
    [
        ([], None),
        ([5], None),
        ([5, 5], None),
        ([10, 0, 4], Rate(Fraction(1, 5), None)),
        ([0, 3599], Rate(Fraction(1, 3599), None)),
        ([0, 3600], Rate(Fraction(1, 3600), Fraction(1, 3600))),
        ([0, 1000, 3599, 3600, 3700, 9000], Rate(Fraction(5, 9000), Fraction(4, 3600))),
    ],
)
def test_the_rate_is_over_the_time_observed_and_the_peak_needs_an_hour(seconds: list[int], rate: Rate | None) -> None:
    assert rate_of(Fraction(second) for second in seconds) == rate


@given(seconds=st.lists(st.integers(0, 12000), min_size=2, max_size=40))
def test_no_hour_holds_more_than_the_busiest(seconds: list[int]) -> None:
    found = rate_of(Fraction(second) for second in seconds)
    if found is not None and found.peak_hour is not None:
        hours = [sum(1 for other in seconds if start <= other < start + 3600) for start in seconds]
        assert found.peak_hour == Fraction(max(hours), 3600)
