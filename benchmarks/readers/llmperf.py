"""LLMPerf: *_summary.json of a run, or the list of its requests in *_individual_responses.json; formats.md §1.8."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, whole, written
from benchmarks.readers.latency_keys import Statistics, latency_keys
from benchmarks.readers.request_counts import counts, fixed_length, latencies
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Request, Row, Statistic

_TOOL = "LLMPerf"
_SUMMARY = frozenset({"results_ttft_s_mean", "results_inter_token_latency_s_mean", "num_concurrent_requests"})
_RESPONSE = frozenset({"error_code", "ttft_s", "inter_token_latency_s", "end_to_end_latency_s"})
_STATISTICS: Statistics = (
    ("mean", "mean"),
    ("stddev", "std"),
    ("min", "min"),
    ("quantiles_p50", "p50"),
    ("quantiles_p90", "p90"),
    ("quantiles_p95", "p95"),
    ("quantiles_p99", "p99"),
    ("max", "max"),
)
_METRICS = (
    ("ttft_s", "ttft", metrics.TTFT),
    ("inter_token_latency_s", "ntpot", metrics.NTPOT),
    ("end_to_end_latency_s", "e2e", metrics.E2E),
)
_LATENCIES = latency_keys(_METRICS, statistics=_STATISTICS, pattern="results_{metric}_{statistic}", unit="s")
_TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("num_concurrent_requests", "concurrency", "value", "requests", "started in waves of so many"),
    ("mean_input_tokens", "isl_target", "value", "tokens", "mean wanted"),
    ("mean_output_tokens", "osl_target", "value", "tokens", "mean wanted"),
    ("results_number_input_tokens_mean", "isl_mean", "value", "tokens", "mean of answered requests"),
    ("results_number_output_tokens_mean", "osl_mean", "value", "tokens", "mean of answered requests"),
    ("results_num_requests_started", "sent", "value", "count", ""),
    ("results_num_completed_requests", "ok", "value", "count", ""),
    ("results_number_errors", "failed", "value", "count", ""),
    ("results_mean_output_throughput_token_per_s", "output_tps", "value", "tokens/s", "output tokens of the system"),
)
_REPAIRS = (
    (
        "LLMPerf의 inter_token_latency는 첫 토큰을 포함하므로 NTPOT로 읽었습니다."
        " / LLMPerf's inter_token_latency includes the first token and was read as NTPOT."
    ),
    "실패한 요청은 지연 통계에 들어 있지 않습니다. / Failed requests are not in the latency statistics.",
    (
        "요청을 묶음으로 보내므로 동시 요청 수가 채워지지 않습니다(V07)."
        " / Requests are sent in waves, so that the concurrency is not kept up (V07)."
    ),
)
_REMEDY = "LLMPerf가 쓴 원본 JSON을 올려 주십시오. / Use the JSON as LLMPerf wrote it."


def _recognises(document: Document) -> bool:
    records = document.records
    return bool(records) and (_is_summary(records[0]) or _is_response(records[0]))


def _is_summary(record: Record) -> bool:
    return record.fields.keys() >= _SUMMARY


def _is_response(record: Record) -> bool:
    return record.fields.keys() >= _RESPONSE


def _read(document: Document) -> Contents:
    alike = _is_response if _is_response(document.records[0]) else _is_summary
    for record in document.records:
        if not alike(record):
            problem = "LLMPerf 결과가 아닌 항목이 섞여 있습니다. / Not an LLMPerf result."
            raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
    if alike is _is_response:
        return Contents(_TOOL, "", (_run(document.records),))
    return Contents(_TOOL, "", tuple(_summary(record) for record in document.records), _REPAIRS)


def _summary(record: Record) -> Row:
    cells = record.cells(*_TOTALS, *_LATENCIES)
    if rate := record.number("results_num_completed_requests_per_min"):
        where = f"{record.where}/results_num_completed_requests_per_min"
        cells.append(Cell("rps", "value", rate / 60, "requests/s", "answered requests a minute ÷ 60", where))
    facts = record.facts(("model", "model"))
    if epoch := record.number("timestamp"):
        facts.append(Fact("epoch_s", str(epoch), f"{record.where}/timestamp"))
    facts.append(Fact("load", "closed_loop", f"{record.where}/num_concurrent_requests"))
    return Row(record.where, tuple(cells), (*facts, *_one_length(record)))


def _one_length(record: Record) -> list[Fact]:
    """The shortest and the longest answer, which LLMPerf writes as texts."""
    ends = tuple(_number(record, f"results_number_output_tokens_{end}") for end in ("min", "max"))
    if None in ends:
        return []
    where = f"{record.where}/results_number_output_tokens_min"
    return [Fact("fixed_length", "true" if len(set(ends)) == 1 else "false", where)]


def _number(record: Record, key: str) -> Decimal | None:
    value = record.fields.get(key)
    if isinstance(value, str):
        return written(value, where=f"{record.where}/{key}", filename=record.filename)
    return record.number(key)


def _run(records: tuple[Record, ...]) -> Row:
    """One row of all requests; the file says neither the model nor the load."""
    requests = tuple(_request(record) for record in records)
    cells = (*counts(requests, where="/"), *latencies(requests, tool=_TOOL, where="/"))
    return Row("", cells, tuple(fixed_length(requests, where="/")), requests)


def _request(record: Record) -> Request:
    """A failed request has zeros in place of what it did not reach."""
    first, whole_time = record.number("ttft_s"), record.number("end_to_end_latency_s")
    return Request(
        where=record.where,
        ok=record.fields.get("error_code") is None,
        input_tokens=_tokens(record, "number_input_tokens"),
        output_tokens=_tokens(record, "number_output_tokens"),
        ttft=first * 1000 if first else None,
        e2e=whole_time * 1000 if whole_time else None,
    )


def _tokens(record: Record, key: str) -> int | None:
    value = record.number(key)
    return None if value is None else int(whole(value, where=f"{record.where}/{key}", filename=record.filename))


FORMAT = Format("llmperf", "LLMPerf *_summary.json, *_individual_responses.json", _recognises, _read)
