"""GuideLLM benchmarks.json or .yaml: 0.2 to 0.3, 0.4 to 0.6 and K-Perf's fb3e862, from 0.7; formats.md §1.2."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, one_length, plain
from benchmarks.readers.guidellm_requests import requests_of
from benchmarks.readers.strict_json import Json, documents
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

LATENCIES = (
    ("time_to_first_token_ms", "ttft", "ms", metrics.TTFT),
    ("time_per_output_token_ms", "ntpot", "ms", metrics.NTPOT),
    ("inter_token_latency_ms", "itl", "ms", metrics.ITL_PER_REQUEST),
    ("request_latency", "e2e", "s", metrics.E2E),
)
# p001 is the 0.1 % point and p01 the 1 % point: neither is kept
_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("std_dev", "std"),
    ("min", "min"),
    ("max", "max"),
    ("count", "n"),
)
_PERCENTILES: tuple[tuple[str, Statistic], ...] = (
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("p999", "p99_9"),
)
MEANS = (
    ("prompt_token_count", "isl_mean", "tokens", "mean prompt tokens"),
    ("output_token_count", "osl_mean", "tokens", "mean output tokens"),
    ("prompt_tokens_per_second", "input_tps", "tokens/s", "input tokens of the system"),
    ("output_tokens_per_second", "output_tps", "tokens/s", "output tokens of the system"),
    ("tokens_per_second", "total_tps", "tokens/s", "input + output tokens of the system"),
    ("requests_per_second", "rps", "requests/s", "successful requests"),
)
TOTALS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("successful", "ok", "value", "count", ""),
    ("errored", "failed", "value", "count", ""),
    ("incomplete", "incomplete", "value", "count", "cut off by the end of the step, not a failure"),
    ("total", "sent", "value", "count", ""),
)
LOADS = {
    "concurrent": "closed_loop",
    "synchronous": "single_stream",
    "throughput": "offline",
    "constant": "open_loop",
    "async": "open_loop",
    "poisson": "open_loop",
    "replay": "trace",
    "trace": "trace",
}
REPAIRS = (
    (
        "GuideLLM의 TPOT는 첫 토큰을 포함하므로 NTPOT로, ITL을 TPOT로 읽었습니다."
        " / GuideLLM's TPOT includes the first token and was read as NTPOT; its ITL is the TPOT."
    ),
    (
        "처리량은 평균만 읽었습니다(백분위수는 순간 속도임)."
        " / Only the means of rates were read: their percentiles are of an instantaneous rate."
    ),
)
OLD_TPOT = (
    "GuideLLM 0.2–0.3의 TPOT는 정의가 달라(첫 토큰 뒤의 시간 ÷ 전체 토큰 수) 쓰지 않았습니다."
    " / The TPOT of GuideLLM 0.2 to 0.3 (time after the first token ÷ all tokens) is neither TPOT nor NTPOT: not used."
)
_AGAIN = "측정을 마친 뒤 다시 내보내 주십시오. / Finish the run and export it again."


def _recognises(document: Document) -> bool:
    records = document.records
    if len(records) != 1 or not isinstance(records[0].fields.get("benchmarks"), list):
        return False
    return bool(records[0].fields.keys() & {"metadata", "args", "config"}) or _has_ttft(records[0])


def _has_ttft(report: Record) -> bool:
    benchmarks = report.fields["benchmarks"]
    first = benchmarks[0] if isinstance(benchmarks, list) and benchmarks else None
    block = first.get("metrics") if isinstance(first, dict) else None
    return isinstance(block, dict) and "time_to_first_token_ms" in block


def _read(document: Document) -> Contents:
    report = document.records[0]
    benchmarks = report.fields["benchmarks"]
    if not isinstance(benchmarks, list) or not benchmarks:
        problem = "끝난 단계가 없습니다. / No benchmark finished."
        raise UnreadableFile(report.filename, "/benchmarks", problem, _AGAIN)
    metadata = report.inner("metadata")
    version = metadata.facts(("guidellm_version", "version")) if metadata else []
    shared = _shared(report)
    read = [_row(_benchmark(report, index, item), shared=shared) for index, item in enumerate(benchmarks)]
    repairs = tuple(dict.fromkeys(said for _, row_repairs in read for said in row_repairs))
    return Contents("GuideLLM", version[0].value if version else "", tuple(row for row, _ in read), REPAIRS + repairs)


def _benchmark(report: Record, index: int, item: Json) -> Record:
    where = f"/benchmarks/{index}"
    if not isinstance(item, dict) or not isinstance(item.get("metrics"), dict):
        problem = "metrics가 없는 단계입니다. / A benchmark without metrics."
        raise UnreadableFile(report.filename, where, problem, _AGAIN)
    return Record(report.filename, where, item)


Shared = tuple[tuple[Cell, ...], tuple[Fact, ...]]


def _row(benchmark: Record, *, shared: Shared) -> tuple[Row, tuple[str, ...]]:
    block = benchmark.inner("metrics") or benchmark
    old = benchmark.inner("config") is None and benchmark.inner("args") is not None
    cells = benchmark.cells(("duration", "duration", "value", "s", ""))
    cells += _latencies(block, old=old)
    for key, quantity, unit, definition in MEANS:
        if successful := _successful(block, key):
            cells += successful.cells(("mean", quantity, "value", unit, definition))
    totals = block.inner("request_totals") or benchmark.inner("request_totals")
    cells += totals.cells(*TOTALS) if totals else []
    load_cells, facts = _load(benchmark)
    facts += one_length(_successful(block, "output_token_count")) + _start(benchmark) + _model(benchmark)
    requests, unused = requests_of(benchmark, answered=totals.number("successful") if totals else None)
    own = (tuple(cells + load_cells), tuple(facts))
    said = ((OLD_TPOT,) if old else ()) + unused
    return with_shared(Row(benchmark.where, *own, requests), _told_by_step(benchmark) if old else shared), said


def with_shared(row: Row, shared: Shared) -> Row:
    """The row with what the whole run says, where the step does not say it itself."""
    known = {fact.key for fact in row.facts}
    facts = (fact for fact in shared[1] if fact.key not in known)
    return replace(row, cells=row.cells + shared[0], facts=(*row.facts, *facts))


def _told_by_step(benchmark: Record) -> Shared:
    return old_shared(benchmark.inner("worker"), loader=benchmark.inner("request_loader"))


def old_shared(worker: Record | None, *, loader: Record | None) -> Shared:
    """0.2 and 0.3 say the model in `worker` and the wanted lengths in `request_loader` of every step."""
    facts = worker.facts(("backend_model", "model")) if worker else []
    return tuple(_targets(loader)) if loader else (), tuple(facts)


def _latencies(block: Record, *, old: bool) -> list[Cell]:
    """0.2 and 0.3 divided the time after the first token by all tokens: their TPOT is neither of ours."""
    latencies = [wanted for wanted in LATENCIES if not (old and wanted[1] == "ntpot")]
    return [cell for key, *as_ in latencies for cell in _latency(block, key=key, as_=(as_[0], as_[1], as_[2]))]


def _successful(block: Record, key: str) -> Record | None:
    """The statistics over answered requests; None when nothing was answered (GuideLLM then writes zeros)."""
    metric = block.inner(key)
    successful = metric.inner("successful") if metric else None
    return successful if successful and successful.fields.get("count") else None


def _latency(block: Record, *, key: str, as_: tuple[str, str, str]) -> list[Cell]:
    successful = _successful(block, key)
    if successful is None:
        return []
    cells = successful.cells(*((name, as_[0], stat, as_[1], as_[2]) for name, stat in _STATISTICS))
    if percentiles := successful.inner("percentiles"):
        cells += percentiles.cells(*((name, as_[0], stat, as_[1], as_[2]) for name, stat in _PERCENTILES))
    return cells


def _load(benchmark: Record) -> tuple[list[Cell], list[Fact]]:
    """The step's own load: `config.strategy` (from 0.4) or `args.strategy` (0.2, 0.3), not the run-wide list."""
    holder = benchmark.inner("config") or benchmark.inner("args")
    strategy = holder.inner("strategy") if holder else None
    if strategy is None:
        return [], []
    where = f"{strategy.where}/type_"
    kind = strategy.fields.get("type_")
    load = LOADS.get(kind) if isinstance(kind, str) else None
    cells = strategy.cells(
        ("streams", "concurrency", "value", "requests", "concurrent streams"),
        ("rate", "rate_offered", "value", "requests/s", "offered rate"),
    )
    if load == "single_stream":
        cells.append(Cell("concurrency", "value", Decimal(1), "requests", "synchronous: one request at a time", where))
    return cells, [Fact("load", load, where)] if load else []


