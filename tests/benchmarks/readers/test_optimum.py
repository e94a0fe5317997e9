from __future__ import annotations

import contextlib
import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read

LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(), st.just([]), st.just({})
)


def phase(mean: float, *, unit: str = "s") -> dict[str, Any]:
    """Made for the test, in the shape of version 0.6."""
    latency = {"unit": unit, "count": 3, "total": mean * 3, "mean": mean, "p50": mean, "p99": mean, "values": [mean]}
    energy = {"unit": "kWh", "cpu": 1e-6, "ram": 1e-7, "gpu": 2e-5, "total": 2.11e-5}
    return {"latency": latency, "throughput": {"unit": "tokens/s", "value": 100.0}, "energy": energy, "memory": None}


def report() -> dict[str, Any]:
    return {"load_model": {"latency": None}, "prefill": phase(0.125), "decode": phase(1.5), "per_token": phase(0.02)}


def whole() -> dict[str, Any]:
    shapes = {"batch_size": 4, "sequence_length": 128, "num_choices": 2}
    config = {
        "scenario": {"input_shapes": shapes, "generate_kwargs": {"max_new_tokens": 64, "min_new_tokens": 64}},
        "backend": {"name": "pytorch", "version": "2.5", "model": "org/m", "dtype": "float16"},
        "environment": {"optimum_benchmark_version": "0.6.0"},
    }
    return {"config": config, "report": report()}


def imported(value: Any) -> Measurement:
    (found,) = measurements(read(json.dumps(value).encode(), filename="b.json"), answers=Answers())
    return found


def test_prefill_is_the_first_token_and_per_token_the_rest() -> None:
    found = imported(report())
    assert found.latency.ttft == Latency(
        mean=Decimal(125),
        p50=Decimal(125),
        p99=Decimal(125),
        n=3,
        definition="prefill of the whole static batch: its first tokens",
    )
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.n) == (Decimal(20), 3)
    assert found.scenario.load == "static_batch"


def test_a_rate_or_an_energy_of_one_phase_is_not_the_runs() -> None:
    found = imported(report())
    assert found.throughput == Throughput(None, None, None, None)
    assert (found.power.energy_j, found.power.average_w) == (None, None)
    said = read(json.dumps(report()).encode(), filename="b").repairs
    assert [text.split(" / ")[1].split(" was")[0] for text in said] == ["The throughput", "The energy"]
    without = {key: {**block, "energy": None} for key, block in report().items()}
    assert len(read(json.dumps(without).encode(), filename="b").repairs) == 1


def test_the_configuration_beside_the_report_is_read() -> None:
    found = imported(whole())
    scenario = found.scenario
    assert [scenario.concurrency, scenario.isl_target, scenario.osl_target] == [Decimal(n) for n in (4, 128, 64)]
    assert (found.model.name, found.model.weight_precision) == ("org/m", "float16")
    assert (found.software.engine, found.software.engine_version) == ("pytorch", "2.5")
    assert found.source.tool_version == "0.6.0"


def test_what_the_file_leaves_out_stays_unmeasured() -> None:
    value = whole()
    value["config"] = {"scenario": {}, "backend": None}
    value["report"]["per_token"] = None
    found = imported(value)
    assert (found.latency.tpot, found.scenario.concurrency, found.source.tool_version) == (None, None, "")


@pytest.mark.parametrize("unit", ["h", None, ["s"], ""])
def test_an_unknown_unit_is_refused(unit: Any) -> None:
    value = report()
    value["prefill"]["latency"]["unit"] = unit
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == "/prefill/latency/unit"


def test_milliseconds_are_read_as_they_are_stated() -> None:
    found = imported({**report(), "prefill": phase(125, unit="ms")})
    assert found.latency.ttft is not None
    assert found.latency.ttft.mean == Decimal(125)


@settings(deadline=None)  # a shared machine may be slow
@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    changed = copy.deepcopy(whole())
    node: Any = changed
    while True:
        key: Any = data.draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(LEAVES)
            break
        node = node[key]
    with contextlib.suppress(UnreadableFile):
        findings(imported(changed))
