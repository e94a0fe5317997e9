"""Requirements in words: what has to be performed, under which conditions, never by whom."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from benchmarks.metrics import metric as metric_named
from procurement.casefile.scheme import Announced, Measure
from procurement.exports.handout import Requirement
from scoring.criteria import Criterion, Gate
from scoring.quantity import plain

EQUIVALENT = "또는 동등 이상"
_STATISTICS = {
    "mean": "평균", "min": "최솟값", "p50": "중앙값(P50)", "p90": "P90", "p95": "P95", "p99": "P99",
    "p99_9": "P99.9", "max": "최댓값", "value": "",
}  # fmt: skip
_RATE = {"output": "출력 토큰", "input": "입력 토큰", "total": "입력과 출력 토큰", "rps": "응답한 요청"}
_DEFINED = {
    "ttft": "요청을 보낸 때부터 첫 토큰까지, 요청마다",
    "tpot": "(요청 전체 시간 − 첫 토큰까지의 시간) ÷ (출력 토큰 수 − 1), 요청마다",
    "ntpot": "요청 전체 시간 ÷ 출력 토큰 수, 요청마다(첫 토큰 포함)",
    "e2e": "요청을 보낸 때부터 마지막 토큰까지, 요청마다",
    "power": "밝힌 측정 범위의 평균 전력",
}
_SIDE = {">=": "이상", "<=": "이하"}
_OFFERED = "제안서에 값과 출처를 적음"
_MEASURED = "측정 결과 파일 원본(K-Perf, GuideLLM 등)과 측정 기관"


def requirements_of(announced: Announced) -> tuple[Requirement, ...]:
    """The gates in the announced order, each a functional sentence that ends with 또는 동등 이상."""
    measures = {one.subject: one for one in announced.measures}
    return tuple(_gate(gate, measures.get(gate.id)) for gate in announced.scheme.gates)


def scored_of(announced: Announced) -> tuple[Requirement, ...]:
    """The criteria that a measurement scores: measured as said, and required of nobody."""
    measures = {one.subject: one for one in announced.measures}
    criteria = announced.scheme.of_kind("quantitative")
    return tuple(_criterion(one, measures[one.id]) for one in criteria if one.id in measures)


def _gate(gate: Gate, measure: Measure | None) -> Requirement:
    limit = f"{_number(gate.limit)} {gate.unit} {_SIDE[gate.comparison]}"
    if measure is None:
        return Requirement(gate.id, f"{gate.title}: {limit}일 것 ({EQUIVALENT})", limit, "", _OFFERED)
    sentence = f"{gate.title}: {_figure(measure)} {limit}일 것 ({EQUIVALENT})"
    return Requirement(gate.id, sentence, limit, conditions(measure), _MEASURED)


def _criterion(criterion: Criterion, measure: Measure) -> Requirement:
    sentence = f"{criterion.title}: {_figure(measure)}"
    return Requirement(
        criterion.id, sentence, f"{plain(criterion.points)}점 ({criterion.unit})", conditions(measure), _MEASURED
    )


def _figure(measure: Measure) -> str:
    return f"{metric_named(measure.metric).korean} {_STATISTICS[measure.statistic]}".strip()


def conditions(measure: Measure) -> str:
    """Model, lengths, concurrency and service level under which the value is measured, with the metric's definition."""
    in_flight = measure.concurrency
    load = "제안자가 정한 동시 요청 가운데 가장 좋은 값" if in_flight is None else f"동시 요청 {_number(in_flight)}"
    lengths = f"입력 {_number(measure.isl)} 토큰, 출력 {_number(measure.osl)} 토큰"
    parts = [f"모델 {measure.model}", lengths, load]
    kept = ", ".join(
        f"{metric_named(one.metric).korean} {_STATISTICS[one.statistic]} {_number(one.at_most)} ms 이하"
        for one in measure.slo.limits
    )
    parts += [f"서비스 수준: {kept}"] if kept else []
    return "; ".join((*parts, f"정의: {definition(measure.metric)}"))


def definition(metric: str) -> str:
    """What a metric is, in Korean, as `benchmarks.metrics` defines it."""
    if metric in _DEFINED:
        return _DEFINED[metric]
    shared = " ÷ 사용한 가속기 수" if metric.endswith("_per_accelerator") else ""
    return f"시스템 전체의 {_RATE[metric.split('_', maxsplit=1)[0]]} 수 ÷ 시간{shared}"


def _number(value: Fraction | Decimal) -> str:
    text = plain(Fraction(value))
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.isdecimal() else text
