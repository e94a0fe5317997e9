from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.detail import DETAIL_TITLES, detail_findings, recomputed
from benchmarks.findings import Finding
from benchmarks.measurement import Latency
from benchmarks.readers import read
from benchmarks.report import Cell, Report, Request, Row, Statistic


def request(
    output: int | None = 11, ttft: int | None = 50, e2e: int | None = 150, *, ok: bool = True, gaps: str = ""
) -> Request:
    first, whole = (None if one is None else Decimal(one) for one in (ttft, e2e))
    between = tuple(Decimal(gap) for gap in gaps.split())
    return Request("/r", ok, 100, output, first, whole, gaps=between)


EMPTY = request(output=0, ttft=None, e2e=None)


def cell(quantity: str, value: str, statistic: Statistic = "value", unit: str = "count") -> Cell:
    return Cell(quantity, statistic, Decimal(value), unit, "", f"/{quantity}")


def report(*cells: Cell, requests: tuple[Request, ...], tool: str = "vLLM bench serve") -> Report:
    return Report("f", tool, "", "file", "0" * 64, 1, (Row("/0", cells, (), requests),), ())


def observed(*cells: Cell, requests: tuple[Request, ...], tool: str = "vLLM bench serve") -> list[tuple[str, str]]:
    found = detail_findings(report(*cells, requests=requests, tool=tool))
    return [(finding.rule, finding.observed) for finding in found]


def mean(latency: Latency | None) -> Decimal | None:
    return latency.mean if latency else None


def test_requests_are_counted_and_each_latency_is_computed_from_them() -> None:
    found = recomputed((request(gaps="8 12"), request(21, 30, 430), request(ok=False)), tool="vLLM bench serve")
    assert (found.ok, found.failed, found.zero_output) == (2, 1, 0)
    assert (found.input_tokens, found.output_tokens) == (200, 32)
    again = found.latency
    assert [mean(one) for one in (again.ttft, again.tpot, again.itl, again.ntpot, again.e2e)] == [40, 15, 10, None, 290]
    assert found.as_counted == found.latency


def test_an_answer_of_one_token_has_no_time_per_token() -> None:
    found = recomputed((request(1, 50, 50), request()), tool="AIPerf")
    assert found.latency.tpot
    assert (found.latency.tpot.mean, found.latency.tpot.n) == (Decimal(10), 1)


def test_guidellm_weights_by_tokens() -> None:
    """(150 − 50) ÷ 10 = 10 ms ten times and (430 − 30) ÷ 20 = 20 ms twenty times; 150/11 and 430/21 by tokens."""
    latency = recomputed((request(), request(21, 30, 430)), tool="GuideLLM").latency
    assert (mean(latency.itl), mean(latency.ntpot)) == (Decimal(500) / 30, Decimal(580) / 32)
    assert latency.itl
    assert (latency.itl.p50, latency.itl.n) == (Decimal(20), 30)


@pytest.mark.parametrize(
    ("tool", "counted"), [("vLLM bench serve", Decimal(25)), ("SGLang", Decimal(25)), ("GuideLLM", Decimal(50))]
)
def test_an_answer_without_a_token_counts_as_the_tool_counts_it(tool: str, counted: Decimal) -> None:
    found = recomputed((request(), EMPTY), tool=tool)
    assert found.zero_output == 1
    assert (mean(found.latency.ttft), mean(found.as_counted.ttft)) == (Decimal(50), counted)


def test_statistics_of_a_part_are_not_given_as_those_of_the_whole() -> None:
    found = recomputed((request(), request(output=None, ttft=None)), tool="vLLM")
    assert (found.zero_output, found.output_tokens) == (None, None)
    assert (found.latency.ttft, found.latency.tpot) == (None, None)
    assert mean(found.latency.e2e) == 150
    assert recomputed((request(ok=False),), tool="vLLM").latency.ttft is None


def test_figures_that_follow_from_the_requests_are_silent() -> None:
    agreeing = (
        cell("ok", "1"),
        cell("failed", "1"),
        cell("input_tokens", "100"),
        cell("osl_mean", "11"),
        cell("ttft", "0.05", "mean", "s"),
        cell("ttft", "0", "std", "ms"),
        cell("ttft", "5", "n"),
        cell("tpot", "10.1", "p99", "ms"),
        cell("itl", "9", "mean", "ms"),
        cell("output_tps", "9"),
    )
    assert observed(*agreeing, requests=(request(), request(ok=False))) == []
    assert detail_findings(report(*agreeing, requests=())) == ()


