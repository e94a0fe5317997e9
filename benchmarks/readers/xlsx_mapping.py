"""What the cells of a workbook mean, as a person has confirmed it: a TOML file beside the workbook.

No official sheet layout of K-Perf is public (kperf.md §1.4). Hence nothing here claims one: a layout is proposed from
the headings, a person signs it, and a file of another layout is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from benchmarks.measurement import LoadKind
from benchmarks.metrics import metric as metric_named
from benchmarks.readers.xlsx_parts import Box, box_of, range_of
from benchmarks.report import Statistic
from benchmarks.table import Table, read_table
from benchmarks.units import UnknownUnit, factor

FORMAT = "jeoul-xlsx-1"
LENGTHS = "isl/osl"
NUMBERS = ("isl", "osl", LENGTHS, "concurrency", "used", "nodes")
TEXTS = (
    "weight_precision", "model", "accelerator", "vendor", "system_name", "engine", "engine_version", "sdk_version",
    "measurer", "suite", "load",
)  # fmt: skip
LATENCIES = ("ttft", "tpot", "itl", "ntpot", "e2e")
RATES = ("output_tps", "input_tps", "total_tps", "rps", "power")
COUNTS = ("sent", "ok", "failed")
METRICS = (*LATENCIES, *RATES, *COUNTS)
STATISTICS = tuple(name for name in get_args(Statistic) if name not in {"value", "n"})
MOST_CELLS = 100_000
_TOP = ("format", "file", "confirmed_by", "confirmed_on", "tpot", "unread", "tables", "layout")
Tpot = Literal["excludes_first_token", "includes_first_token"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What holds for measured cells: a fixed `value`, or `cells`: a column for its rows, a row for its columns."""

    name: str
    cells: Box | None
    value: str | None

    def at(self, place: tuple[int, int]) -> tuple[int, int] | None:
        """The cell that says it for a measured cell; None where the value is fixed or the cells do not reach it."""
        if self.cells is None:
            return None
        top, left, bottom, right = self.cells
        row, column = (top if top == bottom else place[0]), (left if left == right else place[1])
        return (row, column) if top <= row <= bottom and left <= column <= right else None


@dataclass(frozen=True, slots=True)
class Measure:
    """Cells that hold one metric; metric, statistic or unit is "" where the headings do not say it."""

    metric: str
    statistic: str
    unit: str
    cells: Box
    heading: str


