from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Counts, Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read


@pytest.fixture
def run(sample: Callable[[str], bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(sample("vllm_c4.json"), parse_float=str)
    return {key: json.loads(value) if _is_number(value) else value for key, value in loaded.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def imported(value: Any) -> Measurement:
    (found,) = measurements(read(encoded(value), filename="v"), answers=Answers())
    return found


def test_the_mock_servers_truth_is_read(sample: Callable[[str], bytes]) -> None:
    (found,) = measurements(read(sample("vllm_c4.json"), filename="v"), answers=Answers())
    assert found.latency.ttft == Latency(
        mean=Decimal("57.66788277504702"),
        std=Decimal("1.7527305583683799"),
        p50=Decimal("57.326929000055316"),
        p90=Decimal("59.53207999964434"),
        p99=Decimal("62.48819260003984"),
        p99_9=Decimal("63.10474516007618"),
        definition=metrics.TTFT,
    )
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.definition) == (Decimal("10.01117790714207"), metrics.TPOT)
    assert found.latency.itl is not None
    assert found.latency.itl.definition == metrics.ITL_PER_CHUNK
    assert found.throughput == Throughput(
        Decimal("370.40169417845465"), None, Decimal("1111.2050825353638"), Decimal("5.787526471538354")
    )
    assert found.counts == Counts(sent=40, ok=40, failed=None, incomplete=None, zero_output=0)
    scenario = found.scenario
    assert (scenario.load, scenario.concurrency, scenario.fixed_length) == ("closed_loop", Decimal(4), True)
    assert (scenario.isl_mean, scenario.osl_mean, scenario.isl_target) == (Decimal(128), Decimal(64), None)
    assert (found.model.name, found.provenance.tz_known) == ("mock-model", False)


def test_mixed_lengths_are_seen(sample: Callable[[str], bytes]) -> None:
    (found,) = measurements(read(sample("vllm_chat_c8.json"), filename="v"), answers=Answers())
    assert (found.scenario.fixed_length, found.scenario.osl_mean) == (False, Decimal("28.475"))


def test_a_run_without_detail_leaves_it_open(run: dict[str, Any]) -> None:
    del run["output_lens"], run["input_lens"]
    found = imported(run)
    assert (found.scenario.fixed_length, found.counts.zero_output) == (None, None)


@pytest.mark.parametrize(
    ("lengths", "errors", "empty", "fixed"),
    [
        ([5, 5, 0], ["", "", "refused"], 0, True),
        ([5, 5, 0], ["", "", ""], 1, False),
        ([5, 5, 0], None, None, False),
        ([5, 5, 5], None, 0, True),
        ([0, 0], ["a", "b"], 0, False),
    ],
)
def test_successes_without_a_token_are_counted(
    run: dict[str, Any], lengths: list[int], errors: list[str] | None, empty: int | None, *, fixed: bool
) -> None:
    run |= {"output_lens": lengths} | ({} if errors is None else {"errors": errors})
    found = imported(run)
    assert (found.counts.zero_output, found.scenario.fixed_length) == (empty, fixed)


@pytest.mark.parametrize(
    ("rate", "limit", "load", "offered"),
    [
        ("inf", 4, "closed_loop", None),
        ("inf", None, "offline", None),
        (16, None, "open_loop", 16),
        (16, 4, "open_loop", 16),
        (None, 4, None, None),
    ],
)
def test_the_load_follows_from_rate_and_limit(
    run: dict[str, Any], rate: Any, limit: int | None, load: str | None, offered: int | None
) -> None:
    scenario = imported(run | {"request_rate": rate, "max_concurrency": limit}).scenario
    assert (scenario.load, scenario.rate_offered, scenario.concurrency) == (load, offered, limit)


@pytest.mark.parametrize(
    "extra", [{"request_goodput:": 1.5}, {"request_goodput": 1.5}, {"tensor_parallel": "8"}, {"failed": 2}]
)
def test_keys_of_later_versions_do_not_disturb(run: dict[str, Any], extra: dict[str, Any]) -> None:
    found = imported(run | extra)
    assert found.throughput.rps == Decimal("5.787526471538354")
    assert found.counts.failed == extra.get("failed")


def test_the_first_vintage_names_its_rates_differently(run: dict[str, Any]) -> None:
    run["request_inthroughput"] = run.pop("request_throughput")
    del run["total_token_throughput"]
    run |= {"date": "20240301-101112", "input_throughput": 740.803388356909}
    assert imported(run).throughput == Throughput(
        Decimal("370.40169417845465"), Decimal("740.803388356909"), None, Decimal("5.787526471538354")
    )


@pytest.mark.parametrize(
    ("date", "swapped"),
    [("20240828-235959", False), ("20240829-000000", True), ("20241104-235959", True), ("20241105-000000", False)],
)
def test_swapped_e2e_figures_are_put_right_and_said(run: dict[str, Any], date: str, *, swapped: bool) -> None:
    report = read(encoded(run | {"date": date, "mean_e2el_ms": 700, "median_e2el_ms": 690}), filename="v")
    (found,) = measurements(report, answers=Answers())
    assert found.latency.e2e is not None
    expected = (Decimal(690), Decimal(700)) if swapped else (Decimal(700), Decimal(690))
    assert (found.latency.e2e.mean, found.latency.e2e.p50) == expected
    assert [said.split(":")[0] for said in report.repairs] == (["/"] if swapped else [])


def test_a_file_of_those_weeks_without_e2e_needs_no_repair(run: dict[str, Any]) -> None:
    kept = {key: value for key, value in run.items() if "e2el" not in key} | {"date": "20241001-000000"}
    assert read(encoded(kept), filename="v").repairs == ()


def test_a_sweep_and_appended_results_are_several_rows(run: dict[str, Any]) -> None:
    sweep = encoded([run | {"max_concurrency": n, "run_number": n} for n in (1, 2)])
    appended = b"\n".join(encoded(run | {"max_concurrency": n}) for n in (1, 2))
    for data, places in ((sweep, ["/0", "/1"]), (appended, ["line 1", "line 2"])):
        report = read(data, filename="v")
        assert [row.where for row in report.rows] == places
        found = measurements(report, answers=Answers())
        assert [m.scenario.concurrency for m in found] == [1, 2]
        assert len({m.id for m in found}) == 2
    assert read(appended, filename="v").rows[1].cells[0].where == "line 2/duration"


def test_a_foreign_object_among_the_runs_is_refused(run: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded([run, {"error": "server gone"}]), filename="v")
    assert (refused.value.where, refused.value.problem) == (
        "/1",
        "vLLM 실행 결과가 아닌 항목이 섞여 있습니다. / Not the result of a vLLM run.",
    )


@pytest.mark.parametrize("key", ["request_goodput", "request_goodput:"])
def test_goodput_is_read_under_both_its_names(run: dict[str, Any], key: str) -> None:
    del run["request_goodput:"]
    assert imported(run).throughput.goodput_rps is None
    assert imported(run | {key: 1.5}).throughput.goodput_rps == Decimal("1.5")


def test_the_wait_in_the_clients_queue_is_no_part_of_the_e2e(run: dict[str, Any]) -> None:
    added = {"mean_client_queue_time_ms": 9, "mean_e2el_including_client_queue_ms": 999, "queue_times": [0.1] * 40}
    report = read(encoded(run | added | {"latencies": [0.7] * 40}), filename="v")
    (found,) = measurements(report, answers=Answers())
    assert found.latency == imported(run).latency
    assert {request.e2e for request in report.rows[0].requests} == {Decimal(700)}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            {"run_number": 0, "error_type": "TimeoutError", "error": "…", "serve_overrides": {}},
            "실패한 실행의 기록입니다(TimeoutError). / The record of a failed run (TimeoutError).",
        ),
        ({"run_number": -1}, "측정이 아니라 준비 실행(warm-up)입니다. / A warm-up run, not a measurement."),
    ],
)
def test_a_sweeps_failures_and_warm_ups_are_refused_with_the_reason(
    run: dict[str, Any], value: dict[str, Any], problem: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(value if "error" in value else run | value), filename="run=0.failure.json")
    assert (refused.value.where, refused.value.problem) == ("/", problem)


