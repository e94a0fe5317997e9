"""Points tables to begin with: how technical and price points are split, and the items that notices commonly hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from benchmarks.table import Table, read_table

FILE = "presets.toml"


@dataclass(frozen=True, slots=True)
class Preset:
    """`criteria` as tables of tender.toml; `source` says where split and items come from."""

    id: str
    title: str
    price_points: int
    source: str
    criteria: tuple[dict[str, Any], ...]


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset that comes with the program, in the file's order."""
    data = resources.files("procurement.casefile").joinpath(FILE).read_bytes()
    return tuple(_preset(table) for table in read_table(data, filename=FILE).only("presets").tables("presets"))


def preset_named(name: str) -> Preset | None:
    """The preset of that id, or None."""
    return next((one for one in presets() if one.id == name), None)


def _preset(table: Table) -> Preset:
    table.only("id", "title", "price_points", "source", "criteria")
    return Preset(
        id=table.text("id"),
        title=table.text("title"),
        price_points=table.count("price_points"),
        source=table.text("source"),
        criteria=tuple(dict(one.values) for one in table.tables("criteria")),
    )
