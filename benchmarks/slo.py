"""Service levels: whether a measurement keeps them, and the best operating point that does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Literal

from benchmarks.findings.load import saturated
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.slo_thresholds import Thresholds, thresholds

Mark = Literal["O", "X", "미측정"]
TpotDefinition = Literal["tpot", "ntpot"]

_SATURATED = (
    "포화(V13): 제시한 부하를 처리하지 못해 지연을 서비스 수준 판단에 쓸 수 없음"
    " / saturated (V13): less was answered than offered, so the latencies judge no service level"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold: a metric's statistic may be at most this many ms."""

    metric: str
    statistic: str
    at_most: Decimal


@dataclass(frozen=True, slots=True)
class Slo:
    """A service level: at most so many ms for each field that is set. With none set (batch work) every point keeps it.

    TPOT excludes the first token; NTPOT includes it (GuideLLM's and K-Perf's TPOT).
    """

    ttft_mean_ms: Decimal | None = None
    ttft_p50_ms: Decimal | None = None
    ttft_p90_ms: Decimal | None = None
    ttft_p95_ms: Decimal | None = None
    ttft_p99_ms: Decimal | None = None
    tpot_mean_ms: Decimal | None = None
    tpot_p50_ms: Decimal | None = None
    tpot_p90_ms: Decimal | None = None
    tpot_p95_ms: Decimal | None = None
    tpot_p99_ms: Decimal | None = None
    ntpot_p90_ms: Decimal | None = None
    e2e_mean_ms: Decimal | None = None
    e2e_p50_ms: Decimal | None = None
    e2e_p90_ms: Decimal | None = None
    e2e_p95_ms: Decimal | None = None
    e2e_p99_ms: Decimal | None = None

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The thresholds that are set."""
        named = ((field.name.split("_"), getattr(self, field.name)) for field in fields(self))
        return tuple(Limit(parts[0], parts[1], value) for parts, value in named if value is not None)


@dataclass(frozen=True, slots=True)
class GradeMark:
    """O, X or 미측정 for one K-Perf grade; `tpot_p90_ms` is the grade's limit."""

    tpot_p90_ms: Decimal
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Grade:
    """K-Perf's grades of a measurement, the TPOT definition used, and which reference values with their source."""

    definition: TpotDefinition
    marks: tuple[GradeMark, ...]
    by: Thresholds

    @property
    def label(self) -> str:
        """What these reference values are."""
        return self.by.title


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a service level is kept (None = 미측정 or not to be judged), and why not; "" where it is kept."""

    kept: bool | None
    reason: str


def meets(measurement: Measurement, *, slo: Slo) -> bool | None:
    """True when every limit is kept, False when a measured value exceeds one, else None: 미측정 (see `judge`)."""
    return judge(measurement, slo=slo).kept


def judge(measurement: Measurement, *, slo: Slo) -> Judgement:
    """Whether the service level is kept, and in words which limits are not: exceeded, or 미측정.

    A saturated open-loop point is judged by no limit at all: its latencies grow with the length of the run
    (formats.md §4, V13).
    """
    if slo.limits and saturated(measurement):
        return Judgement(None, _SATURATED)
    seen = [(limit, read_metric(measurement, metric=limit.metric, statistic=limit.statistic)) for limit in slo.limits]
    over = [
        f"{limit.metric} {limit.statistic} {v} > {limit.at_most} ms" for limit, v in seen if v and v > limit.at_most
    ]
    unknown = [f"{limit.metric} {limit.statistic}" for limit, value in seen if value is None]
    if over:
        return Judgement(kept=False, reason=f"초과 / exceeded: {', '.join(over)}")
    if unknown:
        return Judgement(None, f"미측정 / not measured: {', '.join(unknown)}")
    return Judgement(kept=True, reason="")


def grade(measurement: Measurement, *, definition: TpotDefinition, on: date | None = None) -> Grade:
    """O or X for each grade in force on a day (the newest without one), by the stated TPOT definition and no other.

    KPerf_TTA itself grades `ntpot`; the comparable one is `tpot` (kperf.md §1.2, formats.md §0.2).
    Raises NoThresholds for a day before the first reference values.
    """
    by = thresholds(on=on)
    return Grade(definition, tuple(_mark(measurement, definition, by.ttft_ms, ms) for ms in by.tpot_ms), by)


def best_point(
    measurements: Iterable[Measurement], *, slo: Slo, metric: str = "output_tps", statistic: str = "value"
) -> Measurement | None:
    """The measured point with the highest `metric` of those that keep the service level; no extrapolation.

    A point that is 미측정 in a limit or in the metric is not taken. Equal ones: the smallest id.
    None when none is left.
    """
    kept = [
        (value, measurement)
        for measurement in measurements
        if (value := read_metric(measurement, metric=metric, statistic=statistic)) is not None
        and meets(measurement, slo=slo)
    ]
    return min(kept, key=lambda point: (-point[0], point[1].id))[1] if kept else None


def _mark(measurement: Measurement, definition: TpotDefinition, ttft_ms: Decimal, tpot_ms: Decimal) -> GradeMark:
    limits = {f"{definition}_p90_ms": tpot_ms}
    found = judge(measurement, slo=Slo(ttft_p90_ms=ttft_ms, **limits))
    return GradeMark(tpot_ms, "미측정" if found.kept is None else "O" if found.kept else "X", found.reason)
