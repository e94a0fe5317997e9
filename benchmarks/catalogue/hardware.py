"""Devices and servers: every field is a list of sourced values, and a conflict keeps both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from benchmarks.table import Scalar, Table, by_id, read_table

Confidence = Literal["A", "B", "C", "D"]
Kind = Literal["npu", "gpu", "lpu"]
CONFIDENCES: tuple[str, ...] = ("A", "B", "C", "D")
FILENAME = "devices.toml"


class UnknownDevice(LookupError):
    """No device or server of that id; the message lists the ids there are."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: title, address, and the date it bears (text, year to day; None = it bears none)."""

    title: str
    url: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One published value of a field. `unit` is "" for texts.

    Confidence: A official text, vendor documentation or several outlets agreeing; B one source;
    C second-hand, a lead only; D own arithmetic.
    """

    value: Scalar
    unit: str
    source: Reference
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Peak:
    """The vendor's peak rate at one precision (TFLOPS or TOPS, dense unless the note says otherwise)."""

    precision: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Device:
    """One accelerator. An empty tuple is a field nobody published; two differing values are a conflict."""

    id: str
    vendor: str
    name: str
    kind: Kind
    domestic: bool
    memory_gb: tuple[Value, ...]
    memory_type: tuple[Value, ...]
    bandwidth: tuple[Value, ...]
    sram: tuple[Value, ...]
    tdp_w: tuple[Value, ...]
    form: tuple[Value, ...]
    link: tuple[Value, ...]
    logical_devices: tuple[Value, ...]
    availability: tuple[Value, ...]
    peaks: tuple[Peak, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Server:
    """One purchasable server around a device: cards, rack units, power in W, memory in GB."""

    id: str
    vendor: str
    name: str
    device: str
    cards: tuple[Value, ...]
    rack_units: tuple[Value, ...]
    power_w: tuple[Value, ...]
    memory_gb: tuple[Value, ...]
    power_supply: tuple[Value, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Hardware:
    """The catalogue file: the day all its sources were read, its devices and its servers."""

    read: str
    devices: tuple[Device, ...]
    servers: tuple[Server, ...]


_DEVICE_FIELDS = (
    "memory_gb",
    "memory_type",
    "bandwidth",
    "sram",
    "tdp_w",
    "form",
    "link",
    "logical_devices",
    "availability",
)
_SERVER_FIELDS = ("cards", "rack_units", "power_w", "memory_gb", "power_supply")


def parse_hardware(data: bytes, *, filename: str) -> Hardware:
    """The devices and servers of a catalogue file. Raises TableError for anything unknown or ill-typed."""
    root = read_table(data, filename=filename).only("read", "sources", "devices", "servers")
    sources = _sources(root)
    devices = by_id(tuple((table, table.text("id"), _device(table, sources)) for table in root.tables("devices")))
    servers = by_id(tuple((table, table.text("id"), _server(table, sources)) for table in root.tables("servers")))
    for server in servers.values():
        if server.device not in devices:
            raise root.wrong(f"서버 {server.id!r}의 장비 {server.device!r} 없음 / no such device")
    return Hardware(root.text("read"), tuple(devices.values()), tuple(servers.values()))


def devices() -> tuple[Device, ...]:
    """All devices of the catalogue, in the file's order."""
    return _hardware().devices


def servers() -> tuple[Server, ...]:
    """All servers of the catalogue, in the file's order."""
    return _hardware().servers


def device(device_id: str) -> Device:
    """The device of that id. Raises UnknownDevice."""
    for found in devices():
        if found.id == device_id:
            return found
    raise _unknown("장비", "device", device_id, tuple(found.id for found in devices()))


def server(server_id: str) -> Server:
    """The server of that id. Raises UnknownDevice."""
    for found in servers():
        if found.id == server_id:
            return found
    raise _unknown("서버", "server", server_id, tuple(found.id for found in servers()))


@cache
def _hardware() -> Hardware:
    return parse_hardware(files("benchmarks.catalogue").joinpath(FILENAME).read_bytes(), filename=FILENAME)


def _unknown(korean: str, english: str, key: str, known: tuple[str, ...]) -> UnknownDevice:
    return UnknownDevice(
        f"카탈로그에 없는 {korean} {key!r}. 있는 것: {', '.join(known)} / no {english} {key!r} in the catalogue"
    )


def _sources(root: Table) -> dict[str, Reference]:
    return by_id(
        tuple(
            (table, table.text("id"), Reference(table.text("title"), table.text("url"), table.optional_text("date")))
            for table in root.tables("sources")
        )
    )


def _device(table: Table, sources: dict[str, Reference]) -> Device:
    table.only("id", "vendor", "name", "kind", "domestic", "peaks", "note", *_DEVICE_FIELDS)
    kind = table.optional_choice("kind", choices=("npu", "gpu", "lpu"))
    domestic = table.optional_flag("domestic")
    if kind is None or domestic is None:
        raise table.wrong("kind, domestic 값이 필요함 / kind and domestic are required")
    return Device(
        id=table.text("id"),
        vendor=table.text("vendor"),
        name=table.text("name"),
        kind=cast("Kind", kind),
        domestic=domestic,
        peaks=_peaks(table, sources),
        note=table.optional_text("note") or "",
        **{field: _values(table, field, sources) for field in _DEVICE_FIELDS},
    )


def _server(table: Table, sources: dict[str, Reference]) -> Server:
    table.only("id", "vendor", "name", "device", "note", *_SERVER_FIELDS)
    return Server(
        id=table.text("id"),
        vendor=table.text("vendor"),
        name=table.text("name"),
        device=table.text("device"),
        note=table.optional_text("note") or "",
        **{field: _values(table, field, sources) for field in _SERVER_FIELDS},
    )


def _peaks(table: Table, sources: dict[str, Reference]) -> tuple[Peak, ...]:
    peaks = table.optional_table("peaks")
    if peaks is None:
        return ()
    return tuple(Peak(precision, _values(peaks, precision, sources)) for precision in peaks.values)


def _values(table: Table, field: str, sources: dict[str, Reference]) -> tuple[Value, ...]:
    return tuple(_value(item, sources) for item in table.tables(field))


def _value(table: Table, sources: dict[str, Reference]) -> Value:
    table.only("value", "unit", "source", "confidence", "note")
    value = table.scalar("value")
    unit = table.optional_text("unit") or ""
    if isinstance(value, str) == bool(unit):
        raise table.wrong("숫자에는 단위가, 문자열에는 단위 없음이 맞음 / a number needs a unit, a text has none")
    return Value(value, unit, _source(table, sources), _confidence(table), table.optional_text("note") or "")


def _source(table: Table, sources: dict[str, Reference]) -> Reference:
    key = table.text("source")
    if key not in sources:
        raise table.wrong(f"출처 {key!r}가 sources에 없음 / source {key!r} is not in sources")
    return sources[key]


def _confidence(table: Table) -> Confidence:
    found = table.optional_choice("confidence", choices=CONFIDENCES)
    if found is None:
        raise table.wrong("confidence 값이 없음 / confidence is missing")
    return cast("Confidence", found)
