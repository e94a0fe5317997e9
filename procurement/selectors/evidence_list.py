"""Results listed: filters, how many there are behind each value, and names while typing; all of what one may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import Count, F, Q, QuerySet

from procurement.models import Measured, User
from procurement.selectors.evidence import REJECTED, measurements_for, releases_for, superseded
from procurement.verification import State

Named = Literal["model", "precision", "device", "maker", "engine", "software"]
NAMED: tuple[Named, ...] = ("model", "precision", "device", "maker", "engine", "software")
_FACETS = (*NAMED, "domestic", "isl", "osl", "concurrency", "release__state", "release__owner__name")
_SORTED = ("output_tps", "total_tps", "rps", "ttft_p90", "tpot_p90", "e2e_p90", "average_w", "measured_at")
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows; None = any. `standing` leaves out what is superseded, withdrawn, rejected or unusable."""

    model: str | None = None
    precision: str | None = None
    device: str | None = None
    maker: str | None = None
    engine: str | None = None
    software: str | None = None
    domestic: bool | None = None
    isl: Decimal | None = None
    osl: Decimal | None = None
    concurrency: Decimal | None = None
    state: State | None = None
    owner: str | None = None
    since: date | None = None
    until: date | None = None
    standing: bool = True
    order: str = ""

    def wanted(self) -> Q:
        """The conditions on the columns."""
        exact = {name: getattr(self, name) for name in (*NAMED, "domestic", "isl", "osl", "concurrency")}
        exact |= {"release__state": self.state, "release__owner__name": self.owner}
        exact |= {"measured_at__date__gte": self.since, "measured_at__date__lte": self.until}
        return Q(**{name: value for name, value in exact.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Facet:
    """A column's values and how many of the filtered measurements have each, most first."""

    name: str
    values: tuple[tuple[object, int], ...]


def listed(user: User | None, *, wanted: Filter) -> QuerySet[Measured]:
    """The measurements that the person may see and asks for; newest first, or by a column ("-" before it: falling).

    What is 미측정 in the column comes last either way.
    """
    found = measurements_for(user).filter(wanted.wanted())
    if wanted.standing:
        found = _standing(found, user)
    column, falling = wanted.order.lstrip("-"), wanted.order.startswith("-")
    if column not in _SORTED:
        return found
    by = F(column)
    return found.order_by(by.desc(nulls_last=True) if falling else by.asc(nulls_last=True), "pk")


def facets(user: User | None, *, wanted: Filter) -> tuple[Facet, ...]:
    """For each column the values that are left under the filter, with their counts, the most frequent first."""
    found = listed(user, wanted=wanted).select_related(None).order_by()
    counts: dict[str, Counter[object]] = {name: Counter() for name in _FACETS}
    for *values, count in found.values_list(*_FACETS).annotate(count=Count("pk")):
        for name, value in zip(_FACETS, values, strict=True):
            counts[name][value] += count
    return tuple(Facet(name, _ordered(counted)) for name, counted in counts.items())


def models(user: User | None) -> tuple[str, ...]:
    """The models that were measured, the most often first."""
    found = listed(user, wanted=Filter()).select_related(None).exclude(model="").order_by()
    rows = found.values_list("model").annotate(count=Count("pk")).order_by("-count", "model")
    return tuple(model for model, _ in rows)


def suggestions(user: User | None, *, column: Named, typed: str) -> tuple[str, ...]:
    """Names that contain what was typed, among those one may see; at most twenty."""
    found = measurements_for(user).filter(**{f"{column}__icontains": typed}).exclude(**{column: ""})
    names = found.select_related(None).order_by(column).values_list(column, flat=True).distinct()
    return tuple(names[:_MOST_NAMES])


def outdated_among(user: User | None, *, rows: Iterable[Measured]) -> frozenset[int]:
    """Keys of the rows whose owner has handed in the same device and engine with other software since.

    A verification holds for its software only (formats.md §3.2); later results that one may not see say nothing.
    """
    shown = tuple(rows)
    later = (
        measurements_for(user)
        .filter(release__owner__in={one.release.owner_id for one in shown}, device__in={one.device for one in shown})
        .exclude(release__state__in=(State.DRAFT, State.REJECTED))
    )
    known = set(
        later.select_related(None)
        .order_by()
        .values_list("release__owner", "device", "engine", "software", "release__number")
        .distinct()
    )
    return frozenset(one.pk for one in shown if _is_outdated(one, known))


def _is_outdated(one: Measured, known: set[tuple[int, str, str, str, int | None]]) -> bool:
    own, number = (one.release.owner_id, one.device, one.engine), one.release.number or 0
    return any(
        (owner, device, engine) == own and software != one.software and (other or 0) > number
        for owner, device, engine, software, other in known
    )


def _standing(found: QuerySet[Measured], user: User | None) -> QuerySet[Measured]:
    ended = (State.REJECTED, State.WITHDRAWN)
    replaced = superseded(releases_for(user)).order_by().values("pk")
    return found.exclude(worst=REJECTED).exclude(release__state__in=ended).exclude(release__in=replaced)


def _ordered(counted: Counter[object]) -> tuple[tuple[object, int], ...]:
    """The values that are known: by falling count, then by value."""
    known = [(value, count) for value, count in counted.items() if value not in (None, "")]
    return tuple(sorted(known, key=lambda one: (-one[1], one[0])))
