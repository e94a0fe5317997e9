"""A workbook's layout: every sheet, heading and merged range with its place, and no number and nothing measured."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.readers.xlsx_mapping import Mapping, TableMap
from benchmarks.readers.xlsx_parts import range_of
from benchmarks.readers.xlsx_sheet import Place, Sheet


def layout_of(sheets: tuple[Sheet, ...], *, tables: tuple[TableMap, ...]) -> tuple[str, ...]:
    """A line for a sheet's name and last cell, a merged range, a heading, a run of numbers that nothing reads.

    Cells that `tables` read are data and have no line; a number's place has one where it would be passed over.

    Two files of one layout differ only in numbers and in what their mapping reads.
    """
    return tuple(line for sheet in sheets for line in _lines(sheet, tables))


def differences(mapping: Mapping, *, found: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines of the mapping's layout that the file lacks, and lines of the file that the mapping does not know."""
    known, there = set(mapping.layout), set(found)
    return tuple(x for x in mapping.layout if x not in there), tuple(x for x in found if x not in known)


def _lines(sheet: Sheet, tables: tuple[TableMap, ...]) -> Iterator[str]:
    read = set(_read(sheet, tables))
    rows, columns = ({place[axis] for place in sheet.cells} | {1} for axis in (0, 1))
    yield f"[{sheet.name}] {range_of((1, 1, max(rows), max(columns)))}"
    for box in sorted(sheet.merged):
        yield f"[{sheet.name}] merged {range_of(box)}"
    for place in sorted(sheet.cells):
        content = sheet.cells[place]
        if content.kind == "text" and place not in read:
            yield f"{sheet.where(place)} {content.text}"
    for row, first, last in _runs({p for p, c in sheet.cells.items() if c.kind == "number" and p not in read}):
        yield f"{sheet.where((row, first))} # {last - first + 1}"


def _runs(places: set[Place]) -> Iterator[tuple[int, int, int]]:
    """Neighbours in a row together: the row, the first and the last column."""
    for row, column in sorted(places):
        if (row, column - 1) not in places:
            last = column
            while (row, last + 1) in places:
                last += 1
            yield row, column, last


def _read(sheet: Sheet, tables: tuple[TableMap, ...]) -> Iterator[Place]:
    """The places of a sheet that its tables take values from."""
    for table in tables:
        if table.sheet != sheet.name:
            continue
        boxes = [part.cells for part in table.conditions] + [part.cells for part in table.measures]
        for box in boxes:
            if box is not None:
                top, left, bottom, right = box
                yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
