"""Curves over the load as one line for each device and software, and what became of them with new software."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Count, Max

from benchmarks.measurement import PowerScope
from procurement.models import Measured, User
from procurement.selectors.evidence import measurement_of, measurements_for
from procurement.selectors.evidence_list import Filter, listed

LineKey = tuple[str, str, int | None, str, str, str]
LINE = ("release__owner__name", "device", "used", "precision", "engine", "software")
_POINT = (
    "release__owner", "device", "used", "model", "precision", "engine", "load", "isl", "osl", "concurrency",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One device under one software: its points over the load, lowest first."""

    owner: str
    device: str
    used: int | None
    precision: str
    engine: str
    software: str
    points: tuple[Measured, ...]
    runs: tuple[int, ...]

    @property
    def key(self) -> LineKey:
        """What makes two lines the same."""
        return self.owner, self.device, self.used, self.precision, self.engine, self.software


@dataclass(frozen=True, slots=True)
class Change:
    """One metric before and after a change of software at one operating point; `ratio` = after ÷ before."""

    before: Measured
    after: Measured
    metric: str
    was: Decimal
    now: Decimal

    @property
    def ratio(self) -> Decimal:
        """After ÷ before."""
        return self.now / self.was


def curves(user: User | None, *, wanted: Filter) -> tuple[Line, ...]:
    """The standing points of a filter (a model, its lengths) as one line for each device and software.

    Of several runs at one load the one that was handed in last is the point; `runs` counts them. The points have the
    columns alone, to six places: they are for drawing.
    """
    found = listed(user, wanted=wanted).select_related(None).exclude(concurrency=None).order_by()
    loads = tuple(found.values(*LINE, "concurrency").annotate(newest=Max("pk"), runs=Count("pk")))
    points = _by_key(user, (one["newest"] for one in loads))
    lines: dict[LineKey, list[tuple[Measured, int]]] = {}
    for one in sorted(loads, key=lambda load: load["concurrency"]):
        owner, device, used, precision, engine, software = (one[name] for name in LINE)
        at_load = lines.setdefault((owner, device, used, precision, engine, software), [])
        at_load.append((points[one["newest"]], one["runs"]))
    return tuple(
        Line(*key, points=tuple(point for point, _ in held), runs=tuple(runs for _, runs in held))
        for key, held in sorted(lines.items(), key=lambda one: str(one[0]))
    )


def _by_key(user: User | None, keys: Iterable[int]) -> dict[int, Measured]:
    """The measurements of these keys without their JSON."""
    return {one.pk: one for one in measurements_for(user).defer("canonical").filter(pk__in=list(keys))}


def power_scopes(user: User | None, *, lines: Iterable[Line]) -> dict[int, PowerScope]:
    """What the power of the lines' points was measured of, by the points' keys; those without a power are left out."""
    keys = [one.pk for line in lines for one in line.points if one.average_w]
    found = ((row.pk, measurement_of(row).power.scope) for row in measurements_for(user).filter(pk__in=keys))
    return {key: scope for key, scope in found if scope is not None}


def software_changes(user: User | None, *, wanted: Filter) -> tuple[Change, ...]:
    """What became of throughput and latency from one software to the next at the same point of the same owner.

    In the order in which they were handed in, by the columns, to six places; of several runs in one release the last. A
    metric that one side did not measure is left out.
    """
    found = listed(user, wanted=wanted).select_related(None).exclude(device="").order_by()
    runs = found.values(*_POINT, "software", "release__number").annotate(newest=Max("pk"))
    points: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for one in runs.order_by("release__number", "newest"):
        points.setdefault(tuple(one[name] for name in _POINT), []).append((one["software"], one["newest"]))
    pairs = [
        (before, after)
        for same in points.values()
        for (was, before), (software, after) in pairwise(same)
        if was != software
    ]
    rows = _by_key(user, {key for pair in pairs for key in pair})
    return tuple(change for before, after in pairs for change in _changes(rows[before], rows[after]))


def _changes(before: Measured, after: Measured) -> Iterable[Change]:
    for metric, column in (("output_tps", "output_tps"), ("ttft", "ttft_p90"), ("tpot", "tpot_p90")):
        was, now = getattr(before, column), getattr(after, column)
        if was and now:
            yield Change(before, after, metric, was, now)
