from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from procurement.measuring.endpoint import endpoint_of
from procurement.measuring.plan import NotInGrid, Step, runs_in, scenario, step_digest, steps_of
from tests.procurement.measuring.sweeps import ENDPOINT, GRID, grid, steps

TWO_MODELS = GRID.replace("[[length]]", '[[model]]\nname = "a/b, c=d"\nprecision = "FP8"\n\n[[length]]', 1)
BY_SECONDS = GRID.replace("requests = 30\nrounds = 10\nwarmup_rounds = 2\nmost_seconds = 60", "seconds = 60\n{}")


def spec(step: Step, **changed: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {"endpoint": ENDPOINT, "tokenizer": "tok", "output": Path("out.json"), **changed}
    found: dict[str, Any] = json.loads(scenario(step, **asked))["spec"]
    return found


def test_the_steps_come_model_by_model_with_concurrency_rising() -> None:
    found = [(step.model.name, step.isl, step.osl, step.concurrency) for step in steps(TWO_MODELS)]
    assert found == [
        ("mock-model", 128, 64, 1),
        ("mock-model", 128, 64, 4),
        ("a/b, c=d", 128, 64, 1),
        ("a/b, c=d", 128, 64, 4),
    ]


def test_models_can_be_chosen_and_only_those_of_the_grid() -> None:
    assert [step.model.precision for step in steps_of(grid(TWO_MODELS), models=["a/b, c=d"])] == ["FP8", "FP8"]
    with pytest.raises(NotInGrid, match=r"'other'.*mock-model, a/b, c=d"):
        steps_of(grid(TWO_MODELS), models=["other"])


def test_a_step_has_a_name_for_files_and_a_title_for_people() -> None:
    odd = steps(TWO_MODELS)[3]
    assert (odd.name, odd.title) == ("b_c_d-f99538-128-64-c4", "a/b, c=d 128/64 동시 4")
    alike = steps(TWO_MODELS.replace("a/b, c=d", "a/b. c=d"))[3]
    assert alike.name != odd.name


def test_a_step_counts_the_asked_requests_or_the_rounds_of_all_streams() -> None:
    assert [step.counted for step in steps()] == [30, 40]
    assert [step.counted for step in steps(BY_SECONDS.format("warmup_seconds = 5"))] == [None, None]


def test_the_scenario_asks_the_endpoint_and_nobody_else() -> None:
    assert spec(steps()[1])["backend"] == {
        "kind": "openai_http",
        "target": "http://127.0.0.1:9",
        "model": "mock-model",
        "request_format": "/v1/chat/completions",
        "follow_redirects": False,
        "verify": True,
    }
    text = spec(steps(GRID.replace('"chat"', '"completions"'))[0])["backend"]["request_format"]
    assert text == "/v1/completions"


def test_the_warm_up_is_a_run_of_its_own_before_the_counted_one() -> None:
    found = spec(steps()[1])
    assert found["profile"] == {"kind": "concurrent", "streams": [4, 4]}
    assert found["constraints"] == [
        {"kind": "max_requests", "count": [8, 40]},
        {"kind": "max_duration", "seconds": 60},
    ]
    assert found["data"] == [{"kind": "synthetic_text", "prompt_tokens": 128, "output_tokens": 64}]
    assert (found["outputs"], found["tokenizer"]["model"]) == ([{"kind": "json", "path": "out.json"}], "tok")


def test_without_a_warm_up_there_is_one_run() -> None:
    step = steps(GRID.replace("warmup_rounds = 2", "warmup_rounds = 0"))[1]
    found = spec(step)
    assert (runs_in(step), found["profile"]["streams"], found["constraints"][0]["count"]) == (1, [4], [40])


@pytest.mark.parametrize(("warmup", "seconds"), [("warmup_seconds = 5", [5, 60]), ("warmup_seconds = 0", [60])])
def test_seconds_end_a_step_where_they_are_asked_for(warmup: str, seconds: list[int]) -> None:
    found = spec(steps(BY_SECONDS.format(warmup))[0])
    assert found["constraints"] == [{"kind": "max_duration", "seconds": seconds}]
    assert found["profile"]["streams"] == [1] * len(seconds)


def test_a_step_at_another_endpoint_or_of_other_conditions_has_another_digest() -> None:
    one, other = steps()
    digests = {
        step_digest(one, endpoint=ENDPOINT),
        step_digest(other, endpoint=ENDPOINT),
        step_digest(one, endpoint=endpoint_of("http://127.0.0.1:10")),
        step_digest(steps(GRID.replace("rounds = 10", "rounds = 11"))[0], endpoint=ENDPOINT),
    }
    assert len(digests) == 4
    assert step_digest(steps()[0], endpoint=ENDPOINT) in digests
