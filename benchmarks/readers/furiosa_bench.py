"""furiosa-bench (Warboy, SDK 0.10): one object whose numbers are texts with their unit; formats.md §1.10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record, written
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Row, Statistic

_AMOUNT = re.compile(r"([0-9.]{1,40}) ?(/s|ns|us|ms|s)")
_RATES = {"/s": "queries/s"}
_TIMES = {unit: unit for unit in ("ns", "us", "ms", "s")}
_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("min", "min"),
    ("max", "max"),
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
)
_FIX_VALUE = "원본을 확인하고 다시 내보내 주십시오. / Check the source and export it again."


def _recognises(document: Document) -> bool:
    rate = document.records[0].fields.get("qps") if document.records else None
    return isinstance(rate, str) and rate.endswith("/s")


def _read(document: Document) -> Contents:
    return Contents("furiosa-bench", "", tuple(_row(record) for record in document.records))


def _row(record: Record) -> Row:
    """The query rate, and the latencies beside it or in the object beside it that has a mean."""
    cells = _cells(record, "qps", quantity="rps", statistic="value", definition="queries ÷ time", units=_RATES)
    block = next((block for block in _blocks(record) if "mean" in block.fields), record)
    for key, statistic in _STATISTICS:
        cells += _cells(block, key, quantity="e2e", statistic=statistic, definition=metrics.E2E, units=_TIMES)
    return Row(record.where, tuple(cells), ())


def _blocks(record: Record) -> Iterator[Record]:
    yield record
    for key, value in record.fields.items():
        if isinstance(value, dict):
            yield Record(record.filename, f"{record.where}/{key}", value)


def _cells(
    record: Record, key: str, *, quantity: str, statistic: Statistic, definition: str, units: dict[str, str]
) -> list[Cell]:
    """`"33.31/s"` or `"29989 us"` as a cell, exactly; nothing where the key is absent."""
    value, where = record.fields.get(key), f"{record.where}/{key}"
    if value is None:
        return []
    amount = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if amount is None or amount[2] not in units:
        problem = f"단위가 붙은 수가 아닙니다: '{str(value)[:40]}'. / Not a number with its unit."
        raise UnreadableFile(record.filename, where, problem, _FIX_VALUE)
    number = written(amount[1], where=where, filename=record.filename)
    return [Cell(quantity, statistic, number, units[amount[2]], definition, where)]


FORMAT = Format("furiosa-bench", "furiosa-bench JSON (Warboy)", _recognises, _read)
