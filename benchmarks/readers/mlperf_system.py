"""MLPerf's systems/*.json: the hardware and software under test, every key kept word for word (formats.md §3.1)."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.readers.document import Record, plain, whole, written
from benchmarks.readers.strict_json import Json
from benchmarks.report import Cell, Fact

_NEEDED = frozenset({"accelerator_model_name", "accelerators_per_node", "number_of_nodes"})
_FACTS = (
    ("accelerator_model_name", "accelerator"),
    ("system_name", "system_name"),
    ("framework", "engine"),
    ("submitter", "measurer"),
)
_NONE = frozenset({"", "N/A", "n/a"})
_USED = "accelerators_per_node × number_of_nodes: the whole system ran"


def is_system(record: Record) -> bool:
    """Whether an object is an MLPerf system description."""
    return record.fields.keys() >= _NEEDED


def described(record: Record) -> tuple[tuple[Cell, ...], tuple[Fact, ...]]:
    """A system description: accelerators and nodes as counts, names as facts, every other key as `mlperf_desc.<key>`.

    Counts may be texts; a system without accelerators ("0", "N/A") has none of the accelerator's figures. Raises
    UnreadableFile for a count that is no number.
    """
    nodes, each = _count(record, "number_of_nodes"), _count(record, "accelerators_per_node")
    cells = []
    if nodes is not None:
        cells.append(Cell("nodes", "value", nodes, "count", "", f"{record.where}/number_of_nodes"))
    if nodes is not None and each is not None:
        cells.append(Cell("used", "value", nodes * each, "count", _USED, f"{record.where}/accelerators_per_node"))
    named = [fact for fact in record.facts(*_FACTS) if fact.value not in _NONE]
    return tuple(cells), (*named, *_verbatim(record))


def _count(record: Record, key: str) -> Decimal | None:
    value, where = record.fields.get(key), f"{record.where}/{key}"
    if isinstance(value, str):
        text = value.strip()
        number = None if text in _NONE else written(text, where=where, filename=record.filename)
    else:
        number = record.number(key)
    return None if not number else whole(number, where=where, filename=record.filename)


def _verbatim(record: Record) -> list[Fact]:
    """Every key that says something, as written; the parts of a list or an object are joined."""
    found = []
    for key, value in record.fields.items():
        where = f"{record.where}/{key}"
        if text := _text(value):
            name = plain(key, where=where, filename=record.filename)
            found.append(Fact(f"mlperf_desc.{name}", plain(text, where=where, filename=record.filename), where))
    return found


def _text(value: Json) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, item in value.items() if (part := _text(item)))
    if isinstance(value, list):
        return "; ".join(part for item in value if (part := _text(item)))
    return "" if value is None else str(value)
