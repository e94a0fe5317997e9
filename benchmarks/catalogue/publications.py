"""Published measurements as data: what a vendor's page, a paper or an MLPerf table says, and no more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from benchmarks.catalogue.hardware import CONFIDENCES, Confidence, Device, Reference, devices
from benchmarks.measurement import (
    Counts,
    Latencies,
    Latency,
    LoadKind,
    Measurement,
    Model,
    Power,
    PowerScope,
    Provenance,
    Role,
    Scenario,
    Software,
    Source,
    System,
    Throughput,
    Verification,
)
from benchmarks.table import Table, by_id, read_table

FILENAME = "published.toml"
_LATENCIES = ("ttft", "tpot", "itl", "ntpot", "e2e")
_STATISTICS = ("mean", "minimum", "p50", "p90", "p95", "p99", "p99_9", "maximum")


class UnknownPublication(LookupError):
    """No published measurement of that id; the message lists the ids there are."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A published measurement with where it stands: document, row, the document's date, how far to trust it."""

    measurement: Measurement
    document: Reference
    row: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class _Document:
    """A source of published figures: what all its rows share."""

    reference: Reference
    confidence: Confidence
    suite: str
    measurer: str | None
    measurer_role: Role
    verification: Verification
    note: str


@dataclass(frozen=True, slots=True)
class _File:
    """The TOML file the rows stand in, for their Source."""

    name: str
    sha256: str
    size: int


def publication(publication_id: str) -> Publication:
    """The published measurement of that id with document, row and note. Raises UnknownPublication."""
    found = _publications().get(publication_id)
    if found is None:
        known = ", ".join(_publications())
        raise UnknownPublication(
            f"카탈로그에 없는 공개 측정값 {publication_id!r}. 있는 것: {known} / "
            f"no published measurement {publication_id!r} in the catalogue"
        )
    return found


def published(publication_id: str) -> Measurement:
    """The measurement of that id; conditions that were not published are None (미측정). Raises UnknownPublication.

    Verification is "self_declared" for a vendor's or an author's own figure. MLPerf rows are
    "consistency_checked": MLCommons' submission checker and the submitters' peer review looked at
    the logs, but nobody watched the run and no accredited body certified it.
    """
    return publication(publication_id).measurement


def published_all() -> tuple[Measurement, ...]:
    """All published measurements of the catalogue, in the file's order."""
    return tuple(found.measurement for found in _publications().values())


def parse_published(data: bytes, *, filename: str, known: tuple[Device, ...]) -> dict[str, Publication]:
    """The published measurements of a catalogue file by id. Raises TableError for anything unknown or ill-typed."""
    root = read_table(data, filename=filename).only("read", "sources", "published")
    root.text("read")
    documents = by_id(tuple((table, table.text("id"), _document(table)) for table in root.tables("sources")))
    source = _File(filename, hashlib.sha256(data).hexdigest(), len(data))
    vendors = {found.id: found.vendor for found in known}
    return by_id(
        tuple(
            (table, table.text("id"), _publication(table, documents, vendors, source))
            for table in root.tables("published")
        )
    )


@cache
def _publications() -> dict[str, Publication]:
    data = files("benchmarks.catalogue").joinpath(FILENAME).read_bytes()
    return parse_published(data, filename=FILENAME, known=devices())


def _document(table: Table) -> _Document:
    table.only("id", "title", "url", "date", "confidence", "suite", "measurer", "measurer_role", "verification", "note")
    return _Document(
        reference=Reference(table.text("title"), table.text("url"), table.optional_text("date")),
        confidence=_confidence(table),
        suite=table.text("suite"),
        measurer=table.optional_text("measurer"),
        measurer_role=cast("Role", _chosen(table, "measurer_role", get_args(Role))),
        verification=cast("Verification", _chosen(table, "verification", get_args(Verification))),
        note=table.optional_text("note") or "",
    )


def _chosen(table: Table, key: str, choices: tuple[str, ...]) -> str:
    table.text(key)
    return table.optional_choice(key, choices=choices) or ""


def _confidence(table: Table) -> Confidence:
    return cast("Confidence", _chosen(table, "confidence", CONFIDENCES))


