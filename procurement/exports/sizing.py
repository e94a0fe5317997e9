"""Everything a sizing shows, in one value: the question, the demand as it was covered, the answer, its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmarks.traffic_coverage import Coverage
from procurement.exports.dossier import Evidenced, Sized
from procurement.exports.sizing_explored import Explored
from procurement.exports.sizing_policy import Policies
from procurement.exports.sizing_robust import Robust


@dataclass(frozen=True, slots=True)
class Covered:
    """A demand that was given as a mix of lengths, and what the measured pairs of lengths cover of it.

    `rate` is requests/s of the whole mix in the first year, `served_rate` what its buckets ask for: each bucket's
    share of the requests, rounded up to nine decimals. `sources` say in words where lengths, rate and service level
    come from; `upper_ends` that the lengths are upper ends of classes; `left_out` counts requests without tokens.
    """

    id: str
    title: str
    model: str
    rate: Decimal
    served_rate: Decimal
    coverage: Coverage
    sources: tuple[str, ...]
    upper_ends: bool
    left_out: int


@dataclass(frozen=True, slots=True)
class Sizing:
    """What is handed out of a sizing; `example` marks invented prices and demand, which every sheet then says.

    `stated` tells for each server, by title, where its price, power and height come from.
    """

    title: str
    day: date
    example: bool
    example_note: str
    covered: tuple[Covered, ...]
    evidence: tuple[Evidenced, ...]
    stated: tuple[tuple[str, tuple[str, ...]], ...]
    sized: Sized
    program: str
    explored: Explored = Explored()  # noqa: RUF009 -- frozen
    robust: Robust | None = None
    policies: Policies | None = None
