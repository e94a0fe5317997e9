"""Results beside each other: 2-6 chosen ones, curves over the load, what new software changed, who meets a gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from benchmarks.comparison import Comparison, compare
from benchmarks.measurement import PowerScope
from benchmarks.slo import Slo
from procurement.casefile.evidence import Examined
from procurement.casefile.measured import evidence_for
from procurement.casefile.scheme import Measure
from procurement.models import Measured, User
from procurement.selectors.evidence import examined_of, measurement_of, measurements_for
from procurement.selectors.evidence_list import Filter, listed, outdated_among
from procurement.verification import State
from scoring.criteria import Gate
from scoring.value import gate_result

FEWEST, MOST = 2, 6


class NotSelected(LookupError):
    """What was chosen to be compared is too little, too much, or not there for the person."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The results in the order they were chosen, and their comparison; its first row is the reference.

    Repeated runs of one operating point are one row of the comparison; `members` has the results of each of its rows.
    """

    rows: tuple[Measured, ...]
    comparison: Comparison
    members: tuple[tuple[Measured, ...], ...]


LineKey = tuple[str, str, int | None, str, str, str]


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


@dataclass(frozen=True, slots=True)
class Makers:
    """Makers by what their verified results say of a gate; a maker stands once, in the best place it earns."""

    passing: tuple[str, ...]
    failing: tuple[str, ...]
    not_measured: tuple[str, ...]
    expired: tuple[str, ...]


def compared(
    user: User | None,
    *,
    chosen: Sequence[int],
    metric: str = "output_tps",
    power_scope: PowerScope | None = None,
    slo: Slo | None = None,
) -> Compared:
    """Two to six measurements side by side, each with every reason not to compare it with the first.

    Raises NotSelected, the same for what is not there and for what one may not see.
    """
    wanted = list(dict.fromkeys(chosen))
    if not FEWEST <= len(wanted) <= MOST:
        raise NotSelected(f"{FEWEST}건에서 {MOST}건까지 고르세요 / choose {FEWEST} to {MOST} results")
    there = {one.pk: one for one in measurements_for(user).filter(pk__in=wanted)}
    if len(there) != len(wanted):
        raise NotSelected("고른 결과 가운데 없는 것이 있습니다 / some of the chosen results are not there")
    rows = tuple(there[key] for key in wanted)
    every = [measurement_of(row) for row in rows]
    comparison = compare(every, metric=metric, power_scope=power_scope, slo=slo)
    pairs = tuple(zip(rows, every, strict=True))
    members = tuple(
        tuple(row for row, one in pairs if one in (*found.runs, *found.duplicates)) for found in comparison.rows
    )
    return Compared(rows, comparison, members)


def curves(user: User | None, *, wanted: Filter) -> tuple[Line, ...]:
    """The standing points of a filter (a model, its lengths) as one line for each device and software.

    The points have the columns alone, to six places: they are for drawing.
    """
    lines: dict[LineKey, list[Measured]] = {}
    found = listed(user, wanted=wanted).defer("canonical").exclude(concurrency=None)
    for one in found.order_by("concurrency", "pk"):
        key = (one.release.owner.name, one.device, one.used, one.precision, one.engine, one.software)
        lines.setdefault(key, []).append(one)
    return tuple(Line(*key, points=tuple(points)) for key, points in sorted(lines.items(), key=lambda one: str(one[0])))


def power_scopes(user: User | None, *, lines: Iterable[Line]) -> dict[int, PowerScope]:
    """What the power of the lines' points was measured of, by the points' keys; those without a power are left out."""
    keys = [one.pk for line in lines for one in line.points if one.average_w]
    found = ((row.pk, measurement_of(row).power.scope) for row in measurements_for(user).filter(pk__in=keys))
    return {key: scope for key, scope in found if scope is not None}


def software_changes(user: User | None, *, wanted: Filter) -> tuple[Change, ...]:
    """What became of throughput and latency from one software to the next at the same point of the same owner.

    In the order in which they were handed in, by the columns, to six places; a metric that one side did not measure is
    left out.
    """
    points: dict[tuple[object, ...], list[Measured]] = {}
    found = listed(user, wanted=wanted).defer("canonical").exclude(device="")
    for one in found.order_by("release__number", "pk"):
        key = (
            one.release.owner_id, one.device, one.used, one.model, one.precision, one.engine, one.load, one.isl,
            one.osl, one.concurrency,
        )  # fmt: skip
        points.setdefault(key, []).append(one)
    pairs = (pair for same in points.values() for pair in pairwise(same) if pair[0].software != pair[1].software)
    return tuple(change for before, after in pairs for change in _changes(before, after))


def verified_makers(user: User, *, gate: Gate, measure: Measure) -> Makers:
    """How many makers' verified results meet a performance requirement, as the evaluation itself would read them.

    Verified, standing results that the person may see, at the measure's model, lengths and service level; expired ones
    (their owner has since handed in other software) count for nobody. The maker is the catalogue's, else the owner.
    """
    wanted = Filter(model=measure.model, state=State.VERIFIED)
    rows = tuple(listed(user, wanted=wanted).prefetch_related("findings"))
    expired = outdated_among(user, rows=rows)
    by_maker: dict[str, list[Examined]] = {}
    for one in rows:
        valid = by_maker.setdefault(one.maker or one.release.owner.name, [])
        if one.pk not in expired:
            valid.append(examined_of(one))
    places: dict[str, list[str]] = {"passing": [], "failing": [], "not_measured": [], "expired": []}
    for maker, candidates in sorted(by_maker.items()):
        places[_place(candidates, gate, measure)].append(maker)
    return Makers(**{name: tuple(makers) for name, makers in places.items()})


def _place(candidates: Iterable[Examined], gate: Gate, measure: Measure) -> str:
    points = tuple(candidates)
    if not points:
        return "expired"
    evidence = evidence_for(measure, candidates=points)
    if evidence.value is None:
        return "not_measured"
    return "passing" if gate_result(gate, evidence=evidence).passed else "failing"


def _changes(before: Measured, after: Measured) -> Iterable[Change]:
    for metric, column in (("output_tps", "output_tps"), ("ttft", "ttft_p90"), ("tpot", "tpot_p90")):
        was, now = getattr(before, column), getattr(after, column)
        if was and now:
            yield Change(before, after, metric, was, now)
