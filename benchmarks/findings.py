"""Validity rules of formats.md §4: what a measurement's own numbers say about it. Missing inputs never pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from benchmarks.measurement import Latency, Measurement
from benchmarks.metrics import read_metric
from benchmarks.report import Report, Row

Level = Literal["pass", "warn", "reject", "not_applicable"]
_TITLES = {
    "V01": "모든 수가 유한하고 음수가 아니며 지연은 0보다 큼 / numbers finite, none negative, latencies above 0",
    "V02": "최소 ≤ p50 ≤ p90 ≤ p95 ≤ p99 ≤ 최대, 최소 ≤ 평균 ≤ 최대 / statistics in order",
    "V03": "입력 + 출력 처리량 = 전체 처리량 / input + output = total throughput",
    "V04": "요청 처리량 × 평균 출력 길이 = 출력 처리량 / request rate × mean output length = output throughput",
    "V06": "TTFT + TPOT × (출력 길이 − 1) = E2E, 평균끼리 / TTFT + TPOT × (output length − 1) = E2E, means",
    "V07": "리틀의 법칙: 처리량 × 지연 ÷ 동시 요청 수 ≤ 1 / Little's law: rate × latency ÷ concurrency ≤ 1",
    "V10": "성공한 요청의 비율 / share of requests that were answered",
    "V11": "토큰 없이 성공으로 센 요청의 비율 / share of successes with no token",
    "V14": "물리적으로 가능한 범위(단위 오류 찾기) / physically possible range (finds wrong units)",
    "V19": "언어 모델 결과인데 tokens/s가 아님: 쓰지 않음 / a language model's result not in tokens/s: not used",
    "V20": "측정 도구가 결과를 VALID로 판정 / the measuring tool calls the result VALID",
}
_NOT_MEASURED = "미측정 / not measured"
_ORDER = ("minimum", "p50", "p90", "p95", "p99", "p99_9", "maximum")
_LATENCIES = ("ttft", "tpot", "itl", "ntpot", "e2e")
# formats.md §4: ms for latencies, tokens/s for the rate per accelerator
_RANGES = (
    ("ttft", ("mean", "p50", "p90", "p99"), Decimal(5), Decimal(1_800_000)),
    ("tpot", ("mean", "p50", "p90", "p99"), Decimal("0.5"), Decimal(10_000)),
    ("output_tps_per_accelerator", ("value",), Decimal(1), Decimal(50_000)),
)
_ONE = Decimal(1)
_PERCENT = (Decimal("0.99"), Decimal("1.01"))
_FIXED_LENGTH = (Decimal("0.95"), Decimal("1.05"))
_LONG_TAILED = (Decimal("0.75"), Decimal("1.25"))
_LITTLE_MOST, _LITTLE_USUAL, _LITTLE_LEAST = Decimal("1.02"), Decimal("0.85"), Decimal("0.6")
_ANSWERED_WARN, _ANSWERED_LEAST = Decimal("0.99"), Decimal("0.95")
_EMPTY_MOST = Decimal("0.01")
_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: level, sentence (Korean / English), place, the value seen and the one allowed."""

    rule: str
    level: Level
    message: str
    where: str
    observed: str
    allowed: str


def findings(measurement: Measurement) -> tuple[Finding, ...]:
    """Every rule's finding for one measurement, in the order of the rules.

    Levels: pass, warn (shown), reject (needs an override with a reason), not_applicable (an input is missing).
    Source: formats.md §4, tolerances observed there.
    """
    return tuple(rule(measurement) for rule in _RULES)


def report_findings(report: Report) -> tuple[Finding, ...]:
    """What only the file shows: latencies written as 0 (V01) and units that cannot be trusted (V19), one each row."""
    return tuple(finding for row in report.rows for finding in _row_findings(row))


def _row_findings(row: Row) -> Iterator[Finding]:
    zeros = [c for c in row.cells if c.quantity in _LATENCIES and not c.value and c.statistic not in {"std", "n"}]
    if zeros:
        observed = ", ".join(f"{cell.quantity} {cell.statistic} = 0" for cell in zeros)
        yield Finding("V01", "warn", _TITLES["V01"], zeros[0].where, observed, "> 0")
    for fact in row.facts:
        if fact.key == "unit_unclear":
            yield Finding("V19", "warn", _TITLES["V19"], fact.where, fact.value, "tokens/s")


def _finding(measurement: Measurement, rule: str, level: Level, *, observed: str, allowed: str) -> Finding:
    return Finding(rule, level, _TITLES[rule], measurement.source.where, observed, allowed)


def _unknown(measurement: Measurement, rule: str, *, allowed: str) -> Finding:
    return _finding(measurement, rule, "not_applicable", observed=_NOT_MEASURED, allowed=allowed)


