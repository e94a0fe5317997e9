from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Counts, Latencies, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read


@pytest.fixture
def report(sample: Callable[[str], bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(sample("guidellm_v2.json"))
    return loaded


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def imported(value: Any) -> tuple[Measurement, ...]:
    return measurements(read(encoded(value), filename="g"), answers=Answers())


def test_the_mock_servers_truth_is_read_in_our_units(sample: Callable[[str], bytes]) -> None:
    found = measurements(read(sample("guidellm_v2.json"), filename="g"), answers=Answers())[1]
    assert (found.source.tool, found.source.tool_version, found.source.where) == ("GuideLLM", "0.8.1", "/benchmarks/1")
    latency = found.latency
    assert latency.ttft is not None
    assert latency.tpot is not None
    assert latency.ntpot is not None
    assert latency.e2e is not None
    assert (latency.ttft.mean, latency.ttft.p90, latency.ttft.n) == (
        Decimal("54.47979948737405"),
        Decimal("57.43575096130371"),
        44,
    )
    assert (latency.tpot.mean, latency.tpot.definition) == (Decimal("9.996842770349414"), metrics.ITL_PER_REQUEST)
    assert (latency.ntpot.mean, latency.ntpot.definition) == (Decimal("10.691888969052922"), metrics.NTPOT)
    assert (latency.e2e.mean, latency.e2e.p99) == (Decimal("685.08089130575"), Decimal("702.2781372070312"))
    assert found.throughput == Throughput(Decimal(352), Decimal(704), Decimal(1056), Decimal("5.5"))
    assert found.counts == Counts(sent=48, ok=44, failed=0, incomplete=4, zero_output=None)


def test_the_load_is_the_steps_own(sample: Callable[[str], bytes]) -> None:
    found = measurements(read(sample("guidellm_v2.json"), filename="g"), answers=Answers())
    assert [m.scenario.concurrency for m in found] == [1, 4, 8]
    scenario = found[1].scenario
    assert (scenario.load, scenario.fixed_length, scenario.duration_s) == ("closed_loop", True, Decimal(8))
    assert (scenario.isl_target, scenario.isl_mean) == (Decimal(128), Decimal(128))
    assert (scenario.osl_target, scenario.osl_mean) == (Decimal(64), Decimal(64))
    assert found[1].model.name == "mock-model"
    assert found[1].provenance.tz_known


def test_version_1_holds_the_same_measurements(sample: Callable[[str], bytes]) -> None:
    first, second = (
        measurements(read(sample(f"guidellm_{v}.json"), filename="g"), answers=Answers()) for v in ("v1", "v2")
    )
    for field in ("latency", "throughput", "counts", "scenario", "model"):
        assert [getattr(m, field) for m in first] == [getattr(m, field) for m in second]
    assert first[0].source.tool_version == "0.5.0"


@pytest.fixture
def oldest(report: dict[str, Any]) -> dict[str, Any]:
    """The same numbers in the shape of 0.2 and 0.3."""
    for benchmark in report["benchmarks"]:
        benchmark["args"] = {"strategy": benchmark.pop("config")["strategy"]}
        benchmark["request_totals"] = benchmark["metrics"].pop("request_totals")
        benchmark["run_stats"] = {"requests_made": {"successful": 99}}
    return {"benchmarks": report["benchmarks"]}


def test_the_first_top_level_had_only_benchmarks(oldest: dict[str, Any]) -> None:
    found = imported(oldest)
    assert [m.scenario.concurrency for m in found] == [1, 4, 8]
    assert found[1].counts == Counts(sent=48, ok=44, failed=0, incomplete=4, zero_output=None)
    assert (found[0].source.tool_version, found[0].model.name, found[0].scenario.osl_target) == ("", None, None)


def test_the_tpot_of_the_first_versions_is_neither_of_ours(oldest: dict[str, Any]) -> None:
    first = read(encoded(oldest), filename="g")
    latency = measurements(first, answers=Answers())[1].latency
    assert latency.ntpot is None
    assert latency.tpot is not None
    assert latency.tpot.definition == metrics.ITL_PER_REQUEST
    assert [said.partition(" / ")[2] for said in first.repairs[2:]] == [
        "The TPOT of GuideLLM 0.2 to 0.3 (time after the first token ÷ all tokens) is neither TPOT nor NTPOT: not used."
    ]


@pytest.mark.parametrize("data", ["prompt_tokens=128,output_tokens=64", '{"prompt_tokens": 128, "output_tokens": 64}'])
def test_the_first_versions_say_model_and_lengths_in_every_step(oldest: dict[str, Any], data: str) -> None:
    for benchmark in oldest["benchmarks"]:
        benchmark |= {"worker": {"backend_model": "test/model"}, "request_loader": {"data": data}}
    found = imported(oldest)[2]
    assert (found.model.name, found.scenario.isl_target, found.scenario.osl_target) == (
        "test/model",
        Decimal(128),
        Decimal(64),
    )


@pytest.mark.parametrize(
    ("strategy", "load", "concurrency", "rate"),
    [
        ({"type_": "concurrent", "streams": 16}, "closed_loop", 16, None),
        ({"type_": "synchronous"}, "single_stream", 1, None),
        ({"type_": "throughput"}, "offline", None, None),
        ({"type_": "constant", "rate": 2.5}, "open_loop", None, Decimal("2.5")),
        ({"type_": "poisson", "rate": 3}, "open_loop", None, 3),
        ({"type_": "replay"}, "trace", None, None),
        ({"type_": "new in a later version"}, None, None, None),
        ({"type_": None}, None, None, None),
    ],
)
def test_every_strategy_is_known_or_left_open(
    report: dict[str, Any], strategy: dict[str, Any], load: str | None, concurrency: int | None, rate: Decimal | None
) -> None:
    report["benchmarks"][0]["config"]["strategy"] = strategy
    scenario = imported(report)[0].scenario
    assert (scenario.load, scenario.concurrency, scenario.rate_offered) == (load, concurrency, rate)


def test_a_step_in_which_nothing_was_answered_has_no_latencies(report: dict[str, Any]) -> None:
    block = report["benchmarks"][0]["metrics"]
    for name, metric in block.items():
        if name != "request_totals":
            metric["successful"] = dict.fromkeys(metric["successful"], 0) | {"percentiles": {"p50": 0, "p90": 0}}
    found = imported(report)[0]
    assert found.latency == Latencies()
    assert found.throughput == Throughput(None, None, None, None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("prompt_tokens=128,output_tokens=64", (128, 64)),
        ("prompt_tokens = 128 , output_tokens=many", (128, None)),
        ({"prompt_tokens": 7, "output_tokens": 8}, (7, 8)),
        (["a data set"], (None, None)),
        ([], (None, None)),
        (None, (None, None)),
    ],
)
def test_wanted_lengths_are_read_where_they_are_stated(
    report: dict[str, Any], data: Any, expected: tuple[int | None, int | None]
) -> None:
    scenario = imported({"args": {"data": data}, "benchmarks": report["benchmarks"]})[0].scenario
    assert (scenario.isl_target, scenario.osl_target) == expected


def test_a_model_stated_once_for_the_run_is_every_steps(report: dict[str, Any]) -> None:
    for benchmark in report["benchmarks"]:
        del benchmark["config"]["backend"]
    assert [m.model.name for m in imported(report)] == ["mock-model"] * 3
    del report["config"]
    assert [m.model.name for m in imported(report)] == [None] * 3


def test_missing_parts_are_not_measured(report: dict[str, Any]) -> None:
    first = report["benchmarks"][0]
    del first["config"], first["start_time"], first["metrics"]["output_token_count"], first["metrics"]["request_totals"]
    first["metrics"]["time_to_first_token_ms"] = None
    first["metrics"]["request_latency"]["successful"]["percentiles"] = None
    del report["benchmarks"][1]["metrics"]["output_token_count"]["successful"]["min"]
    found = imported(report)
    assert (found[0].scenario.load, found[0].scenario.fixed_length, found[0].latency.ttft) == (None, None, None)
    assert (found[0].provenance.measured_at, found[0].counts.ok) == (None, None)
    assert found[0].latency.e2e is not None
    assert found[0].latency.e2e.p90 is None
    assert found[1].scenario.fixed_length is None


@pytest.mark.parametrize(
    ("benchmarks", "where", "problem"),
    [
        ([], "/benchmarks", "끝난 단계가 없습니다. / No benchmark finished."),
        ([{}], "/benchmarks/0", "metrics가 없는 단계입니다. / A benchmark without metrics."),
        ([3], "/benchmarks/0", "metrics가 없는 단계입니다. / A benchmark without metrics."),
    ],
)
def test_a_run_without_results_is_refused(benchmarks: list[Any], where: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded({"metadata": {"version": 2}, "benchmarks": benchmarks}), filename="g")
    assert (refused.value.where, refused.value.problem) == (where, problem)


@pytest.mark.parametrize("other", [{"benchmarks": [{"name": "x"}]}, {"benchmarks": []}, {"benchmarks": 3}])
def test_another_tools_benchmarks_are_not_recognised(other: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(other), filename="g")
    assert refused.value.problem == "인식하지 못한 형식입니다. / The format was not recognised."


def test_the_full_reports_are_read(shared_results: Path, sample: Callable[[str], bytes]) -> None:
    full = shared_results / "format-fixtures/guidellm/benchmarks.json"
    trimmed = measurements(read(sample("guidellm_v2.json"), filename="g"), answers=Answers())
    found = measurements(read(full.read_bytes(), filename="g"), answers=Answers())
    for field in ("latency", "throughput", "counts", "scenario", "model", "provenance"):
        assert [getattr(m, field) for m in found] == [getattr(m, field) for m in trimmed]
    raw = json.loads(full.read_text(encoding="utf-8"), parse_float=Decimal)
    for row, benchmark in zip(read(full.read_bytes(), filename="g").rows, raw["benchmarks"], strict=True):
        answered = benchmark["requests"]["successful"]
        assert [r.ttft for r in row.requests if r.ok] == [request["time_to_first_token_ms"] for request in answered]
        assert [r.e2e for r in row.requests if r.ok] == [request["request_latency"] * 1000 for request in answered]
        assert len(row.requests) == benchmark["metrics"]["request_totals"]["total"]
    other = shared_results / "llm-d-benchmark/tests/fixtures/guidellm_report_v2.json"
    rates = [m.scenario.rate_offered for m in measurements(read(other.read_bytes(), filename="g"), answers=Answers())]
    assert len(rates) == 2
    assert rates[0] == 2


def test_yaml_is_read_like_json(shared_results: Path, report: dict[str, Any]) -> None:
    data = (shared_results / "format-fixtures/guidellm_small/benchmarks.yaml").read_bytes()
    (found,) = measurements(read(data, filename="benchmarks.yaml"), answers=Answers())
    assert (found.source.tool_version, found.counts.ok, found.scenario.concurrency) == ("0.8.1", 6, Decimal(2))
    assert found.throughput.output_tps == Decimal("146.70218144218416")
    as_yaml = yaml.safe_dump(report).encode()
    from_yaml, from_json = (
        measurements(read(data, filename="g"), answers=Answers()) for data in (as_yaml, encoded(report))
    )
    for field in ("latency", "throughput", "counts", "scenario", "model", "provenance"):
        assert [getattr(m, field) for m in from_yaml] == [getattr(m, field) for m in from_json]