def _start(benchmark: Record) -> list[Fact]:
    start = benchmark.number("start_time")
    return [Fact("epoch_s", str(start), f"{benchmark.where}/start_time")] if start else []


def _model(benchmark: Record) -> list[Fact]:
    config = benchmark.inner("config")
    backend = config.fields.get("backend") if config else None
    if not isinstance(backend, dict) or config is None:
        return []
    return Record(benchmark.filename, f"{config.where}/backend", backend).facts(("model", "model"))


def _shared(report: Record) -> Shared:
    arguments = report.inner("config") or report.inner("args")
    return said_by(arguments) if arguments else ((), ())


def said_by(arguments: Record) -> Shared:
    """What the whole run says: model and wanted lengths, in version 2's `config` (`spec`) or version 1's `args`."""
    spec = arguments.inner("spec")
    holder = spec or arguments
    facts = holder.facts(("model", "model"))
    if not facts and spec and (backend := spec.inner("backend")):
        facts = backend.facts(("model", "model"))
    return tuple(_targets(holder)), tuple(facts)


def _targets(holder: Record) -> list[Cell]:
    data = holder.fields.get("data")
    first = data[0] if isinstance(data, list) and data else data
    where = f"{holder.where}/data/0" if isinstance(data, list) else f"{holder.where}/data"
    fields = _stated(holder, plain(first, where=where, filename=holder.filename)) if isinstance(first, str) else first
    if not isinstance(fields, dict):
        return []
    return Record(holder.filename, where, fields).cells(
        ("prompt_tokens", "isl_target", "value", "tokens", "synthetic prompt length"),
        ("output_tokens", "osl_target", "value", "tokens", "synthetic output length"),
    )


def _stated(holder: Record, text: str) -> Json:
    """`--data` as it was typed: an object in JSON or pairs."""
    if text.lstrip().startswith("{"):
        return documents(text, filename=holder.filename)[0][1]
    return _pairs(text)


def _pairs(text: str) -> dict[str, Json]:
    """`prompt_tokens=128,output_tokens=64` as an object; only whole numbers are taken."""
    pairs = (part.split("=", 1) for part in text.split(",") if "=" in part)
    return {key.strip(): int(value) for key, value in pairs if value.strip().isascii() and value.strip().isdigit()}


FORMAT = Format("guidellm", "GuideLLM benchmarks.json / .yaml", _recognises, _read)
