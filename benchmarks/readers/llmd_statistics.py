"""A `Statistics` object of the llm-d Benchmark Report: explicit units, p50 or P50, p99p9 for 99.9 %."""

from __future__ import annotations

from benchmarks.readers.document import Record
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Statistic

# the report's units enum, as far as it holds latencies and rates
_UNITS = {
    "ms": "ms",
    "s": "s",
    "ms/token": "ms",
    "s/token": "s",
    "tokens/s": "tokens/s",
    "queries/s": "requests/s",
}
_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("stddev", "std"),
    ("min", "min"),
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("p99p9", "p99_9"),
    ("max", "max"),
)
_REMEDY = "보고서를 다시 만들어 주십시오. / Make the report again."


def statistics_of(
    holder: Record, *, wanted: tuple[tuple[str, str, str], ...], only: Statistic | None = None
) -> list[Cell]:
    """A cell per statistic of each wanted (key, quantity, definition) the holder has, in the unit the file states.

    Raises UnreadableFile for an unknown unit, or a statistic that stands twice (`p50` and `P50`).
    """
    cells: list[Cell] = []
    for key, quantity, definition in wanted:
        if block := holder.inner(key):
            unit, named = _unit(block), _lower(block)
            points = [point for point in _STATISTICS if only in {None, point[1]}]
            cells += named.cells(*((name, quantity, statistic, unit, definition) for name, statistic in points))
    return cells


def _unit(block: Record) -> str:
    unit = block.fields.get("units")
    if not isinstance(unit, str) or unit not in _UNITS:
        problem = f"알 수 없는 단위입니다: {str(unit)[:40]}. / An unknown unit."
        raise UnreadableFile(block.filename, f"{block.where}/units", problem, _REMEDY)
    return _UNITS[unit]


def _lower(block: Record) -> Record:
    """The same object with `P50` as `p50`, as one converter writes it."""
    fields: dict[str, Json] = {}
    for key, value in block.fields.items():
        name = key.casefold()
        if name in fields:
            problem = f"'{name[:40]}'이(가) 두 번 있습니다. / The statistic stands twice."
            raise UnreadableFile(block.filename, f"{block.where}/{key}", problem, _REMEDY)
        fields[name] = value
    return Record(block.filename, block.where, fields)
