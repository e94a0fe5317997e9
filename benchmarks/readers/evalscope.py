"""EvalScope perf's benchmark_summary.json under its display names, the three generations of them (formats.md §1.14)."""

from __future__ import annotations

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.report import Cell, Fact, Row, Statistic

_TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = tuple(
    (key, quantity, "value", unit, definition)
    for keys, quantity, unit, definition in (
        (("Time taken for tests (s)", "Test Duration (s)"), "duration", "s", ""),
        (("Number of concurrency", "Concurrency"), "concurrency", "requests", "upper limit of requests in flight"),
        (("Request rate (req/s)", "Request Rate (req/s)"), "rate_offered", "requests/s", ""),
        (("Total requests", "Total Requests"), "sent", "count", ""),
        (("Succeed requests", "Success Requests"), "ok", "count", ""),
        (("Failed requests", "Failed Requests"), "failed", "count", ""),
        (("Request throughput (req/s)", "Req Throughput (req/s)"), "rps", "requests/s", "answered requests ÷ time"),
        (
            ("Output token throughput (tok/s)", "Output Throughput (tok/s)"),
            *("output_tps", "tokens/s", "output tokens of the system"),
        ),
        (
            ("Total token throughput (tok/s)", "Total Throughput (tok/s)"),
            *("total_tps", "tokens/s", "input + output tokens of the system"),
        ),
        (("Average input tokens per request", "Avg Input Tokens"), "isl_mean", "tokens", "mean input tokens"),
        (("Average output tokens per request", "Avg Output Tokens"), "osl_mean", "tokens", "mean output tokens"),
    )
    for key in keys
)
_E2E: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("Average latency (s)", "e2e", "mean", "s", metrics.E2E),
    ("Avg Latency (s)", "e2e", "mean", "s", metrics.E2E),
)
_STREAMED: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("Average time to first token (s)", "ttft", "mean", "s", metrics.TTFT),
    ("Avg TTFT (ms)", "ttft", "mean", "ms", metrics.TTFT),
    ("TTFT (ms)", "ttft", "mean", "ms", metrics.TTFT),
    ("Average time per output token (s)", "tpot", "mean", "s", metrics.TPOT),
    ("Avg TPOT (ms)", "tpot", "mean", "ms", metrics.TPOT),
    ("TPOT (ms)", "tpot", "mean", "ms", metrics.TPOT),
    ("Average inter-token latency (s)", "itl", "mean", "s", metrics.ITL_PER_CHUNK),
    ("Avg ITL (ms)", "itl", "mean", "ms", metrics.ITL_PER_CHUNK),
    ("ITL (ms)", "itl", "mean", "ms", metrics.ITL_PER_CHUNK),
)
_PACKAGES: tuple[tuple[str, str, Statistic, str, str], ...] = (
    _STREAMED[0],
    ("Average package latency (s)", "itl", "mean", "s", metrics.ITL_PER_CHUNK),
)
_OLDEST = "Average package latency (s)"
_NAMES = frozenset(key for key, *_ in (*_TOTALS, *_E2E, *_STREAMED))
_NEEDED = (
    {"Time taken for tests (s)", "Succeed requests", "Average latency (s)"},
    {"Test Duration (s)", "Success Requests", "Avg Latency (s)"},
)
_NOT_APPLICABLE = "EvalScope의 −1(해당 없음)은 미측정으로 읽었습니다. / EvalScope's −1 (not applicable) is unmeasured."
_PER_CHUNK = (
    "이 판의 'time per output token'은 묶음 사이 간격이므로 TPOT로 쓰지 않고 ITL로 읽었습니다."
    " / The 'time per output token' of this release is the gap between packages: read as ITL, not as TPOT."
)
_WHOLE_ANSWERS = (
    "스트리밍 없이 잰 결과라 첫 토큰 시각을 알 수 없으므로 TTFT·TPOT·ITL을 미측정으로 둡니다."
    " / Measured without streaming: the first token was not seen, and TTFT, TPOT and ITL stay unmeasured."
)


def _recognises(document: Document) -> bool:
    return bool(document.records) and any(needed <= document.records[0].fields.keys() for needed in _NEEDED)


def _read(document: Document) -> Contents:
    said: dict[str, None] = {}
    rows = tuple(_row(record, said=said) for record in document.records)
    return Contents("EvalScope perf", "", rows, tuple(said))


def _row(record: Record, *, said: dict[str, None]) -> Row:
    known = {key: value for key, value in record.fields.items() if key not in _NAMES or value != -1}
    if len(known) != len(record.fields):
        said[_NOT_APPLICABLE] = None
    applicable = Record(record.filename, record.where, known)
    cells = applicable.cells(*_TOTALS, *_E2E)
    streamed = applicable.cells(*(_PACKAGES if _OLDEST in known else _STREAMED))
    if _OLDEST in known:
        said[_PER_CHUNK] = None
    if _whole_answers(streamed, e2e=[cell for cell in cells if cell.quantity == "e2e"]):
        said[_WHOLE_ANSWERS] = None
        streamed = []
    return Row(record.where, tuple(cells + streamed), tuple(_load(cells)))


def _whole_answers(streamed: list[Cell], *, e2e: list[Cell]) -> bool:
    """Without streaming the tool writes the whole latency as TTFT (and package), and 0 for the time per token."""
    values = {cell.quantity: (cell.value, cell.unit) for cell in streamed}
    written = {(cell.value, cell.unit) for cell in e2e}
    return not values.get("tpot", (1, ""))[0] or values.get("ttft") in written


def _load(cells: list[Cell]) -> list[Fact]:
    """A stated rate is an open loop; else as many requests as the limit lets in."""
    places = {cell.quantity: cell.where for cell in cells}
    if "rate_offered" in places:
        return [Fact("load", "open_loop", places["rate_offered"])]
    return [Fact("load", "closed_loop", places["concurrency"])] if "concurrency" in places else []


FORMAT = Format("evalscope", "EvalScope perf benchmark_summary.json", _recognises, _read)
