"""The metrics of AIPerf and its predecessor GenAI-Perf by the names of their JSON and CSV exports; formats.md §1.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import metrics
from benchmarks.readers.document import Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Statistic


@dataclass(frozen=True, slots=True)
class Exported:
    """One metric: its JSON key, its CSV title without the unit, our quantity, what it is measured in, definition."""

    key: str
    title: str
    quantity: str
    kind: str
    definition: str


EXPORTED = (
    Exported("time_to_first_token", "time to first token", "ttft", "latency", metrics.TTFT),
    Exported("inter_token_latency", "inter token latency", "tpot", "latency", metrics.TPOT),
    Exported("inter_chunk_latency", "inter chunk latency", "itl", "latency", metrics.ITL_PER_CHUNK),
    Exported("request_latency", "request latency", "e2e", "latency", metrics.E2E),
    Exported("request_throughput", "request throughput", "rps", "requests/s", "answered requests"),
    Exported("goodput", "goodput", "goodput_rps", "requests/s", "answered requests within the run's own SLO"),
    Exported("output_token_throughput", "output token throughput", "output_tps", "tokens/s", "of the system"),
    Exported("input_token_throughput", "input token throughput", "input_tps", "tokens/s", "of the system"),
    Exported("total_token_throughput", "total token throughput", "total_tps", "tokens/s", "of the system"),
    Exported("benchmark_duration", "benchmark duration", "duration", "s", ""),
    Exported("request_count", "request count", "ok", "count", "answered"),
    Exported("error_request_count", "error request count", "failed", "count", ""),
    Exported("completed_request_count", "completed requests (success + error)", "sent", "count", "answered or failed"),
    Exported("input_sequence_length", "input sequence length", "isl_mean", "tokens", "mean of answered requests"),
    Exported("output_sequence_length", "output sequence length", "osl_mean", "tokens", "mean of answered requests"),
    Exported("total_isl", "total input sequence length", "input_tokens", "tokens", "of answered requests"),
    Exported("total_osl", "total output sequence length", "output_tokens", "tokens", "of answered requests"),
)
_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("avg", "mean"),
    ("std", "std"),
    ("min", "min"),
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("max", "max"),
    ("count", "n"),
)
_SINGLE: tuple[tuple[str, Statistic], ...] = (("avg", "value"),)
# kind -> the tools' word for a unit -> ours
_UNITS = {
    "latency": {"ns": "ns", "us": "us", "µs": "us", "μs": "us", "ms": "ms", "sec": "s", "s": "s"},
    "requests/s": dict.fromkeys(("requests/sec", "per sec", "requests per sec"), "requests/s"),
    "tokens/s": dict.fromkeys(("tokens/sec", "per sec", "tokens per sec"), "tokens/s"),
    "s": {"sec": "s", "s": "s"},
    "count": dict.fromkeys(("requests", "count", ""), "count"),
    "tokens": {"tokens": "tokens"},
}
_EXPORT_AGAIN = "측정 도구에서 다시 내보내 주십시오. / Export the file again from the tool."


def statistics_of(exported: Exported) -> tuple[tuple[str, Statistic], ...]:
    """The export's statistics of a metric that are kept, each with ours; of rates and counts only the value."""
    return _STATISTICS if exported.kind == "latency" else _SINGLE


def unit_of(exported: Exported, *, unit: object, where: str, filename: str) -> str:
    """Our name of the unit the file states. Raises UnreadableFile for none and for one that does not fit the metric."""
    known = _UNITS[exported.kind].get(unit) if isinstance(unit, str) else None
    if known is None:
        shown = unit[:40] if isinstance(unit, str) else type(unit).__name__
        problem = f"{exported.key}의 단위로 알 수 없는 '{shown}'입니다. / Unknown unit '{shown}' of {exported.key}."
        raise UnreadableFile(filename, where, problem, _EXPORT_AGAIN)
    return known


def metric_cells(record: Record) -> list[Cell]:
    """The known metrics of a JSON export, each in the unit its `unit` states. Raises UnreadableFile."""
    found: list[Cell] = []
    for exported in EXPORTED:
        if leaf := record.inner(exported.key):
            where = f"{leaf.where}/unit"
            unit = unit_of(exported, unit=leaf.fields.get("unit"), where=where, filename=leaf.filename)
            wanted = statistics_of(exported)
            found += leaf.cells(*((key, exported.quantity, s, unit, exported.definition) for key, s in wanted))
    return found


def without_unstreamed(cells: Sequence[Cell]) -> tuple[list[Cell], tuple[str, ...]]:
    """The cells without a TTFT that is the whole latency, and the repair said.

    GenAI-Perf writes the time of the whole answer as the TTFT of a run that did not stream
    (perf_analyzer issue 298: both 4610.6156361171425 ms).
    """
    first = {cell.statistic: cell.value for cell in cells if cell.quantity == "ttft"}
    whole = {cell.statistic: cell.value for cell in cells if cell.quantity == "e2e"}
    if not first or first != whole:
        return list(cells), ()
    said = (
        "첫 토큰 지연(TTFT)이 요청 전체 지연과 같아(스트리밍하지 않은 측정) 읽지 않았습니다."
        " / The TTFT equals the whole latency (answers were not streamed) and was not read."
    )
    return [cell for cell in cells if cell.quantity != "ttft"], (said,)
