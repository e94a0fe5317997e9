"""What one rule says of a measurement, and the sentence by which an officer knows the rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from benchmarks.findings.tolerances import Tolerance, tolerance
from benchmarks.measurement import Measurement

Level = Literal["pass", "note", "warn", "reject", "overridden", "not_applicable"]
NOT_MEASURED = "미측정 / not measured"
TITLES = {
    "V01": "모든 수가 유한하고 음수가 아니며 지연은 0보다 큼 / numbers finite, none negative, latencies above 0",
    "V02": "최소 ≤ p50 ≤ p90 ≤ p95 ≤ p99 ≤ 최대, 최소 ≤ 평균 ≤ 최대 / statistics in order",
    "V03": "입력 + 출력 처리량 = 전체 처리량 / input + output = total throughput",
    "V04": "요청 처리량 × 평균 출력 길이 = 출력 처리량 / request rate × mean output length = output throughput",
    "V05": "요청 처리량 × 시간 = 응답한 요청 수 / request rate × duration = answered requests",
    "V06": "TTFT + TPOT × (출력 길이 − 1) = E2E, 평균끼리 / TTFT + TPOT × (output length − 1) = E2E, means",
    "V07": "리틀의 법칙: 처리량 × 지연 ÷ 동시 요청 수 ≤ 1 / Little's law: rate × latency ÷ concurrency ≤ 1",
    "V08": "출력 처리량 × TPOT = 토큰을 내는 중인 요청 수 / output throughput × TPOT = requests that are decoding",
    "V09": "ITL이 TPOT와 다르면 조각 단위라 채점하지 않음 / an ITL unlike the TPOT is per chunk, never scored",
    "V10": "성공한 요청의 비율 / share of requests that were answered",
    "V11": "토큰 없이 성공으로 센 요청의 비율 / share of successes with no token",
    "V12": "평균 출력 길이 ÷ 정한 길이 / mean output length ÷ the length that was set",
    "V13": (
        "달성 부하 ÷ 제시 부하: 모자라면 포화(saturated), 지연은 서비스 수준 판단에 쓸 수 없음"
        " / achieved ÷ offered rate: below it the system is saturated and its latencies say nothing of a service level"
    ),
    "V14": "물리적으로 가능한 범위(단위 오류 찾기) / physically possible range (finds wrong units)",
    "V15": "전력: 범위, 항등식(P = J/토큰 × 토큰/s, E = P·t), 표본 간격 / power: range, identities, gap of samples",
    "V16": "고정 배치: 처리량 × 지연 = 길이 × 배치 / static batch: throughput × latency = lengths × batch",
    "V17": "이름만 다른 같은 내용 / the same content under another name",
    "V18": "폴더나 이름이 말하는 시나리오 = 내용의 시나리오 / the scenario of the path = that of the content",
    "V19": "언어 모델 결과인데 tokens/s가 아님: 쓰지 않음 / a language model's result not in tokens/s: not used",
    "V20": "측정 도구가 결과를 VALID로 판정하고 p99가 그 기준 안 / the tool calls it VALID and p99 keeps its limits",
    "V21": "같은 조건을 되풀이한 측정의 변동계수 / coefficient of variation of repeated runs",
    "V22": "백분위수에 필요한 표본 수 / samples that a percentile needs",
    "V23": "서비스 수준을 지킨 처리량 ≤ 요청 처리량 / goodput ≤ request rate",
}
_SILENT: tuple[Level, ...] = ("pass", "not_applicable")
_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: level, sentence (Korean / English), place, the value seen and the one allowed.

    `override` says why, by whom and on which day a finding of level overridden was set aside.
    """

    rule: str
    level: Level
    message: str
    where: str
    observed: str
    allowed: str
    override: str = ""


def finding(measurement: Measurement, rule: str, level: Level, *, observed: str, allowed: str) -> Finding:
    """A rule's finding at the measurement's place."""
    return Finding(rule, level, TITLES[rule], measurement.source.where, observed, allowed)


def above_pass(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a person should look at: notes, warnings, rejections and what was set aside."""
    return tuple(one for one in found if one.level not in _SILENT)


def unknown(measurement: Measurement, rule: str, *, allowed: str) -> Finding:
    """The finding of a rule whose input is missing: it is never passed."""
    return finding(measurement, rule, "not_applicable", observed=NOT_MEASURED, allowed=allowed)


def hard(measurement: Measurement, rule: str, *, value: Decimal | None, name: str = "") -> Finding:
    """Pass inside the rule's tolerance (or the one of another `name`), reject outside, not applicable for None."""
    band = tolerance(name or rule, tool=measurement.source.tool)
    if value is None:
        return unknown(measurement, rule, allowed=str(band))
    return finding(
        measurement, rule, "pass" if band.holds(value) else "reject", observed=shown(value), allowed=str(band)
    )


def graded(value: Decimal, *, usual: Tolerance, most: Tolerance) -> Level:
    """Pass where both tolerances hold, warn where only the wider one does, reject where neither does."""
    if not most.holds(value):
        return "reject"
    return "pass" if usual.holds(value) else "warn"


def shown(value: Decimal) -> str:
    """Four places; a number too long for that in powers of ten."""
    return str(value.quantize(_FOUR_PLACES)) if value.adjusted() < len("1000000000") else f"{value:.4E}"
