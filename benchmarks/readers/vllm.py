"""vLLM `bench serve` and its forks (vllm-rbln, InferenceX client), every vintage since 2024-02; formats.md §1.1."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, plain
from benchmarks.readers.latency_keys import Statistics, latency_keys
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.vllm_requests import length_facts, requests_of
from benchmarks.report import Fact, Row, Statistic

STATISTICS: Statistics = (
    ("mean", "mean"),
    ("std", "std"),
    ("median", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("p99.9", "p99_9"),
)
METRICS = (
    ("ttft", "ttft", metrics.TTFT),
    ("tpot", "tpot", metrics.TPOT),
    ("itl", "itl", metrics.ITL_PER_CHUNK),
    ("e2el", "e2e", metrics.E2E),
)
LATENCIES = latency_keys(METRICS, statistics=STATISTICS, pattern="{statistic}_{metric}_ms", unit="ms")
TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
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
    ("request_goodput", "goodput_rps", "value", "requests/s", "answered within the run's own limits"),
    ("request_goodput:", "goodput_rps", "value", "requests/s", "answered within the run's own limits"),
    ("max_concurrency", "concurrency", "value", "requests", "upper limit of requests in flight"),
)
# commits 0c785d3 and ea4adedd: between them the tool wrote the two E2EL figures under each other's name
_SWAPPED_FROM, _SWAPPED_UNTIL = "20240829", "20241104"
_SGLANG = frozenset({"mean_e2e_latency_ms", "total_output_tokens_retokenized"})
_REMEDY = "실행마다 나온 원본 JSON을 올려 주십시오. / Use the JSON the tool wrote for each run."


_FAILURE = frozenset({"error_type", "error"})


def is_run(record: Record) -> bool:
    """Whether an object is the result of one run of vLLM's serving client (SGLang's looks alike and is not)."""
    fields = record.fields
    has_throughput = "total_token_throughput" in fields or "input_throughput" in fields
    return has_throughput and {"mean_ttft_ms", "completed"} <= fields.keys() and not _SGLANG & fields.keys()


def _recognises(document: Document) -> bool:
    first = document.records[0] if document.records else None
    return first is not None and (is_run(first) or first.fields.keys() >= _FAILURE)


def _read(document: Document) -> Contents:
    return contents(document.records)


def contents(records: tuple[Record, ...]) -> Contents:
    """Each record as a row. Raises UnreadableFile for one that is no run, a failed one or a warm-up."""
    read = [run_row(record) for record in records]
    repairs = tuple(said for _, row_repairs in read for said in row_repairs)
    return Contents("vLLM bench serve", "", tuple(row for row, _ in read), repairs)


def run_row(record: Record) -> tuple[Row, tuple[str, ...]]:
    """One run as a row, and what was repaired in it. Raises UnreadableFile."""
    _check_measured(record)
    row, swapped = _repaired(_row(record))
    requests, unused = requests_of(record)
    return replace(row, requests=requests), swapped + unused


def _check_measured(record: Record) -> None:
    """Refuse what a sweep writes beside its runs: failures and warm-ups; and what is no run at all."""
    where, number = record.where or "/", record.fields.get("run_number")
    if record.fields.keys() >= _FAILURE:
        kind = plain(str(record.fields["error_type"]), where=f"{record.where}/error_type", filename=record.filename)
        problem = f"실패한 실행의 기록입니다({kind}). / The record of a failed run ({kind})."
        raise UnreadableFile(record.filename, where, problem, _REMEDY)
    if not is_run(record):
        problem = "vLLM 실행 결과가 아닌 항목이 섞여 있습니다. / Not the result of a vLLM run."
        raise UnreadableFile(record.filename, where, problem, _REMEDY)
    if isinstance(number, int) and number < 0:
        problem = "측정이 아니라 준비 실행(warm-up)입니다. / A warm-up run, not a measurement."
        raise UnreadableFile(record.filename, where, problem, _REMEDY)


def _row(record: Record) -> Row:
    if record.fields.get("request_rate") == "inf":
        offered, at_once = [], True
    else:
        offered, at_once = record.cells(("request_rate", "rate_offered", "value", "requests/s", "")), False
    cells = record.cells(*TOTALS, *LATENCIES) + offered
    facts = record.facts(("model_id", "model"), ("date", "date_local"))
    if load := _load(record, at_once=at_once, offered=bool(offered)):
        facts.append(Fact("load", load, f"{record.where}/request_rate"))
    detail_cells, detail_facts = length_facts(record)
    return Row(record.where, tuple(cells + detail_cells), tuple(facts + detail_facts))


def _load(record: Record, *, at_once: bool, offered: bool) -> str:
    """Endless rate: as many as the limit lets in (closed loop), or all at once; a stated rate: open loop."""
    if at_once:
        return "offline" if record.fields.get("max_concurrency") is None else "closed_loop"
    return "open_loop" if offered else ""


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
