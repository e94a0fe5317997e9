"""Service levels: whether a measurement keeps them, and the best operating point that does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric

Mark = Literal["O", "X", "미측정"]
TpotDefinition = Literal["tpot", "ntpot"]

KPERF_LABEL = (
    "K-Perf 학습문서 기준값(공식 기준으로 확인되지 않음)"
    " / K-Perf training-document reference values, not confirmed official"
)
KPERF_TTFT_P90_MS = Decimal(2000)
KPERF_TPOT_P90_MS = (Decimal(30), Decimal(40), Decimal(50))


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


@dataclass(frozen=True, slots=True)
class Grade:
    """K-Perf's three grades of a measurement, the TPOT definition used, and what these reference values are."""

    definition: TpotDefinition
    marks: tuple[GradeMark, ...]
    label: str = KPERF_LABEL


def meets(measurement: Measurement, *, slo: Slo) -> bool | None:
    """True when every limit is kept, False when a measured value exceeds one, else None: 미측정."""
    kept = [_keeps(measurement, limit=limit) for limit in slo.limits]
    if False in kept:
        return False
    return None if None in kept else True


def grade(measurement: Measurement, *, definition: TpotDefinition) -> Grade:
    """O or X for TTFT P90 ≤ 2000 ms and TPOT P90 ≤ 30, 40, 50 ms, with the stated TPOT definition and no other.

    KPerf_TTA itself grades `ntpot`; the comparable one is `tpot` (kperf.md §1.2, formats.md §0.2).
    """
    return Grade(definition, tuple(GradeMark(ms, _mark(measurement, definition, ms)) for ms in KPERF_TPOT_P90_MS))


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


def _mark(measurement: Measurement, definition: TpotDefinition, tpot_ms: Decimal) -> Mark:
    limits = {"tpot_p90_ms": tpot_ms} if definition == "tpot" else {"ntpot_p90_ms": tpot_ms}
    kept = meets(measurement, slo=Slo(ttft_p90_ms=KPERF_TTFT_P90_MS, **limits))
    return "미측정" if kept is None else "O" if kept else "X"


def _keeps(measurement: Measurement, *, limit: Limit) -> bool | None:
    value = read_metric(measurement, metric=limit.metric, statistic=limit.statistic)
    return None if value is None else value <= limit.at_most
