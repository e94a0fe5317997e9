from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import Finding, Level, findings, report_findings
from benchmarks.measurement import (
    Counts,
    Latencies,
    Latency,
    Measurement,
    Model,
    Power,
    Scenario,
    Software,
    System,
    Throughput,
)
from benchmarks.readers import read

RULES = ["V01", "V02", "V03", "V04", "V06", "V07", "V10", "V11", "V14", "V20"]


def level(measurement: Measurement, rule: str) -> Level:
    return found(measurement, rule).level


def found(measurement: Measurement, rule: str) -> Finding:
    (finding,) = (f for f in findings(measurement) if f.rule == rule)
    return finding


def scenario(measurement: Measurement, **changes: Any) -> Measurement:
    return replace(measurement, scenario=replace(measurement.scenario, **changes))


def rates(measurement: Measurement, **changes: Any) -> Measurement:
    return replace(measurement, throughput=replace(measurement.throughput, **changes))


def latency(measurement: Measurement, **changes: Latency | None) -> Measurement:
    return replace(measurement, latency=replace(measurement.latency, **changes))


def test_a_consistent_measurement_passes_every_rule(complete: Measurement) -> None:
    assert [(f.rule, f.level) for f in findings(complete)] == [(rule, "pass") for rule in RULES]


def test_a_missing_input_never_passes(complete: Measurement) -> None:
    bare = Measurement(
        id="bare",
        source=complete.source,
        provenance=complete.provenance,
        system=System(None, None, None, None, None),
        software=Software(None, None, None),
        model=Model(None, None),
        scenario=Scenario(None, None, None, None, None, None, None, None, None),
        counts=Counts(None, None, None, None, None),
        latency=Latencies(),
        throughput=Throughput(None, None, None, None),
        power=Power(None, None, ""),
    )
    assert [(f.rule, f.level, f.observed) for f in findings(bare)] == [
        (rule, "not_applicable", "미측정 / not measured") for rule in RULES
    ]


def test_a_finding_says_what_was_seen_where_and_what_is_allowed(complete: Measurement) -> None:
    assert found(rates(complete, total_tps=Decimal(300)), "V03") == Finding(
        rule="V03",
        level="reject",
        message="입력 + 출력 처리량 = 전체 처리량 / input + output = total throughput",
        where="/0",
        observed="1.3333",
        allowed="0.99–1.01",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"output_tps": Decimal(-1)},
        {"rps": Decimal("NaN")},
        {"total_tps": Decimal("Infinity")},
    ],
)
def test_v01_refuses_what_is_no_amount(complete: Measurement, wrong: dict[str, Decimal]) -> None:
    only = replace(complete, latency=Latencies(), throughput=Throughput(None, None, None, None))
    assert level(rates(only, **wrong), "V01") == "reject"


@pytest.mark.parametrize("wrong", ["0", "-1", "NaN"])
def test_v01_refuses_a_latency_that_is_not_above_zero(complete: Measurement, wrong: str) -> None:
    assert level(latency(complete, itl=Latency(mean=Decimal(wrong))), "V01") == "reject"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"p50": 1, "p90": 1, "p99": 1}, "pass"),
        ({"p50": 2, "p90": 1}, "reject"),
        ({"p90": 3, "p99": 2}, "reject"),
        ({"p99": 3, "maximum": 2}, "reject"),
        ({"mean": 1, "minimum": 2}, "reject"),
        ({"mean": 3, "maximum": 2}, "reject"),
        ({"mean": 9, "p99": 2}, "not_applicable"),
        ({"mean": 9, "p90": 1, "p99": 2}, "pass"),
    ],
)
def test_v02_holds_the_order_but_not_mean_below_p99(
    complete: Measurement, points: dict[str, int], expected: Level
) -> None:
    fields: dict[str, Any] = {name: Decimal(number) for name, number in points.items()}
    assert level(replace(complete, latency=Latencies(e2e=Latency(**fields))), "V02") == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [("400", "pass"), ("396.04", "pass"), ("396", "reject"), ("404.04", "pass"), ("404.05", "reject")],
)
def test_v03_allows_one_percent(complete: Measurement, total: str, expected: Level) -> None:
    assert level(rates(complete, total_tps=Decimal(total)), "V03") == expected


