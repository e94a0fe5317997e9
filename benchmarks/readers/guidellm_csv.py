"""GuideLLM benchmarks.csv: three header rows (group, label, statistic), in 0.2 and 0.3 one; formats.md §1.2."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.readers.csv_records import csv_lines
from benchmarks.readers.document import Contents, Document, Format, Record, checked, plain, whole, written
from benchmarks.readers.guidellm import (
    LATENCIES,
    LOADS,
    MEANS,
    OLD_TPOT,
    REPAIRS,
    TOTALS,
    old_shared,
    said_by,
    with_shared,
)
from benchmarks.readers.mlperf_table import address
from benchmarks.readers.strict_json import documents
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_HEADERS = 3
_START, _OLD_START = "Run Info,", "Type,Run Id,Id,Name,Start Time,"
_TTFT, _OLD_TTFT = "Time to First Token,", "Successful Time to first token ms mean,"
# the names GuideLLM's own JSON gives the same figures
_COLUMNS = {
    "time_to_first_token_ms": ("Time to First Token", "Successful ms"),
    "time_per_output_token_ms": ("Time per Output Token", "Successful ms"),
    "inter_token_latency_ms": ("Inter Token Latency", "Successful ms"),
    "request_latency": ("Request Latency", "Successful Sec"),
    "prompt_token_count": ("Token Metrics", "Successful Input Tokens"),
    "output_token_count": ("Token Metrics", "Successful Output Tokens"),
    "prompt_tokens_per_second": ("Token Throughput", "Successful Input Tokens/Sec"),
    "output_tokens_per_second": ("Token Throughput", "Successful Output Tokens/Sec"),
    "tokens_per_second": ("Token Throughput", "Successful Total Tokens/Sec"),
    "requests_per_second": ("Server Throughput", "Successful Requests/Sec"),
}
_STATISTICS: tuple[tuple[str, Statistic], ...] = (("Mean", "mean"), ("Std Dev", "std"), ("Median", "p50"))
# the cell lists minimum, p0.1, p1, p5, p10, p25, p75, p90, p95, p99, maximum: no p50 and no p99.9
_PERCENTILES: dict[int, Statistic] = {0: "min", 7: "p90", 8: "p95", 9: "p99", 10: "max"}
_POINTS = 11
# what 0.2 and 0.3 head a metric's columns with, after the status and the metric's name
_OLD_STATISTICS = {
    "mean": "Mean",
    "median": "Median",
    "std dev": "Std Dev",
    "[min, 0.1, 1, 5, 10, 25, 75, 90, 95, 99, max]": "Percentiles",
}
_AMOUNTS = {
    "closed_loop": ("concurrency", "requests", "concurrent streams"),
    "open_loop": ("rate_offered", "requests/s", "offered rate, as the table rounds it"),
}
_REMEDY = "도구가 쓴 원본을 올려 주십시오. / Use the file as the tool wrote it."
Key = tuple[str, str, str]
As = tuple[str, str, str]
_OLD_COLUMNS: dict[str, Key] = {
    "Name": ("Benchmark", "Strategy", ""),
    "Duration": ("Timings", "Duration", "Sec"),
    "Start Time": ("Timings", "Start Time", ""),
    "Worker": ("Worker", "", ""),
    "Request Loader": ("Request Loader", "", ""),
    **{f"{status} Requests": ("Request Counts", status, "") for status in (key.capitalize() for key, *_ in TOTALS)},
    **{
        f"Successful {key.replace('_', ' ').capitalize()} {old}": (*heading, statistic)
        for key, heading in _COLUMNS.items()
        for old, statistic in _OLD_STATISTICS.items()
        if key != "time_per_output_token_ms"
    },
}


class _Step:
    """One line of the table, taken by its three headings."""

    def __init__(self, filename: str, columns: dict[Key, int], line: int, texts: list[str]) -> None:
        self.filename, self.columns, self.line, self.texts = filename, columns, line, texts

    def text(self, *key: *Key) -> tuple[str, str]:
        """A cell's text and its address; both empty where the column is not there."""
        column = self.columns.get(key)
        return ("", "") if column is None else (self.texts[column].strip(), address(self.line, column))

    def number(self, *key: *Key) -> tuple[Decimal | None, str]:
        """A cell's number, None where it is empty, and its address."""
        text, where = self.text(*key)
        return (written(text, where=where, filename=self.filename) if text else None), where

    def json(self, *key: *Key) -> Record | None:
        """The object in a cell that holds JSON."""
        text, where = self.text(*key)
        value = documents(text, filename=self.filename)[0][1] if text else None
        return Record(self.filename, where, value) if isinstance(value, dict) else None


def _recognises(document: Document) -> bool:
    start = document.text[:20_000]
    known = start.startswith(_START) and _TTFT in start
    return not document.is_json and (known or _of_one_header(start))


def _of_one_header(text: str) -> bool:
    return text.startswith(_OLD_START) and _OLD_TTFT in text


