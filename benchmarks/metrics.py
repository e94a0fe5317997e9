"""What is measured: each metric's unit, better direction, names and exact definition, and the one way to read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from benchmarks.measurement import Latency, Measurement
from benchmarks.report import Statistic

TTFT = "first token − request start, per request"
TPOT = "(E2E − TTFT) ÷ (output tokens − 1), per request; the first token is excluded"
DERIVED = "derived: "  # how the definition of a figure begins that a reader computed
TPOT_DERIVED = DERIVED + "(mean E2E − mean TTFT) ÷ (mean output tokens − 1); the first token is excluded"
ITL_PER_CHUNK = "gap between two streamed chunks"
ITL_PER_REQUEST = "(last token − first token) ÷ (output tokens − 1) per request, weighted by output tokens − 1"
NTPOT = "(last token − request start) ÷ output tokens, per request: includes the TTFT"
E2E = "last token − request start, per request"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its unit, which direction is better, its Korean and English names, its exact definition."""

    id: str
    unit: str
    better: Literal["lower", "higher"]
    korean: str
    english: str
    definition: str


METRICS: tuple[Metric, ...] = (
    Metric("ttft", "ms", "lower", "첫 토큰 지연(TTFT)", "Time to first token", TTFT),
    Metric("tpot", "ms", "lower", "출력 토큰당 시간(TPOT, 첫 토큰 제외)", "Time per output token", TPOT),
    Metric(
        "itl", "ms", "lower", "토큰 간 지연(ITL)", "Inter-token latency", "as the tool defines it: per chunk or token"
    ),
    Metric(
        "ntpot", "ms", "lower", "정규화 토큰당 시간(NTPOT, 첫 토큰 포함)", "Normalised time per output token", NTPOT
    ),
    Metric("e2e", "ms", "lower", "요청 전체 지연(E2E)", "End-to-end latency", E2E),
    Metric(
        "output_tps", "tokens/s", "higher", "출력 처리량", "Output throughput", "output tokens of the system ÷ time"
    ),
    Metric("input_tps", "tokens/s", "higher", "입력 처리량", "Input throughput", "input tokens of the system ÷ time"),
    Metric("total_tps", "tokens/s", "higher", "전체 처리량", "Total throughput", "input + output tokens ÷ time"),
    Metric("rps", "requests/s", "higher", "요청 처리량", "Request throughput", "answered requests or samples ÷ time"),
    Metric("power", "W", "lower", "평균 전력", "Mean power", "mean power within the measurement's stated scope"),
    Metric(
        "output_tps_per_accelerator",
        "tokens/s",
        "higher",
        "가속기당 출력 처리량",
        "Output throughput per accelerator",
        "output throughput ÷ accelerators used",
    ),
    Metric(
        "total_tps_per_accelerator",
        "tokens/s",
        "higher",
        "가속기당 전체 처리량",
        "Total throughput per accelerator",
        "total throughput ÷ accelerators used",
    ),
    Metric(
        "rps_per_accelerator",
        "requests/s",
        "higher",
        "가속기당 요청 처리량",
        "Request throughput per accelerator",
        "request throughput ÷ accelerators used",
    ),
)
_BY_ID = {metric.id: metric for metric in METRICS}
_LATENCIES = frozenset({"ttft", "tpot", "itl", "ntpot", "e2e"})
_PER_ACCELERATOR = "_per_accelerator"
_FIELDS: dict[str, str] = {
    "mean": "mean",
    "std": "std",
    "min": "minimum",
    "p50": "p50",
    "p90": "p90",
    "p95": "p95",
    "p99": "p99",
    "p99_9": "p99_9",
    "max": "maximum",
    "n": "n",
}


class UnknownMetric(LookupError):
    """A metric id, or a statistic of it, that Jeoul does not keep."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Name what was asked for and what there is."""
        self.name = name
        listed = ", ".join(known)
        super().__init__(f"'{name}'은(는) 없는 지표입니다. 가능: {listed} / No metric '{name}'. Known: {listed}")


def metric(name: str) -> Metric:
    """The metric with this id. Raises UnknownMetric."""
    try:
        return _BY_ID[name]
    except KeyError:
        raise UnknownMetric(name, tuple(_BY_ID)) from None


def read_metric(measurement: Measurement, *, metric: str, statistic: str) -> Decimal | None:
    """One number of a measurement in the metric's unit; None = 미측정, never zero in its place.

    Latencies take mean, std, min, p50, p90, p95, p99, p99_9, max or n; rates and power take "value".
    `..._per_accelerator` is divided by `system.used` and is None when that is unknown. Raises UnknownMetric.
    """
    if metric in _LATENCIES:
        return _latency(getattr(measurement.latency, metric), statistic=statistic)
    if metric not in _BY_ID:
        raise UnknownMetric(metric, tuple(_BY_ID))
    if statistic != "value":
        raise UnknownMetric(f"{metric} {statistic}", (f"{metric} value",))
    return _rate(measurement, metric=metric)


def _latency(latency: Latency | None, *, statistic: str) -> Decimal | None:
    if statistic not in _FIELDS:
        raise UnknownMetric(statistic, tuple(_FIELDS))
    value: Decimal | int | None = getattr(latency, _FIELDS[statistic]) if latency else None
    return Decimal(value) if isinstance(value, int) else value


def _rate(measurement: Measurement, *, metric: str) -> Decimal | None:
    if metric == "power":
        return measurement.power.average_w
    total: Decimal | None = getattr(measurement.throughput, metric.removesuffix(_PER_ACCELERATOR))
    if not metric.endswith(_PER_ACCELERATOR):
        return total
    used = measurement.system.used
    return total / used if total is not None and used else None


def latency_field(statistic: Statistic) -> str:
    """The field of `Latency` that holds a statistic (min -> minimum). Raises UnknownMetric for "value"."""
    try:
        return _FIELDS[statistic]
    except KeyError:
        raise UnknownMetric(statistic, tuple(_FIELDS)) from None