def test_v03_takes_the_input_from_its_mean_length(complete: Measurement) -> None:
    without = rates(complete, input_tps=None)
    assert level(without, "V03") == "pass"
    assert level(scenario(without, isl_mean=None), "V03") == "not_applicable"


@pytest.mark.parametrize(("output", "expected"), [("202", "pass"), ("212.1", "reject"), ("0", "not_applicable")])
def test_v04_finds_an_inflated_output_rate(complete: Measurement, output: str, expected: Level) -> None:
    assert level(rates(complete, output_tps=Decimal(output)), "V04") == expected


@pytest.mark.parametrize(
    ("fixed", "e2e", "expected"),
    [
        (True, "2000", "pass"),
        (True, "1904.8", "pass"),
        (True, "1904", "reject"),
        (True, "2106", "reject"),
        (False, "2106", "pass"),
        (None, "2106", "pass"),
        (False, "2667", "warn"),
        (False, "1599", "warn"),
    ],
)
def test_v06_is_hard_for_fixed_lengths_only(
    complete: Measurement, *, fixed: bool | None, e2e: str, expected: Level
) -> None:
    changed = latency(complete, e2e=Latency(mean=Decimal(e2e)))
    assert level(scenario(changed, fixed_length=fixed), "V06") == expected


def test_v06_knows_the_length_from_the_rates(complete: Measurement) -> None:
    assert level(scenario(complete, osl_mean=None), "V06") == "pass"
    assert level(rates(scenario(complete, osl_mean=None), rps=None), "V06") == "not_applicable"


@pytest.mark.parametrize(
    ("load", "concurrency", "expected"),
    [
        ("closed_loop", "4", "pass"),
        ("closed_loop", "3.93", "pass"),
        ("closed_loop", "3.92", "reject"),
        ("closed_loop", "4.7", "pass"),
        ("closed_loop", "4.8", "warn"),
        ("closed_loop", "6.6", "warn"),
        ("closed_loop", "6.7", "reject"),
        ("single_stream", "6.7", "reject"),
        ("open_loop", "6.7", "pass"),
        ("open_loop", "3.9", "reject"),
    ],
)
def test_v07_holds_littles_law(complete: Measurement, load: str, concurrency: str, expected: Level) -> None:
    assert level(scenario(complete, load=load, concurrency=Decimal(concurrency)), "V07") == expected


def test_v07_takes_the_latency_from_its_parts(complete: Measurement) -> None:
    without = latency(complete, e2e=None)
    assert found(without, "V07").observed == "1.0000"
    assert level(latency(without, tpot=None), "V07") == "not_applicable"


@pytest.mark.parametrize(
    ("counts", "expected", "observed"),
    [
        (Counts(100, 99, 1, 0, None), "pass", "99/100"),
        (Counts(100, 98, 2, 0, None), "warn", "98/100"),
        (Counts(100, 95, 5, 0, None), "warn", "95/100"),
        (Counts(100, 94, 6, 0, None), "reject", "94/100"),
        (Counts(1000, 17, None, None, None), "reject", "17/1000"),
        (Counts(48, 44, None, 4, None), "pass", "44/44"),
        (Counts(48, 44, 0, 4, None), "pass", "44/44"),
        (Counts(None, 44, None, None, None), "not_applicable", "미측정 / not measured"),
        (Counts(0, 0, 0, 0, None), "not_applicable", "미측정 / not measured"),
    ],
)
def test_v10_counts_failures_and_not_the_incomplete(
    complete: Measurement, counts: Counts, expected: Level, observed: str
) -> None:
    finding = found(replace(complete, counts=counts), "V10")
    assert (finding.level, finding.observed) == (expected, observed)


@pytest.mark.parametrize(
    ("empty", "expected"), [(0, "pass"), (1, "warn"), (10, "warn"), (11, "reject"), (None, "not_applicable")]
)
def test_v11_finds_successes_without_a_token(complete: Measurement, empty: int | None, expected: Level) -> None:
    assert level(replace(complete, counts=Counts(1000, 1000, 0, 0, empty)), "V11") == expected


