"""Which lengths were measured, and the most output at each pair: a grid for each device under one software."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Max

from procurement.models import User
from procurement.selectors.evidence_curves import LINE, LineKey
from procurement.selectors.evidence_list import Filter, listed

Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Grid:
    """A line, as in the curves, and the most output tokens/s at each measured pair of lengths."""

    key: LineKey
    most: dict[Pair, Decimal]


def grids(user: User | None, *, wanted: Filter) -> tuple[Grid, ...]:
    """The grids of a model among what the person may see; pairs without a throughput are not in them."""
    every = replace(wanted, isl=None, osl=None, concurrency=None)
    found = listed(user, wanted=every).select_related(None).exclude(output_tps=None).exclude(isl=None).exclude(osl=None)
    made: dict[LineKey, dict[Pair, Decimal]] = {}
    for row in found.order_by().values(*LINE, "isl", "osl").annotate(most=Max("output_tps")):
        owner, device, used, precision, engine, software = (row[name] for name in LINE)
        made.setdefault((owner, device, used, precision, engine, software), {})[row["isl"], row["osl"]] = row["most"]
    return tuple(Grid(key, most) for key, most in sorted(made.items(), key=lambda one: str(one[0])))


def measured_pairs(user: User | None, *, wanted: Filter) -> tuple[Pair, ...]:
    """The pairs of lengths of a model, the most often measured first."""
    every = replace(wanted, isl=None, osl=None, concurrency=None)
    found = listed(user, wanted=every).select_related(None).exclude(isl=None).exclude(osl=None)
    rows = found.order_by().values_list("isl", "osl").annotate(count=Count("pk")).order_by("-count", "isl", "osl")
    return tuple((isl, osl) for isl, osl, _ in rows if isl is not None and osl is not None)


def lengths_of(pairs: Iterable[Pair]) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """The input and the output lengths of pairs, each once and rising."""
    every = tuple(pairs)
    return tuple(sorted({isl for isl, _ in every})), tuple(sorted({osl for _, osl in every}))
