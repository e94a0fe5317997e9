"""MLPerf LoadGen's mlperf_log_detail.txt: settings, results and the power window of a performance run."""

from __future__ import annotations

import re

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, plain
from benchmarks.readers.mlperf_log import check_performance_run, of_scenario, remarks
from benchmarks.readers.mlperf_path import announced
from benchmarks.readers.mlperf_power import clock, seconds
from benchmarks.readers.strict_json import Json, documents
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_MARK = ":::MLLOG "
_LINE = re.compile(r':::MLLOG (\{"key": "([^"]+)".*\})\s*')
_WORDS: tuple[tuple[str, Statistic], ...] = (("min", "min"), ("max", "max"), ("mean", "mean"))
_POINTS: tuple[tuple[str, Statistic], ...] = (
    ("50.00", "p50"),
    ("90.00", "p90"),
    ("95.00", "p95"),
    ("99.00", "p99"),
    ("99.90", "p99_9"),
)
_INFERRED = "LoadGen's samples/s × a fixed number of tokens per sample"
_QUERIES = "queries issued; a run ends when all are answered"
_WINDOW = "power_end − power_begin: first query to last answer"
# result_token_throughput is broken in v4.1 (7e-09 for 23,113 tokens/s) and is not read
_CELLS: dict[str, tuple[str, Statistic, str, str]] = {
    **{f"result_{word}_latency_ns": ("e2e", stat, "ns", metrics.E2E) for word, stat in _WORDS},
    **{f"result_{point}_percentile_latency_ns": ("e2e", stat, "ns", metrics.E2E) for point, stat in _POINTS},
    **{f"result_first_token_{word}_latency_ns": ("ttft", stat, "ns", metrics.TTFT) for word, stat in _WORDS},
    **{f"result_first_token_{p}_percentile_latency_ns": ("ttft", stat, "ns", metrics.TTFT) for p, stat in _POINTS},
    **{f"result_time_to_output_token_{word}": ("tpot", stat, "ns", metrics.TPOT) for word, stat in _WORDS},
    **{f"result_time_per_output_token_{p}_percentile_ns": ("tpot", s, "ns", metrics.TPOT) for p, s in _POINTS},
    "result_samples_per_second": ("rps", "value", "samples/s", "samples of the whole query set ÷ time"),
    "result_completed_samples_per_sec": ("rps", "value", "samples/s", "completed samples ÷ time"),
    "result_qps_with_loadgen_overhead": ("rps", "value", "queries/s", "queries ÷ time, LoadGen's overhead included"),
    "result_tokens_per_second": ("output_tps", "value", "tokens/s", "output tokens ÷ time"),
    "result_inferred_tokens_per_second": ("output_tps", "value", "tokens/s", _INFERRED),
    "result_completed_tokens_per_second": ("output_tps", "value", "tokens/s", "completed output tokens ÷ time"),
    "result_inferred_completed_tokens_per_second": ("output_tps", "value", "tokens/s", _INFERRED),
    "result_scheduled_samples_per_sec": ("rate_offered", "value", "samples/s", "scheduled, not completed"),
    "result_query_count": ("queries", "value", "count", _QUERIES),
}
_FACTS = {
    "sut_name": "sut_name",
    "effective_scenario": "scenario",
    "effective_test_mode": "mode",
    "result_validity": "verdict",
    "loadgen_version": "loadgen_version",
    "test_datetime": "date_local",
    "power_begin": "power_begin",
    "power_end": "power_end",
}
_SETTINGS = {
    "effective_target_qps": "target_qps",
    "effective_target_latency_ns": "latency_limit_ns",
    "effective_min_duration_ms": "min_duration_ms",
    "effective_samples_per_query": "samples_per_query",
    "requested_server_ttft_latency": "ttft_limit_ns",
    "requested_server_tpot_latency": "tpot_limit_ns",
}
_CLOCK = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z?")
_BROKEN_LINE = "MLLOG 줄을 읽을 수 없습니다. / The MLLOG line cannot be read."
_ONE_RUN = "한 실행의 로그만 올려 주십시오. / One run a file."
_DATE = (
    "LoadGen의 test_datetime은 'Z'가 붙어도 그 기계의 현지 시각이므로 시간대 없는 날짜로 읽었습니다."
    " / LoadGen's test_datetime is the machine's local clock despite its 'Z': read as a date without a zone."
)


def _recognises(document: Document) -> bool:
    return document.text[:400].lstrip().startswith(_MARK)