def _shown(value: Decimal) -> str:
    return str(value.quantize(_FOUR_PLACES)) if value.adjusted() < len("1000000000") else f"{value:.4E}"


def _latencies(measurement: Measurement) -> Iterator[tuple[str, Latency]]:
    for name in _LATENCIES:
        latency: Latency | None = getattr(measurement.latency, name)
        if latency is not None:
            yield name, latency


def _finite(measurement: Measurement) -> Finding:
    throughput, scenario = measurement.throughput, measurement.scenario
    amounts = (
        *(throughput.output_tps, throughput.input_tps, throughput.total_tps, throughput.rps),
        *(scenario.concurrency, scenario.duration_s, measurement.power.average_w),
    )
    times = [value for _, latency in _latencies(measurement) for value in _statistics(latency)]
    known = [value for value in amounts if value is not None]
    if not known and not times:
        return _unknown(measurement, "V01", allowed="≥ 0")
    wrong = [v for v in known if not v.is_finite() or v < 0] + [v for v in times if not v.is_finite() or v <= 0]
    level: Level = "reject" if wrong else "pass"
    return _finding(measurement, "V01", level, observed=", ".join(map(str, wrong)) or "ok", allowed="≥ 0; > 0")


def _statistics(latency: Latency) -> list[Decimal]:
    values: list[Decimal | None] = [getattr(latency, name) for name in _ORDER]
    return [value for value in (*values, latency.mean) if value is not None]


def _ordered(measurement: Measurement) -> Finding:
    checked, wrong = 0, []
    for name, latency in _latencies(measurement):
        points = [(field, value) for field in _ORDER if (value := getattr(latency, field)) is not None]
        pairs = list(pairwise(points)) + _around_mean(latency)
        checked += len(pairs)
        wrong += [f"{name}: {low[0]} {low[1]} > {high[0]} {high[1]}" for low, high in pairs if low[1] > high[1]]
    if not checked:
        return _unknown(measurement, "V02", allowed="≤")
    return _finding(measurement, "V02", "reject" if wrong else "pass", observed="; ".join(wrong) or "ok", allowed="≤")


def _around_mean(latency: Latency) -> list[tuple[tuple[str, Decimal], tuple[str, Decimal]]]:
    """Minimum ≤ mean ≤ maximum; mean ≤ p99 does not hold on real files and is no rule."""
    low, mean, high = latency.minimum, latency.mean, latency.maximum
    pairs = []
    if low is not None and mean is not None:
        pairs.append((("minimum", low), ("mean", mean)))
    if mean is not None and high is not None:
        pairs.append((("mean", mean), ("maximum", high)))
    return pairs


def _within(measurement: Measurement, rule: str, *, ratio: Decimal | None, band: tuple[Decimal, Decimal]) -> Finding:
    allowed = f"{band[0]}–{band[1]}"
    if ratio is None:
        return _unknown(measurement, rule, allowed=allowed)
    level: Level = "pass" if band[0] <= ratio <= band[1] else "reject"
    return _finding(measurement, rule, level, observed=_shown(ratio), allowed=allowed)


def _total(measurement: Measurement) -> Finding:
    throughput, isl = measurement.throughput, measurement.scenario.isl_mean
    given = throughput.input_tps
    given = throughput.rps * isl if given is None and throughput.rps is not None and isl is not None else given
    ratio = None
    if given is not None and throughput.output_tps is not None and throughput.total_tps:
        ratio = (given + throughput.output_tps) / throughput.total_tps
    return _within(measurement, "V03", ratio=ratio, band=_PERCENT)


def _output(measurement: Measurement) -> Finding:
    throughput, osl = measurement.throughput, measurement.scenario.osl_mean
    ratio = None
    if throughput.rps is not None and osl is not None and throughput.output_tps:
        ratio = throughput.rps * osl / throughput.output_tps
    return _within(measurement, "V04", ratio=ratio, band=_PERCENT)


def _output_length(measurement: Measurement) -> Decimal | None:
    """Mean output tokens, as measured or as output rate ÷ request rate."""
    throughput, osl = measurement.throughput, measurement.scenario.osl_mean
    if osl is not None:
        return osl
    return throughput.output_tps / throughput.rps if throughput.output_tps and throughput.rps else None


def _sum_of_parts(measurement: Measurement) -> Decimal | None:
    """TTFT + TPOT × (output length − 1), means, in ms."""
    ttft, tpot = (read_metric(measurement, metric=name, statistic="mean") for name in ("ttft", "tpot"))
    osl = _output_length(measurement)
    return None if ttft is None or tpot is None or osl is None else ttft + tpot * (osl - 1)


