"""bids/*.toml: who bids, what they offer, on which evidence, and what the officer entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from benchmarks.table import Table, read_table
from procurement.casefile.adjustments import bonus_of, deduction_of
from procurement.casefile.edges import edge_check
from procurement.casefile.envelopes import FILE, Envelope, envelopes_of, refuse_strangers
from procurement.casefile.evidence import Examined, examined
from procurement.casefile.measured import evidence_for
from procurement.casefile.scheme import Announced
from procurement.exports.edges import EdgeCheck
from scoring.criteria import Bid, Criterion, Evidence, Gate, Grades
from scoring.rules.schema import Rules


@dataclass(frozen=True, slots=True)
class Offer:
    """One server as offered: power in W and height in U where stated, and by whom.

    `price` is in won a server, None while the envelope is closed.
    """

    title: str
    accelerator: str
    accelerators: int
    price: int | None
    domestic: bool
    power_w: Decimal | None
    power_source: str
    rack_units: int | None
    rack_source: str
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Submission:
    """One bid as the evaluation needs it, with its maker, its offer, its measurements and the edges they stand at."""

    bid: Bid
    manufacturer: str
    offer: Offer
    examined: tuple[Examined, ...]
    edges: tuple[EdgeCheck, ...]


def submissions_of(folder: Path, *, announced: Announced, rules: tuple[Rules, ...] = ()) -> tuple[Submission, ...]:
    """Every bids/*.toml in the order of the file names, ids and names each once, with prices.csv where there is one.

    Raises TableError, NotScorable, UnreadablePrices.
    """
    paths = sorted(path for path in (folder / "bids").glob("*.toml") if path.is_file())
    if not paths:
        where = Table("bids/", {})
        raise where.wrong(
            "입찰 파일(*.toml)이 없습니다. 업체마다 하나씩 두십시오 / there is no bid file, put one for each bid"
        )
    envelopes = envelopes_of(folder)
    found = tuple(
        submission_from(
            path.read_bytes(),
            filename=path.name,
            folder=folder,
            announced=announced,
            rules=rules,
            envelopes=envelopes,
        )
        for path in paths
    )
    refuse_strangers(envelopes, bids=(s.bid.id for s in found))
    _refuse_repeated([(path.name, "id", s.bid.id) for path, s in zip(paths, found, strict=True)])
    _refuse_repeated([(path.name, "name", s.bid.name) for path, s in zip(paths, found, strict=True)])
    return found


def _refuse_repeated(entries: list[tuple[str, str, str]]) -> None:
    first: dict[str, str] = {}
    for filename, key, value in entries:
        if value in first:
            raise Table(f"bids/{filename}.bid", {}).wrong(
                f"{key} = {value!r}: bids/{first[value]}와 같습니다. 서로 다르게 적으십시오 / "
                f"is also that of bids/{first[value]}, make them differ"
            )
        first[value] = filename


def submission_from(
    data: bytes,
    *,
    filename: str,
    folder: Path,
    announced: Announced,
    rules: tuple[Rules, ...],
    envelopes: Mapping[str, Envelope] = MappingProxyType({}),
) -> Submission:
    """One bid as its file in bids/ says it, or would once it is there. Raises TableError, NotScorable."""
    root = read_table(data, filename=f"bids/{filename}")
    root.only("bid", "offer", "evidence", "officer", "deductions", "bonuses")
    table = root.table("bid").only("id", "name", "manufacturer", "price")
    envelope = envelopes.get(table.text("id"))
    offer = _offer(root.table("offer"), envelope)
    found = tuple(
        e for one in root.tables("evidence") for e in examined(one, folder=folder, accelerator=offer.accelerator)
    )
    measured = (evidence_for(measure, candidates=found) for measure in announced.measures)
    bid = Bid(
        id=table.text("id"),
        name=table.text("name"),
        price=_price(table, envelope.price if envelope else None),
        evidence=(*measured, *_offered(offer, announced), *_entered(root, announced)),
        deductions=tuple(deduction_of(one, rules=rules) for one in root.tables("deductions")),
        bonuses=tuple(bonus_of(one, rules=rules) for one in root.tables("bonuses")),
    )
    return Submission(bid, table.text("manufacturer"), offer, found, tuple(_edges(announced, bid.id, found)))


def _edges(announced: Announced, bid: str, found: tuple[Examined, ...]) -> Iterator[EdgeCheck]:
    entries: tuple[Gate | Criterion, ...] = (*announced.scheme.gates, *announced.scheme.criteria)
    subjects = {entry.id: entry for entry in entries}
    for measure in announced.measures:
        check = edge_check(measure, subject=subjects[measure.subject], bid=bid, candidates=found)
        if check:
            yield check


def _offered(offer: Offer, announced: Announced) -> Iterator[Evidence]:
    stated = {"power_w": (offer.power_w, offer.power_source), "rack_units": (offer.rack_units, offer.rack_source)}
    for gate, figure in announced.offered:
        value, source = stated[figure]
        yield Evidence(gate, None if value is None else Fraction(value), source or "출처 미기재")


def _entered(root: Table, announced: Announced) -> Iterator[Evidence]:
    """What the officer entered; a criterion without an entry stays 미측정."""
    officer = root.optional_table("officer") or Table(f"{root.where}.officer", {})
    officer.only(*announced.officer)
    criteria = {criterion.id: criterion for criterion in announced.scheme.criteria}
    for name in announced.officer:
        table = officer.optional_table(name)
        if table is not None:
            yield _value(criteria[name], table)


def _value(criterion: Criterion, table: Table) -> Evidence:
    table.only("value", "trace")
    if isinstance(criterion.value, Grades):
        value: str | Fraction = table.choice("value", choices=tuple(name for name, _ in criterion.value.shares))
    else:
        value = Fraction(table.number("value"))
    return Evidence(criterion.id, value, table.text("trace"))


def _price(table: Table, opened: int | None) -> int | None:
    """The price in the bid's own file or in its envelope, not in both; None while it is closed."""
    own = table.optional_count("price")
    if own is not None and opened is not None:
        raise table.wrong(f"price: {FILE}에도 있습니다. 한 곳에만 두십시오 / also in {FILE}, keep one")
    return opened if own is None else own


def _offer(table: Table, envelope: Envelope | None) -> Offer:
    table.only(
        "title", "accelerator", "accelerators", "price", "domestic", "power_w", "rack_units", "power_source",
        "rack_source", "maximum",
    )  # fmt: skip
    return Offer(
        title=table.text("title"),
        accelerator=table.text("accelerator"),
        accelerators=table.count("accelerators"),
        price=_price(table, envelope.server_price if envelope else None),
        domestic=table.flag("domestic"),
        power_w=table.optional_number("power_w"),
        power_source=table.optional_text("power_source") or "",
        rack_units=table.optional_count("rack_units"),
        rack_source=table.optional_text("rack_source") or "",
        maximum=table.optional_count("maximum"),
    )
