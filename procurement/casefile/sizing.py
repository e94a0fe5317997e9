"""A folder's sizing question without its scores: sizing.toml alone, or the [sizing] of tender.toml with its bids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.bids import submissions_of
from procurement.casefile.purchase import Purchase, asked
from procurement.casefile.purchase_servers import Server, offered, server_of
from procurement.casefile.scheme import announced
from procurement.exports.dossier import Evidenced, Sized
from procurement.exports.sizing import Sizing

_FILES = ("sizing.toml", "tender.toml")


@dataclass(frozen=True, slots=True)
class SizingCase:
    """The question of a folder, its servers with their measurements, and what the sheets say above it."""

    title: str
    day: date
    example: bool
    example_note: str
    purchase: Purchase
    servers: tuple[Server, ...]


def main_file(folder: Path) -> str:
    """The name of the file that holds the question: sizing.toml where there is one, else tender.toml."""
    return next((name for name in _FILES if (folder / name).is_file()), _FILES[-1])


def read_sizing(folder: Path) -> SizingCase:
    """The sizing of a folder. Raises TableError, NotScorable and what the problem refuses, and OSError."""
    there = [name for name in _FILES if (folder / name).is_file()]
    if len(there) != 1:
        raise Table(str(folder), {}).wrong(
            "sizing.toml과 tender.toml 중 하나가 있어야 함 / one of sizing.toml and tender.toml is needed"
        )
    root = read_table((folder / there[0]).read_bytes(), filename=there[0])
    return _alone(root, folder) if there[0] == "sizing.toml" else _of_tender(root, folder)


def _alone(root: Table, folder: Path) -> SizingCase:
    root.only("plan", "servers", "sizing")
    plan = root.table("plan").only("title", "day", "example", "example_note")
    servers = tuple(server_of(one, folder=folder) for one in root.tables("servers"))
    purchase = asked(root.table("sizing"), servers=servers, folder=folder)
    return _case(plan, plan.day("day"), purchase, servers)


def _of_tender(root: Table, folder: Path) -> SizingCase:
    tender = root.table("tender")
    bids = submissions_of(folder, announced=announced(root))
    closed = frozenset(one.bid.id for one in bids if one.bid.price is None)
    servers = tuple(offered(one) for one in bids if one.bid.id not in closed)
    purchase = asked(root.table("sizing"), servers=servers, folder=folder, closed=closed)
    return _case(tender, tender.day("rules_day"), purchase, servers)


def _case(head: Table, day: date, purchase: Purchase, servers: tuple[Server, ...]) -> SizingCase:
    return SizingCase(
        title=head.text("title"),
        day=day,
        example=head.flag("example"),
        example_note=head.optional_text("example_note") or "",
        purchase=purchase,
        servers=servers,
    )


def sizing_of(case: SizingCase, *, sized: Sized, program: str) -> Sizing:
    """Everything that is handed out of a sizing."""
    return Sizing(
        title=case.title,
        day=case.day,
        example=case.example,
        example_note=case.example_note,
        covered=case.purchase.covered,
        evidence=tuple(_evidenced(case.servers)),
        stated=tuple((s.configuration.title, s.sources) for s in case.servers),
        sized=sized,
        program=program,
    )


def _evidenced(servers: Iterable[Server]) -> Iterable[Evidenced]:
    for server in servers:
        held = server.configuration
        for one in server.examined:
            yield Evidenced(held.id, held.title, one.measurement, one.findings)