def _parts(measurement: Measurement) -> Finding:
    fixed = measurement.scenario.fixed_length is True
    e2e, parts = read_metric(measurement, metric="e2e", statistic="mean"), _sum_of_parts(measurement)
    ratio = parts / e2e if parts is not None and e2e else None
    found = _within(measurement, "V06", ratio=ratio, band=_FIXED_LENGTH if fixed else _LONG_TAILED)
    if fixed or found.level != "reject":
        return found
    return _finding(measurement, "V06", "warn", observed=found.observed, allowed=found.allowed)


def _little(measurement: Measurement) -> Finding:
    closed = measurement.scenario.load in {"closed_loop", "single_stream"}
    allowed = f"{_LITTLE_USUAL}–{_LITTLE_MOST}" if closed else f"≤ {_LITTLE_MOST}"
    ratio = _in_flight(measurement)
    if ratio is None:
        return _unknown(measurement, "V07", allowed=allowed)
    level: Level = "pass"
    if ratio > _LITTLE_MOST or (closed and ratio < _LITTLE_LEAST):
        level = "reject"
    elif closed and ratio < _LITTLE_USUAL:
        level = "warn"
    return _finding(measurement, "V07", level, observed=_shown(ratio), allowed=allowed)


def _in_flight(measurement: Measurement) -> Decimal | None:
    """Requests in flight by Little's law over the concurrency; E2E from its parts where the file leaves it out."""
    concurrency, rps = measurement.scenario.concurrency, measurement.throughput.rps
    e2e = read_metric(measurement, metric="e2e", statistic="mean") or _sum_of_parts(measurement)
    if not concurrency or rps is None or e2e is None:
        return None
    return rps * e2e / 1000 / concurrency


def _answered(measurement: Measurement) -> Finding:
    counts, allowed = measurement.counts, f"≥ {_ANSWERED_WARN}"
    failed = counts.failed
    if failed is None and counts.sent is not None and counts.ok is not None:
        failed = counts.sent - counts.ok - (counts.incomplete or 0)
    if counts.ok is None or failed is None or counts.ok + failed <= 0:
        return _unknown(measurement, "V10", allowed=allowed)
    share = Decimal(counts.ok) / (counts.ok + failed)
    level: Level = "pass" if share >= _ANSWERED_WARN else "warn" if share >= _ANSWERED_LEAST else "reject"
    return _finding(measurement, "V10", level, observed=f"{counts.ok}/{counts.ok + failed}", allowed=allowed)


def _empty(measurement: Measurement) -> Finding:
    counts, allowed = measurement.counts, f"0; ≤ {_EMPTY_MOST}"
    if counts.zero_output is None or not counts.ok:
        return _unknown(measurement, "V11", allowed=allowed)
    share = Decimal(counts.zero_output) / counts.ok
    level: Level = "pass" if not counts.zero_output else "warn" if share <= _EMPTY_MOST else "reject"
    return _finding(measurement, "V11", level, observed=f"{counts.zero_output}/{counts.ok}", allowed=allowed)


def _possible(measurement: Measurement) -> Finding:
    checked, wrong = 0, []
    for metric, statistics, low, high in _RANGES:
        for statistic in statistics:
            value = read_metric(measurement, metric=metric, statistic=statistic)
            checked += value is not None
            if value is not None and not low <= value <= high:
                wrong.append(f"{metric} {statistic} = {_shown(value)} ({low}–{high})")
    wrong += _first_token_sooner(measurement)
    allowed = "ttft 5–1800000 ms; tpot 0.5–10000 ms; ttft ≥ tpot; 1–50000 tokens/s"
    if not checked:
        return _unknown(measurement, "V14", allowed=allowed)
    level: Level = "reject" if wrong else "pass"
    return _finding(measurement, "V14", level, observed="; ".join(wrong) or "ok", allowed=allowed)


def _first_token_sooner(measurement: Measurement) -> list[str]:
    for statistic in ("mean", "p50"):
        ttft, tpot = (read_metric(measurement, metric=name, statistic=statistic) for name in ("ttft", "tpot"))
        if ttft is not None and tpot is not None:
            return [f"ttft {_shown(ttft)} < tpot {_shown(tpot)} ({statistic})"] if ttft < tpot else []
    return []


def _verdict(measurement: Measurement) -> Finding:
    if measurement.verdict is None:
        return _unknown(measurement, "V20", allowed="VALID")
    level: Level = "pass" if measurement.verdict == "VALID" else "reject"
    return _finding(measurement, "V20", level, observed=measurement.verdict, allowed="VALID")


_RULES: tuple[Callable[[Measurement], Finding], ...] = (
    _finite,
    _ordered,
    _total,
    _output,
    _parts,
    _little,
    _answered,
    _empty,
    _possible,
    _verdict,
)
