from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.findings import Finding, report_findings
from benchmarks.readers import read
from benchmarks.report import Fact, Report, Row


def test_zero_latencies_are_reported_for_the_file(sample: Callable[[str], bytes]) -> None:
    text = sample("vllm_c4.json").replace(b'"mean_ttft_ms": 57.66788277504702', b'"mean_ttft_ms": 0.0')
    report = read(text, filename="zero.json")
    assert [(f.rule, f.level, f.where, f.observed) for f in report_findings(report)] == [
        ("V01", "warn", "/mean_ttft_ms", "ttft mean = 0")
    ]
    assert report_findings(read(sample("vllm_c4.json"), filename="fine.json")) == ()


def report(**facts: str) -> Report:
    row = Row("/0", (), tuple(Fact(key, value, f"/0/{key}") for key, value in facts.items()))
    return Report("format", "tool", "1", "file", "0" * 64, 1, (row,), ())


def test_v18_finds_a_folder_that_names_another_scenario() -> None:
    assert report_findings(report(scenario="SingleStream", path_scenario="Offline")) == (
        Finding(
            "V18",
            "warn",
            "폴더나 이름이 말하는 시나리오 = 내용의 시나리오 / the scenario of the path = that of the content",
            "/0/path_scenario",
            "Offline",
            "SingleStream",
        ),
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"scenario": "Server", "path_scenario": "Interactive"},
        {"scenario": "Offline", "path_scenario": "offline "},
        {"scenario": "Offline"},
        {"path_scenario": "Offline"},
    ],
)
def test_v18_is_silent_where_they_agree_or_one_is_unknown(facts: dict[str, str]) -> None:
    assert report_findings(report(**facts)) == ()


def test_v19_reports_a_unit_that_cannot_be_trusted() -> None:
    assert [(f.rule, f.level, f.observed, f.allowed) for f in report_findings(report(unit_unclear="5 Queries/s"))] == [
        ("V19", "warn", "5 Queries/s", "tokens/s")
    ]
