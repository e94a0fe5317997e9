from __future__ import annotations

import hashlib
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.traffic import Counted, Lengths, LengthStatistics, Rate, Traffic, length_statistics
from benchmarks.traffic_trace import Columns, read_trace

AZURE = b"""TIMESTAMP,ContextTokens,GeneratedTokens
2023-11-16 18:15:46.6805900,374,44
2023-11-16 18:15:50.9951690,396,109
2023-11-16 18:15:51.2224670,374,44
"""


def read(data: bytes, columns: Columns | None = None) -> Traffic:
    return read_trace(data, filename="t.csv", title="시험", columns=columns)


def test_an_azure_trace_is_counted_and_its_rate_is_exact() -> None:
    assert read(AZURE) == Traffic(
        "시험",
        f"t.csv sha256:{hashlib.sha256(AZURE).hexdigest()}",
        (Counted(Lengths(374, 44), 2), Counted(Lengths(396, 109), 1)),
        Rate(2 / Fraction("4.541877"), None),
    )


def test_lengths_without_times_have_no_rate() -> None:
    found = read(b"input_length,output_length\n3,4\n")
    assert (found.requests, found.rate) == ((Counted(Lengths(3, 4), 1),), None)
    assert read(b"GeneratedTokens,ContextTokens\n4,3\n").requests == found.requests


def test_other_columns_are_named_by_the_caller() -> None:
    data = b"out,when,in\n4,2026-01-01T00:00:00+09:00,3\n4,2025-12-31T15:00:10Z,3\n"
    found = read(data, Columns("in", "out", "when"))
    assert (found.requests, found.rate) == ((Counted(Lengths(3, 4), 2),), Rate(Fraction(1, 10), None))
    with pytest.raises(UnreadableFile, match="No columns of input and output lengths are known"):
        read(data)
    with pytest.raises(UnreadableFile, match="0 columns 'time'"):
        read(data, Columns("in", "out", "time"))


def test_a_line_without_tokens_is_left_out_and_counted() -> None:
    found = read(b"input_length,output_length\n0,4\n3,0\n3,4\n")
    assert (found.total, found.left_out) == (1, 2)
    with pytest.raises(UnreadableFile, match="There is no request in it"):
        read(b"input_length,output_length\n0,4\n")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"396", b"-396", "line 3/ContextTokens"),
        (b"109", b"", "line 3/GeneratedTokens"),
        (b"2023-11-16 18:15:50.9951690", b"yesterday", "line 3/TIMESTAMP"),
        (b"2023-11-16 18:15:50.9951690", b"2023-11-31 18:15:50", "line 3/TIMESTAMP"),
        (b"2023-11-16 18:15:50.9951690", b"2023-11-16", "line 3/TIMESTAMP"),
    ],
)
def test_what_is_no_number_or_time_is_refused_with_its_place(old: bytes, new: bytes, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(AZURE.replace(old, new))
    assert refused.value.where == where


def test_a_file_of_inputs_alone_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="the file has input_length"):
        read(b"input_length\n397\n")


def rounded(statistics: LengthStatistics) -> tuple[Decimal, ...]:
    values = (statistics.mean, statistics.p50, statistics.p90, statistics.p99)
    exact = (Decimal(value.numerator) / Decimal(value.denominator) for value in values)
    return tuple(value.quantize(Decimal(1), ROUND_HALF_EVEN) for value in exact)


@pytest.mark.parametrize(
    ("name", "requests", "isl", "osl", "rate"),
    [
        ("conv", 19366, (1155, 1020, 2734, 4142), (211, 129, 424, 601), 19365 / Fraction("3501.7219370")),
        ("code", 8819, (2048, 1469, 5188, 7436), (28, 13, 55, 251), 8818 / Fraction("3435.9480560")),
    ],
)
def test_the_azure_traces_have_the_published_percentiles(
    shared_results: Path, *, name: str, requests: int, isl: tuple[int, ...], osl: tuple[int, ...], rate: Fraction
) -> None:
    trace = shared_results / "traces" / "azure" / f"AzureLLMInferenceTrace_{name}.csv"
    found = read_trace(trace.read_bytes(), filename=trace.name, title=name)
    assert (found.total, found.left_out, found.rate) == (requests, 0, Rate(rate, None))
    assert rounded(length_statistics(found, axis="isl")) == isl
    assert rounded(length_statistics(found, axis="osl")) == osl


def test_the_chat_data_set_shows_its_requests_without_tokens(shared_results: Path) -> None:
    trace = shared_results / "traces" / "token-length-summaries" / "datasets__sharegpt-vicuna.csv"
    found = read_trace(trace.read_bytes(), filename=trace.name, title="ShareGPT")
    assert (found.total, found.left_out) == (80675, 819)
