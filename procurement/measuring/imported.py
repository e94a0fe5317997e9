"""A step's own result read back as any other result file is: measurement, checks, grades, and what is still to ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from benchmarks.answers import Answers, questions
from benchmarks.canonical import ContradictedAnswer
from benchmarks.checked import Checked, checked_rows
from benchmarks.measurement import Latency, Measurement
from benchmarks.readers import UnreadableFile, read
from benchmarks.slo import grade
from procurement.measuring.plan import Step, runs_in

_TENTH = Decimal("0.1")
_NOT_MEASURED = "미측정"
_COUNTED = frozenset({"used", "nodes"})
_BY_THE_STEP = frozenset({"weight_precision"})


class UselessResult(ValueError):
    """A file that is no result of the step it should be of."""


def checked_step(data: bytes, *, filename: str, step: Step) -> Checked:
    """The counted run of a step's file, in the grid's precision, and what the checks find in it; no warm-up.

    Raises UselessResult for an unreadable file, other conditions than the step's, or no answered request.
    """
    try:
        answers = Answers(weight_precision=step.model.precision)
        found = checked_rows(read(data, filename=filename), answers=answers)
    except (UnreadableFile, ContradictedAnswer) as error:
        raise UselessResult(str(error)) from error
    if len(found) != runs_in(step) or _conditions(found[-1].measurement) != _asked(step):
        seen = "; ".join(str(_conditions(one.measurement)) for one in found)
        raise UselessResult(
            f"{filename}: 이 단계({step.title})의 결과가 아닙니다: {seen} / is not the result of this step"
        )
    if not found[-1].measurement.counts.ok:
        raise UselessResult(
            f"{filename}: 응답한 요청이 없습니다. 서버와 모델 이름을 확인하십시오 / "
            f"no request was answered; check the server and the model's name"
        )
    return found[-1]


def _asked(step: Step) -> tuple[object, ...]:
    return step.model.name, step.isl, step.osl, step.concurrency


def _conditions(measurement: Measurement) -> tuple[object, ...]:
    scenario = measurement.scenario
    return measurement.model.name, scenario.isl_target, scenario.osl_target, scenario.concurrency


def point_lines(measurement: Measurement) -> Iterator[str]:
    """The step's main figures and its grades by both definitions of TPOT."""
    latency, counts = measurement.latency, measurement.counts
    ttft, tpot = latency.ttft or Latency(), latency.tpot or Latency()
    yield (
        f"TTFT P90 {_shown(ttft.p90)} ms, TPOT P90 {_shown(tpot.p90)} ms, "
        f"출력 {_shown(measurement.throughput.output_tps)} tokens/s, 응답 {counts.ok}건"
    )
    yield f"등급 {_grades(measurement)}"


def _grades(measurement: Measurement) -> str:
    by_definition = (
        ("TPOT", grade(measurement, definition="tpot")),
        ("NTPOT(첫 토큰 포함)", grade(measurement, definition="ntpot")),
    )
    return "; ".join(
        f"{name} " + " ".join(f"≤{mark.tpot_p90_ms} ms {mark.mark}" for mark in found.marks)
        for name, found in by_definition
    )


def _shown(value: Decimal | None) -> str:
    return _NOT_MEASURED if value is None else str(value.quantize(_TENTH))


def answers_template(points: Iterable[Measurement], *, host: Mapping[str, str]) -> str:
    """answers.toml: every question that result files never answer, filled in where the user stated it as a fact.

    The precision is the grid's and is not asked.
    """
    asked = {question.name: question for point in points for question in questions(point)}
    lines = [
        "# 결과 파일이 말하지 않는 것. 빈 줄을 채우고 #을 지우십시오 / what the result files never say",
        "[answers]",
    ]
    for name, question in asked.items():
        if name not in _BY_THE_STEP:
            lines.append(f"# {question.korean} / {question.english} ({question.why})")
            lines.append(_answer(name, host.get(name)))
    return "\n".join([*lines, ""])


def _answer(name: str, stated: str | None) -> str:
    if stated is None:
        return f"#{name} = "
    number = name in _COUNTED and stated.isascii() and stated.isdigit()
    return f"{name} = {stated if number else json.dumps(stated, ensure_ascii=False)}"
