"""bids/*.toml: who bids, what they offer, on which evidence, and what the officer entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.evidence import Examined, evidence_for, examined
from procurement.casefile.scheme import Announced
from scoring.criteria import Bid, Deduction, Evidence


@dataclass(frozen=True, slots=True)
class Offer:
    """One server as offered: `price` in won a server, power in W and height in U where stated, and by whom."""

    title: str
    accelerator: str
    accelerators: int
    price: int
    domestic: bool
    power_w: Decimal | None
    power_source: str
    rack_units: int | None
    rack_source: str
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Submission:
    """One bid as the evaluation needs it, with its maker, its offer and every measurement it rests on."""

    bid: Bid
    manufacturer: str
    offer: Offer
    examined: tuple[Examined, ...]


def submissions_of(folder: Path, *, announced: Announced) -> tuple[Submission, ...]:
    """Every bids/*.toml in the order of the file names. Raises TableError and what evidence raises."""
    paths = sorted((folder / "bids").glob("*.toml"))
    if not paths:
        where = Table(f"{folder.name}/bids", {})
        raise where.wrong("입찰 파일(*.toml)이 없습니다 / there is no bid file (*.toml)")
    return tuple(_submission(path, folder, announced) for path in paths)


def _submission(path: Path, folder: Path, announced: Announced) -> Submission:
    root = read_table(path.read_bytes(), filename=f"bids/{path.name}")
    root.only("bid", "offer", "evidence", "officer", "deductions")
    table = root.table("bid").only("id", "name", "manufacturer", "price")
    offer, name = _offer(root.table("offer")), table.text("name")
    found = tuple(e for one in root.tables("evidence") for e in examined(one, folder=folder))
    measured = (evidence_for(m, bid=name, accelerator=offer.accelerator, candidates=found) for m in announced.measures)
    bid = Bid(
        id=table.text("id"),
        name=name,
        price=table.count("price"),
        evidence=(*measured, *_offered(offer, announced.offered), *_entered(root, announced.officer)),
        deductions=tuple(_deduction(one) for one in root.tables("deductions")),
    )
    return Submission(bid, table.text("manufacturer"), offer, found)


def _offered(offer: Offer, gates: Iterable[tuple[str, str]]) -> Iterator[Evidence]:
    stated = {"power_w": (offer.power_w, offer.power_source), "rack_units": (offer.rack_units, offer.rack_source)}
    for gate, figure in gates:
        value, source = stated[figure]
        yield Evidence(gate, None if value is None else Fraction(value), source or "미기재")


def _entered(root: Table, criteria: Iterable[str]) -> tuple[Evidence, ...]:
    officer = root.optional_table("officer") or Table(f"{root.where}.officer", {})
    officer.only(*criteria)
    tables = ((criterion, officer.optional_table(criterion)) for criterion in criteria)
    return tuple(_value(criterion, table) for criterion, table in tables if table)


def _value(criterion: str, table: Table) -> Evidence:
    table.only("value", "trace")
    value = table.scalar("value")
    return Evidence(criterion, value if isinstance(value, str) else Fraction(value), table.text("trace"))


def _deduction(table: Table) -> Deduction:
    table.only("points", "reason", "clause")
    return Deduction(Fraction(table.number("points")), table.text("reason"), table.text("clause"))


def _offer(table: Table) -> Offer:
    table.only(
        "title", "accelerator", "accelerators", "price", "domestic", "power_w", "rack_units", "power_source",
        "rack_source", "maximum",
    )  # fmt: skip
    return Offer(
        title=table.text("title"),
        accelerator=table.text("accelerator"),
        accelerators=table.count("accelerators"),
        price=table.count("price"),
        domestic=table.flag("domestic"),
        power_w=table.optional_number("power_w"),
        power_source=table.optional_text("power_source") or "",
        rack_units=table.optional_count("rack_units"),
        rack_source=table.optional_text("rack_source") or "",
        maximum=table.optional_count("maximum"),
    )
