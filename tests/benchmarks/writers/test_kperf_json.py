from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Counts, Latencies, Latency, Measurement, Throughput
from benchmarks.readers import read
from benchmarks.writers.kperf_json import rows

FOUND = st.none() | st.decimals(min_value=Decimal("1e-9"), max_value=Decimal("1e12"), places=12)
AMOUNT = st.none() | st.integers(min_value=0, max_value=10**9)
HELD = ("ttft", "ntpot", "itl", "e2e")


def again(*written: Measurement) -> tuple[Measurement, ...]:
    return measurements(read(rows(written), filename="again.json"), answers=Answers())


def held(measurement: Measurement) -> tuple[object, ...]:
    """The numbers of a measurement that the format has a place for."""
    m = measurement
    latencies = [getattr(m.latency, name) or Latency() for name in HELD]
    counts, throughput = replace(m.counts, zero_output=None), (m.throughput.output_tps, m.throughput.total_tps)
    return m.scenario.concurrency, counts, throughput, *((one.p50, one.p90, one.p99) for one in latencies)


@st.composite
def steps(
    draw: st.DrawFn, definition: str = metrics.ITL_PER_REQUEST
) -> tuple[Decimal | None, Counts, Throughput, Latencies]:
    definitions = (metrics.TTFT, metrics.NTPOT, definition, metrics.E2E)
    latencies = {
        name: Latency(p50=draw(FOUND), p90=draw(FOUND), p99=draw(FOUND), definition=means)
        for name, means in zip(HELD, definitions, strict=True)
    }
    counts = Counts(draw(AMOUNT), draw(AMOUNT), draw(AMOUNT), draw(AMOUNT), None)
    return draw(FOUND), counts, Throughput(draw(FOUND), None, draw(FOUND), None), Latencies(**latencies)


@given(st.lists(steps(), min_size=1, max_size=2))
def test_what_is_written_is_read_back_number_by_number(
    complete: Measurement, drawn: list[tuple[Decimal | None, Counts, Throughput, Latencies]]
) -> None:
    written = [
        replace(
            complete,
            scenario=replace(complete.scenario, concurrency=concurrency),
            counts=counts,
            throughput=throughput,
            latency=latency,
        )
        for concurrency, counts, throughput, latency in drawn
    ]
    found = again(*written)
    assert [held(one) for one in found] == [held(one) for one in written]
    assert [one.latency.tpot for one in found] == [one.latency.itl for one in found]


@pytest.mark.parametrize("name", ["kperf_result.json", "guidellm_v1.json", "guidellm_v2.json"])
def test_the_tools_own_results_are_read_back(sample: Callable[[str], bytes], name: str) -> None:
    found = measurements(read(sample(name), filename=name), answers=Answers())
    assert [held(one) for one in again(*found)] == [held(one) for one in found]


def test_a_file_of_the_tool_is_written_again_as_it_was(sample: Callable[[str], bytes]) -> None:
    original = json.loads(sample("kperf_result.json"), parse_float=Decimal)
    found = measurements(read(sample("kperf_result.json"), filename="k"), answers=Answers())
    assert json.loads(rows(found), parse_float=Decimal) == [step | {"throughput_tok_s_p90": "N/A"} for step in original]


def test_a_latency_of_another_definition_is_not_available_and_never_converted(complete: Measurement) -> None:
    plain = replace(complete, latency=replace(complete.latency, ntpot=None))
    (step,) = json.loads(rows([plain]))
    missing = dict.fromkeys(("p50", "p90", "p99"), "N/A")
    assert (step["tpot_ms"], step["itl_ms"]) == (missing, missing)
    assert step["ttft_ms"] == {"p50": 90, "p90": 110, "p99": 130}


def test_nothing_measured_is_nothing_but_not_available(complete: Measurement) -> None:
    nothing = Counts(*(None for _ in fields(Counts)))
    bare = replace(
        complete,
        scenario=replace(complete.scenario, concurrency=None),
        counts=nothing,
        throughput=Throughput(None, None, None, None),
        latency=Latencies(),
    )
    assert set(rows([bare]).decode().split('"')[1::2]) == {
        "concurrency", "requests", "successful", "errored", "incomplete", "total", "ttft_ms", "tpot_ms", "itl_ms",
        "e2el_ms", "p50", "p90", "p99", "throughput_tok_s", "throughput_tok_s_p90", "tps_per_user_tok_s", "N/A",
    }  # fmt: skip
