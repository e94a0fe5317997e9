from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latencies, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read

# made for the test in the tool's shape; no device was measured
COMMON: dict[str, Any] = {
    "build_commit": "8cf427ff",
    "build_number": 5163,
    "cpu_info": "test cpu",
    "gpu_info": "Test GPU",
    "backends": "CUDA",
    "model_filename": "models/test.gguf",
    "model_type": "qwen2 1.5B Q4_0",
    "n_gpu_layers": 99,
    "n_depth": 0,
    "test_time": "2026-08-05T06:07:08Z",
}
PREFILL = COMMON | {
    "n_prompt": 512,
    "n_gen": 0,
    "avg_ns": 250_000_000,
    "stddev_ns": 1000,
    "avg_ts": 2048.5,
    "stddev_ts": 10.5,
}
DECODE = COMMON | {
    "n_prompt": 0,
    "n_gen": 128,
    "avg_ns": 2_000_000_000,
    "stddev_ns": 1000,
    "avg_ts": 64.25,
    "stddev_ts": 0.5,
}
MARKDOWN = """\
ggml_cuda_init: found 1 device
| model                          |       size |     params | backend    | ngl |          test |                  t/s |
| ------------------------------ | ---------: | ---------: | ---------- | --: | ------------: | -------------------: |
| qwen2 1.5B Q4_0                | 885.97 MiB |     1.54 B | CUDA       |  99 |         pp512 |      2048.50 ± 10.50 |
| qwen2 1.5B Q4_0                | 885.97 MiB |     1.54 B | CUDA       |  99 | tg128 @ d4096 |         64.25 ± 0.50 |
| qwen2 1.5B Q4_0                | 885.97 MiB |     1.54 B | CUDA       |  99 |   pp512+tg128 |                284.4 |

build: 8cf427ff (5163)
"""


def table(*records: dict[str, Any]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(records[0])
    writer.writerows(record.values() for record in records)
    return text.getvalue().encode()


def imported(data: bytes) -> tuple[Measurement, ...]:
    return measurements(read(data, filename="b"), answers=Answers())


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (json.dumps([PREFILL, DECODE]).encode(), ["/0", "/1"]),
        (b"\n".join(json.dumps(record).encode() for record in (PREFILL, DECODE)), ["line 1", "line 2"]),
        (table(PREFILL, DECODE), ["line 2", "line 3"]),
    ],
)
def test_prefill_and_decode_are_two_rows_in_every_output(data: bytes, places: list[str]) -> None:
    report = read(data, filename="b")
    assert (report.format, report.tool_version, report.repairs) == ("llama-bench", "b5163 8cf427ff", ())
    assert [row.where for row in report.rows] == places
    assert report.rows[1].cells[0].where == f"{places[1]}/avg_ts"
    prefill, decode = measurements(report, answers=Answers())
    assert prefill.throughput == Throughput(None, Decimal("2048.5"), None, None)
    assert decode.throughput == Throughput(Decimal("64.25"), None, None, None)
    assert (prefill.scenario.isl_target, prefill.scenario.osl_target) == (Decimal(512), None)
    assert (decode.scenario.isl_target, decode.scenario.osl_target) == (None, Decimal(128))
    for found in (prefill, decode):
        assert (found.scenario.load, found.scenario.concurrency) == ("single_stream", Decimal(1))
        assert found.latency == Latencies()
        assert (found.software.engine, found.software.engine_version) == ("llama.cpp", "b5163 8cf427ff")
        assert (found.model.name, found.system.accelerator) == ("qwen2 1.5B Q4_0", "Test GPU")
        assert (str(found.provenance.measured_at), found.provenance.tz_known) == ("2026-08-05 06:07:08+00:00", True)
        assert "reject" not in {finding.level for finding in findings(found)}


def test_the_markdown_table_holds_less_and_says_so() -> None:
    report = read(MARKDOWN.encode(), filename="b")
    assert [said.partition(" / ")[2] for said in report.repairs] == [
        "The Markdown table is rounded to two decimals; the JSON is not."
    ]
    assert (report.tool_version, [row.where for row in report.rows]) == (
        "b5163 8cf427ff",
        ["line 4", "line 5", "line 6"],
    )
    found = measurements(report, answers=Answers())
    assert [m.throughput for m in found] == [
        Throughput(None, Decimal("2048.50"), None, None),
        Throughput(Decimal("64.25"), None, None, None),
        Throughput(None, None, Decimal("284.4"), None),
    ]
    assert [(m.scenario.isl_target, m.scenario.osl_target) for m in found] == [
        (Decimal(512), None),
        (None, Decimal(128)),
        (Decimal(512), Decimal(128)),
    ]
    assert report.rows[1].cells[0].definition.startswith("decode alone, after 4096 tokens of context")
    assert {(m.model.name, m.system.accelerator) for m in found} == {("qwen2 1.5B Q4_0", None)}
    assert read(MARKDOWN.partition("\n\n")[0].encode(), filename="b").tool_version == ""


def test_a_mean_of_rates_far_above_tokens_over_time_is_said() -> None:
    report = read(json.dumps(DECODE | {"avg_ts": 71}).encode(), filename="b")
    assert [said.partition(" / ")[2] for said in report.repairs] == [
        "avg_ts is the mean of the repetitions' rates and over 1 % above tokens ÷ mean time (64.00)."
    ]
    assert read(json.dumps(DECODE | {"avg_ns": None}).encode(), filename="b").repairs == ()


@pytest.mark.parametrize("layers", [0, "0"])
def test_a_gpu_that_was_not_used_is_not_the_accelerator(layers: Any) -> None:
    (found,) = imported(json.dumps(DECODE | {"n_gpu_layers": layers}).encode())
    assert found.system.accelerator is None


@pytest.mark.parametrize(
    ("data", "where", "problem"),
    [
        (json.dumps([PREFILL, {"x": 1}]), "/1", "항목이 없습니다: avg_ts, build_commit, n_gen, n_prompt."),
        (json.dumps(PREFILL | {"n_prompt": 0}), "/", "n_prompt와 n_gen이 모두 0입니다."),
        (json.dumps(PREFILL | {"avg_ts": "fast"}), "/avg_ts", "수가 있어야 하는데 'fast'입니다."),
        (MARKDOWN.replace("pp512 ", "warm "), "line 4/test", "pp·tg 시험이 아닙니다."),
        (MARKDOWN.replace("2048.50", "fast"), "line 4/t/s", "수가 있어야 하는데 'fast'입니다."),
        (
            MARKDOWN.replace("|  99 |         pp512", "|         pp512"),
            "line 4",
            "칸 수가 제목 줄과 다릅니다(끊긴 표).",
        ),
        (MARKDOWN.partition("| qwen2")[0], "line 1", "결과가 하나도 없습니다."),
        (table(PREFILL).decode().partition("\n")[0], "line 1", "결과가 하나도 없습니다."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(data: str, where: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(data.encode())
    assert (refused.value.where, refused.value.problem.partition(" / ")[0]) == (where, problem)


@settings(max_examples=60)
@given(st.sampled_from([MARKDOWN.encode(), table(PREFILL, DECODE), json.dumps(PREFILL).encode()]), st.data())
def test_a_changed_byte_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    changed = bytearray(content)
    changed[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    said: tuple[str, ...] = ()
    try:
        imported(bytes(changed))
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)