@dataclass(frozen=True, slots=True)
class TableMap:
    """One table on a sheet."""

    sheet: str
    conditions: tuple[Condition, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. `layout` is every heading with its place; `unread` what was not understood."""

    file: str
    confirmed_by: str
    confirmed_on: date | None
    tpot: Tpot | None
    tables: tuple[TableMap, ...]
    unread: tuple[str, ...]
    layout: tuple[str, ...]

    def open_points(self) -> tuple[str, ...]:
        """What a person must still fill in before anything is read with it; Korean, then English."""
        return tuple(_open_points(self))


def digest_of(layout: tuple[str, ...]) -> str:
    """The layout's fingerprint: of headings and places, of no number."""
    return hashlib.sha256("\n".join(layout).encode()).hexdigest()


def mapping_of(data: bytes, *, filename: str) -> Mapping:
    """A mapping file. Raises TableError for an unknown key or name, a range that does not fit, a changed layout."""
    root = read_table(data, filename=filename).only(*_TOP)
    root.choice("format", choices=(FORMAT,))
    tables = tuple(_table(table) for table in root.tables("tables"))
    _check_size(root, tables)
    unsigned = root.values.get("confirmed_on") == ""
    return Mapping(
        file=root.text("file"),
        confirmed_by=(root.optional_text("confirmed_by") or "").strip(),
        confirmed_on=None if unsigned else root.day("confirmed_on"),
        tpot=cast("Tpot | None", root.optional_choice("tpot", choices=(*get_args(Tpot), "")) or None),
        tables=tables,
        unread=root.texts("unread") if root.values.get("unread") else (),
        layout=_layout(root.table("layout").only("digest", "cells")),
    )


def _layout(table: Table) -> tuple[str, ...]:
    cells = table.texts("cells")
    if table.text("digest") != digest_of(cells):
        raise table.wrong(
            "digest가 cells와 다릅니다. 이 부분은 고치지 말고 매핑을 다시 만드십시오 / "
            "does not fit cells: leave this part as it was made, or make the mapping again"
        )
    return cells


def _check_size(root: Table, tables: tuple[TableMap, ...]) -> None:
    amount = sum(_area(measure.cells) for table in tables for measure in table.measures)
    if not 0 < amount <= MOST_CELLS:
        raise root.wrong(f"tables: 측정값 셀이 1개 이상 {MOST_CELLS:,}개 이하여야 함 / needs 1 to {MOST_CELLS:,} cells")


def _area(box: Box) -> int:
    return (box[2] - box[0] + 1) * (box[3] - box[1] + 1)


def _table(table: Table) -> TableMap:
    table.only("sheet", "conditions", "measures")
    conditions = tuple(_condition(one) for one in table.tables("conditions"))
    names = [part for condition in conditions for part in condition.name.split("/")]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise table.wrong(f"conditions: {twice!r} 중복 / comes twice")
    return TableMap(
        table.text("sheet"), conditions, tuple(_measure(one, conditions) for one in table.tables("measures"))
    )


def _condition(table: Table) -> Condition:
    name = table.only("name", "cells", "value").choice("name", choices=(*NUMBERS, *TEXTS))
    if ("cells" in table.values) == ("value" in table.values):
        raise table.wrong("cells와 value 가운데 하나만 / one of cells and value")
    if "value" not in table.values:
        box = _box(table)
        if box[0] != box[2] and box[1] != box[3]:
            raise table.wrong("cells: 한 열이나 한 행이어야 함 / must be one column or one row")
        return Condition(name, box, None)
    return Condition(name, None, _value(table, name))


def _value(table: Table, name: str) -> str:
    if name == "load":
        return table.choice("value", choices=get_args(LoadKind))
    if name == LENGTHS:
        raise table.wrong("isl과 osl을 따로 적으십시오 / give isl and osl each")
    return str(table.count("value")) if name in NUMBERS else table.text("value")


def _measure(table: Table, conditions: tuple[Condition, ...]) -> Measure:
    table.only("metric", "statistic", "unit", "cells", "heading")
    metric = table.choice("metric", choices=(*METRICS, ""))
    known = STATISTICS if metric in LATENCIES else ("value",) if metric else (*STATISTICS, "value")
    statistic, box = table.choice("statistic", choices=(*known, "")), _box(table)
    for condition in conditions:
        if condition.cells and not all(condition.at(corner) for corner in ((box[0], box[1]), (box[2], box[3]))):
            raise table.wrong(f"cells: {condition.name}의 cells가 닿지 않음 / {condition.name} does not reach them all")
    return Measure(metric, statistic, _unit(table, metric), box, table.optional_text("heading") or "")


def _unit(table: Table, metric: str) -> str:
    unit = table.optional_text("unit") or ""
    if metric in COUNTS:
        return table.choice("unit", choices=("count", ""))
    try:
        if unit and metric:
            factor(unit, to=metric_named(metric).unit)
    except UnknownUnit as error:
        raise table.wrong(f"unit: {error}") from error
    return unit


def _box(table: Table) -> Box:
    box = box_of(table.text("cells"))
    if box is None:
        raise table.wrong("cells: B5:B12 같은 범위여야 함 / must be a range such as B5:B12")
    return box


def _open_points(mapping: Mapping) -> Iterator[str]:
    measures = [(table.sheet, measure) for table in mapping.tables for measure in table.measures]
    for sheet, measure in measures:
        missing = [name for name in ("metric", "statistic", "unit") if not getattr(measure, name)]
        if missing:
            yield f"{sheet}!{range_of(measure.cells)} '{measure.heading}': {', '.join(missing)}"
    if mapping.tpot is None and any(measure.metric == "tpot" for _, measure in measures):
        yield f"tpot: TPOT의 정의 / what TPOT means here: {' | '.join(get_args(Tpot))}"
    if not mapping.confirmed_by:
        yield "confirmed_by: 확인한 사람 / who has checked it"
    if mapping.confirmed_on is None:
        yield "confirmed_on: 확인한 날 (따옴표 없이 2026-11-22) / the day, without quotes"
