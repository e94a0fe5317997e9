"""[[criteria]] of a weighing by pairwise judgments: a tree by `parent`, and who is compared with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.table import Table, by_id
from procurement.casefile.weighing.outcome import Weighed
from scoring.ahp_consistency import RANDOM_INDEX

TOP = ""
WHOLE = "전체 / whole"
_FEWEST, _MOST = 2, RANDOM_INDEX[-1][0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion or a group of them; `parent` is an id or TOP, `swing` empty for what is divided further."""

    id: str
    title: str
    parent: str
    swing: str


@dataclass(frozen=True, slots=True)
class Family:
    """The children of one parent (TOP for the first level), which are compared with one another."""

    parent: str
    title: str
    children: tuple[str, ...]


def entries_of(root: Table) -> tuple[Entry, ...]:
    """The criteria in the announced order. Raises TableError for a tree that does not hang together."""
    tables = root.tables("criteria")
    found = by_id(tuple((table, table.text("id"), _entry(table)) for table in tables))
    divided = {entry.parent for entry in found.values()}
    for table, entry in zip(tables, found.values(), strict=True):
        if entry.parent not in {TOP, *found}:
            raise table.wrong(f"parent = {entry.parent!r}: 없는 id입니다 / no criterion has this id")
        if (entry.id in divided) == bool(entry.swing):
            raise table.wrong(
                "swing(어느 값에서 어느 값까지인지)은 더 나누지 않는 항목에만, 그 항목마다 적으십시오 / "
                "give swing (from which value to which) for each criterion that is not divided further, and only there"
            )
    return tuple(found.values())


def families(entries: tuple[Entry, ...], *, root: Table) -> tuple[Family, ...]:
    """Parents before children. Raises TableError for 1 or more than 10 in a family, and for a circle of parents."""
    found = tuple(_families(entries))
    for family in found:
        if not _FEWEST <= len(family.children) <= _MOST:
            raise root.wrong(
                f"{family.title}: 항목 {len(family.children)}개: 한 마디는 {_FEWEST}~{_MOST}개여야 합니다. "
                f"나누거나 합치십시오 / a node holds {_FEWEST} to {_MOST} criteria: divide or merge them"
            )
    reached = {child for family in found for child in family.children}
    if lost := [entry.id for entry in entries if entry.id not in reached]:
        raise root.wrong(f"{', '.join(lost)}: parent가 돌고 돕니다 / the parents form a circle")
    return found


def leaves_of(entries: tuple[Entry, ...]) -> tuple[Weighed, ...]:
    """The criteria that are not divided further, each in the group of its ancestor on the first level."""
    by_name = {entry.id: entry for entry in entries}
    return tuple(Weighed(e.id, e.title, _first_level(e, by_name).title, e.swing) for e in entries if e.swing)


def _entry(table: Table) -> Entry:
    table.only("id", "title", "parent", "swing")
    parent = table.text("parent") if "parent" in table.values else TOP
    return Entry(table.text("id"), table.text("title"), parent, table.optional_text("swing") or "")


def _families(entries: tuple[Entry, ...]) -> Iterator[Family]:
    titles = {entry.id: entry.title for entry in entries}
    waiting = [TOP]
    while waiting:
        parent = waiting.pop(0)
        children = tuple(entry.id for entry in entries if entry.parent == parent)
        if children or parent == TOP:
            yield Family(parent, titles.get(parent, WHOLE), children)
        waiting.extend(children)


def _first_level(entry: Entry, by_name: dict[str, Entry]) -> Entry:
    while entry.parent != TOP:
        entry = by_name[entry.parent]
    return entry
