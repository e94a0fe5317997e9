from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latencies, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.guidellm import OLD_TPOT

FILES = Path(__file__).resolve().parents[2] / "files"
Table = list[list[str]]


@pytest.fixture
def table(sample: Callable[[str], bytes]) -> Table:
    return list(csv.reader(io.StringIO(sample("guidellm.csv").decode(), newline="")))


def encoded(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def imported(table: Table) -> tuple[Measurement, ...]:
    return measurements(read(encoded(table), filename="benchmarks.csv"), answers=Answers())


def changed(table: Table, heading: tuple[str, str, str], text: str) -> Table:
    column = list(zip(*table[:3], strict=True)).index(heading)
    return [line if i != 3 else [*line[:column], text, *line[column + 1 :]] for i, line in enumerate(table)]


def test_the_table_holds_the_measurements_of_the_json(sample: Callable[[str], bytes]) -> None:
    report = read(sample("guidellm.csv"), filename="benchmarks.csv")
    assert (report.format, report.tool, report.tool_version) == ("guidellm-csv", "GuideLLM", "0.8.1")
    assert [row.where for row in report.rows] == ["line 4", "line 5", "line 6"]
    from_csv = measurements(report, answers=Answers())
    from_json = measurements(read(sample("guidellm_v2.json"), filename="g"), answers=Answers())
    for mine, theirs in zip(from_csv, from_json, strict=True):
        for field in ("throughput", "counts", "scenario", "model"):
            assert getattr(mine, field) == getattr(theirs, field)
        # the table has neither the count of a distribution nor its p99.9
        for name in ("ttft", "tpot", "itl", "ntpot", "e2e"):
            whole = getattr(theirs.latency, name)
            assert getattr(mine.latency, name) == replace(whole, n=None, p99_9=None)
    assert [f.level for m in from_csv for f in findings(m) if f.level == "reject"] == []


def test_every_number_has_its_cell(sample: Callable[[str], bytes]) -> None:
    cells = read(sample("guidellm.csv"), filename="g").rows[0].cells
    places = {(cell.quantity, cell.statistic): cell.where for cell in cells}
    lines = list(csv.reader(io.StringIO(sample("guidellm.csv").decode(), newline="")))
    headings = list(zip(*lines[:3], strict=True))
    column = headings.index(("Time to First Token", "Successful ms", "Percentiles"))
    letters = places["ttft", "p90"].partition("4/")[0]
    assert places["ttft", "p90"] == f"{letters}4/7"
    spreadsheet = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
    assert spreadsheet == column


def test_a_local_time_without_a_zone_is_said_not_to_be_known(table: Table) -> None:
    provenance = imported(table)[0].provenance
    assert provenance.measured_at is not None
    assert (provenance.measured_at.replace(tzinfo=None), provenance.tz_known) == (
        datetime(2026, 11, 22, 11, 0, 16),  # noqa: DTZ001 -- the table says no zone
        False,
    )
    assert imported(changed(table, ("Timings", "Start Time", ""), "N/A"))[0].provenance.measured_at is None


@pytest.mark.parametrize(
    ("strategy", "load", "concurrency", "rate"),
    [
        ("concurrent@16", "closed_loop", 16, None),
        ("concurrent", "closed_loop", None, None),
        ("synchronous", "single_stream", 1, None),
        ("constant@2.50", "open_loop", None, Decimal("2.50")),
        ("throughput@512", "offline", None, None),
        ("new in a later version", None, None, None),
    ],
)
def test_every_strategy_is_known_or_left_open(
    table: Table, strategy: str, load: str | None, concurrency: int | None, rate: Decimal | None
) -> None:
    scenario = imported(changed(table, ("Benchmark", "Strategy", ""), strategy))[0].scenario
    assert (scenario.load, scenario.concurrency, scenario.rate_offered) == (load, concurrency, rate)


def test_a_step_in_which_nothing_was_answered_has_no_latencies(table: Table) -> None:
    found = imported(changed(table, ("Request Counts", "Successful", ""), "0"))[0]
    assert (found.latency, found.throughput) == (Latencies(), Throughput(None, None, None, None))


def test_an_empty_cell_is_not_measured(table: Table) -> None:
    empty = changed(table, ("Time to First Token", "Successful ms", "Percentiles"), "")
    empty = changed(empty, ("Token Metrics", "Successful Output Tokens", "Percentiles"), "null")
    found = imported(changed(empty, ("Runtime Info", "Arguments", ""), ""))[0]
    assert found.latency.ttft is not None
    assert (found.latency.ttft.p90, found.scenario.fixed_length, found.model.name) == (None, None, None)
    assert (found.latency.ttft.mean, found.scenario.osl_target) == (Decimal("56.70770731839267"), None)


@pytest.mark.parametrize(
    ("heading", "text", "problem"),
    [
        (
            ("Time to First Token", "Successful ms", "Percentiles"),
            "[1, 2]",
            "백분위수 11개의 목록이 있어야 합니다. / A list of 11 percentiles is needed.",
        ),
        (
            ("Time to First Token", "Successful ms", "Mean"),
            "fast",
            "수가 있어야 하는데 'fast'입니다. / A number is needed, not 'fast'.",
        ),
        (("Request Counts", "Total", ""), "1.5", "개수인데 정수가 아닙니다: 1.5. / A count with a fraction: 1.5."),
    ],
)
def test_a_wrong_cell_is_refused(table: Table, heading: tuple[str, str, str], text: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(changed(table, heading, text))
    assert refused.value.problem == problem


def test_a_table_without_results_is_refused(table: Table) -> None:
    for lines, problem in (
        (table[:2], "제목 줄이 모자랍니다. / Header rows are missing."),
        (table[:3], "결과가 하나도 없습니다. / There is no result in it."),
    ):
        with pytest.raises(UnreadableFile) as refused:
            imported(lines)
        assert refused.value.problem == problem


@settings(max_examples=50)
@given(st.data())
def test_a_table_with_a_changed_byte_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(FILES.joinpath("guidellm.csv").read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    said: tuple[str, ...] = ()
    try:
        measurements(read(bytes(content), filename="g"), answers=Answers())
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)


def test_the_full_table_is_read(shared_results: Path, sample: Callable[[str], bytes]) -> None:
    full = shared_results / "format-fixtures/guidellm/benchmarks.csv"
    report, trimmed = (read(data, filename="g") for data in (full.read_bytes(), sample("guidellm.csv")))
    mine, theirs = (measurements(r, answers=Answers()) for r in (report, trimmed))
    for field in ("latency", "throughput", "counts", "scenario", "model", "provenance"):
        assert [getattr(m, field) for m in mine] == [getattr(m, field) for m in theirs]
    raw: dict[str, Any] = json.loads(full.with_suffix(".json").read_text(encoding="utf-8"), parse_float=Decimal)
    means = [b["metrics"]["time_to_first_token_ms"]["successful"]["mean"] for b in raw["benchmarks"]]
    assert [m.latency.ttft.mean if m.latency.ttft else None for m in mine] == means


OLD: dict[tuple[str, ...], str] = {
    ("Benchmark", "Strategy", ""): "Name",
    ("Timings", "Start Time", ""): "Start Time",
    ("Timings", "Duration", "Sec"): "Duration",
    ("Server Throughput", "Successful Requests/Sec"): "Successful Requests per second",
    ("Token Throughput", "Successful Output Tokens/Sec"): "Successful Output tokens per second",
    ("Token Throughput", "Successful Total Tokens/Sec"): "Successful Tokens per second",
    ("Token Metrics", "Successful Input Tokens"): "Successful Prompt token count",
    ("Token Metrics", "Successful Output Tokens"): "Successful Output token count",
    ("Request Latency", "Successful Sec"): "Successful Request latency",
    ("Time to First Token", "Successful ms"): "Successful Time to first token ms",
    ("Time per Output Token", "Successful ms"): "Successful Time per output token ms",
    ("Inter Token Latency", "Successful ms"): "Successful Inter token latency ms",
    **{("Request Counts", name, ""): f"{name} Requests" for name in ("Total", "Successful", "Incomplete", "Errored")},
}
OLD_STATISTICS = {
    "Mean": "mean",
    "Median": "median",
    "Std Dev": "std dev",
    "Percentiles": "[min, 0.1, 1, 5, 10, 25, 75, 90, 95, 99, max]",
}


@pytest.fixture
def oldest(table: Table) -> Table:
    """The same numbers under the one header that GuideLLM 0.2.1 and 0.3.1 write."""
    keys = list(zip(*table[:3], strict=True))
    names = {key: OLD.get(key) or f"{OLD.get(key[:2], '')} {OLD_STATISTICS.get(key[2], '')}".strip() for key in keys}
    kept = sorted(
        (i for i, key in enumerate(keys) if names[key]), key=lambda i: keys[i] != ("Benchmark", "Strategy", "")
    )
    said = ['{"backend_model": "test/model"}', '{"data": "prompt_tokens=128,output_tokens=64"}']
    header = ["Type", "Run Id", "Id", *(names[keys[i]] for i in kept), "Worker", "Request Loader"]
    start = header.index("Start Time")
    moved = [*range(4), start, *(i for i in range(4, len(header)) if i != start)]
    lines = [["generative_benchmark", "r", "i", *(line[i] for i in kept), *said] for line in table[3:]]
    return [[line[i] for i in moved] for line in (header, *lines)]


def test_the_table_of_the_first_versions_holds_the_same_measurements(table: Table, oldest: Table) -> None:
    assert oldest[0][:5] == ["Type", "Run Id", "Id", "Name", "Start Time"]
    report = read(encoded(oldest), filename="benchmarks.csv")
    assert (report.format, report.tool, report.tool_version) == ("guidellm-csv", "GuideLLM", "")
    assert [row.where for row in report.rows] == ["line 2", "line 3", "line 4"]
    assert report.repairs[2:] == (OLD_TPOT,)
    for old, new in zip(imported(oldest), imported(table), strict=True):
        assert old.latency == replace(new.latency, ntpot=None)
        assert old.throughput == replace(new.throughput, input_tps=None)
        assert (old.counts, old.scenario, old.provenance.measured_at) == (
            new.counts,
            new.scenario,
            new.provenance.measured_at,
        )
        assert old.model.name == "test/model"


def test_a_table_of_the_first_versions_that_is_cut_off_is_refused(oldest: Table) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded([*oldest[:3], oldest[3][:9]]), filename="benchmarks.csv")
    assert refused.value.where == "line 4"
