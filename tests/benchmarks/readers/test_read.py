from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings, report_findings
from benchmarks.readers import FORMATS, MAX_BYTES, UnreadableFile, read
from benchmarks.readers.document import opened

FILES = Path(__file__).resolve().parents[2] / "files"
SAMPLES = {
    "kperf_result.json": "kperf",
    "guidellm_v1.json": "guidellm",
    "guidellm_v2.json": "guidellm",
    "vllm_c4.json": "vllm",
    "mlperf_log_summary.txt": "mlperf-log",
}
KEYS = sorted(
    {
        *(
            "concurrency",
            "ttft_ms",
            "throughput_tok_s",
            "requests",
            "mean_ttft_ms",
            "total_token_throughput",
            "completed",
        ),
        *("benchmarks", "metadata", "metrics", "config", "strategy", "successful", "time_to_first_token_ms", "count"),
        *("Performance_Result", "Performance_Units", "Scenario", "Submitter", "Model", "p50", "mean", "output_lens"),
        *("request_rate", "date", "data", "args", "duration", "start_time", "percentiles", "model", "spec", "errors"),
    }
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
LOOKALIKES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=12),
    max_leaves=40,
)


def recognising(data: bytes) -> list[str]:
    document = opened(data, filename="f")
    return [known.name for known in FORMATS if known.recognises(document)]


def read_or_refused(data: bytes) -> bool:
    """Read and use the file whole, or refuse it: nothing else may happen."""
    try:
        report = read(data, filename="any")
    except UnreadableFile as refused:
        return _says_everything(refused)
    report_findings(report)
    for measurement in measurements(report, answers=Answers()):
        findings(measurement)
    return True


def _says_everything(refused: UnreadableFile) -> bool:
    assert refused.filename == "any"
    assert all((refused.where, refused.problem, refused.remedy))
    return False


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_the_format_is_found_by_content_whatever_the_name(name: str, expected: str) -> None:
    data = FILES.joinpath(name).read_bytes()
    report = read(data, filename="misleading.xlsx")
    assert (report.format, report.filename, report.size) == (expected, "misleading.xlsx", len(data))
    assert report.sha256 == hashlib.sha256(data).hexdigest()


def test_another_tools_file_is_refused_with_the_list_of_formats() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(b'{"avg_latency": 1.5}', filename="latency.json")
    titles = "; ".join(known.title for known in FORMATS)
    assert str(refused.value) == (
        "latency.json, line 1: 인식하지 못한 형식입니다. / The format was not recognised. ▶ "
        f"다음 형식의 원본을 올려 주십시오: {titles} / Use one of these files."
    )


@settings(deadline=None)  # a shared machine may be slow
@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@settings(deadline=None)  # a shared machine may be slow
@given(LOOKALIKES)
def test_any_json_is_read_or_refused(value: Any) -> None:
    read_or_refused(json.dumps(value).encode())


@settings(deadline=None)  # a shared machine may be slow
@given(st.sampled_from(["kperf_result.json", "vllm_c4.json", "mlperf_log_summary.txt"]), st.data())
def test_a_file_cut_anywhere_is_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = FILES.joinpath(name).read_bytes()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    if name.endswith(".json"):
        assert read_or_refused(cut) == (cut.strip() == whole.strip())
    else:
        read_or_refused(cut)


@settings(deadline=None)  # a shared machine may be slow
@given(st.sampled_from(["kperf_result.json", "vllm_c4.json", "mlperf_log_summary.txt"]), st.data())
def test_a_file_with_a_changed_byte_is_read_or_refused(name: str, data: st.DataObject) -> None:
    changed = bytearray(FILES.joinpath(name).read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(changed))


@settings(deadline=None)  # a shared machine may be slow
@given(st.sampled_from(["guidellm_v2.json", "vllm_c4.json", "kperf_result.json"]), st.data())
def test_a_file_with_a_changed_value_is_read_or_refused(name: str, data: st.DataObject) -> None:
    document = json.loads(FILES.joinpath(name).read_bytes())
    node = document
    while isinstance(node, dict | list) and node:
        place: Any = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[place], dict | list) or data.draw(st.integers(0, 9)) == 0:
            node[place] = data.draw(LEAVES | st.just([]) | st.just({}))
            break
        node = node[place]
    read_or_refused(json.dumps(document).encode())


def test_a_file_of_the_largest_size_is_read(sample: Callable[[str], bytes]) -> None:
    start = sample("vllm_c4.json").rstrip().removesuffix(b"}") + b', "generated_texts": ["'
    data = start + b"x" * (MAX_BYTES - len(start) - 3) + b'"]}'
    assert len(data) == MAX_BYTES
    assert read(data, filename="big.json").size == MAX_BYTES


def test_a_large_file_of_small_values_is_read(sample: Callable[[str], bytes]) -> None:
    start = sample("vllm_c4.json").rstrip().removesuffix(b"}") + b', "itls": [0'
    data = start + b", 0.0123456789" * 1_000_000 + b"]}"
    assert len(read(data, filename="detail.json").rows) == 1


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_a_file_is_recognised_by_one_format_only(name: str, expected: str) -> None:
    assert recognising(FILES.joinpath(name).read_bytes()) == [expected]


def test_real_files_are_recognised_by_one_format_at_most(shared_results: Path) -> None:
    texts = [p for p in sorted(shared_results.rglob("*")) if p.suffix in {".json", ".jsonl", ".csv", ".txt", ".yaml"}]
    torn = {path.name: found for path in texts if len(found := recognised(path)) > 1}
    assert torn == {}


def recognised(path: Path) -> list[str]:
    try:
        return recognising(path.read_bytes())
    except UnreadableFile:
        return []
