"""Whether a delivered system does what the bid promised: equal conditions, tolerances of the notice, a verdict each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from benchmarks.measurement import Latency, Measurement
from benchmarks.metrics import UnknownMetric, metric, read_metric
from benchmarks.table import Table, read_table

Verdict = Literal["적합", "부적합", "미측정"]
LIMIT_PLACES = 9
"""Values and limits are compared at this many places, which a spreadsheet's double keeps as well."""

_STEP = Decimal(1).scaleb(-LIMIT_PLACES)
_MOST_PERCENT = 100
_OF_LATENCIES = ("mean", "p50", "p90", "p95", "p99", "p99_9", "min", "max")
_SHOWN = 5


class NotComparable(ValueError):
    """The delivered system was not measured under the bid's conditions, or cannot be held against them."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much worse than promised one statistic of a metric may be, in percent of the promised value."""

    metric: str
    statistic: str
    worse_by_percent: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What the notice asks of an acceptance test, and where it says so; `example` marks invented terms."""

    source: str
    example: bool
    tolerances: tuple[Tolerance, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One statistic held against the promise; values in the metric's unit, None = 미측정."""

    tolerance: Tolerance
    promised: Decimal | None
    limit: Decimal | None
    delivered: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Point:
    """One condition of the bid, what was measured under it on delivery (None = nothing), and the lines."""

    bid: Measurement
    delivered: Measurement | None
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The comparison. `verdict` is 부적합 where any line is, else 미측정 where any line is, else 적합."""

    terms: Terms
    points: tuple[Point, ...]

    @property
    def verdict(self) -> Verdict:
        """The overall verdict."""
        found = {line.verdict for point in self.points for line in point.lines}
        return "부적합" if "부적합" in found else "미측정" if "미측정" in found else "적합"


def parse_terms(data: bytes, *, filename: str) -> Terms:
    """The notice's tolerances from TOML; there is no default. Raises TableError."""
    root = read_table(data, filename=filename).only("source", "example", "metric")
    tolerances = tuple(_tolerance(one) for one in root.tables("metric"))
    if not tolerances:
        raise root.wrong("[[metric]]이 하나는 있어야 함 / at least one [[metric]] is needed")
    named = [(one.metric, one.statistic) for one in tolerances]
    for name in named:
        if named.count(name) > 1:
            raise root.wrong(f"{' '.join(name)}: 중복 / comes twice")
    return Terms(root.text("source"), root.flag("example"), tolerances)


def _tolerance(table: Table) -> Tolerance:
    table.only("metric", "statistic", "worse_by_percent")
    found = Tolerance(table.text("metric"), table.text("statistic"), table.number("worse_by_percent"))
    if found.worse_by_percent > _MOST_PERCENT:
        raise table.wrong(f"worse_by_percent = {found.worse_by_percent}: 100 이하 / at most 100")
    try:
        statistics = _OF_LATENCIES if metric(found.metric).unit == "ms" else ("value",)
    except UnknownMetric as error:
        raise table.wrong(str(error)) from error
    if found.statistic not in statistics:
        raise table.wrong(
            f"{found.metric} {found.statistic}: 다음 중 하나여야 함 / must be one of {', '.join(statistics)}"
        )
    return found


def accepted(promised: Sequence[Measurement], *, delivered: Sequence[Measurement], terms: Terms) -> Acceptance:
    """Hold what was delivered against every promised condition, by equal conditions only.

    A condition that was not measured on delivery is 미측정 in every line. Raises NotComparable where no condition is
    the same, where one was measured twice, where the delivery's figures are the bid's own, or where two figures are
    not of one kind.
    """
    _refuse_twice(promised, "입찰 / the bid")
    _refuse_twice(delivered, "검수 / the delivery")
    _refuse_copies(promised, delivered)
    by_condition = {_key(one): one for one in delivered}
    pairs = [(one, by_condition.get(_key(one)) if not _unknown(one) else None) for one in promised]
    if not any(found for _, found in pairs):
        raise NotComparable(
            "조건이 같은 측정이 없습니다 / nothing was measured under the bid's conditions:\n"
            + "\n".join(_differences(promised, delivered))
        )
    return Acceptance(terms, tuple(_point(bid, found, terms) for bid, found in pairs))


