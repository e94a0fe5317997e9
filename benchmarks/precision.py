"""Classes of number formats: which results may stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from benchmarks.table import Table, read_table

FILENAME = "precision_classes.toml"


@dataclass(frozen=True, slots=True)
class PrecisionClass:
    """One class: its id, its title (Korean / English), the names it is written by, and what it rests on."""

    id: str
    title: str
    names: tuple[str, ...]
    source: str


def precision_class(name: str) -> str:
    """The id of the class a weight precision belongs to; for a name in no class, the name in small letters."""
    plain = name.strip().casefold()
    return next((one.id for one in _shipped() if plain in one.names), plain)


def parse_classes(data: bytes, *, filename: str) -> tuple[PrecisionClass, ...]:
    """The classes of a TOML file. Raises TableError, also for a name in two classes or not in small letters."""
    root = read_table(data, filename=filename).only("last_checked", "class")
    root.day("last_checked")
    found: list[PrecisionClass] = []
    for table in root.tables("class"):
        one = _class(table)
        taken = {name for other in found for name in (other.id, *other.names)} & {one.id, *one.names}
        if taken or any(name != name.casefold() for name in one.names):
            raise table.wrong(f"{sorted(taken)}: 중복이거나 소문자가 아님 / in two classes, or not in small letters")
        found.append(one)
    return tuple(found)


def _class(table: Table) -> PrecisionClass:
    table.only("id", "title", "names", "source")
    return PrecisionClass(table.text("id"), table.text("title"), table.texts("names"), table.text("source"))


@cache
def _shipped() -> tuple[PrecisionClass, ...]:
    return parse_classes(files("benchmarks").joinpath(FILENAME).read_bytes(), filename=FILENAME)
