"""What each bid offers and what its measurements say, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.findings import Finding
from procurement.casefile.bids import Submission, submissions_of
from procurement.casefile.evidence import Examined
from procurement.casefile.handouts.reading import Asked, asked_of
from procurement.models import Tender
from procurement.selectors.cases import case_files
from procurement.selectors.tenders import folder_of
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
class Piece:
    """One measurement behind a bid: whose, how far verified, whether it may score, and what the checks found.

    `findings` are those that speak against it or were set aside; `passed` and `silent` count the other rules.
    """

    measurer: str
    verification: str
    usable: bool
    findings: tuple[Finding, ...]
    passed: int
    silent: int


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
    return tuple(_offered(one, asked) for one in found)


def _offered(one: Submission, asked: Asked) -> Offered:
    return Offered(
        key=one.bid.id,
        name=one.bid.name,
        manufacturer=one.manufacturer,
        title=one.offer.title,
        accelerator=f"{one.offer.accelerator} × {one.offer.accelerators}",
        domestic=one.offer.domestic,
        claims=tuple(_claims(one, asked)),
        pieces=tuple(map(_piece, one.examined)),
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


def _piece(one: Examined) -> Piece:
    source = one.measurement.provenance
    levels = [found.level for found in one.findings]
    return Piece(
        measurer=source.measurer or "",
        verification=source.verification,
        usable=one.usable,
        findings=tuple(found for found in one.findings if found.level in AGAINST),
        passed=levels.count("pass"),
        silent=levels.count("not_applicable"),
    )
