"""Several measurements beside each other: the same one twice, repeated runs and their spread, copies by other names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from benchmarks.findings.finding import NOT_MEASURED, Finding, Level, finding
from benchmarks.findings.power import wall_below_boards
from benchmarks.findings.tolerances import tolerance
from benchmarks.interval import mean_of, sample_variance
from benchmarks.measurement import LoadKind, Measurement, Parallelism, Scenario
from benchmarks.metrics import read_metric

ENOUGH_RUNS = 3
_SPREADS = (("output_tps", "value"), ("tpot", "mean"), ("ttft", "p99"))
_THROUGHPUT = _SPREADS[0]
_NO_LOAD_LEVEL = ("offline", "single_stream", "static_batch")
_FEWEST_FIGURES = 2
_PERCENT = Decimal(100)
_ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class NaturalKey:
    """What makes two measurements runs of one operating point; None is unknown and equals no value.

    Lengths in tokens: the target, or the mean where no target is known. When it was measured is no part of it:
    repeated runs differ in nothing else.
    """

    system: str | None
    accelerator: str | None
    used: int | None
    nodes: int | None
    engine: str | None
    engine_version: str | None
    sdk_version: str | None
    model: str | None
    weight_precision: str | None
    parallelism: Parallelism
    load: LoadKind | None
    isl: Decimal | None
    osl: Decimal | None
    concurrency: Decimal | None
    rate_offered: Decimal | None


@dataclass(frozen=True, slots=True)
class Spread:
    """One statistic over repeated runs in the metric's unit; `cv` is the sample deviation over the mean."""

    metric: str
    statistic: str
    runs: int
    mean: Decimal
    minimum: Decimal
    maximum: Decimal
    cv: Decimal | None


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one operating point, the measurements skipped as already there, and how far the runs differ."""

    key: NaturalKey
    runs: tuple[Measurement, ...]
    duplicates: tuple[Measurement, ...]
    spreads: tuple[Spread, ...]


def natural_key(measurement: Measurement) -> NaturalKey:
    """The operating point of a measurement (formats.md §3.2)."""
    system, software, scenario = measurement.system, measurement.software, measurement.scenario
    return NaturalKey(
        system=system.name,
        accelerator=system.accelerator,
        used=system.used,
        nodes=system.nodes,
        engine=software.engine,
        engine_version=software.engine_version,
        sdk_version=software.sdk_version,
        model=measurement.model.name,
        weight_precision=measurement.model.weight_precision,
        parallelism=measurement.parallelism,
        load=scenario.load,
        isl=scenario.isl_mean if scenario.isl_target is None else scenario.isl_target,
        osl=scenario.osl_mean if scenario.osl_target is None else scenario.osl_target,
        concurrency=scenario.concurrency,
        rate_offered=scenario.rate_offered,
    )


def runs_of(measurements: Iterable[Measurement]) -> tuple[Runs, ...]:
    """Measurements by operating point, in the order of their first; the same row of the same bytes counts once.

    Two are runs of one point only where what decides it is known: accelerators, software version, model, precision,
    lengths and load level. What nobody stated cannot be taken to be equal.
    """
    points: dict[Hashable, dict[tuple[str, str], list[Measurement]]] = {}
    keys: dict[Hashable, NaturalKey] = {}
    for measurement in measurements:
        key, row = natural_key(measurement), (measurement.source.sha256, measurement.source.where)
        point = key if _is_known(key) else row
        keys.setdefault(point, key)
        points.setdefault(point, {}).setdefault(row, []).append(measurement)
    return tuple(_runs(keys[point], tuple(same.values())) for point, same in points.items())


def has_known_level(load: NaturalKey | Scenario) -> bool:
    """Whether the load level is stated, or the kind of load has none: all at once, one at a time, a static batch."""
    return load.load in _NO_LOAD_LEVEL or (load.concurrency, load.rate_offered) != (None, None)


def _is_known(key: NaturalKey) -> bool:
    made = (key.accelerator, key.used, key.engine_version, key.model, key.weight_precision)
    return has_known_level(key) and None not in (*made, key.load, key.isl, key.osl)


def _runs(key: NaturalKey, groups: tuple[list[Measurement], ...]) -> Runs:
    runs = tuple(group[0] for group in groups)
    duplicates = tuple(one for group in groups for one in group[1:])
    return Runs(key, runs, duplicates, tuple(_spreads(runs)))


def _spreads(runs: tuple[Measurement, ...]) -> Iterator[Spread]:
    if len(runs) == 1:
        return
    for metric, statistic in _SPREADS:
        read = (read_metric(one, metric=metric, statistic=statistic) for one in runs)
        values = [value for value in read if value is not None]
        if len(values) == len(runs):
            mean = mean_of(values)
            cv = sample_variance(values).sqrt() / mean if mean else None
            yield Spread(metric, statistic, len(values), mean, min(values), max(values), cv)


def repeat_findings(measurements: Iterable[Measurement]) -> tuple[Finding, ...]:
    """V17, V21 and the part of V15 that needs two measurements.

    V17 warns of each measurement whose figures stand already under another file or place. V21 warns where the
    throughput of three runs or more varies by over 5 %, and is not applicable to fewer runs. V15 rejects a wall power
    below that of the boards at the same operating point. Source: formats.md §4.
    """
    every = tuple(measurements)
    found = list(_copies(every))
    for point in runs_of(every):
        found += [_spread(point), *wall_below_boards(point.runs)]
    return tuple(found)


def _copies(measurements: tuple[Measurement, ...]) -> Iterator[Finding]:
    first: dict[Hashable, Measurement] = {}
    for measurement in measurements:
        figures = _figures(measurement)
        if len(figures) < _FEWEST_FIGURES:
            continue
        original = first.setdefault(figures, measurement)
        source = original.source
        if (source.filename, source.where) != (measurement.source.filename, measurement.source.where):
            seen = f"= {source.filename} {source.where}"
            yield finding(measurement, "V17", "warn", observed=seen, allowed="≠")


def _figures(measurement: Measurement) -> tuple[tuple[str, Decimal], ...]:
    """Every rate and latency statistic that was measured."""
    throughput, latency = measurement.throughput, measurement.latency
    parts = {"throughput": throughput} | {field.name: getattr(latency, field.name) for field in fields(latency)}
    values = (
        (f"{name} {field.name}", getattr(part, field.name))
        for name, part in parts.items()
        if part is not None
        for field in fields(part)
    )
    return tuple((name, value) for name, value in values if isinstance(value, Decimal))


def _spread(point: Runs) -> Finding:
    band, throughput = tolerance("V21 throughput"), None
    for spread in point.spreads:
        if (spread.metric, spread.statistic) == _THROUGHPUT:
            throughput = spread.cv
    where, allowed = point.runs[0], f"output_tps CV {band}"
    if len(point.runs) < ENOUGH_RUNS or throughput is None:
        return finding(where, "V21", "not_applicable", observed=NOT_MEASURED, allowed=allowed)
    level: Level = "pass" if band.holds(throughput) else "warn"
    shown = ", ".join(_shown(spread) for spread in point.spreads)
    return finding(where, "V21", level, observed=f"{len(point.runs)} runs: {shown}", allowed=allowed)


def _shown(spread: Spread) -> str:
    share = "–" if spread.cv is None else f"{(spread.cv * _PERCENT).quantize(_ONE_PLACE)} %"
    return f"{spread.metric} {spread.statistic} CV {share}"