@pytest.mark.parametrize("extra", [{"mean_e2e_latency_ms": 1}, {"total_output_tokens_retokenized": 1}])
def test_sglang_is_not_taken_for_vllm(run: dict[str, Any], extra: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(run | extra), filename="s")
    assert refused.value.problem == "인식하지 못한 형식입니다. / The format was not recognised."


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"mean_ttft_ms": -5}, "/mean_ttft_ms"),
        ({"mean_ttft_ms": "57 ms"}, "/mean_ttft_ms"),
        ({"completed": 39.5}, "/completed"),
        ({"request_rate": "trace"}, "/request_rate"),
        ({"model_id": "a\nb"}, "/model_id"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(run: dict[str, Any], change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(encoded(run | change), filename="v")
    assert refused.value.where == where


def test_real_runs_are_read(shared_results: Path) -> None:
    files = sorted((shared_results / "vllm/dstack").glob("*/*qps*.json"))
    reports = [read(file.read_bytes(), filename=file.name) for file in files]
    found = [m for report in reports for m in measurements(report, answers=Answers())]
    assert {m.model.name for m in found} == {"meta-llama/Llama-3.1-405B-FP8"}
    assert [(m.counts.ok, m.counts.zero_output, m.scenario.rate_offered) for m in found] == [
        (1000, 378, Decimal(1000)),
        (1000, 379, Decimal(16)),
        (17, 17, Decimal(1000)),
    ]
    for file, report in zip(files, reports, strict=True):
        raw, requests = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal), report.rows[0].requests
        assert [request.ok for request in requests] == [not error for error in raw["errors"]]
        assert [request.output_tokens for request in requests] == raw["output_lens"]
        assert [request.ttft for request in requests] == [ttft * 1000 if ttft else None for ttft in raw["ttfts"]]
        assert sum(len(request.gaps) for request in requests) == sum(map(len, raw["itls"]))
