"""SGLang bench_serving JSONL, one object a run, every vintage from 0.2.15 to 0.5.23; formats.md §1.3."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, checked, checked_all, whole
from benchmarks.readers.latency_keys import Statistics, latency_keys
from benchmarks.readers.request_counts import fixed_length, zero_output
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Request, Row, Statistic

_NEEDED = frozenset({"completed", "mean_e2e_latency_ms", "total_output_tokens_retokenized"})
_STATISTICS: Statistics = (
    ("mean", "mean"),
    ("std", "std"),
    ("median", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("max", "max"),
)
_METRICS = (
    ("ttft", "ttft", metrics.TTFT),
    ("tpot", "tpot", metrics.TPOT),
    ("itl", "itl", metrics.ITL_PER_CHUNK),
    ("e2e_latency", "e2e", metrics.E2E),
)
_LATENCIES = latency_keys(_METRICS, statistics=_STATISTICS, pattern="{statistic}_{metric}_ms", unit="ms")
_TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("duration", "duration", "value", "s", ""),
    ("num_prompts", "sent", "value", "count", ""),
    ("completed", "ok", "value", "count", ""),
    ("failed", "failed", "value", "count", ""),
    ("total_input_tokens", "input_tokens", "value", "tokens", "of answered requests"),
    ("total_output_tokens", "output_tokens", "value", "tokens", "of answered requests"),
    ("request_throughput", "rps", "value", "requests/s", ""),
    ("input_throughput", "input_tps", "value", "tokens/s", "input tokens of the system"),
    ("output_throughput", "output_tps", "value", "tokens/s", "output tokens of the system"),
    ("total_throughput", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("max_concurrency", "concurrency", "value", "requests", "upper limit of requests in flight"),
)
_SERVER: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("tp_size", "tp", "value", "count", ""),
    ("pp_size", "pp", "value", "count", ""),
    ("dp_size", "dp", "value", "count", ""),
    ("ep_size", "ep", "value", "count", ""),
)
_REMEDY = "bench_serving이 쓴 JSONL을 그대로 올려 주십시오. / Use the JSONL as bench_serving wrote it."


def _is_run(record: Record) -> bool:
    return record.fields.keys() >= _NEEDED


def _recognises(document: Document) -> bool:
    return bool(document.records) and _is_run(document.records[0])


def _read(document: Document) -> Contents:
    for record in document.records:
        if not _is_run(record):
            problem = "SGLang 실행 결과가 아닌 항목이 섞여 있습니다. / Not the result of an SGLang run."
            raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
    return Contents("SGLang bench_serving", "", tuple(_row(record) for record in document.records))


def _row(record: Record) -> Row:
    load_cells, facts = _load(record)
    server_cells, server_facts = _server(record)
    requests = _requests(record)
    cells = [*record.cells(*_TOTALS, *_LATENCIES), *load_cells, *_targets(record), *server_cells]
    where = f"{record.where}/output_lens"
    facts += [*server_facts, *fixed_length(requests, where=where)]
    return Row(record.where, (*cells, *zero_output(requests, where=where)), tuple(facts), requests)


def _load(record: Record) -> tuple[list[Cell], list[Fact]]:
    """Endless rate: as many as the limit lets in, or all at once; "trace": the trace's times; a number: open loop."""
    rate, where = record.fields.get("request_rate"), f"{record.where}/request_rate"
    if rate == "trace":
        return [], [Fact("load", "trace", where)]
    if rate == "inf":
        limited = record.fields.get("max_concurrency") is not None
        return [], [Fact("load", "closed_loop" if limited else "offline", where)]
    cells = record.cells(("request_rate", "rate_offered", "value", "requests/s", ""))
    return cells, [Fact("load", "open_loop", where)] if cells else []


def _targets(record: Record) -> list[Cell]:
    """The wanted lengths of the random data sets; with a range ratio below 1 they are only upper limits."""
    dataset, ratio = record.fields.get("dataset_name"), record.fields.get("random_range_ratio")
    if not isinstance(dataset, str) or not dataset.startswith("random") or ratio != 1:
        return []
    return record.cells(
        ("random_input_len", "isl_target", "value", "tokens", "every prompt"),
        ("random_output_len", "osl_target", "value", "tokens", "every answer"),
    )


def _server(record: Record) -> tuple[list[Cell], list[Fact]]:
    """What the server said of itself; only an SGLang server answers with its `version` there."""
    server = record.inner("server_info")
    if server is None:
        return [], []
    facts = server.facts(("model_path", "model"), ("version", "engine_version"))
    if any(fact.key == "engine_version" for fact in facts):
        facts.append(Fact("engine", "SGLang", f"{server.where}/version"))
    return server.cells(*_SERVER), facts


def _requests(record: Record) -> tuple[Request, ...]:
    """What `--output-details` adds: one entry a request in each of five lists."""
    errors, lengths = _list(record, "errors"), _list(record, "output_lens")
    if not errors or not lengths:
        return ()
    prompts, first, gaps = (_list(record, key) for key in ("input_lens", "ttfts", "itls"))
    if not len(errors) == len(lengths) == len(prompts) == len(first) == len(gaps):
        problem = "요청별 목록의 길이가 서로 다릅니다. / The lists of the requests differ in length."
        raise UnreadableFile(record.filename, f"{record.where}/output_lens", problem, _REMEDY)
    return tuple(_request(record, index) for index in range(len(errors)))


def _list(record: Record, key: str) -> list[Json]:
    value = record.fields.get(key)
    if value is None or isinstance(value, list):
        return value or []
    problem = "목록이 있어야 합니다. / A list is needed."
    raise UnreadableFile(record.filename, f"{record.where}/{key}", problem, _REMEDY)


def _request(record: Record, index: int) -> Request:
    first = _number(record, "ttfts", index)
    return Request(
        where=f"{record.where}/output_lens/{index}",
        ok=not _list(record, "errors")[index],
        input_tokens=_tokens(record, "input_lens", index),
        output_tokens=_tokens(record, "output_lens", index),
        ttft=first * 1000 if first else None,
        e2e=None,
        gaps=tuple(_gaps(record, index)),
    )


def _number(record: Record, key: str, index: int) -> Decimal:
    return checked(_list(record, key)[index], where=f"{record.where}/{key}/{index}", filename=record.filename)


def _tokens(record: Record, key: str, index: int) -> int:
    where = f"{record.where}/{key}/{index}"
    return int(whole(_number(record, key, index), where=where, filename=record.filename))


def _gaps(record: Record, index: int) -> Iterator[Decimal]:
    """The gaps between an answer's chunks in ms; the file has them in s."""
    where = f"{record.where}/itls/{index}"
    gaps = _list(record, "itls")[index]
    if not isinstance(gaps, list):
        raise UnreadableFile(record.filename, where, "목록이 있어야 합니다. / A list is needed.", _REMEDY)
    yield from (gap * 1000 for gap in checked_all(gaps, where=where, filename=record.filename))


FORMAT = Format("sglang", "SGLang bench_serving JSONL", _recognises, _read)
