"""vLLM `bench latency` and `bench throughput` (and vllm-rbln's benchmark_throughput.py): no server; formats.md §1.1."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

BATCH = "one batch of equal requests, from its start to its last token"
Wanted = tuple[str, str, Statistic, str, str]
THROUGHPUT: tuple[Wanted, ...] = (
    ("elapsed_time", "duration", "value", "s", ""),
    ("num_requests", "sent", "value", "count", ""),
    ("num_requests", "ok", "value", "count", "the tool ends only when all are answered"),
    ("total_input_tokens", "input_tokens", "value", "tokens", "of all requests"),
    ("total_output_tokens", "output_tokens", "value", "tokens", "of all requests"),
    ("requests_per_second", "rps", "value", "requests/s", ""),
    ("tokens_per_second", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("total_tokens_per_second", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("output_tokens_per_second", "output_tps", "value", "tokens/s", "output tokens of the system"),
)
_PREFIXES: tuple[tuple[str, Statistic], ...] = (("mean", "mean"), ("median", "p50"), ("max", "max"))
_REQUEST_TIMES: tuple[Wanted, ...] = tuple(
    (f"{prefix}_{name}_ms", name, statistic, "ms", definition)
    for name, definition in (("ttft", f"{metrics.TTFT}; the wait for the batch included"), ("tpot", metrics.TPOT))
    for prefix, statistic in _PREFIXES
)
_LATENCY: tuple[Wanted, ...] = (
    ("avg_latency", "e2e", "mean", "s", BATCH),
    ("std_latency", "e2e", "std", "s", BATCH),
)
_PERCENTILES: tuple[Wanted, ...] = (
    ("50", "e2e", "p50", "s", BATCH),
    ("90", "e2e", "p90", "s", BATCH),
    ("99", "e2e", "p99", "s", BATCH),
)
_ZERO = (
    "TTFT·TPOT의 0은 측정하지 않았다는 뜻이어서 미측정으로 두었습니다."
    " / A TTFT or TPOT of 0 means that it was not measured: left out."
)
_REMEDY = "실행마다 나온 원본 JSON을 올려 주십시오. / Use the JSON the tool wrote for each run."


def is_latency(record: Record) -> bool:
    """Whether an object is the result of `vllm bench latency`."""
    return {"avg_latency", "percentiles"} <= record.fields.keys()


def is_throughput(record: Record) -> bool:
    """Whether an object is the result of `vllm bench throughput`, of vLLM or of vllm-rbln."""
    return {"elapsed_time", "num_requests", "requests_per_second"} <= record.fields.keys()


def _recognises(document: Document) -> bool:
    return bool(document.records) and (is_latency(document.records[0]) or is_throughput(document.records[0]))


def _read(document: Document) -> Contents:
    rows = tuple(offline_row(record) for record in document.records)
    zeros = any(_zeros(record) for record in document.records)
    return Contents("vLLM offline benchmark", "", rows, (_ZERO,) if zeros else ())


def offline_row(record: Record) -> Row:
    """One offline run as a row. Raises UnreadableFile for an object that is none."""
    if is_latency(record):
        return Row(record.where, tuple(_latency_cells(record)), (_load(record, "static_batch", "avg_latency"),))
    if is_throughput(record):
        return Row(record.where, tuple(_throughput_cells(record)), (_load(record, "offline", "elapsed_time"),))
    problem = "vLLM 오프라인 측정 결과가 아닌 항목이 섞여 있습니다. / Not the result of an offline vLLM run."
    raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)


def _load(record: Record, load: str, key: str) -> Fact:
    return Fact("load", load, f"{record.where}/{key}")


def _latency_cells(record: Record) -> list[Cell]:
    percentiles = record.inner("percentiles")
    cells = record.cells(*_LATENCY) + (percentiles.cells(*_PERCENTILES) if percentiles else [])
    latencies = record.fields.get("latencies")
    if isinstance(latencies, list) and latencies:
        cells.append(Cell("e2e", "n", Decimal(len(latencies)), "count", BATCH, f"{record.where}/latencies"))
    return cells


def _throughput_cells(record: Record) -> list[Cell]:
    return record.cells(*THROUGHPUT) + [cell for cell in record.cells(*_REQUEST_TIMES) if cell.value]


def _zeros(record: Record) -> bool:
    return is_throughput(record) and any(not cell.value for cell in record.cells(*_REQUEST_TIMES))


FORMAT = Format(
    "vllm-offline", "vLLM bench latency / throughput JSON (vllm-rbln benchmark_throughput.py)", _recognises, _read
)
