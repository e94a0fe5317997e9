"""inference-perf stage_N_lifecycle_metrics.json: one load stage a file, every latency in seconds; formats.md §1.7."""

from __future__ import annotations

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, one_length
from benchmarks.readers.tpot import confirmed
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("min", "min"),
    ("median", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("p99.9", "p99_9"),
    ("max", "max"),
)
_ALWAYS = (
    ("request_latency", "e2e", metrics.E2E),
    ("time_to_first_token", "ttft", metrics.TTFT),
    ("normalized_time_per_output_token", "ntpot", metrics.NTPOT),
)
_UNLESS_DEFLATED = (
    ("time_per_output_token", "tpot", metrics.TPOT),
    ("inter_token_latency", "itl", metrics.ITL_PER_CHUNK),
)
_RATES: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("input_tokens_per_sec", "input_tps", "value", "tokens/s", "input tokens of the system"),
    ("output_tokens_per_sec", "output_tps", "value", "tokens/s", "output tokens of the system"),
    ("total_tokens_per_sec", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("requests_per_sec", "rps", "value", "requests/s", "answered requests"),
)
_STAGE = "단계별 파일(stage_N_lifecycle_metrics.json)을 올려 주십시오. / Use the file of one stage."


def _is_lifecycle(record: Record) -> bool:
    successes = record.fields.get("successes")
    return (
        isinstance(successes, dict) and isinstance(record.fields.get("load_summary"), dict) and "latency" in successes
    )


def _recognises(document: Document) -> bool:
    return len(document.records) == 1 and _is_lifecycle(document.records[0])


def _read(document: Document) -> Contents:
    record = document.records[0]
    load, successes = record.inner("load_summary"), record.inner("successes")
    latency = successes.inner("latency") if successes else None
    if load is None or successes is None or not load.fields.keys() & {"requested_rate", "concurrency"}:
        problem = "모든 단계를 합친 파일이라 한 시험 조건이 아닙니다. / The stages are mixed: not one operating point."
        raise UnreadableFile(record.filename, f"{record.where}/load_summary", problem, _STAGE)
    cells, facts = _load(load)
    cells += _counts(record, load=load, successes=successes)
    cells += throughput.cells(*_RATES) if (throughput := successes.inner("throughput")) else []
    length_cells, length_facts = _lengths(successes)
    latencies, repairs = _latencies(latency, lengths=length_cells) if latency else ([], ())
    row = Row(record.where, (*cells, *length_cells, *latencies), (*facts, *length_facts))
    return Contents("inference-perf", "", (row,), repairs)


def _load(load: Record) -> tuple[list[Cell], list[Fact]]:
    """A stage offers a rate, or from 2026 on keeps a number of requests in flight."""
    if load.fields.get("concurrency") is not None:
        cells = load.cells(("concurrency", "concurrency", "value", "requests", "requests kept in flight"))
        return cells, [Fact("load", "closed_loop", f"{load.where}/concurrency")]
    cells = load.cells(("requested_rate", "rate_offered", "value", "requests/s", "rate asked of the load generator"))
    return cells, [Fact("load", "open_loop", f"{load.where}/requested_rate")]


def _counts(record: Record, *, load: Record, successes: Record) -> list[Cell]:
    cells = load.cells(("count", "sent", "value", "count", "")) + successes.cells(("count", "ok", "value", "count", ""))
    failures = record.inner("failures")
    return cells + (failures.cells(("count", "failed", "value", "count", "")) if failures else [])


def _lengths(successes: Record) -> tuple[list[Cell], list[Fact]]:
    cells: list[Cell] = []
    for key, quantity in (("prompt_len", "isl_mean"), ("output_len", "osl_mean")):
        if block := successes.inner(key):
            cells += block.cells(("mean", quantity, "value", "tokens", "mean of answered requests"))
    return cells, one_length(successes.inner("output_len"))


def _latencies(latency: Record, *, lengths: list[Cell]) -> tuple[list[Cell], tuple[str, ...]]:
    sound = _blocks(latency, wanted=_ALWAYS)
    own = _blocks(latency, wanted=_UNLESS_DEFLATED)
    osl = next((cell.value for cell in lengths if cell.quantity == "osl_mean"), None)
    return confirmed(sound, own=own, osl=osl)


def _blocks(latency: Record, *, wanted: tuple[tuple[str, str, str], ...]) -> list[Cell]:
    cells: list[Cell] = []
    for key, quantity, definition in wanted:
        if block := latency.inner(key):
            cells += block.cells(*((name, quantity, statistic, "s", definition) for name, statistic in _STATISTICS))
    return cells


FORMAT = Format("inference-perf", "inference-perf stage_N_lifecycle_metrics.json", _recognises, _read)
