from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks import metrics
from benchmarks.readers.aiperf_metrics import (
    EXPORTED,
    Exported,
    metric_cells,
    statistics_of,
    unit_of,
    without_unstreamed,
)
from benchmarks.readers.document import Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell


def named(key: str) -> Exported:
    return next(exported for exported in EXPORTED if exported.key == key)


def latency(quantity: str, mean: int) -> Cell:
    return Cell(quantity, "mean", Decimal(mean), "ms", "", "/x")


def test_each_metric_is_read_in_the_unit_it_states() -> None:
    record = Record(
        "f",
        "",
        {
            "time_to_first_token": {"unit": "ns", "avg": 57_000_000, "p50": None, "count": 4},
            "request_throughput": {"unit": "requests/sec", "avg": 3, "p50": 2},
            "request_count": {"unit": "requests", "avg": Decimal("4.0")},
            "output_token_throughput_per_user": {"unit": "tokens/sec/user", "avg": 9},
            "goodput": None,
        },
    )
    assert metric_cells(record) == [
        Cell("ttft", "mean", Decimal(57_000_000), "ns", metrics.TTFT, "/time_to_first_token/avg"),
        Cell("ttft", "n", Decimal(4), "ns", metrics.TTFT, "/time_to_first_token/count"),
        Cell("rps", "value", Decimal(3), "requests/s", "answered requests", "/request_throughput/avg"),
        Cell("ok", "value", Decimal(4), "count", "answered", "/request_count/avg"),
    ]


def test_the_latency_between_tokens_is_the_tpot_and_the_one_between_chunks_the_itl() -> None:
    assert [(named(key).quantity, named(key).definition) for key in ("inter_token_latency", "inter_chunk_latency")] == [
        ("tpot", metrics.TPOT),
        ("itl", metrics.ITL_PER_CHUNK),
    ]


@pytest.mark.parametrize(
    ("key", "stated", "ours"),
    [
        ("request_latency", "ms", "ms"),
        ("request_latency", "µs", "us"),
        ("request_latency", "sec", "s"),
        ("output_token_throughput", "per sec", "tokens/s"),
        ("output_token_throughput", "tokens/sec", "tokens/s"),
        ("request_throughput", "requests/sec", "requests/s"),
        ("benchmark_duration", "sec", "s"),
        ("request_count", "count", "count"),
        ("total_isl", "tokens", "tokens"),
    ],
)
def test_the_tools_units_have_our_names(key: str, stated: str, ours: str) -> None:
    assert unit_of(named(key), unit=stated, where="/u", filename="f") == ours


@pytest.mark.parametrize(
    ("key", "stated", "shown"),
    [
        ("request_latency", "tokens/sec", "tokens/sec"),
        ("output_token_throughput", "tokens/sec/user", "tokens/sec/user"),
        ("benchmark_duration", "ms", "ms"),
        ("request_latency", None, "NoneType"),
        ("request_latency", ["ms"], "list"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(key: str, stated: object, shown: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        unit_of(named(key), unit=stated, where="/x/unit", filename="f")
    assert (refused.value.where, refused.value.problem) == (
        "/x/unit",
        f"{key}의 단위로 알 수 없는 '{shown}'입니다. / Unknown unit '{shown}' of {key}.",
    )


def test_of_rates_only_the_value_is_kept() -> None:
    assert statistics_of(named("request_throughput")) == (("avg", "value"),)
    assert [ours for _, ours in statistics_of(named("request_latency"))] == [
        *("mean", "std", "min"),
        *("p50", "p90", "p95", "p99", "max", "n"),
    ]


def test_a_first_token_that_comes_with_the_last_is_not_read() -> None:
    streamed = [latency("ttft", 50), latency("e2e", 680)]
    assert without_unstreamed(streamed) == (streamed, ())
    whole = [latency("ttft", 680), latency("e2e", 680)]
    kept, said = without_unstreamed(whole)
    assert kept == whole[1:]
    assert [sentence.split(" / ") for sentence in said] == [
        [
            "첫 토큰 지연(TTFT)이 요청 전체 지연과 같아(스트리밍하지 않은 측정) 읽지 않았습니다.",
            "The TTFT equals the whole latency (answers were not streamed) and was not read.",
        ]
    ]
