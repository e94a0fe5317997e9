"""How far what a bid claims was verified by somebody else. Today nobody does: every claim is 미검증."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Verified:
    """By whom a measurement was verified, and the paper that says so."""

    by: str
    paper: str


def verified_of(measurement: Measurement) -> Verified | None:  # noqa: ARG001 -- the exchange of evidence will look it up
    """Who verified the measurement; None = 미검증. The one place that pages and sheets ask."""
    return None
