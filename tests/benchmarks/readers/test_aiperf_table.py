from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report
from tests.benchmarks.readers.hostile import survives

FILES = Path(__file__).resolve().parents[2] / "files"
ROUNDED = "Values of the CSV are rounded to two decimals; the JSON file is better for scoring."
# shape and figures of NVIDIA/cloudai's documentation of its AI Dynamo workload
GENAI_PERF = """Metric,avg,min,max,p99,p95,p90,p75,p50,p25
Time To First Token (ms),"1,146.31",249.48,"3,485.23","3,457.97","3,349.56","3,215.06","1,330.93",640.07,286.52
Request Latency (ms),"6,406.20","5,371.47","9,608.72","9,436.13","9,046.58","9,028.16","6,549.60","5,690.23","5,493.63"
Inter Token Latency (ms),30.35,27.59,35.60,35.23,33.88,32.53,31.05,30.13,29.04
Output Sequence Length (tokens),174.45,164.00,187.00,186.22,183.10,180.10,177.00,174.00,171.75
Input Sequence Length (tokens),"3,000.05","2,999.00","3,001.00","3,001.00","3,001.00","3,000.00","3,000.00",0,0

Metric,Value
Output Token Throughput (per sec),261.25
Request Throughput (per sec),1.50
Request Count (count),40.00
"""


def report(text: str) -> Report:
    return read(text.encode(), filename="a.csv")


def imported(text: str) -> Measurement:
    (found,) = measurements(report(text), answers=Answers())
    return found


def test_the_mock_servers_truth_is_read(sample: Callable[[str], bytes]) -> None:
    read_whole = read(sample("aiperf_c4.csv"), filename="a.csv")
    assert (read_whole.format, read_whole.tool, len(read_whole.rows)) == ("aiperf-table", "AIPerf", 1)
    assert [said.split(" / ")[1] for said in read_whole.repairs] == [ROUNDED]
    (found,) = measurements(read_whole, answers=Answers())
    assert found.latency.e2e is not None
    assert (found.latency.e2e.mean, found.latency.e2e.p99) == (Decimal("688.62"), Decimal("702.35"))
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.std) == (Decimal("10.04"), Decimal("0.08"))
    assert found.throughput == Throughput(Decimal("364.70"), Decimal("729.40"), Decimal("1094.10"), Decimal("5.70"))
    assert found.counts == Counts(sent=40, ok=40, failed=None, incomplete=None, zero_output=None)
    assert (found.scenario.fixed_length, found.scenario.duration_s) == (True, Decimal("7.01"))
    assert [finding.rule for finding in findings(found) if finding.level == "reject"] == []


def test_every_number_has_its_cell(sample: Callable[[str], bytes]) -> None:
    places = {
        (cell.quantity, cell.statistic): cell.where
        for cell in read(sample("aiperf_c4.csv"), filename="a").rows[0].cells
    }
    assert (places["e2e", "mean"], places["e2e", "std"]) == ("B41", "O41")
    assert (places["duration", "value"], places["rps", "value"]) == ("B53", "B60")


def test_the_table_says_what_the_json_of_the_run_says_rounded(sample: Callable[[str], bytes]) -> None:
    table, export = (
        measurements(read(sample(f"aiperf_c4.{kind}"), filename=kind), answers=Answers())[0] for kind in ("csv", "json")
    )
    for name in ("ttft", "tpot", "itl", "e2e"):
        rounded, exact = getattr(table.latency, name), getattr(export.latency, name)
        for field in ("mean", "minimum", "p50", "p90", "p95", "p99", "maximum"):
            wanted = getattr(exact, field)
            assert (getattr(rounded, field) or 0) == (wanted.quantize(Decimal("0.01")) if wanted else 0)


def test_genai_perfs_table_is_read_with_its_thousands_marks_and_units() -> None:
    assert report(GENAI_PERF).tool == "GenAI-Perf"
    found = imported(GENAI_PERF)
    assert found.latency.ttft == Latency(
        mean=Decimal("1146.31"),
        minimum=Decimal("249.48"),
        p50=Decimal("640.07"),
        p90=Decimal("3215.06"),
        p95=Decimal("3349.56"),
        p99=Decimal("3457.97"),
        maximum=Decimal("3485.23"),
        definition="first token − request start, per request",
    )
    assert found.throughput == Throughput(Decimal("261.25"), None, None, Decimal("1.50"))
    assert (found.counts.ok, found.scenario.osl_mean, found.scenario.fixed_length) == (40, Decimal("174.45"), False)
    assert {finding.rule: finding.level for finding in findings(found)}["V06"] == "pass"


def test_a_rate_rounded_too_coarsely_is_left_out_and_said() -> None:
    coarse = GENAI_PERF.replace("(per sec),1.50", "(per sec),0.29")
    assert imported(coarse).throughput.rps is None
    assert report(coarse).repairs[1:] == (
        "B10: 0.29 requests/s은(는) 반올림이 너무 커서 읽지 않았습니다. / Rounded too coarsely to be used.",
    )


def test_a_value_that_is_not_there_is_absent() -> None:
    found = imported(GENAI_PERF.replace("30.35,27.59", "N/A,"))
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.minimum) == (None, None)
    assert found.latency.tpot.p50 == Decimal("30.13")


def test_the_ttft_of_answers_that_were_not_streamed_is_left_out() -> None:
    text = "Metric,avg,min,max\nTime To First Token (ms),9.1,8,10\nRequest Latency (ms),9.1,8,10\n"
    assert imported(text).latency.ttft is None
    assert len(report(text).repairs) == 2


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("Request Latency (ms)", "Request Latency (furlongs)", "A3"),
        ("30.35", "thirty", "B4"),
        ("30.35", "-30.35", "B4"),
        ("30.35", "3,0.35", "line 4"),
        ("40.00", "40.50", "B11"),
        (",29.04", "", "line 4"),
        ('"1,146.31"', '"1,146.31', "line 1"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(old: str, new: str, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(GENAI_PERF.replace(old, new))
    assert refused.value.where == where


def test_a_table_without_a_known_metric_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        report("Metric,avg,min,max\nImages (count),1,1,1\n\nEndpoint,GPU\nhost,0\n")
    assert (refused.value.where, refused.value.problem) == (
        "A1",
        "아는 측정값이 없습니다. / No known measurement.",
    )


@given(st.data())
def test_a_changed_place_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([GENAI_PERF, FILES.joinpath("aiperf_c4.csv").read_text(encoding="utf-8")]))
    at = data.draw(st.integers(0, len(text)))
    survives(text[:at] + data.draw(st.text()) + text[at + data.draw(st.integers(0, 12)) :])


@pytest.mark.parametrize(("name", "answered", "output"), [("c1", 6, "85.67"), ("c16", 96, "1282.23")])
def test_the_full_tables_are_read(shared_results: Path, name: str, answered: int, output: str) -> None:
    data = (shared_results / f"format-fixtures/aiperf/{name}/profile_export_aiperf.csv").read_bytes()
    (found,) = measurements(read(data, filename="a"), answers=Answers())
    assert (found.counts.ok, found.throughput.output_tps) == (answered, Decimal(output))