def test_a_figure_that_its_requests_contradict_is_found_at_its_place() -> None:
    wrong = cell("ttft", "40", "mean", "ms")
    assert detail_findings(report(wrong, requests=(request(),))) == (
        Finding(
            "D03",
            "reject",
            DETAIL_TITLES["D03"],
            "/ttft",
            "ttft mean = 40.0000; 요청별 / from the requests 50.0000",
            "0.99–1.01 ×",
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (cell("ok", "2"), "ok value = 2.0000; 요청별 / from the requests 1.0000"),
        (cell("failed", "0"), "failed value = 0.0000; 요청별 / from the requests 1.0000"),
        (cell("output_tokens", "12"), "output_tokens value = 12.0000; 요청별 / from the requests 11.0000"),
        (cell("isl_mean", "128"), "isl_mean value = 128.0000; 요청별 / from the requests 100.0000"),
    ],
)
def test_counts_and_lengths_are_held_too(wrong: Cell, says: str) -> None:
    assert observed(wrong, requests=(request(), request(ok=False))) == [("D01", says)]


def test_what_the_end_of_the_run_cut_off_is_not_held_against_the_failures() -> None:
    assert observed(cell("failed", "0"), cell("incomplete", "1"), requests=(request(), request(ok=False))) == []


@pytest.mark.parametrize(
    ("quantity", "value", "statistic", "found"),
    [("itl", "9.6", "mean", 0), ("itl", "9", "mean", 1), ("itl", "5", "std", 0), ("ttft", "49", "mean", 1)],
)
def test_guidellm_may_differ_by_its_last_token(quantity: str, value: str, statistic: Statistic, found: int) -> None:
    assert len(observed(cell(quantity, value, statistic, "ms"), requests=(request(),), tool="GuideLLM")) == found


@pytest.mark.parametrize(
    ("tool", "p90", "found"),
    [("GuideLLM", 127, 0), ("GuideLLM", 128, 0), ("GuideLLM", 125, 1), ("GuideLLM", 130, 1), ("AIPerf", 130, 1)],
)
def test_guidellm_may_take_either_value_where_the_requests_meet_a_point_exactly(
    tool: str, p90: int, found: int
) -> None:
    requests = tuple(request(ttft=100 + number, e2e=300) for number in range(1, 31))
    assert len(observed(cell("ttft", str(p90), "p90", "ms"), requests=requests, tool=tool)) == found


@pytest.mark.parametrize(("others", "level"), [(99, "warn"), (98, "reject")])
def test_answers_without_a_token_are_shown_with_what_they_hide(others: int, level: str) -> None:
    (finding,) = detail_findings(report(requests=(*[request()] * others, EMPTY)))
    assert (finding.rule, finding.level, finding.where) == ("D02", level, "/0")
    assert finding.observed.startswith(f"1/{others + 1}; ttft mean 49.")
    assert " → 50.0000 ms" in finding.observed


def test_every_title_says_that_the_rule_is_ours() -> None:
    assert list(DETAIL_TITLES) == ["D01", "D02", "D03"]
    assert all("저울 자체 규칙" in title and "Jeoul's own" in title for title in DETAIL_TITLES.values())


def test_real_vllm_files_hide_answers_without_a_token(shared_results: Path) -> None:
    """Everything else that the files say follows from their requests to the last digits."""
    found = {}
    for path in sorted((shared_results / "vllm" / "dstack").glob("*/*qps*.json")):
        report = read(path.read_bytes(), filename=path.name)
        found[path.name[-20:-5]] = [f"{f.rule} {f.level} {f.observed}" for f in detail_findings(report)]
    assert found == {
        "20241109-150547": ["D02 reject 379/1000; ttft mean 1486.3937 → 2393.5487 ms"],
        "20241109-151112": ["D02 reject 378/1000; ttft mean 18688.4589 → 30045.7539 ms"],
        "20241116-152727": ["D02 reject 17/17"],
    }


def test_real_guidellm_steps_follow_from_their_requests(shared_results: Path) -> None:
    data = (shared_results / "format-fixtures" / "guidellm" / "benchmarks.json").read_bytes()
    report = read(data, filename="benchmarks.json")
    assert [len(row.requests) for row in report.rows] == [12, 48, 96]
    assert detail_findings(report) == ()


def test_real_aiperf_requests_give_the_statistics_of_its_summary(shared_results: Path) -> None:
    folder = shared_results / "format-fixtures" / "aiperf" / "c4"
    requests = read((folder / "profile_export.jsonl").read_bytes(), filename="profile_export.jsonl").rows[0].requests
    summary = read((folder / "profile_export_aiperf.json").read_bytes(), filename="profile_export_aiperf.json")
    (measured,) = measurements(summary, answers=Answers())
    again = recomputed(requests, tool="AIPerf").latency
    for theirs, ours in ((measured.latency.ttft, again.ttft), (measured.latency.e2e, again.e2e)):
        assert theirs
        assert ours
        pairs = ((theirs.mean, ours.mean), (theirs.p50, ours.p50), (theirs.p90, ours.p90), (theirs.p99, ours.p99))
        assert [one for one, other in pairs if one is None or other is None or abs(one - other) > Decimal("1e-6")] == []
