from __future__ import annotations

from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from benchmarks.findings import report_findings
from benchmarks.readers.mlperf_run import read_run
from tests.benchmarks.surveyed import Seen, surveyed

PROSE = "Not a result but prose, a program or what a tool printed."
SYSTEM = "Not a result but an MLPerf system description."
SESSION = "Not a result but a log of MLPerf's power session."
SAMPLES = "Not a result but power samples (spl.txt)."
ACCURACY = "Not a result but the output of an accuracy check."
SERVER = "Not a result but the server's own counters (Prometheus)."
TRACE = "Not a result but a trace of requests (lengths)."
SCHEMA = "Not a result but a JSON schema."
NO_RUN = "Not the summary of a performance run."
MIXED = "The stages are mixed: not one operating point."
NOT_JSON = "Not valid JSON (Expecting value)."
UNKNOWN = "The format was not recognised."
# the first pattern that fits a file's place says what must come of it; * also stands for folders
EXPECTED = (
    ("INDEX.csv", UNKNOWN),
    ("MANIFEST.md", UNKNOWN),
    ("inference-perf/*/README.md", UNKNOWN),
    ("*/LICENSE", PROSE),
    ("*.md", PROSE),
    ("*.py", PROSE),
    ("*/sonnet.txt", PROSE),
    ("*_raw.txt", PROSE),
    ("*/profile_export_console.txt", PROSE),
    ("*/guidellm/console.txt", PROSE),
    ("*/console_c4.txt", NOT_JSON),
    ("argonne-llm-inference-bench/Fig_1_b/*", UNKNOWN),
    ("argonne-llm-inference-bench/Fig_2[12]/*", UNKNOWN),
    ("argonne-llm-inference-bench/*/GH200_results_*.csv", UNKNOWN),
    ("argonne-llm-inference-bench/*.csv", "argonne"),
    ("format-fixtures/aiperf/*/*.json", "aiperf"),
    ("format-fixtures/aiperf/*/*.jsonl", "aiperf-requests"),
    ("format-fixtures/aiperf/*/*.csv", "aiperf-table"),
    ("format-fixtures/guidellm*/*.csv", "guidellm-csv"),
    ("format-fixtures/guidellm*", "guidellm"),
    ("format-fixtures/kperf/*", "kperf"),
    ("format-fixtures/vllm_benchmark_serving_client/*.json", "vllm"),
    ("inference-perf/*/analyzed_reports_legend.json", UNKNOWN),
    ("inference-perf/*_prometheus_metrics.json", SERVER),
    ("inference-perf/*/summary_lifecycle_metrics.json", MIXED),
    ("inference-perf/*/stage_?_lifecycle_metrics.json", "inference-perf"),
    ("llm-d-benchmark/*_schema.json", SCHEMA),
    ("llm-d-benchmark/*_example.yaml", "llm-d"),
    ("llm-d-benchmark/prism-archive/*", UNKNOWN),
    ("llm-d-benchmark/tests/fixtures/*", "guidellm"),
    ("llmperf-leaderboard/*.json", "llmperf"),
    ("mlperf/csv/*.csv", "mlperf-table"),
    ("mlperf/v4.1/summary_results.json", "mlperf-summary"),
    ("mlperf/*/systems/SMC_H100_SXM_80GBX8_TRT.json", "The key 'network_speed_mbit' stands twice in one object."),
    ("mlperf/*/systems/*.json", SYSTEM),
    ("mlperf/*/power/*.json", SESSION),
    ("mlperf/*/spl.txt", SAMPLES),
    ("mlperf/korea/v3.0/*/bert-99/*/accuracy.txt", NOT_JSON),
    ("mlperf/*/accuracy.txt", ACCURACY),
    ("mlperf/*/accuracy/mlperf_log_summary.txt", NO_RUN),
    ("mlperf/korea/furiosa-mlperf-log-parser/*_detail.txt", NO_RUN),
    ("mlperf/*/mlperf_log_summary.txt", "mlperf-log"),
    ("mlperf/*/mlperf_log_detail.txt", "mlperf-detail"),
    ("splitwise/*.csv", "splitwise"),
    ("traces/*.csv", TRACE),
    ("vllm/dstack/8xH100SXM5-throughput/*.json", "vllm-offline"),
    ("vllm/dstack/*.json", "vllm"),
    ("vllm/dstack/*/qps_*.csv", "vllm-sweep"),
    ("vllm/dstack/*/pd_ratio/*/results.csv", "vllm-sweep"),
    ("vllm/dstack/*.csv", UNKNOWN),
)
# files, and rows read from them
READ = {
    "aiperf": (3, 3),
    "aiperf-requests": (3, 3),
    "aiperf-table": (3, 3),
    "argonne": (11, 5677),
    "guidellm": (3, 6),
    "guidellm-csv": (1, 3),
    "inference-perf": (42, 42),
    "kperf": (1, 3),
    "llm-d": (3, 3),
    "llmperf": (38, 38),
    "mlperf-detail": (10, 10),
    "mlperf-log": (391, 391),
    "mlperf-summary": (1, 937),
    "mlperf-table": (3, 1906),
    "splitwise": (1, 1260),
    "vllm": (7, 7),
    "vllm-offline": (24, 24),
    "vllm-sweep": (3, 111),
}


