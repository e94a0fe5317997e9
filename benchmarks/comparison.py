"""Measurements side by side: per system, per accelerator, per watt and per million won, with the spread of the runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from benchmarks.comparable import Difference, comparable
from benchmarks.interval import Interval, interval, mean_of
from benchmarks.measurement import Measurement, PowerScope
from benchmarks.metrics import UnknownMetric, read_metric
from benchmarks.repeats import NaturalKey, Runs, runs_of
from benchmarks.slo import Slo

RATES = ("output_tps", "input_tps", "total_tps", "rps")
_MILLION = Decimal(1_000_000)
_NOT_MEASURED = "미측정 / not measured"
_NO_PRICE = "가격 미입력 / no price was given"
_NO_COUNT = "사용한 가속기 수를 모름 / accelerators used unknown"
_NO_MEASURED_POWER = frozenset({None, "not_measured", "tdp_assumed"})


class PriceError(ValueError):
    """A price that cannot be used: not positive, without a source, or two for one system."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a system with `used` accelerators of one kind costs in won, who says so, and on which day."""

    accelerator: str
    used: int
    won: int
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean over `runs` runs that have it (None = 미측정, `why` says it) and its interval (None for one run)."""

    value: Decimal | None
    runs: int
    interval: Interval | None
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One operating point with its runs, its figures, and every reason not to compare it with the first row."""

    key: NaturalKey
    runs: tuple[Measurement, ...]
    duplicates: tuple[Measurement, ...]
    per_system: Figure
    per_accelerator: Figure
    per_watt: Figure
    per_million_won: Figure
    price: Price | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows in the order of their first measurements, the metric, and the one scope of power of `per_watt`.

    `power_scope` is None where no power was measured or scopes differ and none was chosen: then nothing is per watt.
    """

    metric: str
    power_scope: PowerScope | None
    rows: tuple[Row, ...]


def compare(
    measurements: Iterable[Measurement],
    *,
    metric: str = "output_tps",
    prices: Iterable[Price] = (),
    power_scope: PowerScope | None = None,
    length_tolerance: Decimal = Decimal(0),
    slo: Slo | None = None,
) -> Comparison:
    """A table of operating points, each compared with the first; repeated runs are one row with their interval.

    Figures: the metric (tokens/s or requests/s) of the system, ÷ accelerators used, ÷ mean W of one scope (the given
    one, else the only one measured; an assumed TDP only when it is the one given), and × 1,000,000 ÷ won. Nothing is
    imputed. Differences do not remove a row: who shows it shows them (see `comparable`).
    Raises UnknownMetric for no rate, PriceError for a price without use.
    """
    if metric not in RATES:
        raise UnknownMetric(metric, RATES)
    every = tuple(measurements)
    scopes = sorted({m.power.scope for m in every if m.power.scope not in _NO_MEASURED_POWER}, key=str)
    scope = power_scope or (scopes[0] if len(scopes) == 1 else None)
    terms = _Terms(metric, scope, _why_no_watts(tuple(map(str, scopes))), _priced(prices), length_tolerance, slo)
    return Comparison(metric, scope, tuple(_row(point, every[0], terms) for point in runs_of(every)))


@dataclass(frozen=True, slots=True)
class _Terms:
    """What all rows of one table are computed by."""

    metric: str
    scope: PowerScope | None
    why_no_watts: str
    priced: dict[tuple[str, int], Price]
    length_tolerance: Decimal
    slo: Slo | None


def _why_no_watts(scopes: tuple[str, ...]) -> str:
    if len(scopes) > 1:
        return f"전력 범위가 달라 비교하지 않음 / scopes of power differ: {', '.join(scopes)}"
    return _NOT_MEASURED


def _priced(prices: Iterable[Price]) -> dict[tuple[str, int], Price]:
    found: dict[tuple[str, int], Price] = {}
    for price in prices:
        key = (price.accelerator, price.used)
        if price.won <= 0 or not price.source.strip() or key in found:
            raise PriceError(
                f"{price.accelerator} × {price.used}: 가격은 0보다 크고 출처가 있으며 하나뿐이어야 합니다."
                f" / a price must be above 0, have a source and be the only one; mend {price.won} '{price.source}'"
            )
        found[key] = price
    return found


def _row(point: Runs, reference: Measurement, terms: _Terms) -> Row:
    used, scope = point.key.used, terms.scope
    price = terms.priced.get((point.key.accelerator or "", used or 0))
    rates = ((run, read_metric(run, metric=terms.metric, statistic="value")) for run in point.runs)
    known = [(run, rate) for run, rate in rates if rate is not None]
    whole = [rate for _, rate in known]
    watts = [rate / power for run, rate in known if scope and (power := _watts(run, scope))]
    won = [rate * _MILLION / price.won for rate in whole] if price else []
    return Row(
        key=point.key,
        runs=point.runs,
        duplicates=point.duplicates,
        per_system=_figure(whole, why=_NOT_MEASURED),
        per_accelerator=_figure([rate / used for rate in whole] if used else [], why=_why(whole, _NO_COUNT)),
        per_watt=_figure(watts, why=_why(whole, _NOT_MEASURED if scope else terms.why_no_watts)),
        per_million_won=_figure(won, why=_why(whole, _NO_PRICE)),
        price=price,
        differences=_differences(point, reference, terms),
    )


def _differences(point: Runs, reference: Measurement, terms: _Terms) -> tuple[Difference, ...]:
    """Those of every run, each once."""
    found = (
        difference
        for run in point.runs
        for difference in comparable(reference, run, length_tolerance=terms.length_tolerance, slo=terms.slo)
    )
    return tuple(dict.fromkeys(found))


def _watts(run: Measurement, scope: PowerScope) -> Decimal | None:
    """Mean power in the scope asked for; none that the measuring tool itself calls invalid."""
    power = run.power
    return power.average_w if power.scope == scope and power.valid is not False else None


def _why(whole: list[Decimal], why: str) -> str:
    return why if whole else _NOT_MEASURED


def _figure(values: list[Decimal], *, why: str) -> Figure:
    if not values:
        return Figure(None, 0, None, why)
    return Figure(mean_of(values), len(values), interval(values), "")
