"""The sizing question of a case: demand, limits, and what each bid's server can carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast, get_args

from benchmarks.slo import Slo
from benchmarks.table import Table
from procurement.casefile.bids import Submission
from procurement.casefile.scheme import service_level
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity, capacity_of
from procurement.sizing.demand import Bucket
from procurement.sizing.domestic import DomesticShare, LegalBasis
from procurement.sizing.problem import Limits, Problem

_LIMITS = ("budget", "power_w", "rack_units", "vendor_share", "min_vendors", "max_vendors", "domestic_share")


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is asked of the sizing: the problem and the objective."""

    problem: Problem
    objective: Literal["cheapest", "most_performance"]


def purchase_of(tender: Table, *, submissions: Iterable[Submission]) -> Purchase | None:
    """The [sizing] of tender.toml, None where there is none. Raises TableError."""
    table = tender.optional_table("sizing")
    if table is None:
        return None
    table.only("objective", "utilisation", "spares", "demand", "limits")
    offering = tuple(submissions)
    buckets = tuple(_bucket(one) for one in table.tables("demand"))
    problem = Problem(
        buckets=buckets,
        configurations=tuple(_configuration(s) for s in offering),
        capacities=tuple(
            _capacity(s, bucket, utilisation=table.number("utilisation")) for s in offering for bucket in buckets
        ),
        limits=_limits(table.table("limits")),
        spares=table.whole("spares"),
    )
    objective = table.choice("objective", choices=("cheapest", "most_performance"))
    return Purchase(problem, cast("Literal['cheapest', 'most_performance']", objective))


def _capacity(submission: Submission, bucket: Bucket, *, utilisation: Decimal) -> Capacity | NoCapacity:
    """The measured capacity; where none is usable, also how many measurements were handed in and not used."""
    usable = [e.measurement for e in submission.examined if e.usable]
    found = capacity_of(_configuration(submission), bucket=bucket, measurements=usable, utilisation=utilisation)
    refused = [e for e in submission.examined if not e.usable]
    if isinstance(found, Capacity) or not refused:
        return found
    rules = ", ".join(sorted({rule for e in refused for rule in e.rejected}) or ["철회"])
    korean, _, english = found.why.partition(" / ")
    said = f"{korean} 제출한 측정 {len(refused)}건은 쓰지 않았습니다 ({rules})."
    return replace(found, why=f"{said} / {english} {len(refused)} measurement(s) handed in were not used ({rules}).")


def _bucket(table: Table) -> Bucket:
    table.only("id", "title", "model", "isl", "osl", "rate", "slo")
    slo = table.optional_table("slo")
    return Bucket(
        id=table.text("id"),
        title=table.text("title"),
        model=table.text("model"),
        isl=table.count("isl"),
        osl=table.count("osl"),
        rate=table.number("rate"),
        slo=service_level(slo) if slo else Slo(),
    )


def _configuration(submission: Submission) -> Configuration:
    offer = submission.offer
    return Configuration(
        id=submission.bid.id,
        vendor=submission.manufacturer,
        title=f"{submission.bid.name} · {offer.title}",
        domestic=offer.domestic,
        accelerator=offer.accelerator,
        accelerators=offer.accelerators,
        price=offer.price,
        power_w=offer.power_w,
        rack_units=offer.rack_units,
        maximum=offer.maximum,
    )


def _limits(table: Table) -> Limits:
    table.only(*_LIMITS)
    share, domestic = table.optional_number("vendor_share"), table.optional_table("domestic_share")
    return Limits(
        budget=table.optional_count("budget"),
        power_w=table.optional_number("power_w"),
        rack_units=table.optional_count("rack_units"),
        vendor_share=None if share is None else Fraction(share),
        min_vendors=table.optional_count("min_vendors"),
        max_vendors=table.optional_count("max_vendors"),
        domestic_share=_domestic(domestic) if domestic else None,
    )


def _domestic(table: Table) -> DomesticShare:
    table.only("share", "legal_basis", "estimate_won", "threshold_won")
    return DomesticShare(
        share=Fraction(table.number("share")),
        legal_basis=cast("LegalBasis", table.choice("legal_basis", choices=get_args(LegalBasis))),
        estimate_won=table.optional_count("estimate_won"),
        threshold_won=table.optional_count("threshold_won"),
    )
