"""[sizing.limits]: what the purchase must keep."""

from __future__ import annotations

from fractions import Fraction
from typing import cast, get_args

from benchmarks.table import Table
from procurement.sizing.domestic import DomesticShare, LegalBasis
from procurement.sizing.problem import Limits

_LIMITS = (
    "budget", "power_w", "rack_units", "vendor_share", "min_vendors", "max_vendors", "domestic_share", "cooling_w",
    "vendor_demand", "running",
)  # fmt: skip


def limits_of(table: Table) -> Limits:
    """The limits; a key that is not there is no limit. Raises TableError."""
    table.only(*_LIMITS)
    domestic = table.optional_table("domestic_share")
    return Limits(
        budget=table.optional_count("budget"),
        power_w=table.optional_number("power_w"),
        rack_units=table.optional_count("rack_units"),
        vendor_share=_share(table, "vendor_share"),
        min_vendors=table.optional_count("min_vendors"),
        max_vendors=table.optional_count("max_vendors"),
        domestic_share=_domestic(domestic) if domestic else None,
        cooling_w=table.optional_number("cooling_w"),
        vendor_demand=_share(table, "vendor_demand"),
        running=table.optional_count("running"),
    )


def _share(table: Table, key: str) -> Fraction | None:
    share = table.optional_number(key)
    return None if share is None else Fraction(share)


def _domestic(table: Table) -> DomesticShare:
    table.only("share", "legal_basis", "estimate_won", "threshold_won")
    return DomesticShare(
        share=Fraction(table.number("share")),
        legal_basis=cast("LegalBasis", table.choice("legal_basis", choices=get_args(LegalBasis))),
        estimate_won=table.optional_count("estimate_won"),
        threshold_won=table.optional_count("threshold_won"),
    )
