"""A plan's folder while it is written: what is there must be right, what is not there yet is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.collecting.toml_text import toml_of
from procurement.casefile.purchase import asked
from procurement.casefile.purchase_limits import limits_of
from procurement.casefile.purchase_servers import server_of
from procurement.casefile.sizing import main_file, read_sizing
from procurement.sizing.mix import UnservedDemand, ask

PLAN = "sizing.toml"
NO_DEMAND = "수요를 하나 이상 넣으세요. / Give at least one demand."
NO_SERVER = "살 수 있는 장비를 하나 이상 넣으세요. / Give at least one server that can be bought."


@dataclass(frozen=True, slots=True)
class Begun:
    """What has to be known to begin a plan; `example_note` where it is only an example."""

    title: str
    day: date
    objective: str
    utilisation: Decimal
    spares: int
    example_note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The title of a plan and what it still lacks before it can be computed, in words."""

    title: str
    lacking: tuple[str, ...]


def first_plan(begun: Begun) -> dict[str, bytes]:
    """sizing.toml with what the plan is; demand, servers and limits are still open."""
    note = {"example_note": begun.example_note} if begun.example_note else {}
    head: dict[str, object] = {"title": begun.title, "day": begun.day, "example": bool(note)}
    sizing = {"objective": begun.objective, "utilisation": begun.utilisation, "spares": begun.spares, "limits": {}}
    return {PLAN: toml_of({"plan": head | note, "sizing": sizing}).encode()}


def plan_of(folder: Path) -> Progress:
    """How far a plan has come. Raises REFUSALS for what is there and wrong, and OSError."""
    name = main_file(folder)
    if name != PLAN:
        return Progress(read_sizing(folder).title, ())
    if not (folder / PLAN).is_file():
        raise Table(PLAN, {}).wrong("이 파일이 있어야 합니다 / this file is needed")
    root = read_table((folder / PLAN).read_bytes(), filename=PLAN).only("plan", "servers", "sizing")
    plan = root.table("plan").only("title", "day", "example", "example_note")
    plan.day("day"), plan.flag("example")
    return Progress(plan.text("title"), tuple(_lacking(root, folder)))


def _lacking(root: Table, folder: Path) -> Iterator[str]:
    servers = tuple(server_of(one, folder=folder) for one in root.tables("servers"))
    sizing = root.table("sizing")
    limits_of(sizing.table("limits"))
    if not servers:
        yield NO_SERVER
    if not sizing.tables("demand"):
        yield NO_DEMAND
    if servers and sizing.tables("demand"):
        try:
            ask(asked(sizing, servers=servers, folder=folder).problem)
        except UnservedDemand as reason:
            yield str(reason)