def _read(document: Document) -> Contents:
    lines = csv_lines(document)
    if _of_one_header(document.text):
        columns = {_OLD_COLUMNS[name]: index for index, name in enumerate(lines[0]) if name in _OLD_COLUMNS}
        steps = [_Step(document.filename, columns, number, line) for number, line in enumerate(lines[1:], start=1)]
        return Contents("GuideLLM", "", tuple(_row(step) for step in steps), (*REPAIRS, OLD_TPOT))
    if len(lines) < _HEADERS:
        problem = "제목 줄이 모자랍니다. / Header rows are missing."
        raise UnreadableFile(document.filename, "line 1", problem, _REMEDY)
    columns = {(a, b, c): index for index, (a, b, c) in enumerate(zip(*lines[:_HEADERS], strict=True))}
    numbered = enumerate(lines[_HEADERS:], start=_HEADERS)
    steps = [_Step(document.filename, columns, number, line) for number, line in numbered]
    metadata = steps[0].json("Runtime Info", "Metadata", "") if steps else None
    version = metadata.facts(("guidellm_version", "version")) if metadata else []
    return Contents("GuideLLM", version[0].value if version else "", tuple(_row(step) for step in steps), REPAIRS)


def _row(step: _Step) -> Row:
    cells = _value(step, ("Timings", "Duration", "Sec"), as_=("duration", "s", ""))
    for key, quantity, _, unit, definition in TOTALS:
        cells += _value(step, ("Request Counts", key.capitalize(), ""), as_=(quantity, unit, definition))
    load_cells, facts = _load(step)
    if step.number("Request Counts", "Successful", "")[0]:
        cells, facts = cells + _measured(step), facts + _fixed_length(step)
    run = step.json("Runtime Info", "Arguments", "")
    row = Row(f"line {step.line + 1}", tuple(cells + load_cells), tuple(facts + _start(step)))
    worker, loader = (step.json(name, "", "") for name in ("Worker", "Request Loader"))
    return with_shared(row, said_by(run) if run else old_shared(worker, loader=loader))


def _measured(step: _Step) -> list[Cell]:
    """Statistics over answered requests; of rates only the means (their percentiles are of an instantaneous rate)."""
    cells: list[Cell] = []
    for key, *as_ in LATENCIES:
        cells += _latency(step, _COLUMNS[key], as_=(as_[0], as_[1], as_[2]))
    for key, quantity, unit, definition in MEANS:
        cells += _value(step, (*_COLUMNS[key], "Mean"), as_=(quantity, unit, definition))
    return cells


def _value(step: _Step, key: Key, *, as_: As, statistic: Statistic = "value") -> list[Cell]:
    value, where = step.number(*key)
    if value is None:
        return []
    quantity, unit, definition = as_
    if unit == "count":
        whole(value, where=where, filename=step.filename)
    return [Cell(quantity, statistic, value, unit, definition, where)]


def _latency(step: _Step, heading: tuple[str, str], *, as_: As) -> list[Cell]:
    cells: list[Cell] = []
    for label, statistic in _STATISTICS:
        cells += _value(step, (*heading, label), as_=as_, statistic=statistic)
    quantity, unit, definition = as_
    for index, (value, where) in _points(step, heading).items():
        cells.append(Cell(quantity, _PERCENTILES[index], value, unit, definition, where))
    return cells


def _points(step: _Step, heading: tuple[str, str]) -> dict[int, tuple[Decimal, str]]:
    """The kept ones of a percentile cell's numbers, by their place in its list."""
    text, where = step.text(*heading, "Percentiles")
    points = documents(text, filename=step.filename)[0][1] if text else None
    if points is None:
        return {}
    if not isinstance(points, list) or len(points) != _POINTS:
        problem = f"백분위수 {_POINTS}개의 목록이 있어야 합니다. / A list of {_POINTS} percentiles is needed."
        raise UnreadableFile(step.filename, where, problem, _REMEDY)
    places = {index: f"{where}/{index}" for index in _PERCENTILES}
    return {index: (checked(points[index], where=at, filename=step.filename), at) for index, at in places.items()}


def _load(step: _Step) -> tuple[list[Cell], list[Fact]]:
    """`concurrent@4`, `constant@2.50`, `synchronous`; without a number in older tables."""
    text, where = step.text("Benchmark", "Strategy", "")
    kind, _, amount = plain(text, where=where, filename=step.filename).partition("@")
    load = LOADS.get(kind)
    if load is None:
        return [], []
    facts = [Fact("load", load, where)]
    if load == "single_stream":
        one = Cell("concurrency", "value", Decimal(1), "requests", "synchronous: one request at a time", where)
        return [one], facts
    if not amount or load not in _AMOUNTS:
        return [], facts
    quantity, unit, definition = _AMOUNTS[load]
    value = written(amount, where=where, filename=step.filename)
    return [Cell(quantity, "value", value, unit, definition, where)], facts


def _fixed_length(step: _Step) -> list[Fact]:
    points = _points(step, _COLUMNS["output_token_count"])
    if not points:
        return []
    (low, where), (high, _) = points[0], points[_POINTS - 1]
    return [Fact("fixed_length", "true" if low == high else "false", where)]


def _start(step: _Step) -> list[Fact]:
    """The table's local time without a zone, written as every reader here writes one (20261122-110035)."""
    text, where = step.text("Timings", "Start Time", "")
    digits = "".join(char for char in text if char.isdigit())
    return [Fact("date_local", f"{digits[:8]}-{digits[8:]}", where)] if len(digits) == len("20261122110035") else []


FORMAT = Format("guidellm-csv", "GuideLLM benchmarks.csv", _recognises, _read)
