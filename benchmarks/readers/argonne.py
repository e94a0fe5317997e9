"""Argonne's LLM-Inference-Bench tables: one static batch a line, input and output of one length; formats.md §1.14."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.readers.csv_records import split_lines
from benchmarks.readers.document import Contents, Document, Format, plain, whole, written
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_START = ("hardware", "num of hardware", "framework", "model", "input output length", "batch size")
_END = ("latency", "throughput")
_MIDDLE = frozenset({"parallelism type", "kv_cache_dtype"})
_POWER = "avg_power"
_LONGEST_HEADER = 500
_E2E = "the whole batch: start to the last token of the last request"
_TOTAL = "(input + output tokens) × batch ÷ latency, the system's total"
_COLUMNS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("num of hardware", "used", "value", "count", "accelerators used"),
    ("batch size", "concurrency", "value", "requests", "size of the static batch"),
    ("input output length", "isl_target", "value", "tokens", "input length, equal to the output length"),
    ("input output length", "osl_target", "value", "tokens", "output length, equal to the input length"),
    ("latency", "e2e", "mean", "s", _E2E),
    ("throughput", "total_tps", "value", "tokens/s", _TOTAL),
    (_POWER, "power", "value", "mW", "mean power; the table does not say of what"),
)
_COUNTS = frozenset({"num of hardware", "batch size", "input output length"})
_TEXTS = (("hardware", "accelerator"), ("framework", "engine"), ("model", "model"))
_WEIGHTS = re.compile(r"Weight = (\w+), KV Cache = \w+")
_PARALLEL = {"tensor parallelism": "tp", "tp": "tp", "pipeline parallelism": "pp", "pp": "pp", "ep": "ep"}
_MILLIWATTS = (
    "avg_power는 밀리와트로 읽었습니다(와트라면 장당 22만~66만 W가 됨)."
    " / avg_power was read as milliwatts: as watts it would be 220,000 to 660,000 a board."
)
_SPLIT = (
    "따옴표 없이 두 칸으로 나뉜 'Weight = …, KV Cache = …'를 한 칸으로 붙였습니다."
    " / Joined 'Weight = …, KV Cache = …', which was written without quotation marks."
)
_REMEDY = "저자가 낸 원본 표를 올려 주십시오. / Use the table as its authors published it."
Line = dict[str, tuple[str, str]]


def _header(line: list[str]) -> list[str]:
    return [name.strip().casefold() for name in line]


def _is_header(names: list[str]) -> bool:
    rest = [name for name in names[len(_START) :] if name not in _MIDDLE]
    return tuple(names[: len(_START)]) == _START and tuple(rest) in {_END, (*_END, _POWER)}


def _recognises(document: Document) -> bool:
    first = document.text[:_LONGEST_HEADER].partition("\n")[0]
    return not document.is_json and _is_header(_header(first.split(",")))


def _read(document: Document) -> Contents:
    lines = split_lines(document, remedy=_REMEDY)
    names = _header(lines[0])
    rows = tuple(_row(line, filename=document.filename) for line in _lines(lines, names=names, document=document))
    split = any(len(line) > len(names) for line in lines)
    said = ((_MILLIWATTS,) if _POWER in names else ()) + ((_SPLIT,) if split else ())
    return Contents("LLM-Inference-Bench", "", rows, said)


def _lines(lines: list[list[str]], *, names: list[str], document: Document) -> Iterator[Line]:
    """Each line's cells by column name, as text and place; empty lines are spacing."""
    for number, line in enumerate(lines[1:], start=2):
        cells = _joined(line, names=names)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
            raise UnreadableFile(document.filename, f"line {number}", problem, _REMEDY)
        yield {name: (cell.strip(), f"line {number}, {name}") for name, cell in zip(names, cells, strict=True)}


def _joined(line: list[str], *, names: list[str]) -> list[str]:
    """The line with its number formats in one cell again, where a comma had split them."""
    column = names.index("kv_cache_dtype") if "kv_cache_dtype" in names else None
    if column is None or len(line) != len(names) + 1:
        return line
    together = ",".join(line[column : column + 2])
    return [*line[:column], together, *line[column + 2 :]] if _WEIGHTS.fullmatch(together) else line


def _row(line: Line, *, filename: str) -> Row:
    cells = [_cell(line, column, filename=filename) for column in _COLUMNS if column[0] in line and line[column[0]][0]]
    facts = [
        Fact(key, plain(line[name][0], where=line[name][1], filename=filename), line[name][1])
        for name, key in _TEXTS
        if line[name][0]
    ]
    where = line["latency"][1].partition(",")[0]
    facts += [Fact("load", "static_batch", line["batch size"][1]), *_precision(line)]
    return Row(where, (*cells, *_parallelism(line, cells=cells)), tuple(facts))


def _cell(line: Line, column: tuple[str, str, Statistic, str, str], *, filename: str) -> Cell:
    name, quantity, statistic, unit, definition = column
    text, where = line[name]
    value = written(text, where=where, filename=filename)
    if name in _COUNTS:
        whole(value, where=where, filename=filename)
    return Cell(quantity, statistic, value, unit, definition, where)


def _precision(line: Line) -> list[Fact]:
    text, where = line.get("kv_cache_dtype", ("", ""))
    found = _WEIGHTS.fullmatch(text)
    return [Fact("weight_precision", found[1], where)] if found else []


def _parallelism(line: Line, *, cells: list[Cell]) -> list[Cell]:
    """The degree of a pure tensor, pipeline or expert parallelism: all accelerators; a mixed one is not said apart."""
    text, where = line.get("parallelism type", ("", ""))
    used = next((cell.value for cell in cells if cell.quantity == "used"), Decimal(0))
    quantity = _PARALLEL.get(text.casefold())
    return [Cell(quantity, "value", used, "count", text, where)] if quantity and used else []


FORMAT = Format("argonne", "Argonne LLM-Inference-Bench CSV", _recognises, _read)
