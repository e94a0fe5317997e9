"""Presets of what a sector asks of a service, to be edited: every number names where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from benchmarks.slo import Slo
from benchmarks.table import Table, by_id, read_table
from benchmarks.traffic import Rate, Traffic
from benchmarks.traffic_histogram import HISTOGRAM_KEYS, classes_of

LABEL = "프리셋(편집 가능) / preset, to be edited"
Kind = Literal["trace", "reference", "own"]
_FOLDER = "presets"
_KEYS = ("last_checked", "id", "title", "note", "sources", "lengths", "rate", "slo")
_LIMITS = tuple(field.name for field in fields(Slo))


class UnknownSector(LookupError):
    """No preset of that id; the message lists the ids there are."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where numbers come from: a published trace, a reference value, or an own assumption, which has no address."""

    kind: Kind
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Limited:
    """One limit of a preset's service level by its field of `Slo`, and where it comes from."""

    limit: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Sector:
    """A preset: its traffic (requests by upper ends of lengths, requests/s), its service level, and their origins."""

    id: str
    title: str
    note: str
    traffic: Traffic
    lengths_from: Origin
    rate_from: Origin
    slo: Slo
    slo_from: tuple[Limited, ...]
    label: str = LABEL


def sectors() -> tuple[Sector, ...]:
    """All presets that are shipped, by id."""
    return _shipped()


def sector(sector_id: str) -> Sector:
    """The preset of that id. Raises UnknownSector."""
    for found in sectors():
        if found.id == sector_id:
            return found
    known = ", ".join(one.id for one in sectors())
    raise UnknownSector(f"없는 프리셋 {sector_id!r}. 있는 것: {known} / no preset {sector_id!r}; known: {known}")


def parse_sector(data: bytes, *, filename: str) -> Sector:
    """The preset of a TOML file.

    Raises TableError for anything unknown or ill-typed, a number without a source, an own assumption with an address
    or another source without one, and a peak below the mean.
    """
    root = read_table(data, filename=filename).only(*_KEYS)
    root.day("last_checked")
    origins = by_id(tuple((table, table.text("id"), _origin(table)) for table in root.tables("sources")))
    lengths, rate = root.table("lengths"), root.table("rate")
    lengths_from, rate_from = _from(lengths, origins), _from(rate, origins)
    limits = by_id(tuple((table, *_limit(table, origins)) for table in root.tables("slo")))
    title = root.text("title")
    return Sector(
        id=root.text("id"),
        title=title,
        note=root.text("note"),
        traffic=Traffic(
            title,
            lengths_from.title,
            classes_of(lengths.only("source", *HISTOGRAM_KEYS)),
            _rate(rate),
            upper_ends=True,
        ),
        lengths_from=lengths_from,
        rate_from=rate_from,
        slo=Slo(**{name: table.number("at_most") for name, (table, _) in limits.items()}),
        slo_from=tuple(Limited(name, origin) for name, (_, origin) in limits.items()),
    )


def _origin(table: Table) -> Origin:
    table.only("id", "kind", "title", "url")
    kind = cast("Kind", table.choice("kind", choices=get_args(Kind)))
    url = table.optional_text("url") or ""
    if (kind == "own") == bool(url):
        raise table.wrong("내부 가정에는 주소가 없고 다른 출처에는 있어야 함 / a url for all but an own assumption")
    return Origin(kind, table.text("title"), url)


def _from(table: Table, origins: dict[str, Origin]) -> Origin:
    key = table.text("source")
    if key not in origins:
        raise table.wrong(f"출처 {key!r}가 sources에 없음 / source {key!r} is not in sources")
    return origins[key]


def _rate(table: Table) -> Rate:
    table.only("mean", "peak_hour", "source")
    mean, peak = table.number("mean"), table.number("peak_hour")
    if not 0 < mean <= peak:
        raise table.wrong("0 < mean ≤ peak_hour 이어야 함 / 0 < mean ≤ peak_hour is needed")
    return Rate(Fraction(mean), Fraction(peak))


def _limit(table: Table, origins: dict[str, Origin]) -> tuple[str, tuple[Table, Origin]]:
    table.only("limit", "at_most", "source")
    return table.choice("limit", choices=_LIMITS), (table, _from(table, origins))


@cache
def _shipped() -> tuple[Sector, ...]:
    listed = sorted(files("benchmarks").joinpath(_FOLDER).iterdir(), key=lambda file: file.name)
    found = (parse_sector(file.read_bytes(), filename=file.name) for file in listed if file.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda one: one.id))
