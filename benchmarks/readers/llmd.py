"""llm-d Benchmark Report 0.1, 0.2 and 0.2.1, one operating point a file, JSON or YAML; formats.md §1.11."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, one_length
from benchmarks.readers.llmd_extras import Extras, extras_of
from benchmarks.readers.llmd_statistics import statistics_of
from benchmarks.readers.strict_json import Json
from benchmarks.readers.tpot import confirmed
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_VERSIONS = frozenset({"0.1", "0.2", "0.2.1"})
_SOUND = (
    ("time_to_first_token", "ttft", metrics.TTFT),
    ("request_latency", "e2e", metrics.E2E),
    ("normalized_time_per_output_token", "ntpot", metrics.NTPOT),
)
_OWN = (
    ("time_per_output_token", "tpot", metrics.TPOT),
    ("inter_token_latency", "itl", metrics.ITL_PER_CHUNK),
)
# the converters hand a tool's figures on under its own definitions
_GUIDELLM = (
    ("time_per_output_token", "ntpot", metrics.NTPOT),
    ("inter_token_latency", "itl", metrics.ITL_PER_REQUEST),
)
_GUIDELLM_SAID = (
    "GuideLLM의 time_per_output_token은 첫 토큰을 포함하므로 NTPOT로, ITL을 TPOT로 읽었습니다."
    " / GuideLLM's time_per_output_token includes the first token and was read as NTPOT; its ITL is the TPOT."
)
_RATES = (
    ("input_token_rate", "input_tps", "input tokens of the system"),
    ("output_token_rate", "output_tps", "output tokens of the system"),
    ("total_token_rate", "total_tps", "input + output tokens of the system"),
    ("request_rate", "rps", "requests of the system"),
)
_FLAT_RATES: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("input_tokens_per_sec", "input_tps", "value", "tokens/s", "input tokens of the system"),
    ("output_tokens_per_sec", "output_tps", "value", "tokens/s", "output tokens of the system"),
    ("total_tokens_per_sec", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
    ("requests_per_sec", "rps", "value", "requests/s", "requests of the system"),
)
_COUNTS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("total", "sent", "value", "count", ""),
    ("failures", "failed", "value", "count", ""),
    ("incomplete", "incomplete", "value", "count", "cut off by the end of the run, not a failure"),
)
_REMEDY = "llm-d-benchmark가 낸 보고서 원본을 올려 주십시오. / Use the report as llm-d-benchmark wrote it."


def _recognises(document: Document) -> bool:
    return len(document.records) == 1 and _version(document.records[0]) in _VERSIONS and _has_results(document)


def _version(report: Record) -> str:
    return str(report.fields.get("version"))


def _has_results(document: Document) -> bool:
    fields = document.records[0].fields
    return {"scenario", "metrics"} <= fields.keys() or {"run", "results"} <= fields.keys()


def _read(document: Document) -> Contents:
    report = document.records[0]
    extras = extras_of(report)
    performance = _performance(report)
    if performance is None:
        problem = "요청 성능(request_performance.aggregate)이 없습니다. / There is no request performance."
        raise UnreadableFile(report.filename, f"{report.where}/results", problem, _REMEDY)
    tool = _tool(report)
    counts = _counts(performance, derive=not extras)
    lengths = _lengths(performance)
    latencies, repairs = _latencies(performance, tool=tool, lengths=lengths, extras=extras)
    cells = [*_load_cells(report), *_system(report), *counts, *lengths, *latencies, *_throughput(performance)]
    answers = _within(performance, "requests", "output_length")
    facts = [*_run(report), *_stack(report), *_load_kind(report), *one_length(answers)]
    if extras:
        cells, facts = cells + list(extras.cells), [*_run(report), *extras.facts]
    return Contents(
        "llm-d benchmark report", _version(report), (Row(report.where, tuple(cells), tuple(facts)),), repairs
    )


def _within(record: Record, *keys: str) -> Record | None:
    found: Record | None = record
    for key in keys:
        found = found.inner(key) if found else None
    return found


def _performance(report: Record) -> Record | None:
    return report.inner("metrics") or _within(report, "results", "request_performance", "aggregate")


def _tool(report: Record) -> str:
    """The load generator: its definitions are the report's."""
    load = _within(report, "scenario", "load", "standardized") or _within(report, "scenario", "load")
    named = load.facts(("tool", "tool"), ("name", "tool")) if load else []
    return named[0].value.casefold() if named else ""


def _counts(performance: Record, *, derive: bool) -> list[Cell]:
    requests = performance.inner("requests")
    cells = requests.cells(*_COUNTS) if requests else []
    known = {cell.quantity: cell.value for cell in cells}
    if not derive or requests is None or not known.keys() >= {"sent", "failed"}:
        return cells
    answered = known["sent"] - known["failed"] - known.get("incomplete", Decimal(0))
    if answered < 0:
        problem = "실패와 미완료가 전체보다 많습니다. / More failures than requests."
        raise UnreadableFile(requests.filename, requests.where, problem, _REMEDY)
    definition = f"{metrics.DERIVED}total − failures − incomplete"
    return [*cells, Cell("ok", "value", answered, "count", definition, f"{requests.where}/total")]


