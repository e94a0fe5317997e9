"""The servers that can be bought, from the bids or from [[servers]] of a sizing alone, with their measurements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.table import Table
from procurement.casefile.bids import Submission
from procurement.casefile.evidence import Examined, examined
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity, capacity_of
from procurement.sizing.demand import Bucket
from procurement.sizing.spread import Confidence, careful_capacity_of

_TERMS = ("minimum", "existing", "lead_years", "cooling_w", "lot", "devices", "alone")
_SERVER = (
    "id", "vendor", "title", "accelerator", "accelerators", "price", "domestic", "power_w", "rack_units", "maximum",
    "power_source", "rack_source", "price_source", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """One server that can be bought, what was measured on it, and where its price, power and height come from."""

    configuration: Configuration
    examined: tuple[Examined, ...]
    sources: tuple[str, ...] = ()


def offered(submission: Submission) -> Server:
    """The server of a bid. Raises TableError where no price of a server is told."""
    offer = submission.offer
    if offer.price is None:
        raise Table(f"bids/ {submission.bid.id}.offer", {}).wrong(
            "price: 구성 검토에는 서버 1대 값이 있어야 합니다 / the sizing needs the price of one server"
        )
    held = Configuration(
        id=submission.bid.id,
        vendor=submission.manufacturer,
        title=f"{submission.bid.name} · {offer.title}",
        domestic=offer.domestic,
        accelerator=offer.accelerator,
        accelerators=offer.accelerators,
        price=offer.price,
        power_w=offer.power_w,
        rack_units=offer.rack_units,
        maximum=offer.maximum,
    )
    return Server(held, submission.examined, tuple(s for s in (offer.power_source, offer.rack_source) if s))


def server_of(table: Table, *, folder: Path) -> Server:
    """One [[servers]] with its [[servers.evidence]]. Raises TableError, NotScorable."""
    table.only(*_SERVER, *_TERMS)
    accelerator = table.text("accelerator")
    held = Configuration(
        id=table.text("id"),
        vendor=table.text("vendor"),
        title=table.text("title"),
        domestic=table.flag("domestic"),
        accelerator=accelerator,
        accelerators=table.count("accelerators"),
        price=table.whole("price"),
        power_w=table.optional_number("power_w"),
        rack_units=table.optional_count("rack_units"),
        maximum=table.optional_count("maximum"),
    )
    found = (e for one in table.tables("evidence") for e in _examined(one, folder, accelerator))
    sources = (table.optional_text(key) for key in ("price_source", "power_source", "rack_source"))
    return Server(_on_terms(held, table), tuple(found), tuple(s for s in sources if s))


def _examined(table: Table, folder: Path, accelerator: str) -> tuple[Examined, ...]:
    return examined(table, folder=folder, accelerator=accelerator, home="")


def with_terms(servers: Iterable[Server], *, terms: Iterable[Table]) -> tuple[Server, ...]:
    """The servers with what [[sizing.terms]] say of them by id. Raises TableError."""
    found = {server.configuration.id: server for server in servers}
    for table in terms:
        key = table.only("id", *_TERMS).text("id")
        if key not in found:
            raise table.wrong(f"id {key!r}: 그런 구성이 없음 / there is no such server; known: {', '.join(found)}")
        found[key] = replace(found[key], configuration=_on_terms(found[key].configuration, table))
    return tuple(found.values())


def _on_terms(held: Configuration, table: Table) -> Configuration:
    alone = table.optional_flag("alone")
    return replace(
        held,
        minimum=table.optional_count("minimum") or held.minimum,
        existing=table.whole("existing") if "existing" in table.values else held.existing,
        lead_years=table.whole("lead_years") if "lead_years" in table.values else held.lead_years,
        cooling_w=table.optional_number("cooling_w") if "cooling_w" in table.values else held.cooling_w,
        lot=table.optional_text("lot") or held.lot,
        devices=table.optional_count("devices") or held.devices,
        alone=held.alone if alone is None else alone,
    )


def carries(
    server: Server, *, bucket: Bucket, utilisation: Decimal, confidence: Confidence | None = None
) -> Capacity | NoCapacity:
    """The measured capacity; where none is usable, also how many measurements were handed in and not used.

    With `confidence` the lower end of repeated runs stands in for the best single one.
    """
    found = _capacity(server, bucket, utilisation, confidence)
    refused = [e for e in server.examined if not e.usable]
    if isinstance(found, Capacity) or not refused:
        return found
    rules = ", ".join(sorted({rule for e in refused for rule in e.rejected}) or ["철회"])
    korean, _, english = found.why.partition(" / ")
    said = f"{korean} 제출한 측정 {len(refused)}건은 쓰지 않았습니다 ({rules})."
    return replace(found, why=f"{said} / {english} {len(refused)} measurement(s) handed in were not used ({rules}).")


def usable(server: Server) -> tuple[Measurement, ...]:
    """The measurements of a server that may feed the sizing."""
    return tuple(one.measurement for one in server.examined if one.usable)


def _capacity(
    server: Server, bucket: Bucket, utilisation: Decimal, confidence: Confidence | None
) -> Capacity | NoCapacity:
    held, runs = server.configuration, usable(server)
    if confidence is None:
        return capacity_of(held, bucket=bucket, measurements=runs, utilisation=utilisation)
    return careful_capacity_of(held, bucket=bucket, measurements=runs, utilisation=utilisation, confidence=confidence)
