"""A release read back as far as it describes a tender: what it does not hold stays None and becomes a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from benchmarks.readers.strict_json import documents
from benchmarks.readers.text import text_of
from benchmarks.table import Table, TableError
from procurement.exports.ocds.conversion import conversion_of
from procurement.exports.ocds.requirements import Demand, demands_of
from procurement.exports.ocds.tender import JUDGES, PRICE
from procurement.exports.ocds.texts import said
from scoring.criteria import Kind, ValueFunction

_KINDS: dict[str, Kind] = {judge: kind for kind, judge in JUDGES.items()}
_SHARES = {"percentageExact": Fraction(1), "decimalExact": Fraction(100)}


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion of the lot; `said` is a weight in percent where the release gives no points."""

    id: str
    title: str | None
    group: str | None
    kind: Kind | None
    points: Fraction | None
    said: Fraction | None
    unit: str | None
    missing_share: Fraction | None
    value: ValueFunction | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a release says of a tender: `thresholds` are (name, points), `amount` whole won."""

    ocid: str
    date: str
    lot: str
    id: str | None
    title: str | None
    agency: str | None
    amount: int | None
    items: tuple[Item, ...]
    price: Item | None
    demands: tuple[Demand, ...]
    thresholds: tuple[tuple[str, Fraction], ...]


def draft_of(data: bytes, *, filename: str, lot: str | None) -> Draft:
    """The tender of a release package: its newest release that has one, and the lot asked for where there are several.

    Raises UnreadableFile for what is no JSON, TableError with the JSON path for what is no OCDS 1.1 release package or
    cannot be told.
    """
    root = _root(data, filename)
    release = _newest(root)
    tender = release.table("tender")
    chosen = _lot(tender, lot)
    criteria = chosen.optional_table("awardCriteria")
    entries = () if criteria is None else criteria.tables("criteria")
    weighed = [table for table in entries if _is_weighed(table)]
    prices = [table for table in weighed if table.optional_text("type") in (PRICE, "cost")]
    value = tender.optional_table("value")
    return Draft(
        ocid=said(release, "ocid") or "",
        date=said(release, "date") or "",
        lot=chosen.text("id"),
        id=said(tender, "id"),
        title=said(tender, "title"),
        agency=_agency(release, tender),
        amount=_won(value) if value else None,
        items=tuple(_item(n, table) for n, table in enumerate(weighed, start=1) if table not in prices),
        price=_item(0, prices[0]) if len(prices) == 1 else None,
        demands=tuple(demands_of(tender, lot=chosen.text("id"))),
        thresholds=tuple(_thresholds(entries)),
    )


def _root(data: bytes, filename: str) -> Table:
    text, _ = text_of(data, filename=filename)
    values = documents(text, filename=filename)
    if len(values) != 1 or not isinstance(values[0][1], dict):
        raise TableError(f"{filename}: OCDS 릴리스 패키지가 아닙니다 / is not an OCDS release package: one JSON object")
    return Table(filename, values[0][1])


def _newest(root: Table) -> Table:
    """The newest release with a tender; packages of several processes are refused."""
    releases = [table for table in root.tables("releases") if table.optional_table("tender")]
    if not releases:
        raise root.wrong(
            "releases에 tender가 있는 릴리스가 없습니다. OCDS 1.1 릴리스 패키지를 주십시오 / "
            "has no release with a tender, give an OCDS 1.1 release package"
        )
    if len({table.text("ocid") for table in releases}) > 1:
        raise root.wrong("ocid가 여럿입니다. 한 사업만 담아 주십시오 / holds several processes, give one")
    return max(releases, key=_date)


def _date(release: Table) -> datetime:
    try:
        date = datetime.fromisoformat(release.text("date"))
    except ValueError:
        date = None
    if date is None or date.tzinfo is None:
        raise release.wrong(
            f"date = {release.text('date')!r:.40}: 시간대가 있는 ISO 8601 시각이어야 합니다 / "
            f"must be a date and time of ISO 8601 with an offset"
        )
    return date


def _lot(tender: Table, wanted: str | None) -> Table:
    lots = {table.text("id"): table for table in tender.tables("lots")}
    if not lots:
        raise tender.wrong("lots가 없어 평가 항목을 읽을 수 없습니다 / has no lots, which hold the award criteria")
    if wanted is None and len(lots) == 1:
        return next(iter(lots.values()))
    if wanted in lots:
        return lots[wanted]
    raise tender.wrong(f"--lot으로 하나를 고르십시오 / choose one with --lot: {', '.join(repr(name) for name in lots)}")


def _agency(release: Table, tender: Table) -> str | None:
    places = (tender.optional_table("procuringEntity"), release.optional_table("buyer"))
    return next((name for place in places if place and (name := said(place, "name"))), None)


def _won(value: Table) -> int | None:
    amount = value.optional_number("amount")
    whole = amount is not None and amount == amount.to_integral_value() and value.optional_text("currency") == "KRW"
    return int(amount) if whole and amount is not None else None


def _is_weighed(table: Table) -> bool:
    """A criterion, not an entry that only holds a threshold."""
    numbers = table.tables("numbers")
    return not numbers or any(not number.optional_text("threshold") for number in numbers)


def _item(position: int, table: Table) -> Item:
    judged = table.optional_choice("judgedBy", choices=tuple(JUDGES.values()))
    conversion = table.optional_table("conversion")
    missing = table.optional_number("missingShare")
    return Item(
        id=said(table, "id") or f"criterion_{position}",
        title=said(table, "name"),
        group=said(table, "group"),
        kind=_KINDS[judged] if judged else None,
        points=_weight(table, {"pointsExact": Fraction(1)}),
        said=_weight(table, _SHARES),
        unit=said(table, "unit"),
        missing_share=None if missing is None else Fraction(missing),
        value=conversion_of(conversion) if conversion else None,
    )


def _weight(table: Table, scales: dict[str, Fraction]) -> Fraction | None:
    for number in table.tables("numbers"):
        scale = scales.get(number.optional_text("weight") or "")
        if scale is not None:
            return Fraction(number.number("number")) * scale
    return None


def _thresholds(criteria: tuple[Table, ...]) -> Iterator[tuple[str, Fraction]]:
    for table in criteria:
        for number in table.tables("numbers"):
            if number.optional_choice("threshold", choices=("minimumScore", "maximumBids")) == "minimumScore":
                yield said(table, "name") or "", Fraction(number.number("number"))
