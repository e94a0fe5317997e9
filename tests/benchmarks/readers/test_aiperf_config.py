from __future__ import annotations

from typing import Any

import pytest

from benchmarks.readers.aiperf_config import load_and_model
from benchmarks.readers.document import Record
from benchmarks.readers.unreadable import UnreadableFile

WARMUP = {"name": "warmup", "kind": "warmup", "type": "concurrency", "concurrency": 1}


def said(config: Any) -> dict[str, str]:
    cells, facts = load_and_model(Record("f", "", {"input_config": config}))
    return {cell.quantity: f"{cell.value} {cell.where}" for cell in cells} | {
        f.key: f"{f.value} {f.where}" for f in facts
    }


def test_since_0_13_the_profiling_phase_says_the_load() -> None:
    phase = {"name": "profiling", "kind": "profiling", "type": "concurrency", "requests": 40, "concurrency": 4}
    assert said({"phases": [WARMUP, phase], "models": {"items": [{"name": "m"}]}}) == {
        "concurrency": "4 /input_config/phases/1/concurrency",
        "load": "closed_loop /input_config/phases/1/type",
        "model": "m /input_config/models/items/0/name",
    }


@pytest.mark.parametrize(
    ("kind", "load"),
    [("poisson", "open_loop"), ("constant", "open_loop"), ("gamma", "open_loop"), ("fixed_schedule", "trace")],
)
def test_a_phase_with_a_rate_is_an_open_loop(kind: str, load: str) -> None:
    found = said({"phases": [{"name": "profiling", "type": kind, "rate": 30}]})
    assert (found["load"], found["rate_offered"]) == (
        f"{load} /input_config/phases/0/type",
        "30 /input_config/phases/0/rate",
    )


@pytest.mark.parametrize("kind", ["user_centric", None, 4])
def test_another_kind_of_phase_leaves_the_load_open(kind: object) -> None:
    assert said({"phases": [{"name": "profiling", "type": kind}]}) == {}


def test_of_several_measured_phases_none_stands_for_the_file() -> None:
    phases = [{"name": name, "kind": "profiling", "type": "concurrency", "concurrency": 4} for name in ("a", "b")]
    assert said({"phases": phases}) == {}


@pytest.mark.parametrize(
    ("loadgen", "expected"),
    [
        (
            {"concurrency": 100, "request_rate": None},
            {
                "concurrency": "100 /input_config/loadgen/concurrency",
                "load": "closed_loop /input_config/loadgen/concurrency",
            },
        ),
        (
            {"concurrency": 100, "request_rate": 8},
            {
                "concurrency": "100 /input_config/loadgen/concurrency",
                "rate_offered": "8 /input_config/loadgen/request_rate",
                "load": "open_loop /input_config/loadgen/request_rate",
            },
        ),
        ({}, {}),
        (None, {}),
    ],
)
def test_before_0_13_the_load_generator_says_it(loadgen: Any, expected: dict[str, str]) -> None:
    assert said({"loadgen": loadgen}) == expected


def test_the_wanted_lengths_are_read_from_both_shapes() -> None:
    new = {"datasets": [{"prompts": {"isl": {"mean": 128, "stddev": 0}, "osl": {"mean": 64}}}]}
    old = {"input": {"prompt": {"input_tokens": {"mean": 550}, "output_tokens": {"mean": 100}}}}
    assert said(new) == {
        "isl_target": "128 /input_config/datasets/0/prompts/isl/mean",
        "osl_target": "64 /input_config/datasets/0/prompts/osl/mean",
    }
    assert said(old) == {
        "isl_target": "550 /input_config/input/prompt/input_tokens/mean",
        "osl_target": "100 /input_config/input/prompt/output_tokens/mean",
    }
    assert said({"datasets": [new["datasets"][0], new["datasets"][0]]}) == {}


@pytest.mark.parametrize(
    ("config", "model"),
    [
        ({"endpoint": {"model_names": ["org/m"]}}, "org/m /input_config/endpoint/model_names/0"),
        ({"endpoint": {"model_names": ["a", "b"]}}, None),
        ({"endpoint": {"model_names": "a"}}, None),
        ({"models": {"items": [{"name": "a"}, {"name": "b"}]}}, None),
    ],
)
def test_one_model_is_named_and_several_are_not(config: Any, model: str | None) -> None:
    assert said(config).get("model") == model


def test_without_a_config_nothing_is_said() -> None:
    assert said(None) == {}


def test_a_value_of_the_wrong_kind_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableFile) as refused:
        said({"loadgen": {"concurrency": "many"}})
    assert refused.value.where == "/input_config/loadgen/concurrency"
