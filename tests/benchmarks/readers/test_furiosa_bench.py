from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Latency, Measurement
from benchmarks.readers import UnreadableFile, read

RESULT: dict[str, Any] = {"qps": "33.31/s", "latency": {"mean": "29989 us", "p99": "31.5ms", "max": "1 s"}}


def imported(value: Any) -> Measurement:
    report = read(json.dumps(value).encode(), filename="bench.json")
    assert report.format == "furiosa-bench"
    (found,) = measurements(report, answers=Answers())
    return found


def test_units_in_the_text_are_read_exactly() -> None:
    found = imported(RESULT)
    assert found.throughput.rps == Decimal("33.31")
    assert found.latency.e2e == Latency(
        mean=Decimal("29.989"), p99=Decimal("31.5"), maximum=Decimal(1000), definition=metrics.E2E
    )
    (row,) = read(json.dumps(RESULT).encode(), filename="f").rows
    assert [(cell.where, cell.unit) for cell in row.cells] == [
        ("/qps", "queries/s"),
        ("/latency/mean", "us"),
        ("/latency/max", "s"),
        ("/latency/p99", "ms"),
    ]


def test_latencies_may_stand_beside_the_rate_or_be_absent() -> None:
    beside = imported({"qps": "5/s", "mean": "200 ms"}).latency.e2e
    assert beside is not None
    assert beside.mean == 200
    assert imported({"qps": "5/s", "model": "x"}).latency.e2e is None


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"qps": "many/s"}, "/qps"),
        ({"qps": "5 us/s"}, "/qps"),
        ({"qps": "1.2.3/s"}, "/qps"),
        ({"qps": "5/s", "mean": "200 ms?"}, "/mean"),
        ({"qps": "5/s", "mean": "200/s"}, "/mean"),
        ({"qps": "5/s", "mean": 200}, "/mean"),
        ({"qps": "5/s", "latency": {"mean": "-3 us"}}, "/latency/mean"),
    ],
)
def test_anything_else_is_refused_with_its_place(value: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == where


@given(st.decimals(min_value="0.001", max_value="1000000", places=3), st.sampled_from(["ns", "us", "ms", "s"]))
def test_any_amount_is_the_same_amount_in_milliseconds(amount: Decimal, unit: str) -> None:
    found = imported({"qps": "1/s", "mean": f"{amount:f} {unit}"}).latency.e2e
    assert found is not None
    factors = {"ns": Decimal("1e-6"), "us": Decimal("1e-3"), "ms": Decimal(1), "s": Decimal(1000)}
    assert found.mean == amount * factors[unit]


@given(st.dictionaries(st.sampled_from(["qps", "mean", "latency", "p50"]), st.text() | st.integers() | st.none()))
def test_any_object_is_read_or_refused(value: dict[str, Any]) -> None:
    read_or_refused({"qps": "1/s"} | value)


def read_or_refused(value: Any) -> None:
    try:
        read(json.dumps(value).encode(), filename="any")
    except UnreadableFile as refused:
        _says_everything(refused)


def _says_everything(refused: UnreadableFile) -> None:
    assert all((refused.where, refused.problem, refused.remedy))