@pytest.mark.parametrize(
    ("name", "mean", "expected"),
    [
        ("ttft", "4.9", "reject"),
        ("ttft", "1800000", "pass"),
        ("ttft", "1800001", "reject"),
        ("tpot", "0.5", "pass"),
        ("tpot", "0.49", "reject"),
        ("tpot", "10001", "reject"),
    ],
)
def test_v14_finds_wrong_units(complete: Measurement, name: str, mean: str, expected: Level) -> None:
    alone = replace(complete, latency=Latencies(**{name: Latency(mean=Decimal(mean))}))
    assert level(alone, "V14") == expected


def test_v14_wants_the_first_token_to_take_at_least_as_long(complete: Measurement) -> None:
    swapped = Latencies(ttft=Latency(p50=Decimal(10)), tpot=Latency(p50=Decimal(11)))
    assert found(replace(complete, latency=swapped), "V14").observed == "ttft 10.0000 < tpot 11.0000 (p50)"


@pytest.mark.parametrize(("output", "expected"), [("2", "pass"), ("1.9", "reject"), ("100001", "reject")])
def test_v14_looks_at_the_rate_of_one_accelerator(complete: Measurement, output: str, expected: Level) -> None:
    alone = replace(complete, latency=Latencies(), throughput=Throughput(Decimal(output), None, None, None))
    assert level(alone, "V14") == expected


def test_v20_refuses_what_the_tool_calls_invalid(complete: Measurement) -> None:
    assert level(replace(complete, verdict="INVALID"), "V20") == "reject"


def test_a_huge_number_is_shown_short(complete: Measurement) -> None:
    huge = latency(complete, ttft=Latency(mean=Decimal(10) ** 18))
    assert found(huge, "V14").observed == "ttft mean = 1.0000E+18 (5–1800000)"


def test_zero_latencies_are_reported_for_the_file(sample: Callable[[str], bytes]) -> None:
    text = sample("vllm_c4.json").replace(b'"mean_ttft_ms": 57.66788277504702', b'"mean_ttft_ms": 0.0')
    report = read(text, filename="zero.json")
    assert [(f.rule, f.level, f.where, f.observed) for f in report_findings(report)] == [
        ("V01", "warn", "/mean_ttft_ms", "ttft mean = 0")
    ]
    assert report_findings(read(sample("vllm_c4.json"), filename="fine.json")) == ()


@pytest.mark.parametrize(
    "name", ["guidellm_v1.json", "guidellm_v2.json", "kperf_result.json", "vllm_c4.json", "vllm_chat_c8.json"]
)
def test_files_of_the_mock_server_are_clean(sample: Callable[[str], bytes], name: str) -> None:
    report = read(sample(name), filename=name)
    levels = {f.level for m in measurements(report, answers=Answers()) for f in findings(m)}
    assert (levels, report_findings(report)) == ({"pass", "not_applicable"}, ())


def test_real_files_with_known_faults_are_rejected(shared_results: Path) -> None:
    rejected = {}
    for path in sorted((shared_results / "vllm" / "dstack").glob("*/*qps*.json")):
        report = read(path.read_bytes(), filename=path.name)
        (measurement,) = measurements(report, answers=Answers())
        rejected[path.name[-20:-5]] = [(f.rule, f.observed) for f in findings(measurement) if f.level == "reject"]
    assert rejected == {
        "20241116-152727": [("V10", "17/1000"), ("V11", "17/17")],
        "20241109-150547": [("V11", "379/1000")],
        "20241109-151112": [("V11", "378/1000")],
    }


def test_real_mlperf_logs_pass_but_the_made_up_one(shared_results: Path) -> None:
    rejected = []
    for path in sorted((shared_results / "mlperf").rglob("run_1/mlperf_log_summary.txt")):
        (measurement,) = measurements(read(path.read_bytes(), filename=path.name), answers=Answers())
        rejected += [(path.parts[-5], f.rule) for f in findings(measurement) if f.level in {"warn", "reject"}]
    assert rejected == []
    made_up = shared_results / "mlperf/korea/furiosa-mlperf-log-parser/tests/data/mlperf_log_summary.txt"
    (measurement,) = measurements(read(made_up.read_bytes(), filename="log"), answers=Answers())
    assert [f.observed for f in findings(measurement) if f.level == "reject"] == [
        "e2e: p99_9 0.890123 > maximum 0.789012"
    ]
