"""What each bid offers and what its measurements say, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.findings import Finding
from benchmarks.measurement import Latency, Measurement
from procurement.casefile.bids import Submission, submissions_of
from procurement.casefile.evidence import Examined
from procurement.casefile.handouts.reading import Asked, asked_of
from procurement.models import Tender, User
from procurement.selectors.cases import case_files
from procurement.selectors.tenders import folder_of
from procurement.selectors.verification import Verified, verified_among
from scoring.criteria import Evidence
from scoring.quantity import plain

AGAINST = ("reject", "warn", "note", "overridden")


@dataclass(frozen=True, slots=True)
class Claimed:
    """One gate or criterion and what the bid brings for it; `value` is "" where nothing was measured."""

    title: str
    limit: str
    value: str
    unit: str
    trace: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What a file claims of one measurement, as text; "" = 미측정 or not said. Rates per second, latencies in ms."""

    place: str
    accelerator: str
    model: str
    software: str
    isl: str
    osl: str
    concurrency: str
    output_tps: str
    ttft_p99: str
    tpot_p90: str
    power_w: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One measurement behind a bid: what it claims, whose it is, how far verified, and what every rule found.

    `findings` are those that speak against it or were set aside; `every` all of them, rule by rule.
    """

    claims: Reported
    measurer: str
    verification: str
    verified: Verified | None
    usable: bool
    every: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What speaks against the measurement, or did until it was set aside."""
        return tuple(found for found in self.every if found.level in AGAINST)

    @property
    def passed(self) -> int:
        """How many rules it passed."""
        return sum(1 for found in self.every if found.level == "pass")

    @property
    def silent(self) -> int:
        """How many rules had nothing to look at."""
        return sum(1 for found in self.every if found.level == "not_applicable")


@dataclass(frozen=True, slots=True)
class Offered:
    """A bid's offer beside its claims and its pieces of evidence."""

    key: str
    name: str
    manufacturer: str
    title: str
    accelerator: str
    domestic: bool
    claims: tuple[Claimed, ...]
    pieces: tuple[Piece, ...]


def offers_of(tender: Tender) -> tuple[Offered, ...]:
    """Every bid of the tender as it can be read without its price. Raises casefile's REFUSALS."""
    with folder_of(case_files(tender)) as folder:
        asked = asked_of(folder)
        if not tender.bids.exists():
            return ()
        found = submissions_of(folder, announced=asked.announced, rules=asked.rules)
    return tuple(_offered(one, asked, tender.officer) for one in found)


def _offered(one: Submission, asked: Asked, viewer: User) -> Offered:
    """The offer; what is verified is what the tender's own agency may see."""
    verified = verified_among(viewer, measurements=[each.measurement for each in one.examined])
    return Offered(
        key=one.bid.id,
        name=one.bid.name,
        manufacturer=one.manufacturer,
        title=one.offer.title,
        accelerator=f"{one.offer.accelerator} × {one.offer.accelerators}",
        domestic=one.offer.domestic,
        claims=tuple(_claims(one, asked)),
        pieces=tuple(map(_piece, one.examined, verified)),
    )


def _claims(one: Submission, asked: Asked) -> Iterator[Claimed]:
    scheme, given = asked.announced.scheme, {evidence.subject: evidence for evidence in one.bid.evidence}
    for gate in scheme.gates:
        limit = f"{gate.comparison} {plain(gate.limit)}"
        yield _claim(gate.title, limit, gate.unit, given.get(gate.id))
    for criterion in scheme.of_kind("quantitative"):
        yield _claim(criterion.title, "", criterion.unit, given.get(criterion.id))


def _claim(title: str, limit: str, unit: str, evidence: Evidence | None) -> Claimed:
    if evidence is None or evidence.value is None:
        return Claimed(title, limit, "", unit, evidence.trace if evidence else "")
    said = evidence.value if isinstance(evidence.value, str) else plain(evidence.value)
    return Claimed(title, limit, said, unit, evidence.trace)


def _piece(one: Examined, verified: Verified | None) -> Piece:
    source = one.measurement.provenance
    return Piece(
        claims=reported(one.measurement),
        measurer=source.measurer or "",
        verification=source.verification,
        verified=verified,
        usable=one.usable,
        every=one.findings,
    )


def reported(measurement: Measurement) -> Reported:
    """What the measurement claims, nothing filled in where it is silent."""
    system, software, model, load = measurement.system, measurement.software, measurement.model, measurement.scenario
    ttft, tpot = measurement.latency.ttft or Latency(), measurement.latency.tpot or Latency()
    used = "" if system.used is None else f" × {system.used}"
    return Reported(
        place=" ".join(filter(None, (measurement.source.filename, measurement.source.where))),
        accelerator=f"{system.accelerator or ''}{used}",
        model=" ".join(filter(None, (model.name, model.weight_precision))),
        software=" ".join(filter(None, (software.engine, software.engine_version))),
        isl=_text(load.isl_target or load.isl_mean),
        osl=_text(load.osl_target or load.osl_mean),
        concurrency=_text(load.concurrency),
        output_tps=_text(measurement.throughput.output_tps),
        ttft_p99=_text(ttft.p99),
        tpot_p90=_text(tpot.p90),
        power_w=_text(measurement.power.average_w),
    )


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,f}"
