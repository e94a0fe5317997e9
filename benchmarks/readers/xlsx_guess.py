"""A proposed mapping of a workbook, from its headings alone; a person has to confirm it before anything is read.

No layout of K-Perf's official sheets is public and none is assumed. What is not understood is listed in `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.xlsx_layout import layout_of
from benchmarks.readers.xlsx_mapping import TEXTS, Condition, Mapping, TableMap
from benchmarks.readers.xlsx_parts import range_of
from benchmarks.readers.xlsx_regions import Region, regions_of
from benchmarks.readers.xlsx_sheet import Place, Sheet
from benchmarks.readers.xlsx_table_guess import Guess, guess
from benchmarks.readers.xlsx_words import PRECISION, condition_of

_MOST_UNREAD, _MOST_REGIONS = 200, 500
_LABELLED = re.compile(r"([^:：]{1,40})[:：]\s*(\S.*)")
_FACTS = (*TEXTS, "used")


@dataclass(frozen=True, slots=True)
class _Fact:
    """A condition that a label on the sheet gives for all its tables, and the cells that were understood by it."""

    condition: Condition
    places: frozenset[Place]


def propose(sheets: tuple[Sheet, ...], *, filename: str) -> Mapping:
    """A mapping for a workbook's sheets, unsigned. Raises UnreadableFile where no table is understood."""
    tables: list[TableMap] = []
    unread = [f"{sheet.name}: 숨긴 시트 / a hidden sheet" for sheet in sheets if sheet.hidden]
    blocks = [(sheet, regions_of(sheet)) for sheet in sheets if not sheet.hidden]
    if sum(len(regions) for _, regions in blocks) > _MOST_REGIONS:
        problem = f"떨어진 표가 {_MOST_REGIONS}개보다 많습니다. / More than {_MOST_REGIONS} separate blocks of cells."
        raise UnreadableFile(filename, sheets[0].name, problem, "결과표만 남기십시오. / Keep only the result tables.")
    for sheet, regions in blocks:
        found, left = _sheet(sheet, regions)
        tables += found
        unread += left
    if not tables:
        problem = "뜻을 알 수 있는 표가 없습니다. / No table whose headings are understood."
        remedy = "지표 이름과 조건이 적힌 표인지 보십시오. / It needs headings that name metrics and conditions."
        raise UnreadableFile(filename, sheets[0].name, problem, remedy)
    layout = layout_of(sheets, tables=tuple(tables))
    return Mapping(filename, "", None, None, tuple(tables), tuple(dict.fromkeys(_cut(unread))), layout)


def _cut(unread: list[str]) -> list[str]:
    more = [f"… {len(unread) - _MOST_UNREAD}"] if len(unread) > _MOST_UNREAD else []
    return unread[:_MOST_UNREAD] + more


def _sheet(sheet: Sheet, regions: tuple[Region, ...]) -> tuple[list[TableMap], list[str]]:
    read = [(region, found) for region in regions if (found := guess(region))]
    taken = {place for region, found in read for place in _taken(region, found)}
    facts = list(_facts(sheet, taken))
    tables = [_with_facts(TableMap(sheet.name, found.conditions, found.measures), facts, sheet) for _, found in read]
    taken |= {place for fact in facts for place in fact.places}
    return tables, list(_unread(sheet, regions, taken))


def _taken(region: Region, found: Guess) -> Iterator[Place]:
    """Places that a table's reading understood."""
    boxes = [part.cells for part in found.conditions] + [part.cells for part in found.measures]
    for box in boxes:
        if box:
            yield from ((r, c) for r in range(box[0], box[2] + 1) for c in range(box[1], box[3] + 1))
    yield from (place for place, content in region.cells.items() if content.text in found.said)


def _facts(sheet: Sheet, taken: set[Place]) -> Iterator[_Fact]:
    """Labels with their value beside them, or after a colon; one that comes twice is left to the person."""
    found = [fact for place in sorted(sheet.cells) if place not in taken and (fact := _fact(sheet, place, taken))]
    names = [fact.condition.name for fact in found]
    yield from (fact for fact in found if names.count(fact.condition.name) == 1)


def _fact(sheet: Sheet, place: Place, taken: set[Place]) -> _Fact | None:
    content = sheet.cells[place]
    if content.kind != "text":
        return None
    labelled = _LABELLED.fullmatch(content.text)
    if labelled:
        name = condition_of(labelled[1])
        return _Fact(Condition(name, None, labelled[2]), frozenset({place})) if name in TEXTS else None
    name, beside = condition_of(content.text), _beside(sheet, place)
    value = sheet.cells.get(beside)
    if name not in _FACTS or value is None or beside in taken:
        return None
    before, after = sheet.cells.get((place[0], place[1] - 1)), (beside[0], beside[1] + 1)
    if (before and condition_of(before.text)) or (condition_of(value.text) and after in sheet.cells):
        return None  # a row of headings
    if value.kind != ("number" if name == "used" else "text"):
        return None
    return _Fact(Condition(name, (*beside, *beside), None), frozenset({place, beside}))


def _beside(sheet: Sheet, place: Place) -> Place:
    """The cell right of a cell, or of the merged range that it begins."""
    right = next((box[3] for box in sheet.merged if box[:2] == place), place[1])
    return place[0], right + 1


def _with_facts(table: TableMap, facts: Iterable[_Fact], sheet: Sheet) -> TableMap:
    """The table with what labels and the sheet's name say of it, where it does not say so itself."""
    names = {condition.name for condition in table.conditions}
    added = [fact.condition for fact in facts if fact.condition.name not in names]
    precision = PRECISION.search(sheet.name)
    if precision and "weight_precision" not in names | {condition.name for condition in added}:
        added.append(Condition("weight_precision", None, precision[0]))
    return replace(table, conditions=(*table.conditions, *added))


def _unread(sheet: Sheet, regions: Iterable[Region], taken: set[Place]) -> Iterator[str]:
    """Every text that nothing understood, and how many numbers each block has that nothing reads."""
    for place in sorted(sheet.cells):
        content = sheet.cells[place]
        if place not in taken and content.kind not in {"number", "absent"}:
            yield f"{sheet.where(place)} {content.text or content.kind}"
    for region in regions:
        left = [p for p, content in region.cells.items() if content.kind == "number" and p not in taken]
        if left:
            yield f"{sheet.name}!{range_of(region.box)}: 읽지 않는 수 {len(left)}개 / numbers that are not read"
