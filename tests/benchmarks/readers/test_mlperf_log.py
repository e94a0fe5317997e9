from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Latency, Measurement
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.mlperf_log import UNVERIFIED
from benchmarks.report import Report


@pytest.fixture
def log(sample: Callable[[str], bytes]) -> str:
    return sample("mlperf_log_summary.txt").decode()


def only(report: Report) -> Measurement:
    (found,) = measurements(report, answers=Answers())
    return found


def imported(text: str) -> Measurement:
    return only(read(text.encode(), filename="mlperf_log_summary.txt"))


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        imported(text)
    return refused.value.where, refused.value.problem


def test_nanoseconds_become_milliseconds_and_every_line_is_named(log: str) -> None:
    report = read(log.encode(), filename="log")
    found = only(report)
    assert found.latency.ttft == Latency(
        mean=Decimal(100),
        minimum=Decimal(50),
        p50=Decimal(99),
        p90=Decimal(120),
        p99=Decimal("150.000001"),
        maximum=Decimal(160),
        definition=metrics.TTFT,
    )
    assert found.latency.tpot == Latency(
        mean=Decimal(10), minimum=Decimal(9), p90=Decimal(12), maximum=Decimal(14), definition=metrics.TPOT
    )
    assert found.latency.e2e is not None
    assert (found.latency.e2e.mean, found.latency.e2e.p99_9) == (Decimal(1100), Decimal(1390))
    assert (found.throughput.rps, found.throughput.output_tps) == (Decimal(2), Decimal(202))
    assert (found.scenario.load, found.scenario.rate_offered, found.verdict) == ("open_loop", Decimal("2.1"), "VALID")
    assert {cell.where for cell in report.rows[0].cells if cell.quantity == "rps"} == {"line 7"}
    assert report.repairs == (UNVERIFIED,)


@pytest.mark.parametrize(
    ("scenario", "load", "concurrency"),
    [
        ("Offline", "offline", None),
        ("SingleStream", "single_stream", 1),
        ("MultiStream", "static_batch", None),
        ("Novel", None, None),
    ],
)
def test_each_scenario_is_a_load(log: str, scenario: str, load: str | None, concurrency: int | None) -> None:
    found = imported(log.replace("Scenario : Server", f"Scenario : {scenario}")).scenario
    assert (found.load, found.concurrency) == (load, concurrency)


def test_tokens_inferred_by_loadgen_are_said(log: str) -> None:
    inferred = log.replace("Completed tokens per second", "Completed tokens per second (inferred)")
    report = read(inferred.encode(), filename="log")
    assert only(report).throughput.output_tps == 202
    assert [said.split(" / ")[1] for said in report.repairs[1:]] == [
        "Tokens per second were inferred by LoadGen from a fixed number of tokens per sample."
    ]


def test_a_scheduled_rate_is_not_a_measured_one(log: str) -> None:
    report = read(log.replace("Completed samples per second    : 2.00\n", "").encode(), filename="log")
    assert only(report).throughput.rps is None
    assert [said.split(" / ")[1] for said in report.repairs[1:]] == [
        "Only the scheduled rate is given: the request throughput stays unmeasured."
    ]


def test_the_limits_of_the_run_are_kept_and_0_is_none(log: str) -> None:
    text = f"{log}\nttft_latency (ns): 2000000000\ntpot_latency (ns): 2e8\ntarget_latency (ns): 0\n"
    facts = {fact.key: fact.value for fact in read(text.encode(), filename="log").rows[0].facts}
    limits = {key: value for key, value in facts.items() if key.endswith("_limit_ns") or key == "target_qps"}
    assert limits == {"ttft_limit_ns": "2000000000", "tpot_limit_ns": "200000000", "target_qps": "2.1"}


