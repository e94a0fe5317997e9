"""The points table of a case: gates, criteria, and which measurement feeds which of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast

from benchmarks.metrics import METRICS
from benchmarks.metrics import metric as metric_named
from benchmarks.slo import Slo
from benchmarks.table import Table, TableError
from scoring.criteria import (
    Comparison,
    Criterion,
    Curve,
    Gate,
    Grades,
    Kind,
    Ladder,
    Linear,
    Piecewise,
    Ratio,
    Scheme,
    ValueFunction,
)
from scoring.curves import curve_problem

_OFFERED = {"power_w": "W", "rack_units": "U"}
_STATISTICS = ("mean", "min", "p50", "p90", "p95", "p99", "p99_9", "max")
_LATENCIES = ("ttft", "tpot", "ntpot", "e2e")
# The time between chunks is not the time between tokens and never scores (formats.md V09).
_SCORED = tuple(m.id for m in METRICS if m.id != "itl")
_SLO_KEYS = tuple(Slo.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a gate or criterion reads: a metric's statistic at one model and one pair of token lengths.

    Of several measured points those that keep `slo` count, and the best of them is read.
    """

    subject: str
    metric: str
    statistic: str
    model: str
    isl: Decimal
    osl: Decimal
    concurrency: Decimal | None
    slo: Slo


@dataclass(frozen=True, slots=True)
class Announced:
    """The scheme and where its values come from: measured, stated in the offer, or entered by the officer.

    `offered` is (gate id, power_w or rack_units); `officer` the ids of criteria the officer enters.
    """

    scheme: Scheme
    measures: tuple[Measure, ...]
    offered: tuple[tuple[str, str], ...]
    officer: tuple[str, ...]


def announced(tender: Table) -> Announced:
    """Read [[gates]], [[criteria]] and [price] of tender.toml. Raises TableError."""
    price = tender.table("price").only("points", "weight_reason")
    return announced_so_far(tender, price_points=Fraction(price.number("points")))


def announced_so_far(tender: Table, *, price_points: Fraction) -> Announced:
    """Read [[gates]] and [[criteria]], be the points of the price known or not. Raises TableError."""
    gates, criteria = tender.tables("gates"), tender.tables("criteria")
    scheme = Scheme(
        criteria=tuple(_criterion(table) for table in criteria),
        gates=tuple(_gate(table) for table in gates),
        price_points=price_points,
    )
    entries: tuple[Gate | Criterion, ...] = (*scheme.gates, *scheme.criteria)
    fed = zip((*gates, *criteria), entries, strict=True)
    return Announced(
        scheme=scheme,
        measures=tuple(_measure(table, entry, m) for table, entry in fed if (m := table.optional_table("measure"))),
        offered=tuple((t.text("id"), t.text("offer")) for t in gates if t.optional_text("offer")),
        officer=tuple(table.text("id") for table in criteria if table.optional_flag("officer")),
    )


def _gate(table: Table) -> Gate:
    table.only("id", "title", "unit", "comparison", "limit", "measure", "offer")
    offered = table.optional_choice("offer", choices=tuple(_OFFERED))
    if bool(table.optional_table("measure")) == bool(offered):
        raise table.wrong("measure와 offer 중 하나만 적으십시오 / give either measure or offer")
    if offered and table.text("unit") != _OFFERED[offered]:
        raise _other_unit(table, offered, _OFFERED[offered])
    return Gate(
        id=table.text("id"),
        title=table.text("title"),
        unit=table.text("unit"),
        comparison=cast("Comparison", table.choice("comparison", choices=(">=", "<="))),
        limit=Fraction(table.number("limit")),
    )


