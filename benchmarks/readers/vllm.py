"""vLLM `bench serve` and its forks (vllm-rbln, InferenceX client), every vintage since 2024-02; formats.md §1.1."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("std", "std"),
    ("median", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("p99.9", "p99_9"),
)
_METRICS = (
    ("ttft", "ttft", metrics.TTFT),
    ("tpot", "tpot", metrics.TPOT),
    ("itl", "itl", metrics.ITL_PER_CHUNK),
    ("e2el", "e2e", metrics.E2E),
)
_LATENCIES: tuple[tuple[str, str, Statistic, str, str], ...] = tuple(
    (f"{prefix}_{name}_ms", quantity, statistic, "ms", definition)
    for name, quantity, definition in _METRICS
    for prefix, statistic in _STATISTICS
)
_TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("duration", "duration", "value", "s", ""),
    ("num_prompts", "sent", "value", "count", ""),
    ("completed", "ok", "value", "count", "answered, also with no token"),
    ("failed", "failed", "value", "count", ""),
    ("total_input_tokens", "input_tokens", "value", "tokens", "of answered requests"),
    ("total_output_tokens", "output_tokens", "value", "tokens", "of answered requests"),
    ("request_throughput", "rps", "value", "requests/s", ""),
    ("request_inthroughput", "rps", "value", "requests/s", "the tool's name until 2024-06"),
    ("output_throughput", "output_tps", "value", "tokens/s", "output tokens of the system"),
    ("input_throughput", "input_tps", "value", "tokens/s", "input tokens of the system (until 2024-09)"),
    ("total_token_throughput", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("max_concurrency", "concurrency", "value", "requests", "upper limit of requests in flight"),
)
# commits 0c785d3 and ea4adedd: between them the tool wrote the two E2EL figures under each other's name
_SWAPPED_FROM, _SWAPPED_UNTIL = "20240829", "20241104"
_SGLANG = frozenset({"mean_e2e_latency_ms", "total_output_tokens_retokenized"})
_REMEDY = "실행마다 나온 원본 JSON을 올려 주십시오. / Use the JSON the tool wrote for each run."


def _is_run(record: Record) -> bool:
    fields = record.fields
    has_throughput = "total_token_throughput" in fields or "input_throughput" in fields
    return has_throughput and {"mean_ttft_ms", "completed"} <= fields.keys() and not _SGLANG & fields.keys()


def _recognises(document: Document) -> bool:
    return bool(document.records) and _is_run(document.records[0])


def _read(document: Document) -> Contents:
    rows: list[Row] = []
    repairs: list[str] = []
    for record in document.records:
        if not _is_run(record):
            problem = "vLLM 실행 결과가 아닌 항목이 섞여 있습니다. / Not the result of a vLLM run."
            raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
        row, swapped = _repaired(_row(record))
        rows.append(row)
        repairs += swapped
    return Contents("vLLM bench serve", "", tuple(rows), tuple(repairs))


def _row(record: Record) -> Row:
    if record.fields.get("request_rate") == "inf":
        offered, at_once = [], True
    else:
        offered, at_once = record.cells(("request_rate", "rate_offered", "value", "requests/s", "")), False
    cells = record.cells(*_TOTALS, *_LATENCIES) + offered
    facts = record.facts(("model_id", "model"), ("date", "date_local"))
    if load := _load(record, at_once=at_once, offered=bool(offered)):
        facts.append(Fact("load", load, f"{record.where}/request_rate"))
    detail_cells, detail_facts = _detail(record)
    return Row(record.where, tuple(cells + detail_cells), tuple(facts + detail_facts))


def _load(record: Record, *, at_once: bool, offered: bool) -> str:
    """Endless rate: as many as the limit lets in (closed loop), or all at once; a stated rate: open loop."""
    if at_once:
        return "offline" if record.fields.get("max_concurrency") is None else "closed_loop"
    return "open_loop" if offered else ""


def _detail(record: Record) -> tuple[list[Cell], list[Fact]]:
    """What `--save-detailed` adds: answers without a token, and whether all answers had one length."""
    lengths = record.fields.get("output_lens")
    if not isinstance(lengths, list) or not lengths:
        return [], []
    errors = record.fields.get("errors")
    failed = errors if isinstance(errors, list) and len(errors) == len(lengths) else [""] * len(lengths)
    answered = [length for length, error in zip(lengths, failed, strict=True) if not error]
    where = f"{record.where}/output_lens"
    empty = sum(1 for length in answered if length == 0)
    fixed = "true" if len({str(length) for length in answered}) == 1 else "false"
    zero = Cell("zero_output", "value", Decimal(empty), "count", "answered with no token", where)
    # without `errors` a failed request also has length 0, so that the count would say too much
    known = isinstance(errors, list) or empty == 0
    return [zero] if known else [], [Fact("fixed_length", fixed, where)]


def _repaired(row: Row) -> tuple[Row, tuple[str, ...]]:
    """Give mean and median E2EL their own names again in files of the weeks in which the tool swapped them."""
    day = next((fact.value[:8] for fact in row.facts if fact.key == "date_local"), "")
    swapped: dict[str, Statistic] = {"mean": "p50", "p50": "mean"}
    wrong = [cell for cell in row.cells if cell.quantity == "e2e" and cell.statistic in swapped]
    if not wrong or not _SWAPPED_FROM <= day <= _SWAPPED_UNTIL:
        return row, ()
    cells = (replace(c, statistic=swapped[c.statistic]) if c in wrong else c for c in row.cells)
    said = (
        f"{row.where or '/'}: {day} 파일은 mean_e2el_ms와 median_e2el_ms가 서로 바뀌어 있어 바로잡았습니다."
        " / mean_e2el_ms and median_e2el_ms are swapped in files of these weeks (2024-08-29 to 2024-11-04): put right."
    )
    return replace(row, cells=tuple(cells)), (said,)


FORMAT = Format("vllm", "vLLM bench serve JSON (benchmark_serving.py, vllm-rbln)", _recognises, _read)
