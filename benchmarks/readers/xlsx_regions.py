"""The blocks of cells of a sheet that touch each other: what may be a table, and the titles that stand over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.readers.xlsx_parts import Box
from benchmarks.readers.xlsx_sheet import Content, Place, Sheet

_TITLE_GAP = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A block of touching cells: its range, its cells (merged ranges filled), texts over it and the sheet's name."""

    sheet: str
    box: Box
    cells: Mapping[Place, Content]
    titles: tuple[str, ...]

    def numbers(self) -> int:
        """How many of its cells hold a number."""
        return sum(content.kind == "number" for content in self.cells.values())


def regions_of(sheet: Sheet) -> tuple[Region, ...]:
    """The blocks of a sheet, from top to bottom; each with the texts that stand up to two empty rows above it."""
    filled = sheet.filled()
    groups = _groups(filled)
    boxes = [_box(group) for group in groups]
    texts = [
        (box, [filled[place].text for place in sorted(group)])
        for box, group in zip(boxes, groups, strict=True)
        if all(filled[place].kind == "text" for place in group)
    ]
    found = [
        Region(sheet.name, box, {place: filled[place] for place in group}, (sheet.name, *_above(box, texts)))
        for box, group in zip(boxes, groups, strict=True)
    ]
    return tuple(sorted(found, key=lambda region: region.box))


def _groups(filled: dict[Place, Content]) -> list[list[Place]]:
    """Places that touch, also at a corner, together."""
    left, groups = set(filled), []
    while left:
        group = [left.pop()]
        for row, column in group:
            for place in ((row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)):
                if place in left:
                    left.remove(place)
                    group.append(place)
        groups.append(group)
    return groups


def _box(group: list[Place]) -> Box:
    rows, columns = [place[0] for place in group], [place[1] for place in group]
    return min(rows), min(columns), max(rows), max(columns)


def _above(box: Box, texts: list[tuple[Box, list[str]]]) -> list[str]:
    """The texts of blocks without a number that end just above and share a column."""
    near = [
        said
        for other, said in texts
        if 0 < box[0] - other[2] <= _TITLE_GAP + 1 and other[1] <= box[3] and box[1] <= other[3]
    ]
    return [text for said in near for text in dict.fromkeys(said)]
