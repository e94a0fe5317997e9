from __future__ import annotations

import pytest

from benchmarks.readers.mlperf_path import announced, scenario_of_path
from benchmarks.report import Fact


@pytest.mark.parametrize(
    ("path", "scenario"),
    [
        ("closed/x/results/y/llama2-70b-99/Offline/performance/run_1", "Offline"),
        ("results/y/resnet50/singlestream", "SingleStream"),
        ("C:\\results\\y\\MultiStream\\performance", "MultiStream"),
        ("y/llama2-70b-interactive-99/Interactive", "Server"),
        ("offline/y/Server/run_1", "Server"),
        ("y/resnet50", None),
        ("", None),
    ],
)
def test_the_scenario_of_a_path_is_the_innermost_folder_named_after_one(path: str, scenario: str | None) -> None:
    assert scenario_of_path(path) == scenario


def test_what_a_path_announces_is_a_fact_with_its_place() -> None:
    assert announced("y/Offline/run_1/log.txt") == (Fact("path_scenario", "Offline", "y/Offline/run_1/log.txt"),)
    assert announced("log.txt") == ()