def _lengths(performance: Record) -> list[Cell]:
    requests = performance.inner("requests")
    cells: list[Cell] = []
    for key, quantity in (("input_length", "isl_mean"), ("output_length", "osl_mean")):
        if requests and (block := requests.inner(key)):
            definition = "mean tokens of a request"
            cells += block.cells(("mean", quantity, "value", "tokens", definition))
    return cells


def _latencies(
    performance: Record, *, tool: str, lengths: list[Cell], extras: Extras | None
) -> tuple[list[Cell], tuple[str, ...]]:
    latency = performance.inner("latency")
    if latency is None:
        return [], ()
    if extras:
        return statistics_of(latency, wanted=extras.defined(*_SOUND, *_OWN)), ()
    if "guidellm" in tool:
        wanted = (*_SOUND[:2], *_GUIDELLM)
        return statistics_of(latency, wanted=wanted), (_GUIDELLM_SAID,)
    osl = next((cell.value for cell in lengths if cell.quantity == "osl_mean"), None)
    return confirmed(statistics_of(latency, wanted=_SOUND), own=statistics_of(latency, wanted=_OWN), osl=osl)


def _throughput(performance: Record) -> list[Cell]:
    throughput = performance.inner("throughput")
    if throughput is None:
        return []
    means = statistics_of(throughput, wanted=_RATES, only="mean")
    return throughput.cells(*_FLAT_RATES) + [
        Cell(cell.quantity, "value", cell.value, cell.unit, cell.definition, cell.where) for cell in means
    ]


def _load(report: Record) -> Record | None:
    """The wanted load, without an endless concurrency: YAML's `.inf` says that there was no limit."""
    load = _within(report, "scenario", "load", "standardized")
    if load is None or load.fields.get("concurrency") != ".inf":
        return load
    limited = {key: value for key, value in load.fields.items() if key != "concurrency"}
    return Record(load.filename, load.where, limited)


def _load_cells(report: Record) -> list[Cell]:
    load = _load(report)
    if load is None:
        return []
    cells = load.cells(
        ("rate_qps", "rate_offered", "value", "requests/s", "offered rate"),
        ("concurrency", "concurrency", "value", "requests", "wanted requests in flight"),
    )
    for key, quantity in (("input_seq_len", "isl_target"), ("output_seq_len", "osl_target")):
        if block := load.inner(key):
            cells += block.cells(("value", quantity, "value", "tokens", "wanted length"))
    return cells


def _load_kind(report: Record) -> list[Fact]:
    load = _load(report)
    for key, kind in (("concurrency", "closed_loop"), ("rate_qps", "open_loop")):
        if load and load.fields.get(key) is not None:
            return [Fact("load", kind, f"{load.where}/{key}")]
    return []


def _engines(report: Record) -> list[Record]:
    stack = scenario.fields.get("stack") if (scenario := report.inner("scenario")) else None
    found: list[Record] = []
    for index, item in enumerate(stack if isinstance(stack, list) else []):
        component = _component(item, filename=report.filename, where=f"{report.where}/scenario/stack/{index}")
        if component and component.fields.get("kind") == "inference_engine":
            found.append(component)
    return found


def _component(item: Json, *, filename: str, where: str) -> Record | None:
    if not isinstance(item, dict):
        raise UnreadableFile(filename, where, "객체가 있어야 합니다. / An object is needed.", _REMEDY)
    return Record(filename, where, item).inner("standardized")


def _system(report: Record) -> list[Cell]:
    """Accelerators of one serving engine; of several, their sum is a person's to say: roles may share some."""
    engines = _engines(report)
    accelerator = engines[0].inner("accelerator") if len(engines) == 1 else None
    if accelerator is None:
        return []
    cells = accelerator.cells(("count", "used", "value", "count", "accelerators used in all"))
    if parallel := accelerator.inner("parallelism"):
        cells += parallel.cells(*((name, name, "value", "count", "") for name in ("tp", "pp", "dp", "ep")))
    return cells


def _stack(report: Record) -> list[Fact]:
    """Model, engine and accelerator, where all engines of the stack agree on them."""
    found: dict[str, list[Fact]] = {}
    for engine in _engines(report):
        facts = engine.facts(("tool", "engine"), ("tool_version", "engine_version"))
        for key, name, inner in (("name", "model", "model"), ("model", "accelerator", "accelerator")):
            facts += block.facts((key, name)) if (block := engine.inner(inner)) else []
        for fact in facts:
            found.setdefault(fact.key, []).append(fact)
    facts = [same[0] for same in found.values() if len({fact.value for fact in same}) == 1]
    model = _within(report, "scenario", "model") if not found else None
    return facts + (model.facts(("name", "model"), ("quantization", "weight_precision")) if model else [])


def _run(report: Record) -> list[Fact]:
    """When it ran: 0.2 gives a date with its zone, 0.1 seconds since 1970."""
    time = _within(report, "run", "time")
    old = _within(report, "metrics", "time")
    epoch = old.number("start") if old else None
    facts = time.facts(("start", "date_iso")) if time else []
    return facts + ([Fact("epoch_s", str(epoch), f"{old.where}/start")] if old and epoch else [])


FORMAT = Format("llm-d", "llm-d Benchmark Report 0.1, 0.2, 0.2.1 (JSON, YAML)", _recognises, _read)
