from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.measurement import Latencies, Measurement
from procurement.measuring.imported import UselessResult, answers_template, checked_step, point_lines
from procurement.measuring.plan import Step
from tests.procurement.measuring.fake_guidellm import result
from tests.procurement.measuring.sweeps import ENDPOINT, SAMPLE, steps


def written(step: Step, *, answered: bool = True) -> bytes:
    scenario: dict[str, Any] = {"spec": {"profile": {"streams": [step.concurrency] * 2}}}
    scenario["spec"] |= {"backend": {"model": step.model.name, "target": ENDPOINT.shown}}
    scenario["spec"]["data"] = [{"prompt_tokens": step.isl, "output_tokens": step.osl}]
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return json.dumps(result(scenario, sample, answered=answered)).encode()


def point() -> Measurement:
    return checked_step(written(steps()[0]), filename="f.json", step=steps()[0]).measurement


def test_the_last_run_is_the_steps_measurement_in_the_grids_precision() -> None:
    found = point()
    assert (found.source.where, found.model.weight_precision, found.counts.ok) == ("/benchmarks/1", "BF16", 11)


@pytest.mark.parametrize(
    ("step", "other"),
    [
        (steps()[0], steps()[1]),
        (steps()[0], replace(steps()[0], osl=65)),
        (steps()[0], replace(steps()[0], model=replace(steps()[0].model, name="other"))),
        (steps()[0], replace(steps()[0], budget=replace(steps()[0].budget, warmup_rounds=0))),
    ],
)
def test_the_result_of_another_step_is_refused(step: Step, other: Step) -> None:
    with pytest.raises(UselessResult, match="is not the result of this step"):
        checked_step(written(step), filename="f.json", step=other)


def test_a_file_cut_off_is_refused() -> None:
    with pytest.raises(UselessResult, match=r"f\.json"):
        checked_step(written(steps()[0])[:-100], filename="f.json", step=steps()[0])


def test_a_step_that_nobody_answered_is_no_result() -> None:
    with pytest.raises(UselessResult, match="no request was answered"):
        checked_step(written(steps()[0], answered=False), filename="f.json", step=steps()[0])


def test_figures_and_grades_are_said() -> None:
    figures, grades = point_lines(point())
    assert figures == "TTFT P90 63.4 ms, TPOT P90 10.1 ms, 출력 88.0 tokens/s, 응답 11건"
    assert grades == ("등급 TPOT ≤30 ms O ≤40 ms O ≤50 ms O; NTPOT(첫 토큰 포함) ≤30 ms O ≤40 ms O ≤50 ms O")


def test_what_was_not_measured_is_said_so() -> None:
    silent = replace(point(), latency=Latencies())
    assert next(point_lines(silent)) == "TTFT P90 미측정 ms, TPOT P90 미측정 ms, 출력 88.0 tokens/s, 응답 11건"


def test_what_was_tampered_with_is_found_also_against_the_files_own_requests() -> None:
    file = json.loads(written(steps()[0]))
    file["benchmarks"][-1]["metrics"]["output_tokens_per_second"]["successful"]["mean"] *= 1.5
    file["benchmarks"][-1]["requests"] = {"successful": [{"prompt_tokens": 128, "output_tokens": 60}] * 11}
    found = checked_step(json.dumps(file).encode(), filename="f.json", step=steps()[0]).findings
    assert {"V03", "V04", "D01"} <= {one.rule for one in found if one.level == "reject"}


def test_the_template_asks_what_no_file_says_and_keeps_what_the_user_stated() -> None:
    unstated = replace(point(), model=replace(point().model, weight_precision=None))
    lines = answers_template(
        [point(), unstated], host={"accelerator": 'a "b"', "used": "4", "engine": "x"}
    ).splitlines()
    assert lines[1] == "[answers]"
    assert [line for line in lines if " = " in line and not line.startswith("# ")] == [
        'accelerator = "a \\"b\\""',
        "used = 4",
        'engine = "x"',
        "#engine_version = ",
        "#measurer = ",
        "#measurer_role = ",
        "#power_scope = ",
    ]


def test_a_count_that_is_no_number_stays_a_text_for_the_reader_to_refuse() -> None:
    assert 'used = "four"' in answers_template([point()], host={"used": "four"})
