"""MLPerf LoadGen's mlperf_log_summary.txt of a performance run, also furiosa-mlperf's (formats.md §1.6, §1.10)."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, plain, written
from benchmarks.readers.mlperf_path import announced
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_TITLE = "MLPerf Results Summary"
_ACCURACY_STUB = "No warnings encountered during test."
_POINTS: tuple[tuple[str, Statistic], ...] = (("50", "p50"), ("90", "p90"), ("95", "p95"), ("99", "p99"))
_WORDS: tuple[tuple[str, Statistic], ...] = (("Min", "min"), ("Max", "max"), ("Mean", "mean"))
_BLOCKS = (
    ("latency (ns)", "latency (ns)", "e2e", metrics.E2E),
    ("First Token latency (ns)", "first token latency (ns)", "ttft", metrics.TTFT),
    ("Time to Output Token (ns)", "time to output token (ns)", "tpot", metrics.TPOT),
)
_INFERRED = "LoadGen's samples/s × a fixed number of tokens per sample"
_NUMBERS: dict[str, tuple[str, Statistic, str, str]] = {
    **{f"{w} {title}": (q, stat, "ns", d) for title, _, q, d in _BLOCKS for w, stat in _WORDS},
    **{f"{p}.00 percentile {name}": (q, stat, "ns", d) for _, name, q, d in _BLOCKS for p, stat in _POINTS},
    **{f"99.90 percentile {name}": (q, "p99_9", "ns", d) for _, name, q, d in _BLOCKS},
    "Samples per second": ("rps", "value", "samples/s", "samples of the whole query set ÷ time"),
    "Completed samples per second": ("rps", "value", "samples/s", "completed samples ÷ time"),
    "QPS w/ loadgen overhead": ("rps", "value", "queries/s", "queries ÷ time, LoadGen's overhead included"),
    "Tokens per second": ("output_tps", "value", "tokens/s", "output tokens ÷ time"),
    "Tokens per second (inferred)": ("output_tps", "value", "tokens/s", _INFERRED),
    "Completed tokens per second": ("output_tps", "value", "tokens/s", "completed output tokens ÷ time"),
    "Completed tokens per second (inferred)": ("output_tps", "value", "tokens/s", _INFERRED),
    "Scheduled samples per second": ("rate_offered", "value", "samples/s", "scheduled, not completed"),
}
_TEXTS = {"SUT name": "sut_name", "Scenario": "scenario", "Mode": "mode", "Result is": "verdict"}
# LoadGen writes 0 for a limit that is not set
_SETTINGS = {
    "target_qps": "target_qps",
    "target_latency (ns)": "latency_limit_ns",
    "ttft_latency (ns)": "ttft_limit_ns",
    "tpot_latency (ns)": "tpot_limit_ns",
    "min_duration (ms)": "min_duration_ms",
}
_LOADS = {
    "Offline": "offline",
    "Server": "open_loop",
    "SingleStream": "single_stream",
    "MultiStream": "static_batch",
}
_NEEDED = ("scenario", "mode", "verdict")
_PERFORMANCE = ("PerformanceOnly", "Performance")
UNVERIFIED = (
    "LoadGen 실행 기록입니다. MLCommons 공표 결과표에 있지 않으면 검증된 MLPerf 결과가 아닙니다."
    " / A LoadGen log: not an MLCommons result unless it stands in MLCommons' published table."
)
_REMEDY = "performance/run_1의 mlperf_log_summary.txt를 올려 주십시오. / Use the one in performance/run_1."


def _recognises(document: Document) -> bool:
    start = document.text[:400].lstrip()
    return _TITLE in start or start.startswith(_ACCURACY_STUB)


def _read(document: Document) -> Contents:
    cells: dict[tuple[str, str], Cell] = {}
    facts: dict[str, Fact] = {}
    for number, line in enumerate(document.text.splitlines(), start=1):
        key, colon, value = line.partition(":")
        if colon and line[0] not in " *":
            where = f"line {number}"
            _take(document, (key.rstrip(), value.strip(), where), cells=cells, facts=facts)
    check_performance_run(document, facts=facts)
    extra_cells, extra_facts = of_scenario(facts["scenario"])
    said = (*facts.values(), *extra_facts, *announced(document.filename))
    row = Row("", tuple(cells.values()) + extra_cells, said)
    return Contents("MLPerf LoadGen", "", (row,), remarks(cells))


def _take(
    document: Document, item: tuple[str, str, str], *, cells: dict[tuple[str, str], Cell], facts: dict[str, Fact]
) -> None:
    key, text, where = item
    if key in _TEXTS:
        facts.setdefault(_TEXTS[key], Fact(_TEXTS[key], plain(text, where=where, filename=document.filename), where))
    elif key in _SETTINGS:
        if setting := written(text, where=where, filename=document.filename):
            facts.setdefault(_SETTINGS[key], Fact(_SETTINGS[key], f"{setting:f}", where))
    elif key in _NUMBERS:
        quantity, statistic, unit, definition = _NUMBERS[key]
        value = written(text, where=where, filename=document.filename)
        cell = Cell(quantity, statistic, value, unit, definition, where)
        first = cells.setdefault((quantity, statistic), cell)
        if first.value != value:
            problem = f"'{key}'가 {first.where}의 값과 다릅니다. / '{key}' differs from {first.where}."
            raise UnreadableFile(document.filename, where, problem, "한 실행의 로그만 올려 주십시오. / One run a file.")


def check_performance_run(document: Document, *, facts: dict[str, Fact]) -> None:
    """Refuse a log that is not of a whole performance run: accuracy, cut off, or without a verdict.

    `facts` are the log's, by key. Raises UnreadableFile.
    """
    missing = [name for name in _NEEDED if name not in facts]
    if missing:
        problem = "성능 실행의 요약이 아닙니다(정확도 실행이거나 끊긴 로그). / Not the summary of a performance run."
        raise UnreadableFile(document.filename, "line 1", problem, _REMEDY)
    if facts["mode"].value not in _PERFORMANCE:
        problem = f"Mode가 {facts['mode'].value}입니다. / The mode is {facts['mode'].value}."
        raise UnreadableFile(document.filename, facts["mode"].where, problem, _REMEDY)
    if facts["verdict"].value not in {"VALID", "INVALID"}:
        problem = "Result is가 VALID도 INVALID도 아닙니다. / The result is neither VALID nor INVALID."
        raise UnreadableFile(document.filename, facts["verdict"].where, problem, _REMEDY)


def of_scenario(scenario: Fact) -> tuple[tuple[Cell, ...], tuple[Fact, ...]]:
    """The load a scenario means. "Interactive" runs log Server; SingleStream has one query in flight."""
    load = _LOADS.get(scenario.value)
    facts = (Fact("load", load, scenario.where),) if load else ()
    if load != "single_stream":
        return (), facts
    one = Cell("concurrency", "value", Decimal(1), "requests", "SingleStream: one query at a time", scenario.where)
    return (one,), facts


def remarks(cells: dict[tuple[str, str], Cell]) -> tuple[str, ...]:
    """What a reader of a LoadGen log must know; `cells` are the log's, by quantity and statistic."""
    said = [UNVERIFIED]
    tokens = cells.get(("output_tps", "value"))
    if tokens and tokens.definition == _INFERRED:
        said.append(
            "초당 토큰 수는 LoadGen이 표본당 고정 토큰 수로 셈한 값입니다."
            " / Tokens per second were inferred by LoadGen from a fixed number of tokens per sample."
        )
    if ("rate_offered", "value") in cells and ("rps", "value") not in cells:
        said.append(
            "제시 부하(Scheduled)만 있어 요청 처리량은 미측정으로 둡니다."
            " / Only the scheduled rate is given: the request throughput stays unmeasured."
        )
    return tuple(said)


FORMAT = Format("mlperf-log", "MLPerf mlperf_log_summary.txt", _recognises, _read)
