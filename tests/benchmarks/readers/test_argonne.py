from __future__ import annotations

import contextlib
import csv
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report

HEADER = "Hardware,Num of Hardware,Framework,Model,Input Output Length,Batch Size"
# made for the test: 2 × 128 tokens × 16 in 2 s are 2,048 tokens/s
TABLE = f"{HEADER},Latency,Throughput\n\nNPU,4,engine,model/a,128,16,2,2048.0\n,,,,,,,\nNPU,4,engine,m,128,1,1.0,256\n"
POWER = (
    f"{HEADER},Latency,Throughput,avg_power\nNPU,1,engine,m,1024,1,8.0,256,222122.25\nNPU,1,engine,m,1024,1,8.0,256,\n"
)
SPLIT = f"{HEADER},kv_cache_dtype,latency,throughput\nNPU,1,e,m,128,1,Weight = fp8, KV Cache = int8,1,256\n"
WHOLE = SPLIT.replace("Weight = fp8, KV Cache = int8", '"Weight = fp8, KV Cache = int8"')


def report_of(text: str) -> Report:
    return read(text.encode(), filename="t.csv")


def imported(text: str) -> list[Measurement]:
    return list(measurements(report_of(text), answers=Answers()))


def test_a_static_batch_is_read_as_the_table_has_it() -> None:
    first, second = imported(TABLE)
    assert (first.system.accelerator, first.system.used, first.software.engine) == ("NPU", 4, "engine")
    assert (first.model.name, first.scenario.load) == ("model/a", "static_batch")
    scenario = first.scenario
    assert [scenario.isl_target, scenario.osl_target, scenario.concurrency] == [Decimal(n) for n in (128, 128, 16)]
    assert first.latency.e2e is not None
    assert (first.latency.e2e.mean, first.throughput.total_tps) == (Decimal(2000), Decimal("2048.0"))
    assert (first.throughput.output_tps, first.throughput.rps, first.power.average_w) == (None, None, None)
    assert [found.source.where for found in (first, second)] == ["line 3", "line 5"]
    assert report_of(TABLE).repairs == ()


def test_power_is_milliwatts_and_its_scope_is_asked_for() -> None:
    measured, empty = imported(POWER)
    assert (measured.power.average_w, empty.power.average_w) == (Decimal("222.12225"), None)
    assert measured.power.scope is None
    assert [said.split(" / ")[1] for said in report_of(POWER).repairs] == [
        "avg_power was read as milliwatts: as watts it would be 220,000 to 660,000 a board."
    ]


@pytest.mark.parametrize(("text", "repairs"), [(SPLIT, 1), (WHOLE, 0)])
def test_number_formats_are_read_quoted_or_not(text: str, repairs: int) -> None:
    (found,) = imported(text)
    assert (found.model.weight_precision, found.throughput.total_tps) == ("fp8", Decimal(256))
    assert len(report_of(text).repairs) == repairs


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Tensor Parallelism", (4, None, None)),
        ("PP", (None, 4, None)),
        ("EP", (None, None, 4)),
        ("Hybrid TP = 2 and PP = 2", (None, None, None)),
    ],
)
def test_a_pure_parallelism_spans_all_accelerators(kind: str, expected: tuple[int | None, ...]) -> None:
    (found,) = imported(f"{HEADER},Parallelism Type,Latency,Throughput\nNPU,4,e,m,128,1,{kind},1,256\n")
    assert (found.parallelism.tp, found.parallelism.pp, found.parallelism.ep) == expected


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("2048.0", "OOM", "line 3, throughput"),
        ("128,16", "128,1.5", "line 3, batch size"),
        ("NPU,4,engine", "NPU,-4,engine", "line 3, num of hardware"),
        (",2048.0", "", "line 3"),
        (",2048.0", ',2048.0,"Weight = fp8"', "line 3"),
        ("engine", "x" * 501, "line 3, framework"),
        ("NPU", '"NPU" x', "line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(old: str, new: str, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report_of(TABLE.replace(old, new, 1) if old != "NPU" else TABLE.replace(old, new))
    assert refused.value.where == where


def test_two_stray_cells_are_not_joined() -> None:
    with pytest.raises(UnreadableFile) as refused:
        report_of(SPLIT.replace("Weight = fp8", "fp8"))
    assert refused.value.where == "line 2"


@settings(deadline=None)  # a shared machine may be slow
@given(st.data())
def test_a_changed_character_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TABLE, POWER, SPLIT, WHOLE]))
    place = data.draw(st.integers(0, len(text) - 1))
    with contextlib.suppress(UnreadableFile):
        for found in imported(text[:place] + data.draw(st.characters(codec="utf-8")) + text[place + 1 :]):
            findings(found)


def test_the_whole_collection_is_read_and_its_misscaled_rows_are_caught(shared_results: Path) -> None:
    data = shared_results.joinpath("argonne-llm-inference-bench/All_results.csv").read_bytes()
    found = measurements(read(data, filename="All_results.csv"), answers=Answers())
    raw = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(found) == len(raw) == 4772
    for row, measurement in zip(raw, found, strict=True):
        assert measurement.latency.e2e is not None
        assert measurement.latency.e2e.mean == Decimal(row["Latency"]) * 1000
        assert measurement.throughput.total_tps == Decimal(row["Throughput"])
    levels = Counter((f.level, m.software.engine == "llama.cpp") for m in found for f in findings(m) if f.rule == "V16")
    assert levels == {("pass", False): 3202, ("pass", True): 409, ("reject", True): 1161}


def test_every_table_of_the_common_shape_is_read(shared_results: Path) -> None:
    counts = {}
    for file in sorted(shared_results.joinpath("argonne-llm-inference-bench").rglob("*.csv")):
        with contextlib.suppress(UnreadableFile):
            counts[file.name, file.parent.name] = len(read(file.read_bytes(), filename=file.name).rows)
    assert counts == {
        ("All_results.csv", "argonne-llm-inference-bench"): 4772,
        ("power_results.csv", "Fig_16_a"): 40,
        ("power_results.csv", "Fig_16_a_b"): 48,
        ("power_results.csv", "Fig_16_b"): 40,
        ("SN40L_latency_throughput.csv", "Fig_18"): 40,
        ("A100_H100_quant_all_results.csv", "Fig_3"): 116,
        ("kv_cache_Meta-Llama-3-8B-Instruct-FP8.csv", "qaunt_results"): 20,
        ("quant_all_results.csv", "qaunt_results"): 156,
        ("results_Meta-Llama-3-8B-Instruct-FP8.csv", "qaunt_results"): 20,
        ("throughput_results_Meta-Llama-3-8B-Instruct-FP8 (1).csv", "qaunt_results"): 54,
        ("TP_PP_Results.csv", "Fig_5_a"): 371,
    }