def test_an_invalid_run_is_kept_with_its_verdict(log: str) -> None:
    assert imported(log.replace(": VALID", ": INVALID")).verdict == "INVALID"


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        (
            "Mode     : PerformanceOnly",
            "Mode     : AccuracyOnly",
            "line 6",
            "Mode가 AccuracyOnly입니다. / The mode is AccuracyOnly.",
        ),
        (
            "Result is : VALID",
            "Result is : GOOD",
            "line 9",
            "Result is가 VALID도 INVALID도 아닙니다. / The result is neither VALID nor INVALID.",
        ),
        (
            "Result is : VALID",
            "",
            "line 1",
            "성능 실행의 요약이 아닙니다(정확도 실행이거나 끊긴 로그). / Not the summary of a performance run.",
        ),
        (": 1100000000", ": nan", "line 19", "수가 있어야 하는데 'nan'입니다. / A number is needed, not 'nan'."),
        (": 1100000000", ": 1.1 s", "line 19", "수가 있어야 하는데 '1.1 s'입니다. / A number is needed, not '1.1 s'."),
        (": 1100000000", ": -5", "line 19", "음수입니다: -5. / A negative number: -5."),
        (
            "second                 : 202.00",
            "second                 : 203.00",
            "line 27",
            (
                "'Completed tokens per second'가 line 8의 값과 다릅니다."
                " / 'Completed tokens per second' differs from line 8."
            ),
        ),
    ],
)
def test_a_wrong_log_is_refused_with_its_line(log: str, old: str, new: str, where: str, problem: str) -> None:
    assert refusal(log.replace(old, new)) == (where, problem)


def test_the_stub_of_an_accuracy_run_is_refused_with_the_way_out() -> None:
    stub = "\nNo warnings encountered during test.\n\nNo errors encountered during test.\n"
    with pytest.raises(UnreadableFile) as refused:
        imported(stub)
    assert refused.value.remedy == (
        "performance/run_1의 mlperf_log_summary.txt를 올려 주십시오. / Use the one in performance/run_1."
    )


def test_every_real_log_is_read(shared_results: Path) -> None:
    outcome: Counter[str] = Counter()
    for path in (shared_results / "mlperf").rglob("mlperf_log_summary.txt"):
        data = path.read_bytes()
        if path.stat().st_size == 74:
            assert refusal(data.decode())[0] == "line 1"
            outcome["accuracy stub"] += 1
            continue
        report = read(data, filename=path.name)
        found = only(report)
        assert found.latency.e2e is not None
        outcome[f"{found.scenario.load} {found.verdict}"] += 1
    assert outcome == {
        "offline VALID": 194,
        "open_loop VALID": 169,
        "single_stream VALID": 19,
        "static_batch VALID": 9,
        "accuracy stub": 28,
    }


def test_no_real_run_is_rejected_but_the_invented_sample(shared_results: Path) -> None:
    rejected = {}
    for path in (shared_results / "mlperf").rglob("performance/run_1/mlperf_log_summary.txt"):
        found = findings(only(read(path.read_bytes(), filename=path.name)))
        rejected[str(path)] = [finding.rule for finding in found if finding.level == "reject"]
    assert len(rejected) == 385
    assert {path: rules for path, rules in rejected.items() if rules} == {}
    sample = shared_results / "mlperf/korea/furiosa-mlperf-log-parser/tests/data/mlperf_log_summary.txt"
    invented = findings(only(read(sample.read_bytes(), filename="sample")))
    assert [(f.rule, f.observed) for f in invented if f.level == "reject"] == [
        ("V02", "e2e: p99_9 0.890123 > maximum 0.789012")
    ]


def test_the_korean_submissions_say_what_was_published(shared_results: Path) -> None:
    korea = shared_results / "mlperf/korea"
    warboy = only(_run(korea / "v2.0/closed/FuriosaAI/results/warboy/resnet50/Offline"))
    assert warboy.throughput.rps == Decimal("2758.44")
    atom = only(_run(korea / "v3.0/closed/rebellions/results/ATOM/resnet50/SingleStream"))
    assert atom.latency.e2e is not None
    assert (atom.latency.e2e.p90, atom.scenario.concurrency) == (Decimal("0.238829"), Decimal(1))


def _run(folder: Path) -> Report:
    return read((folder / "performance/run_1/mlperf_log_summary.txt").read_bytes(), filename="log")
