"""genai-bench's JSON of one concurrency: `aggregated_metrics` and every request (formats.md §1.14)."""

from __future__ import annotations

import re
from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, one_length
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Request, Row, Statistic
from benchmarks.units import convert

_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("stddev", "std"),
    ("min", "min"),
    ("max", "max"),
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
)
_LATENCIES = (("ttft", metrics.TTFT), ("tpot", metrics.TPOT), ("e2e_latency", metrics.E2E))
_TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("num_concurrency", "concurrency", "value", "requests", "concurrent users"),
    ("num_requests", "sent", "value", "count", ""),
    ("num_completed_requests", "ok", "value", "count", ""),
    ("num_error_requests", "failed", "value", "count", ""),
    ("requests_per_second", "rps", "value", "requests/s", "answered requests ÷ time"),
    ("mean_output_throughput_tokens_per_s", "output_tps", "value", "tokens/s", "output tokens of the system ÷ time"),
    ("mean_input_throughput_tokens_per_s", "input_tps", "value", "tokens/s", "input tokens of the system ÷ time"),
    ("mean_total_tokens_throughput_tokens_per_s", "total_tps", "value", "tokens/s", "input + output tokens ÷ time"),
)
_MEANS = (("num_input_tokens", "isl_mean"), ("num_output_tokens", "osl_mean"))
_UNITS = frozenset({"s", "ms"})
_LENGTHS = re.compile(r"D\((\d{1,9}),\s?(\d{1,9})\)")
_AGAIN = "측정을 마친 뒤 다시 내보내 주십시오. / Finish the run and export it again."


def _recognises(document: Document) -> bool:
    fields = document.records[0].fields if document.records else {}
    aggregated = fields.get("aggregated_metrics")
    return isinstance(aggregated, dict) and "stats" in aggregated


def _read(document: Document) -> Contents:
    return Contents("genai-bench", "", tuple(_row(record) for record in document.records))


def _row(record: Record) -> Row:
    aggregated = record.inner("aggregated_metrics")
    stats = aggregated.inner("stats") if aggregated else None
    if aggregated is None or stats is None:
        problem = "aggregated_metrics의 stats가 없습니다. / No stats in aggregated_metrics."
        raise UnreadableFile(record.filename, record.where or "/", problem, _AGAIN)
    unit = _unit(record)
    cells = aggregated.cells(*_TOTALS)
    if unit == "s":
        cells += aggregated.cells(("run_duration", "duration", "value", "s", ""))
    for name, definition in _LATENCIES:
        cells += _latency(stats, name, unit=unit, definition=definition)
    cells += _lengths(aggregated, stats)
    return Row(record.where, tuple(cells), tuple(_facts(aggregated, stats)), _requests(record, unit=unit))


def _unit(record: Record) -> str:
    """The unit of every time in the file: seconds in files that do not name one."""
    unit = record.fields.get("_time_unit", "s")
    if not isinstance(unit, str) or unit not in _UNITS:
        problem = f"모르는 시간 단위입니다: {str(unit)[:40]}. / Unknown unit of time."
        raise UnreadableFile(record.filename, f"{record.where}/_time_unit", problem, _AGAIN)
    return unit


def _latency(stats: Record, name: str, *, unit: str, definition: str) -> list[Cell]:
    block = stats.inner(name)
    quantity = name.removesuffix("_latency")
    return block.cells(*((key, quantity, s, unit, definition) for key, s in _STATISTICS)) if block else []


def _lengths(aggregated: Record, stats: Record) -> list[Cell]:
    """Mean lengths as measured and, for a deterministic scenario D(input, output), the wanted ones."""
    cells = []
    for name, quantity in _MEANS:
        if block := stats.inner(name):
            cells += block.cells(("mean", quantity, "value", "tokens", f"mean of {name}"))
    scenario, where = aggregated.fields.get("scenario"), f"{aggregated.where}/scenario"
    if isinstance(scenario, str) and (wanted := _LENGTHS.fullmatch(scenario)):
        for quantity, length in zip(("isl_target", "osl_target"), wanted.groups(), strict=True):
            cells.append(Cell(quantity, "value", Decimal(length), "tokens", "deterministic scenario", where))
    return cells


def _facts(aggregated: Record, stats: Record) -> list[Fact]:
    facts = []
    if aggregated.number("num_concurrency"):
        facts.append(Fact("load", "closed_loop", f"{aggregated.where}/num_concurrency"))
    facts += one_length(stats.inner("num_output_tokens"))
    return facts


def _requests(record: Record, *, unit: str) -> tuple[Request, ...]:
    items = record.fields.get("individual_request_metrics")
    listed = items if isinstance(items, list) else []
    return tuple(_request(record, index, item, unit=unit) for index, item in enumerate(listed))


def _request(record: Record, index: int, item: Json, *, unit: str) -> Request:
    where = f"{record.where}/individual_request_metrics/{index}"
    if not isinstance(item, dict):
        raise UnreadableFile(record.filename, where, "요청 기록이 아닙니다. / Not a request.", _AGAIN)
    request = Record(record.filename, where, item)
    ok = item.get("error_code") is None
    cells = request.cells(
        ("num_input_tokens", "input", "value", "count", ""),
        ("num_output_tokens", "output", "value", "count", ""),
    )
    tokens = {cell.quantity: int(cell.value) for cell in cells}
    times = [request.number(key) if ok else None for key in ("ttft", "e2e_latency")]
    ttft, e2e = (None if time is None else convert(time, unit=unit, to="ms") for time in times)
    return Request(where, ok, tokens.get("input"), tokens.get("output"), ttft, e2e)


FORMAT = Format("genai-bench", "genai-bench JSON", _recognises, _read)