def _criterion(table: Table) -> Criterion:
    kind = cast("Kind", table.choice("kind", choices=("qualitative", "quantitative")))
    if kind == "qualitative":
        table.only("id", "title", "group", "kind", "points")
    table.only("id", "title", "group", "kind", "points", "unit", "missing_share", "value", "measure", "officer")
    if kind == "quantitative" and bool(table.optional_table("measure")) == bool(table.optional_flag("officer")):
        raise table.wrong(
            "정량 항목은 measure와 officer = true 중 하나로 값을 받아야 합니다 / "
            "a quantitative criterion is fed by either measure or officer = true"
        )
    missing = table.optional_number("missing_share")
    return Criterion(
        id=table.text("id"),
        title=table.text("title"),
        group=table.text("group"),
        kind=kind,
        points=Fraction(table.number("points")),
        value=_value(table.table("value")) if kind == "quantitative" else None,
        unit=table.optional_text("unit") or "",
        missing_share=None if missing is None else Fraction(missing),
    )


def _value(table: Table) -> ValueFunction:
    match table.choice("kind", choices=("linear", "ratio", "piecewise", "ladder", "grades")):
        case "linear":
            table.only("kind", "floor", "target", "places")
            return Linear(*_ends(table), table.whole("places"))
        case "ratio":
            table.only("kind", "floor", "target", "places")
            return _usable(Ratio(*_ends(table), table.whole("places")), table)
        case "piecewise":
            table.only("kind", "knots", "places")
            return _usable(Piecewise(table.pairs("knots"), table.whole("places")), table)
        case "ladder":
            table.only("kind", "better", "steps")
            better = table.choice("better", choices=("higher", "lower"))
            return Ladder(table.pairs("steps"), cast("Literal['higher', 'lower']", better))
    table.only("kind", "shares")
    shares = table.table("shares")
    return Grades(tuple((name, Fraction(shares.number(name))) for name in shares.values))


def _ends(table: Table) -> tuple[Fraction, Fraction]:
    return Fraction(table.number("floor")), Fraction(table.number("target"))


def _usable(curve: Curve, table: Table) -> Curve:
    if problem := curve_problem(curve):
        raise table.wrong(problem)
    return curve


def _measure(fed: Table, entry: Gate | Criterion, table: Table) -> Measure:
    table.only("metric", "statistic", "model", "isl", "osl", "concurrency", "slo")
    metric = metric_named(table.choice("metric", choices=_SCORED))
    if entry.unit != metric.unit:
        raise _other_unit(fed, metric.id, metric.unit)
    if _better(entry) != metric.better:
        better = {"higher": "클수록", "lower": "작을수록"}[metric.better]
        raise fed.wrong(
            f"{metric.id}: {better} 좋은 값인데 거꾸로입니다. comparison, better, floor·target, knots를 고치십시오 / "
            f"{metric.better} is better, but it is not used so: mend comparison, better, floor and target, or knots"
        )
    slo = table.optional_table("slo")
    return Measure(
        subject=entry.id,
        metric=metric.id,
        statistic=table.choice("statistic", choices=_STATISTICS if metric.id in _LATENCIES else ("value",)),
        model=table.text("model"),
        isl=table.number("isl"),
        osl=table.number("osl"),
        concurrency=table.optional_number("concurrency"),
        slo=service_level(slo) if slo else Slo(),
    )


def _better(entry: Gate | Criterion) -> str:
    """Which direction the gate or criterion rewards; neither for flat knots, and for grades, which nobody measures."""
    if isinstance(entry, Gate):
        return "higher" if entry.comparison == ">=" else "lower"
    match entry.value:
        case Linear(floor=floor, target=target) | Ratio(floor=floor, target=target):
            return "higher" if target > floor else "lower"
        case Piecewise(knots=((_, first), *_, (_, last))) if first != last:
            return "higher" if last > first else "lower"
        case Ladder(better=better):
            return better
    return "neither"


def _other_unit(table: Table, figure: str, unit: str) -> TableError:
    return table.wrong(
        f"unit = {table.optional_text('unit')!r}: {figure}의 단위는 {unit!r}입니다. 단위와 값을 {unit}로 적으십시오 / "
        f"{figure} is in {unit!r}, give the unit and the limits in it"
    )


def service_level(table: Table) -> Slo:
    """A service level such as {ttft_p90_ms = 2000, tpot_p90_ms = 50}. Raises TableError."""
    table.only(*_SLO_KEYS)
    return Slo(**{key: table.number(key) for key in table.values})
