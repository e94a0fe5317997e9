"""The CSV exports of AIPerf and GenAI-Perf: a block of statistics, a block of single values; formats.md §1.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.readers.aiperf_metrics import EXPORTED, Exported, statistics_of, unit_of, without_unstreamed
from benchmarks.readers.csv_records import split_lines
from benchmarks.readers.document import Contents, Document, Format, checked, whole
from benchmarks.readers.mlperf_table import address
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_START = "Metric,avg,min,max"
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TITLES = {exported.title: exported for exported in EXPORTED}
_RATES = frozenset({"requests/s", "tokens/s"})
_ABSENT = frozenset({"", "N/A"})
_REMEDY = "측정 도구가 쓴 CSV를 그대로, 되도록 JSON을 올려 주십시오. / Use the CSV as written, better the JSON."
_ROUNDED = (
    "CSV의 값은 소수 둘째 자리까지입니다. 채점에는 JSON 파일이 낫습니다."
    " / Values of the CSV are rounded to two decimals; the JSON file is better for scoring."
)
Line = tuple[int, list[str], list[str]]


def _recognises(document: Document) -> bool:
    return not document.is_json and document.text.startswith(_START)


def _read(document: Document) -> Contents:
    lines = list(_metric_lines(document))
    cells: list[Cell] = []
    for line in lines:
        cells += _cells(line, filename=document.filename)
    if not cells:
        raise UnreadableFile(document.filename, "A1", "아는 측정값이 없습니다. / No known measurement.", _REMEDY)
    cells, unstreamed = without_unstreamed(cells)
    cells, coarse = _fine(cells)
    row = Row("", tuple(cells), tuple(_fixed_length(lines)))
    header = lines[0][1]
    descending = "p99" in header and "p50" in header and header.index("p99") < header.index("p50")
    return Contents("GenAI-Perf" if descending else "AIPerf", "", (row,), (_ROUNDED, *unstreamed, *coarse))


def _metric_lines(document: Document) -> Iterator[Line]:
    """The lines of the blocks that start with `Metric`, each with its number and its block's header."""
    header: list[str] = []
    for number, line in enumerate(split_lines(document, remedy=_REMEDY)):
        if not line or not header:
            header = line
        elif len(line) != len(header):
            problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
            raise UnreadableFile(document.filename, f"line {number + 1}", problem, _REMEDY)
        elif header[0] == "Metric":
            yield number, header, line


def _known(title: str) -> tuple[Exported, str] | None:
    """The metric and its unit of a title like `Request Latency (ms)`; some titles end in other brackets."""
    name, _, unit = title.casefold().removesuffix(")").rpartition(" (")
    exported = _TITLES.get(title.casefold())
    if exported is not None:
        return exported, ""
    exported = _TITLES.get(name)
    return (exported, unit) if exported else None


def _cells(line: Line, *, filename: str) -> Iterator[Cell]:
    number, header, values = line
    known = _known(values[0])
    if known is None:
        return
    exported, stated = known
    unit = unit_of(exported, unit=stated, where=address(number, 0), filename=filename)
    for key, statistic in statistics_of(exported):
        column = _column(header, key)
        if column is None or values[column].strip() in _ABSENT:
            continue
        where = address(number, column)
        value = _value(values[column].strip(), where=where, filename=filename)
        if unit == "count" or statistic == "n":
            whole(value, where=where, filename=filename)
        yield Cell(exported.quantity, statistic, value, unit, exported.definition, where)


def _column(header: list[str], key: str) -> int | None:
    """The column of a statistic; a block of single values has `Value` in place of the mean."""
    for name in (key, "Value") if key == "avg" else (key,):
        if name in header[1:]:
            return header.index(name, 1)
    return None


def _value(text: str, *, where: str, filename: str) -> Decimal:
    number = Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else text
    return checked(number, where=where, filename=filename)


def _fine(cells: list[Cell]) -> tuple[list[Cell], list[str]]:
    """Without rates below 1: rounded to two decimals they are off by more than the checks allow (V04, ±1 %)."""
    coarse = [cell for cell in cells if cell.unit in _RATES and cell.value < 1]
    said = [
        f"{cell.where}: {cell.value} {cell.unit}은(는) 반올림이 너무 커서 읽지 않았습니다."
        " / Rounded too coarsely to be used."
        for cell in coarse
    ]
    return [cell for cell in cells if cell not in coarse], said


def _fixed_length(lines: list[Line]) -> Iterator[Fact]:
    for number, header, values in lines:
        known, low, high = _known(values[0]), _column(header, "min"), _column(header, "max")
        if known and known[0].quantity == "osl_mean" and low is not None and high is not None:
            yield Fact("fixed_length", "true" if values[low] == values[high] else "false", address(number, low))


FORMAT = Format("aiperf-table", "NVIDIA AIPerf, GenAI-Perf CSV (profile_export_*.csv)", _recognises, _read)
