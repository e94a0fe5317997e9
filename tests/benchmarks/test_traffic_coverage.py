from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measurement import Measurement
from benchmarks.traffic import Counted, Lengths, Traffic, counted
from benchmarks.traffic_coverage import Bin, Coverage, Uncovered, cover, targets_of
from benchmarks.traffic_trace import read_trace

pairs = st.builds(Lengths, st.integers(1, 20), st.integers(1, 20))


def test_a_request_goes_to_the_smallest_pair_that_is_as_long_in_both() -> None:
    requests = (Counted(Lengths(10, 10), 2), Counted(Lengths(11, 5), 1), Counted(Lengths(5, 30), 1))
    found = cover(Traffic("", "", requests), targets=[Lengths(20, 10), Lengths(10, 10), Lengths(10, 10)])
    assert found == Coverage(
        bins=(
            Bin(Lengths(10, 10), 2, 40, Fraction(1, 2), Fraction(40, 91)),
            Bin(Lengths(20, 10), 1, 16, Fraction(1, 4), Fraction(16, 91)),
        ),
        uncovered=Uncovered(1, 35, Fraction(1, 4), Fraction(35, 91), (Counted(Lengths(5, 30), 1),), 5, 30),
    )


def test_of_equally_small_pairs_the_one_with_the_shorter_output_is_taken() -> None:
    found = cover(Traffic("", "", counted([Lengths(5, 5)])), targets=[Lengths(10, 20), Lengths(20, 10)])
    assert [(one.target, one.requests) for one in found.bins] == [(Lengths(10, 20), 0), (Lengths(20, 10), 1)]


def test_without_a_measurement_everything_is_uncovered_and_listed_by_number() -> None:
    requests = (Counted(Lengths(9, 1), 1), Counted(Lengths(1, 9), 3), Counted(Lengths(2, 2), 1))
    found = cover(Traffic("", "", requests), targets=[])
    assert found.bins == ()
    assert found.uncovered == Uncovered(5, 44, Fraction(1), Fraction(1), (requests[1], requests[2], requests[0]), 9, 9)


def test_where_everything_is_covered_nothing_is_uncovered() -> None:
    found = cover(Traffic("", "", counted([Lengths(1, 1)])), targets=[Lengths(1, 1)])
    assert found.uncovered == Uncovered(0, 0, Fraction(0), Fraction(0), (), 0, 0)


@given(requests=st.lists(pairs, min_size=1, max_size=30), targets=st.lists(pairs, max_size=6))
def test_every_request_is_counted_once_and_never_understated(requests: list[Lengths], targets: list[Lengths]) -> None:
    found = cover(Traffic("", "", counted(requests)), targets=targets)
    assert sum(one.requests for one in found.bins) + found.uncovered.requests == len(requests)
    assert sum((one.request_share for one in found.bins), found.uncovered.request_share) == 1
    assert sum((one.token_share for one in found.bins), found.uncovered.token_share) == 1
    assert all(one.tokens <= one.requests * one.target.tokens for one in found.bins)
    assert found.uncovered.requests == sum(
        1 for one in requests if not any(t.isl >= one.isl and t.osl >= one.osl for t in targets)
    )


def test_targets_are_the_whole_lengths_that_were_stated(complete: Measurement) -> None:
    def at(isl: str | None, osl: str | None) -> Measurement:
        lengths = [None if length is None else Decimal(length) for length in (isl, osl)]
        return replace(complete, scenario=replace(complete.scenario, isl_target=lengths[0], osl_target=lengths[1]))

    measured = [at("2048", "128"), at("128", "128.0"), at("128", "128"), at("99.5", "1"), at("0", "1"), at(None, "1")]
    assert targets_of(measured) == (Lengths(128, 128), Lengths(2048, 128))


def test_three_measured_lengths_leave_a_twentieth_of_the_azure_conversations_uncovered(shared_results: Path) -> None:
    trace = shared_results / "traces" / "azure" / "AzureLLMInferenceTrace_conv.csv"
    traffic = read_trace(trace.read_bytes(), filename=trace.name, title="conv")
    found = cover(traffic, targets=[Lengths(1024, 128), Lengths(1024, 1024), Lengths(4096, 512)])
    assert [one.requests for one in found.bins] == [6136, 3702, 8683]
    assert (found.uncovered.requests, found.uncovered.longest_isl, found.uncovered.longest_osl) == (845, 14050, 1000)