def _publication(table: Table, documents: dict[str, _Document], vendors: dict[str, str], source: _File) -> Publication:
    table.only(
        *("id", "source", "row", "device", "used", "nodes", "system", "engine", "engine_version", "sdk_version"),
        *("model", "precision", "load", "isl", "osl", "fixed_length", "concurrency", "submitter", "confidence"),
        *("output_tps", "total_tps", "rps", "latency", "power", "note"),
    )
    key = table.text("source")
    if key not in documents:
        raise table.wrong(f"출처 {key!r}가 sources에 없음 / source {key!r} is not in sources")
    document = documents[key]
    return Publication(
        measurement=_measurement(table, document, vendors, source),
        document=document.reference,
        row=table.text("row"),
        confidence=_confidence(table) if "confidence" in table.values else document.confidence,
        note=" ".join(text for text in (document.note, table.optional_text("note")) if text),
    )


def _measurement(table: Table, document: _Document, vendors: dict[str, str], source: _File) -> Measurement:
    key = table.text("id")
    return Measurement(
        id=key,
        source=Source("published", "", source.name, source.sha256, source.size, key),
        provenance=_provenance(table, document),
        system=_system(table, vendors),
        software=Software(*(table.optional_text(name) for name in ("engine", "engine_version", "sdk_version"))),
        model=Model(table.text("model"), table.optional_text("precision")),
        scenario=_scenario(table),
        counts=Counts(None, None, None, None, None),
        latency=_latencies(table),
        throughput=_throughput(table),
        power=_power(table),
    )


def _provenance(table: Table, document: _Document) -> Provenance:
    return Provenance(
        measurer=table.optional_text("submitter") or document.measurer,
        measurer_role=document.measurer_role,
        measured_at=None,
        tz_known=False,
        suite=document.suite,
        public_url=document.reference.url,
        verification=document.verification,
    )


def _system(table: Table, vendors: dict[str, str]) -> System:
    key = table.text("device")
    if key not in vendors:
        raise table.wrong(f"장비 {key!r}가 카탈로그에 없음 / device {key!r} is not in the catalogue")
    return System(
        vendor=vendors[key],
        name=table.optional_text("system"),
        accelerator=key,
        used=table.optional_count("used"),
        nodes=table.optional_count("nodes"),
    )


def _scenario(table: Table) -> Scenario:
    return Scenario(
        load=cast("LoadKind | None", table.optional_choice("load", choices=get_args(LoadKind))),
        isl_target=table.optional_number("isl"),
        isl_mean=None,
        osl_target=table.optional_number("osl"),
        osl_mean=None,
        fixed_length=table.optional_flag("fixed_length"),
        concurrency=table.optional_number("concurrency"),
        rate_offered=None,
        duration_s=None,
    )


def _throughput(table: Table) -> Throughput:
    return Throughput(
        output_tps=table.optional_number("output_tps"),
        input_tps=None,
        total_tps=table.optional_number("total_tps"),
        rps=table.optional_number("rps"),
    )


def _latencies(table: Table) -> Latencies:
    given = table.optional_table("latency")
    if given is None:
        return Latencies()
    given.only(*_LATENCIES)
    return Latencies(**{name: _latency(given.optional_table(name)) for name in _LATENCIES})


def _latency(table: Table | None) -> Latency | None:
    if table is None:
        return None
    table.only("definition", *_STATISTICS)
    return Latency(
        mean=table.optional_number("mean"),
        minimum=table.optional_number("minimum"),
        p50=table.optional_number("p50"),
        p90=table.optional_number("p90"),
        p95=table.optional_number("p95"),
        p99=table.optional_number("p99"),
        p99_9=table.optional_number("p99_9"),
        maximum=table.optional_number("maximum"),
        definition=table.text("definition"),
    )


def _power(table: Table) -> Power:
    given = table.optional_table("power")
    if given is None:
        return Power(scope="not_measured", average_w=None, method="전력 값 미공표 / no power figure published")
    given.only("scope", "average_w", "method")
    return Power(
        scope=cast("PowerScope", _chosen(given, "scope", get_args(PowerScope))),
        average_w=given.number("average_w"),
        method=given.text("method"),
    )