def conditions(measurement: Measurement) -> tuple[tuple[str, str | None], ...]:
    """What has to be equal on both sides, by name; None = not stated, which equals nothing."""
    scenario, system = measurement.scenario, measurement.system
    return (
        ("가속기 / accelerator", system.accelerator),
        ("사용 수 / used", None if system.used is None else str(system.used)),
        ("모델 / model", measurement.model.name),
        ("정밀도 / precision", measurement.model.weight_precision),
        ("입력 길이 / input length", _plain(scenario.isl_target)),
        ("출력 길이 / output length", _plain(scenario.osl_target)),
        ("부하 / load", scenario.load),
        ("동시 요청 / concurrency", _plain(scenario.concurrency)),
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _key(measurement: Measurement) -> tuple[str, ...]:
    return tuple((value or "").strip().casefold() for _, value in conditions(measurement))


def _unknown(measurement: Measurement) -> bool:
    return any(value is None for _, value in conditions(measurement))


def _refuse_twice(measurements: Sequence[Measurement], side: str) -> None:
    seen: dict[tuple[str, ...], Measurement] = {}
    for one in measurements:
        other = seen.setdefault(_key(one), one)
        if other is not one:
            raise NotComparable(
                f"{side}: 같은 조건의 측정이 둘입니다. 쓸 것만 남기십시오 / one condition was measured twice: "
                f"{_place(other)}, {_place(one)}"
            )


def _refuse_copies(promised: Sequence[Measurement], delivered: Sequence[Measurement]) -> None:
    """Nobody measures the same nanoseconds twice: equal figures are the bid's own file under another name."""
    figures = {(one.latency, one.throughput): one for one in promised}
    for one in delivered:
        if bid := figures.get((one.latency, one.throughput)):
            raise NotComparable(
                f"검수 측정값이 입찰 측정값과 모두 같습니다. 납품한 장비에서 다시 재십시오 / the delivery's figures "
                f"are the bid's own, measure the delivered system: {_place(bid)}, {_place(one)}"
            )


def _differences(promised: Sequence[Measurement], delivered: Sequence[Measurement]) -> Iterator[str]:
    """For each promised condition the delivered one that differs least, and in what."""
    for bid in promised[:_SHOWN]:
        against = [(_differing(bid, one), one) for one in delivered]
        fewest, nearest = min(against, key=lambda found: len(found[0]))
        yield f"  {_place(bid)} ↔ {_place(nearest)}: {'; '.join(fewest)}"
    if len(promised) > _SHOWN:
        yield f"  … 외 {len(promised) - _SHOWN}건 / more"


def _differing(bid: Measurement, other: Measurement) -> list[str]:
    pairs = zip(conditions(bid), conditions(other), _key(bid), _key(other), strict=True)
    return [
        f"{name} 입찰 {mine or '미기재'}, 검수 {theirs or '미기재'}"
        for (name, mine), (_, theirs), one, two in pairs
        if one != two or not one
    ]


def _place(measurement: Measurement) -> str:
    return f"{measurement.source.filename} {measurement.source.where}"


def _point(bid: Measurement, delivered: Measurement | None, terms: Terms) -> Point:
    lines = tuple(_line(one, bid, delivered) for one in terms.tolerances)
    notes = tuple(dict.fromkeys(_notes(bid, delivered, terms))) if delivered else ()
    return Point(bid, delivered, lines, notes)


def _line(tolerance: Tolerance, bid: Measurement, delivered: Measurement | None) -> Line:
    asked = {"metric": tolerance.metric, "statistic": tolerance.statistic}
    promised = read_metric(bid, **asked)
    found = read_metric(delivered, **asked) if delivered else None
    lower = metric(tolerance.metric).better == "lower"
    share = tolerance.worse_by_percent if lower else -tolerance.worse_by_percent
    limit = None if promised is None else promised * (100 + share) / 100
    if limit is None or found is None:
        return Line(tolerance, promised, limit, found, "미측정")
    kept = _held(found) <= _held(limit) if lower else _held(found) >= _held(limit)
    return Line(tolerance, promised, limit, found, "적합" if kept else "부적합")


def _held(value: Decimal) -> Decimal:
    return value.quantize(_STEP, rounding=ROUND_HALF_UP)


def _notes(bid: Measurement, delivered: Measurement, terms: Terms) -> Iterator[str]:
    """Where two figures are of other definitions or software. Raises NotComparable for what cannot be compared."""
    for one in terms.tolerances:
        if one.metric == "power" and bid.power.scope != delivered.power.scope:
            raise NotComparable(
                f"전력 측정 범위가 다릅니다 / scopes of power differ: {bid.power.scope} ↔ {delivered.power.scope}"
            )
        mine, theirs = (getattr(side.latency, one.metric, None) for side in (bid, delivered))
        if isinstance(mine, Latency) and isinstance(theirs, Latency) and mine.definition != theirs.definition:
            said = f"{one.metric}: 정의가 다름 / definitions differ: {mine.definition} ↔ {theirs.definition}"
            if one.metric == "itl":
                raise NotComparable(said)
            yield said
    mine_by, theirs_by = (f"{s.source.tool} {s.source.tool_version}".strip() for s in (bid, delivered))
    if mine_by != theirs_by:
        yield f"측정 도구가 다름 / tools differ: {mine_by} ↔ {theirs_by}"
    if bid.software != delivered.software:
        yield "소프트웨어(버전)가 다름: 출처를 볼 것 / software differs, see the sources"
