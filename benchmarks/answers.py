"""What a result file never says: asked of a person, and scoring waits until it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from benchmarks.measurement import Measurement, PowerScope, Role, Verification


@dataclass(frozen=True, slots=True)
class Answers:
    """A person's answers about a result file; None = not answered. Lengths in tokens, `average_w` in W.

    `measured_at` carries its zone. `power_scope` "not_measured" is an answer: no power was measured.
    """

    accelerator: str | None = None
    vendor: str | None = None
    system_name: str | None = None
    used: int | None = None
    nodes: int | None = None
    model: str | None = None
    weight_precision: str | None = None
    engine: str | None = None
    engine_version: str | None = None
    sdk_version: str | None = None
    measurer: str | None = None
    measurer_role: Role | None = None
    measured_at: datetime | None = None
    suite: str | None = None
    public_url: str | None = None
    verification: Verification | None = None
    isl: Decimal | None = None
    osl: Decimal | None = None
    power_scope: PowerScope | None = None
    average_w: Decimal | None = None
    power_method: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something still missing: the field of `Answers`, its text in Korean and English, and why it is needed."""

    name: str
    korean: str
    english: str
    why: str


_QUESTIONS = {
    question.name: question
    for question in (
        Question("accelerator", "가속기 제품명(SKU)", "Accelerator (SKU)", "파일에 없음 / never in the file"),
        Question(
            "used", "사용한 가속기 수", "Accelerators used", "가속기당 성능의 분모 / divides per-accelerator figures"
        ),
        Question("model", "모델 이름", "Model", "같은 모델끼리만 비교 / only equal models are compared"),
        Question(
            "weight_precision", "가중치 정밀도", "Weight precision", "정밀도마다 성능이 다름 / changes the result"
        ),
        Question("engine", "추론 소프트웨어", "Serving software", "소프트웨어마다 성능이 다름 / changes the result"),
        Question(
            "engine_version", "추론 소프트웨어 버전", "Its version", "결과는 버전과 함께만 유효 / valid only with it"
        ),
        Question("measurer", "측정 기관", "Measured by", "누가 쟀는지 감사 대상 / subject to audit"),
        Question(
            "measurer_role", "측정 기관의 지위", "Role of the measurer", "판매자·발주자·시험기관 구분 / who vouches"
        ),
        Question(
            "isl", "입력 길이(토큰)", "Input length (tokens)", "같은 길이끼리만 비교 / only equal lengths are compared"
        ),
        Question(
            "osl", "출력 길이(토큰)", "Output length (tokens)", "같은 길이끼리만 비교 / only equal lengths are compared"
        ),
        Question(
            "power_scope", "전력 측정 범위", "Scope of the power", "범위가 다르면 비교 불가 / scopes are never mixed"
        ),
        Question("average_w", "평균 전력(W)", "Mean power (W)", "범위를 답했으면 값이 필요 / a scope needs its value"),
    )
}


def questions(measurement: Measurement) -> tuple[Question, ...]:
    """What must still be answered before this measurement may be scored (formats.md §5.2)."""
    missing = _missing(measurement)
    return tuple(question for name, question in _QUESTIONS.items() if missing[name])


def scorable(measurement: Measurement) -> bool:
    """Whether nothing that blocks scoring is missing."""
    return not any(_missing(measurement).values())


def _missing(measurement: Measurement) -> dict[str, bool]:
    system, software, model, power = measurement.system, measurement.software, measurement.model, measurement.power
    scenario, lengths_matter = measurement.scenario, _counts_tokens(measurement)
    return {
        "accelerator": system.accelerator is None,
        "used": system.used is None,
        "model": model.name is None,
        "weight_precision": model.weight_precision is None,
        "engine": software.engine is None,
        "engine_version": software.engine_version is None,
        "measurer": measurement.provenance.measurer is None,
        "measurer_role": measurement.provenance.measurer_role is None,
        "isl": lengths_matter and scenario.isl_target is None and scenario.isl_mean is None,
        "osl": lengths_matter and scenario.osl_target is None and scenario.osl_mean is None,
        "power_scope": power.scope is None,
        "average_w": power.scope not in {None, "not_measured"} and power.average_w is None,
    }


def _counts_tokens(measurement: Measurement) -> bool:
    latency, throughput = measurement.latency, measurement.throughput
    tokens = (latency.ttft, latency.tpot, latency.itl, latency.ntpot, throughput.output_tps, throughput.total_tps)
    return any(value is not None for value in tokens)
