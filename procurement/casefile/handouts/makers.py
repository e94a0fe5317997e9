"""Which makers' measured results meet every requirement: the check that a specification is open to two or more."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.catalogue import UnknownDevice, device
from benchmarks.measurement import Measurement
from procurement.casefile.bids import Submission
from procurement.casefile.evidence import Examined
from procurement.casefile.measured import evidence_for
from procurement.casefile.scheme import Announced
from procurement.exports.handout import Judged, Product
from procurement.exports.xlsx.forms import NOT_MEASURED, NOT_STATED
from scoring.criteria import Evidence, Gate


def offered(submissions: Iterable[Submission], *, announced: Announced) -> tuple[Product, ...]:
    """Each bid's product against every requirement, by its evidence and what it offers."""
    return tuple(
        Product(
            one.manufacturer, one.offer.title, tuple(_judged(gate, one.bid.evidence) for gate in announced.scheme.gates)
        )
        for one in submissions
    )


def on_the_market(found: Iterable[Examined], *, announced: Announced) -> tuple[Product, ...]:
    """Each product among result files against the requirements that are measured, in the order they first come.

    A product is a maker's accelerator in one number; its best point counts, as it will for bids. What is offered
    and not measured (power, height) is not in result files and is left out.
    """
    groups: dict[tuple[str, str], list[Examined]] = {}
    for one in found:
        groups.setdefault((maker_of(one.measurement), _product(one.measurement)), []).append(one)
    gates = {gate.id: gate for gate in announced.scheme.gates}
    measures = [measure for measure in announced.measures if measure.subject in gates]
    return tuple(
        Product(
            maker,
            product,
            tuple(_judged(gates[m.subject], (evidence_for(m, candidates=candidates),)) for m in measures),
        )
        for (maker, product), candidates in groups.items()
    )


def maker_of(measurement: Measurement) -> str:
    """The accelerator's maker: the catalogue's where it knows the product, else as stated, else 미기재."""
    try:
        return device(measurement.system.accelerator or "").vendor
    except UnknownDevice:
        return measurement.system.vendor or NOT_STATED


def _product(measurement: Measurement) -> str:
    system = measurement.system
    used = NOT_STATED if system.used is None else f"{system.used}장"
    return f"{system.accelerator or system.name or NOT_STATED} ({used})"


def _judged(gate: Gate, evidence: Iterable[Evidence]) -> Judged:
    found = next((one for one in evidence if one.subject == gate.id), None)
    value = None if found is None or isinstance(found.value, str) else found.value
    trace = NOT_MEASURED if found is None else found.trace
    return Judged(gate.id, gate.title, gate.comparison, gate.limit, gate.unit, value, trace)
