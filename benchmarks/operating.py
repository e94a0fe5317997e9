"""The best measured operating point of every group of measurements under a service level, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.interpolation import Interpolated, interpolated_best
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.repeats import natural_key
from benchmarks.slo import Slo, judge

_WITHDRAWN = "철회된 측정 / withdrawn"
_INVALID = "측정 도구가 INVALID로 판정 / the measuring tool calls it INVALID"


@dataclass(frozen=True, slots=True)
class Group:
    """What measurements must share to be points of one curve; lengths in tokens (target, or mean without one)."""

    system: str | None
    accelerator: str | None
    used: int | None
    model: str | None
    weight_precision: str | None
    isl: Decimal | None
    osl: Decimal | None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The fields that nobody stated. A system may go without a name where accelerator and number are known."""
        names = ("accelerator", "used", "model", "weight_precision", "isl", "osl")
        return tuple(name for name in names if getattr(self, name) is None)


@dataclass(frozen=True, slots=True)
class Considered:
    """One point of a group with its value of the metric (None = 미측정); `why_not` is "" for the one taken."""

    measurement: Measurement
    value: Decimal | None
    why_not: str


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """The answer for one group: the point taken (None = none), every point considered, and what lies between two.

    `between` is filled only where it was asked for and beats the measured point. It is no measurement and no evidence.
    """

    group: Group
    metric: str
    slo: Slo
    taken: Measurement | None
    considered: tuple[Considered, ...]
    between: Interpolated | None


def group_of(measurement: Measurement) -> Group:
    """The group of a measurement."""
    key = natural_key(measurement)
    return Group(key.system, key.accelerator, key.used, key.model, key.weight_precision, key.isl, key.osl)


def operating_points(
    measurements: Iterable[Measurement], *, slo: Slo, metric: str = "output_tps", interpolate: bool = False
) -> tuple[OperatingPoint, ...]:
    """The best measured point of every group, in the order of the groups' first measurements.

    `metric` is a rate and higher is better; equal ones go to the smallest id. Not taken, each with its reason: a point
    that is withdrawn, INVALID, or misses the level or is 미측정 in it or in the metric; every point of a group of which
    a condition is unknown. Findings that reject are the caller's to sort out first. Nothing is interpolated unless
    asked for (see `benchmarks.interpolation`), and nothing is ever extrapolated. Raises UnknownMetric.
    Source: sizing.md §3 (T_jb).
    """
    groups: dict[Group, list[Measurement]] = {}
    for measurement in measurements:
        groups.setdefault(group_of(measurement), []).append(measurement)
    return tuple(_point(group, points, slo, metric, interpolate=interpolate) for group, points in groups.items())


def _point(group: Group, points: list[Measurement], slo: Slo, metric: str, *, interpolate: bool) -> OperatingPoint:
    seen = [_seen(group, point, slo, metric) for point in points]
    usable = [one for one in seen if not one.why_not]
    best = min(usable, key=_rank, default=None)
    considered = tuple(
        one if best is None or one is best or one.why_not else replace(one, why_not=_lesser(one, best)) for one in seen
    )
    sound = [] if group.unknown else [point for point in points if not _unsound(point)]
    between = interpolated_best(sound, slo=slo, metric=metric) if interpolate else None
    if between and best and between.value <= (best.value or 0):
        between = None
    return OperatingPoint(group, metric, slo, best.measurement if best else None, considered, between)


def _seen(group: Group, point: Measurement, slo: Slo, metric: str) -> Considered:
    value = read_metric(point, metric=metric, statistic="value")
    return Considered(point, value, _refusal(group, point, slo, metric, value))


def _rank(one: Considered) -> tuple[Decimal, str]:
    return -(one.value or Decimal(0)), one.measurement.id


def _lesser(one: Considered, best: Considered) -> str:
    name = best.measurement.id
    if one.value == best.value:
        return f"{name}와(과) 같은 값, id 순 / equal to {name}, which comes first"
    return f"{name}보다 낮음 / lower than {name}"


def _refusal(group: Group, point: Measurement, slo: Slo, metric: str, value: Decimal | None) -> str:
    if group.unknown:
        return f"조건을 모름 / conditions unknown: {', '.join(group.unknown)}"
    if unsound := _unsound(point):
        return unsound
    kept = judge(point, slo=slo)
    if not kept.kept:
        return kept.reason
    return f"미측정 / not measured: {metric}" if value is None else ""


def _unsound(point: Measurement) -> str:
    if point.provenance.verification == "withdrawn":
        return _WITHDRAWN
    return _INVALID if point.verdict == "INVALID" else ""
