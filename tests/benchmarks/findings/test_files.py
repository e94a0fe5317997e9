from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.findings import Finding, report_findings
from benchmarks.readers import read
from benchmarks.report import Fact, Report, Row

# an invented Server run
LOG = """\
MLPerf Results Summary
SUT name : invented
Scenario : Server
Mode     : PerformanceOnly
Result is : VALID
Completed samples per second : 2.00
99.00 percentile latency (ns) : 15000001
"""


def test_zero_latencies_are_reported_for_the_file(sample: Callable[[str], bytes]) -> None:
    text = sample("vllm_c4.json").replace(b'"mean_ttft_ms": 57.66788277504702', b'"mean_ttft_ms": 0.0')
    report = read(text, filename="zero.json")
    assert [(f.rule, f.level, f.where, f.observed) for f in report_findings(report)] == [
        ("V01", "warn", "/mean_ttft_ms", "ttft mean = 0")
    ]
    assert report_findings(read(sample("vllm_c4.json"), filename="fine.json")) == ()


LIMITS = "ttft_latency (ns) : 2000000000\ntpot_latency (ns) : 200000000\ntarget_latency (ns) : 1\n"
TTFT, TPOT = "99.00 percentile first token latency (ns)", "99.00 percentile time to output token (ns)"


def logged(text: str) -> list[tuple[str, str, str, str, str]]:
    found = report_findings(read(text.encode(), filename="log"))
    return [(f.rule, f.level, f.where, f.observed, f.allowed) for f in found]


def test_v20_holds_a_server_log_against_its_own_limits() -> None:
    assert logged(f"{LOG}{TTFT} : 2000000000\n{TPOT} : 200000000\n{LIMITS}") == []
    assert logged(f"{LOG}{TTFT} : 2000000001\n{TPOT} : 200000001\n{LIMITS}") == [
        ("V20", "reject", "line 8", "ttft p99 2000000001 ns", "≤ 2000000000 ns (line 10)"),
        ("V20", "reject", "line 9", "tpot p99 200000001 ns", "≤ 200000000 ns (line 11)"),
    ]


def test_v20_takes_the_limit_of_a_query_where_no_token_has_one() -> None:
    text = f"{LOG}target_latency (ns) : 15000000\n"
    assert logged(text) == [("V20", "reject", "line 7", "e2e p99 15000001 ns", "≤ 15000000 ns (line 8)")]
    assert logged(text.replace("Server", "SingleStream")) == []
    assert logged(text.replace("15000000\n", "0\n")) == []


def test_v18_is_found_in_a_log_that_comes_alone() -> None:
    found = report_findings(read(LOG.encode(), filename="x/MultiStream/performance/run_1/mlperf_log_summary.txt"))
    assert [(f.rule, f.observed, f.allowed) for f in found] == [("V18", "MultiStream", "Server")]


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
