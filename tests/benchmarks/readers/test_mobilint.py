from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latency, Measurement, Throughput
from benchmarks.metrics import TTFT
from benchmarks.readers import UnreadableFile, read

# made for the test in the shape of `tps measure`; no device was measured
UNITS = {
    "prefill_tps": "tok/s",
    "decode_tps": "tok/s",
    "ttft": "ms",
    "decode_duration": "ms",
    "avg_power": "W",
    "prefill_avg_power": "W",
    "decode_avg_power": "W",
    "prefill_energy": "J",
    "decode_energy": "J",
    "prefill_tps_per_w": "tok/s/W",
    "decode_tps_per_w": "tok/s/W",
    "prefill_j_per_tok": "J/tok",
    "decode_j_per_tok": "J/tok",
}
RUN: dict[str, Any] = {
    "num_prefill": 512,
    "num_decode": 128,
    "prefill_tps": 1024,
    "decode_tps": 32,
    "ttft": 500,
    "decode_duration": 4000,
    "avg_power": 11.5,
    "prefill_avg_power": 10,
    "decode_avg_power": 12,
    "prefill_energy": 5,
    "decode_energy": 48,
    "prefill_tps_per_w": 102.4,
    "decode_tps_per_w": 2.667,
    "prefill_j_per_tok": 0.009765625,
    "decode_j_per_tok": 0.375,
}
REPORT: dict[str, Any] = {"repeat": 1, "batch_size": 1, "runs": [RUN], "summary": {}, "units": UNITS}


def imported(value: Any) -> tuple[Measurement, ...]:
    return measurements(read(json.dumps(value).encode(), filename="m"), answers=Answers())


def test_prefill_and_decode_are_two_rows() -> None:
    prefill, decode = imported(REPORT)
    assert (prefill.source.where, decode.source.where) == ("/runs/0/prefill_tps", "/runs/0/decode_tps")
    assert prefill.throughput == Throughput(None, Decimal(1024), None, None)
    assert decode.throughput == Throughput(Decimal(32), None, None, None)
    assert prefill.latency.ttft == Latency(mean=Decimal(500), definition=TTFT)
    assert (prefill.power.average_w, prefill.power.energy_j) == (Decimal(10), Decimal(5))
    assert (decode.power.average_w, decode.power.energy_j) == (Decimal(12), Decimal(48))
    assert (decode.power.joules_per_output_token, decode.scenario.duration_s) == (Decimal("0.375"), Decimal(4))
    assert (prefill.scenario.isl_target, decode.scenario.osl_target) == (Decimal(512), Decimal(128))
    assert {(m.scenario.load, m.scenario.concurrency) for m in (prefill, decode)} == {("single_stream", Decimal(1))}
    assert {f.level for m in (prefill, decode) for f in findings(m)} <= {"pass", "warn", "not_applicable"}


def test_every_number_has_its_place() -> None:
    cells = read(json.dumps(REPORT).encode(), filename="m").rows[1].cells
    assert [(cell.quantity, cell.unit, cell.where) for cell in cells] == [
        ("output_tps", "tokens/s", "/runs/0/decode_tps"),
        ("duration", "s", "/runs/0/decode_duration"),
        ("power", "W", "/runs/0/decode_avg_power"),
        ("energy", "J", "/runs/0/decode_energy"),
        ("energy_per_output_token", "J", "/runs/0/decode_j_per_tok"),
        ("osl_target", "tokens", "/runs/0/num_decode"),
        ("concurrency", "requests", "/batch_size"),
    ]


def test_units_are_those_the_file_names() -> None:
    units = UNITS | {"ttft": "s", "decode_duration": "s", "prefill_energy": "mJ", "decode_avg_power": "mW"}
    prefill, decode = imported(REPORT | {"units": units})
    assert prefill.latency.ttft is not None
    assert (prefill.latency.ttft.mean, decode.scenario.duration_s) == (Decimal(500_000), Decimal(4000))
    assert (prefill.power.energy_j, decode.power.average_w) == (Decimal("0.005"), Decimal("0.012"))


def test_the_mean_power_of_both_phases_stands_where_a_phase_has_none() -> None:
    run = RUN | {"prefill_avg_power": None, "decode_avg_power": None}
    cells = [
        cell for row in read(json.dumps(REPORT | {"runs": [run]}).encode(), filename="m").rows for cell in row.cells
    ]
    assert [(cell.value, cell.definition) for cell in cells if cell.quantity == "power"] == [
        (Decimal("11.5"), "mean over prefill and decode together")
    ] * 2


def test_a_run_alone_and_a_vision_language_run_are_read() -> None:
    assert [m.source.where for m in imported(RUN | {"units": UNITS})] == ["/prefill_tps", "/decode_tps"]
    language = {f"llm_{key}": value for key, value in RUN.items()}
    units = {f"llm_{key}": unit for key, unit in UNITS.items()}
    found = imported(REPORT | {"runs": [language], "units": units, "batch_size": 4})
    assert [m.throughput.output_tps for m in found] == [None, Decimal(32)]
    assert {(m.scenario.load, m.scenario.concurrency) for m in found} == {("static_batch", Decimal(4))}


def test_what_is_absent_is_not_measured() -> None:
    (decode,) = imported({"runs": [{"decode_tps": 32}], "units": UNITS})
    assert (decode.scenario.load, decode.power.average_w, decode.scenario.duration_s) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "where", "problem"),
    [
        (
            REPORT | {"units": {"decode_tps": "tok/s"}},
            "/units/prefill_tps",
            "units에 'prefill_tps'의 단위가 없거나 모르는 단위입니다. / units names no known unit of 'prefill_tps'.",
        ),
        (
            REPORT | {"units": UNITS | {"ttft": "W"}},
            "/units/ttft",
            "units에 'ttft'의 단위가 없거나 모르는 단위입니다. / units names no known unit of 'ttft'.",
        ),
        (
            REPORT | {"runs": [RUN | {"prefill_tps": [1, 2]}]},
            "/runs/0/prefill_tps",
            "길이를 바꾸어 가며 잰 sweep 결과입니다. / The result of a sweep over lengths.",
        ),
        (REPORT | {"runs": 3}, "/runs", "실행의 목록이 있어야 합니다. / A list of runs is needed."),
        (REPORT | {"runs": [3]}, "/runs/0", "실행 하나는 객체여야 합니다. / A run has to be an object."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(value: Any, where: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert (refused.value.where, refused.value.problem) == (where, problem)


@settings(max_examples=60)
@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    leaf: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({})
    run = RUN | {data.draw(st.sampled_from(sorted(RUN))): data.draw(leaf)}
    units = UNITS | {data.draw(st.sampled_from(sorted(UNITS))): data.draw(leaf)}
    said: tuple[str, ...] = ()
    try:
        for found in imported({"batch_size": data.draw(leaf), "runs": [run], "units": units}):
            findings(found)
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)