@pytest.fixture(scope="module")
def every(shared_results: Path) -> tuple[Seen, ...]:
    return tuple(surveyed(shared_results))


def expected(place: str) -> str:
    return next((outcome for pattern, outcome in EXPECTED if fnmatch(place, pattern)), "nothing is expected")


def found(every: tuple[Seen, ...], pattern: str) -> Counter[str]:
    """Findings of the files at a place, by rule and level."""
    total: Counter[str] = Counter()
    for one in every:
        if fnmatch(one.place, pattern):
            total.update(dict(one.findings))
    return total


def test_every_file_is_read_or_refused_as_it_should_be(every: tuple[Seen, ...]) -> None:
    assert {one.place: one.outcome for one in every if one.outcome != expected(one.place)} == {}


def test_every_expectation_is_met_by_some_file(every: tuple[Seen, ...]) -> None:
    assert [p for p, _ in EXPECTED if not any(fnmatch(one.place, p) for one in every)] == []


def test_every_row_is_read(every: tuple[Seen, ...]) -> None:
    files: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for one in every:
        if not one.refused:
            files[one.outcome] += 1
            rows[one.outcome] += one.rows
    assert {name: (files[name], rows[name]) for name in sorted(files)} == READ


@pytest.mark.parametrize(
    ("pattern", "caught"),
    [
        (
            "vllm/dstack/misc/*no-rpc*",
            {"V01 warn": 1, "V10 reject": 1, "V11 reject": 1, "D02 reject": 1, "V13 warn": 1},
        ),  # 17 of 1,000 answered, all of them with no token
        (
            "vllm/dstack/8xH100SXM5-serving/*",
            {"V11 reject": 2, "D02 reject": 2, "V13 warn": 2},
        ),  # 378 and 379 of 1,000 "answered" with no token
        (
            "vllm/dstack/tables/*/pd_ratio/*",
            {"V07 reject": 1, "V07 warn": 22, "V10 reject": 1},
        ),  # 380 of 500 answered, and runs of few requests
        ("argonne-llm-inference-bench/All_results.csv", {"V16 reject": 1161}),  # llama.cpp, off by the batch size
        ("argonne-llm-inference-bench/Fig_16_*", {"V15 warn": 128}),  # power of nobody says what
        (
            "llmperf-leaderboard/summary/*",
            {"V07 warn": 1, "V10 reject": 5, "V10 warn": 1, "V11 warn": 3, "V12 warn": 3, "V22 warn": 4},
        ),  # errors of 0.7 % to 87 %; answers with one token only
        ("llmperf-leaderboard/individual/*", {"V10 reject": 5, "V10 warn": 1, "V22 warn": 4}),
        ("mlperf/csv/mlperf-5.[01].csv", {"V19 warn": 102}),  # queries/s where tokens/s is meant
        ("mlperf/csv/mlperf-6.0.csv", {}),
        ("mlperf/v4.1/summary_results.json", {"V19 warn": 5}),
        ("mlperf/korea/furiosa-mlperf-log-parser/*", {"V02 reject": 1}),  # a log made up for a test
        (
            "splitwise/*",
            {"V06 reject": 133, "V06 warn": 117},
        ),  # parts that do not add up to the whole: lengths set but not reached
        (
            "llm-d-benchmark/benchmark_report/*",
            {"V03 reject": 2, "V04 reject": 2, "V14 reject": 1},
        ),  # examples of a format, their numbers made up
        ("inference-perf/*", {"V01 warn": 4, "V13 warn": 17, "V22 warn": 6}),  # overloaded stages
    ],
)
def test_what_is_known_to_be_wrong_is_caught(every: tuple[Seen, ...], pattern: str, caught: dict[str, int]) -> None:
    assert dict(found(every, pattern)) == caught


@pytest.mark.parametrize(
    ("pattern", "files", "said"),
    [
        ("inference-perf/*", 42, "time_per_output_token"),
        ("mlperf/csv/mlperf-6.0.csv", 1, "UTF-16"),
        ("argonne-llm-inference-bench/Fig_16_*", 3, "milliwatts"),
        ("splitwise/*", 1, "share of the TDP"),
    ],
)
def test_what_a_reader_had_to_mend_is_said(every: tuple[Seen, ...], pattern: str, files: int, said: str) -> None:
    places = [one for one in every if fnmatch(one.place, pattern) and not one.refused]
    assert sum(any(said in repair for repair in one.repairs) for one in places) == files == len(places)


@pytest.mark.parametrize(
    "folder",
    [
        "korea/v2.0/closed/FuriosaAI/results/warboy/ssd-resnet34/MultiStream",
        "korea/v3.0/closed/rebellions/results/ATOM/bert-99/Offline",
    ],
)
def test_a_log_copied_from_another_scenario_is_caught_by_its_folder(shared_results: Path, folder: str) -> None:
    run = shared_results / "mlperf" / folder
    files = {path.relative_to(run).as_posix(): path.read_bytes() for path in run.rglob("*") if path.is_file()}
    (found,) = report_findings(read_run(files, folder=folder))
    assert (found.rule, found.level, found.allowed) == ("V18", "warn", "SingleStream")
