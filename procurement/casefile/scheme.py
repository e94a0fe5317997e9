"""The points table of a case: gates, criteria, and which measurement feeds which of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast

from benchmarks.metrics import METRICS
from benchmarks.slo import Slo
from benchmarks.table import Table
from scoring.criteria import Comparison, Criterion, Gate, Grades, Kind, Ladder, Linear, Scheme, ValueFunction

_OFFERED = ("power_w", "rack_units")
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
    gates, criteria = tender.tables("gates"), tender.tables("criteria")
    price = tender.table("price").only("points", "weight_reason")
    scheme = Scheme(
        criteria=tuple(_criterion(table) for table in criteria),
        gates=tuple(_gate(table) for table in gates),
        price_points=Fraction(price.number("points")),
    )
    fed = [(table, table.optional_table("measure")) for table in (*gates, *criteria)]
    return Announced(
        scheme=scheme,
        measures=tuple(_measure(table.text("id"), measure) for table, measure in fed if measure),
        offered=tuple((t.text("id"), t.choice("offer", choices=_OFFERED)) for t in gates if t.optional_text("offer")),
        officer=tuple(table.text("id") for table in criteria if table.optional_flag("officer")),
    )


def _gate(table: Table) -> Gate:
    table.only("id", "title", "unit", "comparison", "limit", "measure", "offer")
    if bool(table.optional_table("measure")) == bool(table.optional_text("offer")):
        raise table.wrong("measure와 offer 중 하나만 / give either measure or offer")
    return Gate(
        id=table.text("id"),
        title=table.text("title"),
        unit=table.text("unit"),
        comparison=cast("Comparison", table.choice("comparison", choices=(">=", "<="))),
        limit=Fraction(table.number("limit")),
    )


def _criterion(table: Table) -> Criterion:
    table.only("id", "title", "group", "kind", "points", "unit", "missing_share", "value", "measure", "officer")
    kind = cast("Kind", table.choice("kind", choices=("qualitative", "quantitative")))
    value, missing = table.optional_table("value"), table.optional_number("missing_share")
    if kind == "quantitative" and bool(table.optional_table("measure")) == bool(table.optional_flag("officer")):
        raise table.wrong("measure와 officer = true 중 하나만 / give either measure or officer = true")
    return Criterion(
        id=table.text("id"),
        title=table.text("title"),
        group=table.text("group"),
        kind=kind,
        points=Fraction(table.number("points")),
        value=_value(value) if value else None,
        unit=table.optional_text("unit") or "",
        missing_share=None if missing is None else Fraction(missing),
    )


def _value(table: Table) -> ValueFunction:
    match table.choice("kind", choices=("linear", "ladder", "grades")):
        case "linear":
            table.only("kind", "floor", "target", "places")
            places = table.number("places")
            return Linear(Fraction(table.number("floor")), Fraction(table.number("target")), int(places))
        case "ladder":
            table.only("kind", "better", "steps")
            better = table.choice("better", choices=("higher", "lower"))
            return Ladder(table.pairs("steps"), cast("Literal['higher', 'lower']", better))
    table.only("kind", "shares")
    shares = table.table("shares")
    return Grades(tuple((name, Fraction(shares.number(name))) for name in shares.values))


def _measure(subject: str, table: Table) -> Measure:
    table.only("metric", "statistic", "model", "isl", "osl", "concurrency", "slo")
    slo = table.optional_table("slo")
    return Measure(
        subject=subject,
        metric=table.choice("metric", choices=tuple(m.id for m in METRICS)),
        statistic=table.text("statistic"),
        model=table.text("model"),
        isl=table.number("isl"),
        osl=table.number("osl"),
        concurrency=table.optional_number("concurrency"),
        slo=service_level(slo) if slo else Slo(),
    )


def service_level(table: Table) -> Slo:
    """A service level such as {ttft_p90_ms = 2000, tpot_p90_ms = 50}. Raises TableError."""
    table.only(*_SLO_KEYS)
    return Slo(**{key: table.number(key) for key in table.values})