def _read(document: Document) -> Contents:
    cells: dict[tuple[str, str], Cell] = {}
    facts: dict[str, Fact] = {}
    for number, line in enumerate(document.text.splitlines(), start=1):
        if line.startswith(_MARK):
            _line(document, number, line, cells=cells, facts=facts)
    check_performance_run(document, facts=facts)
    extra_cells, extra_facts = _of_run(cells, facts=facts, filename=document.filename)
    row = Row("", (*cells.values(), *extra_cells), (*facts.values(), *extra_facts, *announced(document.filename)))
    said = remarks(cells) + ((_DATE,) if "date_local" in facts else ())
    version = facts["loadgen_version"].value if "loadgen_version" in facts else ""
    return Contents("MLPerf LoadGen", version, (row,), said)


def _line(
    document: Document, number: int, line: str, *, cells: dict[tuple[str, str], Cell], facts: dict[str, Fact]
) -> None:
    where, match = f"line {number}", _LINE.fullmatch(line)
    if match is None:
        raise UnreadableFile(document.filename, where, _BROKEN_LINE, _ONE_RUN)
    if match[2] in _CELLS or match[2] in _FACTS or match[2] in _SETTINGS:
        entry = _entry(match[1], where=where, filename=document.filename)
        _take(entry, key=match[2], cells=cells, facts=facts)


def _entry(text: str, *, where: str, filename: str) -> Record:
    """One line's object; its value is taken under the key `value`."""
    try:
        found: tuple[tuple[int, Json], ...] = documents(text, filename=filename)
    except UnreadableFile as error:
        raise UnreadableFile(filename, where, error.problem, error.remedy) from error
    entry = found[0][1]
    if len(found) != 1 or not isinstance(entry, dict):
        raise UnreadableFile(filename, where, _BROKEN_LINE, _ONE_RUN)
    return Record(filename, where, entry)


def _take(entry: Record, *, key: str, cells: dict[tuple[str, str], Cell], facts: dict[str, Fact]) -> None:
    if key in _CELLS:
        quantity, statistic, unit, definition = _CELLS[key]
        for cell in entry.cells(("value", quantity, statistic, unit, definition)):
            first = cells.setdefault((quantity, statistic), cell)
            _same(entry, key=key, first=(first.where, str(first.value)), found=str(cell.value))
        return
    fact = _setting(entry, key=key) if key in _SETTINGS else _fact(entry, key=key)
    if fact is not None:
        known = facts.setdefault(fact.key, fact)
        _same(entry, key=key, first=(known.where, known.value), found=fact.value)


def _same(entry: Record, *, key: str, first: tuple[str, str], found: str) -> None:
    where, value = first
    if value != found:
        problem = f"'{key}'가 {where}의 값과 다릅니다. / '{key}' differs from {where}."
        raise UnreadableFile(entry.filename, entry.where, problem, _ONE_RUN)


def _setting(entry: Record, *, key: str) -> Fact | None:
    """A setting's number; LoadGen writes 0 for a limit that is not set."""
    number = entry.number("value")
    return Fact(_SETTINGS[key], f"{number:f}", f"{entry.where}/value") if number else None


def _fact(entry: Record, *, key: str) -> Fact:
    value = entry.fields.get("value")
    where = f"{entry.where}/value"
    if not isinstance(value, str):
        problem = f"'{key}'의 값이 글이 아닙니다. / The value of '{key}' is not a text."
        raise UnreadableFile(entry.filename, where, problem, _ONE_RUN)
    text = plain(value, where=where, filename=entry.filename)
    if key == "test_datetime" and (clock := _CLOCK.fullmatch(text)):
        text = "".join(clock.groups()[:3]) + "-" + "".join(clock.groups()[3:])
    return Fact(_FACTS[key], text, where)


def _of_run(
    cells: dict[tuple[str, str], Cell], *, facts: dict[str, Fact], filename: str
) -> tuple[tuple[Cell, ...], tuple[Fact, ...]]:
    """The load the scenario means, how long the run took and, where a query is a sample, the requests answered."""
    extra_cells, extra_facts = of_scenario(facts["scenario"])
    queries, samples = cells.get(("queries", "value")), facts.get("samples_per_query")
    if queries is not None and samples is not None and samples.value == "1":
        extra_cells += (Cell("ok", "value", queries.value, "count", queries.definition, queries.where),)
    if facts.keys() >= {"power_begin", "power_end"}:
        extra_cells += (_duration(facts["power_begin"], facts["power_end"], filename=filename),)
    return extra_cells, extra_facts


def _duration(begin: Fact, end: Fact, *, filename: str) -> Cell:
    first, last = (clock(fact.value, where=fact.where, filename=filename) for fact in (begin, end))
    if last <= first:
        problem = "power_end가 power_begin보다 늦지 않습니다. / power_end is not after power_begin."
        raise UnreadableFile(filename, end.where, problem, _ONE_RUN)
    return Cell("duration", "value", seconds(last - first), "s", _WINDOW, end.where)


FORMAT = Format("mlperf-detail", "MLPerf mlperf_log_detail.txt", _recognises, _read)
