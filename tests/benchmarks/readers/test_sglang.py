from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latency, Measurement, Parallelism, Throughput
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report, Request
from tests.benchmarks.readers.hostile import survives, with_changed_value

# shape of 0.5.x; numbers by hand, consistent: 40 requests of 128 + 64 tokens, 4 in flight, E2E 680 ms, 6.8 s
RUN: dict[str, Any] = {
    "tag": None,
    "backend": "sglang",
    "dataset_name": "random",
    "request_rate": "inf",
    "max_concurrency": 4,
    "sharegpt_output_len": None,
    "random_input_len": 128,
    "random_output_len": 64,
    "random_range_ratio": 1.0,
    "server_info": {"model_path": "org/model-8b", "version": "0.5.5", "tp_size": 2, "dp_size": 1, "quantization": None},
    "duration": 6.8,
    "completed": 40,
    "total_input_tokens": 5120,
    "total_output_tokens": 2560,
    "total_output_tokens_retokenized": 2555,
    "request_throughput": 5.875,
    "input_throughput": 752,
    "output_throughput": 376,
    "total_throughput": 1128,
    "mean_e2e_latency_ms": 680,
    "median_e2e_latency_ms": 679.5,
    "std_e2e_latency_ms": 2.5,
    "p90_e2e_latency_ms": 683,
    "p99_e2e_latency_ms": 690.25,
    "mean_ttft_ms": 50,
    "median_ttft_ms": 49.5,
    "std_ttft_ms": 1,
    "p99_ttft_ms": 55,
    "mean_tpot_ms": 10,
    "median_tpot_ms": 10,
    "std_tpot_ms": 0.1,
    "p99_tpot_ms": 10.2,
    "mean_itl_ms": 10,
    "median_itl_ms": 9.9,
    "std_itl_ms": 2,
    "p95_itl_ms": 13,
    "p99_itl_ms": 15,
    "max_itl_ms": 20,
    "concurrency": 3.995,
    "accept_length": None,
    "max_output_tokens_per_s": 420.0,
    "max_concurrent_requests": 5,
}
DETAIL: dict[str, Any] = {
    "input_lens": [128, 100, 90],
    "output_lens": [3, 0, 0],
    "ttfts": [0.05, 0.06, 0.0],
    "itls": [[0.01, 0.012], [], []],
    "generated_texts": ["abc", "", ""],
    "errors": ["", "", "refused"],
}
# 0.2.15 and its successors to 0.3.6: no limit, no means but of E2E, no rates but of output
FIRST: dict[str, Any] = {
    "backend": "sglang",
    "dataset_name": "sharegpt",
    "request_rate": 16.0,
    "total_input_tokens": 5120,
    "total_output_tokens": 2560,
    "total_output_tokens_retokenized": 2555,
    "mean_e2e_latency_ms": 680,
    "median_e2e_latency_ms": 679.5,
    "median_ttft_ms": 49.5,
    "median_itl_ms": 9.9,
    "output_throughput": 376,
    "sharegpt_output_len": None,
    "random_input_len": 1024,
    "random_output_len": 128,
    "random_range_ratio": 0.0,
    "duration": 6.8,
    "completed": 40,
}


def report(*runs: dict[str, Any]) -> Report:
    return read("\n".join(json.dumps(run) for run in runs).encode(), filename="s.jsonl")


def imported(run: dict[str, Any]) -> Measurement:
    (found,) = measurements(report(run), answers=Answers())
    return found


def test_a_run_is_read() -> None:
    found = imported(RUN)
    assert (report(RUN).format, report(RUN).tool, report(RUN).repairs) == ("sglang", "SGLang bench_serving", ())
    assert found.latency.ttft == Latency(
        mean=Decimal(50), std=Decimal(1), p50=Decimal("49.5"), p99=Decimal(55), definition=metrics.TTFT
    )
    assert found.latency.itl == Latency(
        mean=Decimal(10),
        std=Decimal(2),
        p50=Decimal("9.9"),
        p95=Decimal(13),
        p99=Decimal(15),
        maximum=Decimal(20),
        definition=metrics.ITL_PER_CHUNK,
    )
    assert found.latency.tpot is not None
    assert (found.latency.tpot.mean, found.latency.tpot.definition) == (Decimal(10), metrics.TPOT)
    assert found.latency.e2e is not None
    e2e = found.latency.e2e
    assert (e2e.mean, e2e.p90, e2e.p99) == (Decimal(680), Decimal(683), Decimal("690.25"))
    assert found.throughput == Throughput(Decimal(376), Decimal(752), Decimal(1128), Decimal("5.875"))
    assert found.counts == Counts(sent=None, ok=40, failed=None, incomplete=None, zero_output=None)


def test_the_limit_is_the_concurrency_and_not_the_measured_mean() -> None:
    scenario = imported(RUN).scenario
    assert (scenario.load, scenario.concurrency) == ("closed_loop", Decimal(4))
    assert scenario.duration_s == Decimal("6.8")
    lengths = (scenario.isl_target, scenario.osl_target, scenario.isl_mean, scenario.osl_mean)
    assert lengths == (Decimal(128), Decimal(64), Decimal(128), Decimal(64))


def test_the_server_names_model_engine_and_parallelism() -> None:
    found = imported(RUN)
    assert found.model.name == "org/model-8b"
    assert (found.software.engine, found.software.engine_version) == ("SGLang", "0.5.5")
    assert found.parallelism == Parallelism(tp=2, pp=None, dp=1, ep=None)


@pytest.mark.parametrize("server", [None, {}, {"model_path": "org/model-8b"}])
def test_a_server_that_does_not_give_its_version_is_not_called_sglang(server: dict[str, str] | None) -> None:
    assert imported(RUN | {"server_info": server}).software.engine is None


def test_a_consistent_run_passes_every_check_it_can_be_put_to() -> None:
    assert [found.rule for found in findings(imported(RUN)) if found.level == "reject"] == []
    passed = {found.rule for found in findings(imported(RUN)) if found.level == "pass"}
    assert {"V01", "V02", "V03", "V04", "V06", "V07", "V14"} - passed == set()


def test_the_first_vintage_is_read() -> None:
    found = imported(FIRST)
    assert found.latency.ttft == Latency(p50=Decimal("49.5"), definition=metrics.TTFT)
    assert found.latency.tpot is None
    assert found.throughput == Throughput(Decimal(376), None, None, None)
    scenario = found.scenario
    assert (scenario.load, scenario.rate_offered, scenario.concurrency) == ("open_loop", Decimal(16), None)
    assert (scenario.isl_target, scenario.osl_target, scenario.osl_mean) == (None, None, Decimal(64))


def test_lengths_that_are_only_upper_limits_are_no_targets() -> None:
    scenario = imported(RUN | {"random_range_ratio": 0.5}).scenario
    assert (scenario.isl_target, scenario.osl_target) == (None, None)


@pytest.mark.parametrize(
    ("rate", "limit", "load", "offered"),
    [
        ("inf", 4, "closed_loop", None),
        ("inf", None, "offline", None),
        ("trace", None, "trace", None),
        (2.5, 4, "open_loop", Decimal("2.5")),
        (None, 4, None, None),
    ],
)
def test_the_load_follows_from_rate_and_limit(
    rate: Any, limit: int | None, load: str | None, offered: Decimal | None
) -> None:
    scenario = imported(RUN | {"request_rate": rate, "max_concurrency": limit}).scenario
    assert (scenario.load, scenario.rate_offered, scenario.concurrency) == (load, offered, limit)


def test_the_bare_infinity_of_the_default_rate_is_read_and_said() -> None:
    text = json.dumps(RUN | {"request_rate": float("inf")})
    found = read(text.encode(), filename="s")
    assert [fact.value for fact in found.rows[0].facts if fact.key == "load"] == ["closed_loop"]
    assert [said.split("(")[0] for said in found.repairs] == [
        "request_rate의 Infinity는 JSON의 수가 아니므로 '제한 없음'으로 읽었습니다"
    ]


def test_any_other_infinity_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(json.dumps(RUN | {"mean_ttft_ms": float("inf")}).encode(), filename="s")
    assert refused.value.problem == "Infinity은(는) JSON의 수가 아닙니다. / Infinity is not a JSON number."


def test_appended_runs_are_several_rows() -> None:
    found = report(*(RUN | {"max_concurrency": limit} for limit in (1, 2)))
    assert [row.where for row in found.rows] == ["line 1", "line 2"]
    assert [m.scenario.concurrency for m in measurements(found, answers=Answers())] == [1, 2]


def test_the_detail_gives_the_requests_and_answers_without_a_token() -> None:
    (row,) = report(RUN | DETAIL).rows
    assert row.requests == (
        Request(
            where="/output_lens/0",
            ok=True,
            input_tokens=128,
            output_tokens=3,
            ttft=Decimal(50),
            e2e=None,
            gaps=(Decimal(10), Decimal(12)),
        ),
        Request("/output_lens/1", ok=True, input_tokens=100, output_tokens=0, ttft=Decimal(60), e2e=None),
        Request("/output_lens/2", ok=False, input_tokens=90, output_tokens=0, ttft=None, e2e=None),
    )
    found = imported(RUN | DETAIL)
    assert (found.counts.zero_output, found.scenario.fixed_length) == (1, False)


def test_a_foreign_object_among_the_runs_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(RUN, {"error": "server gone"})
    assert (refused.value.where, refused.value.problem) == (
        "line 2",
        "SGLang 실행 결과가 아닌 항목이 섞여 있습니다. / Not the result of an SGLang run.",
    )


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"mean_ttft_ms": -5}, "/mean_ttft_ms"),
        ({"completed": 39.5}, "/completed"),
        ({"request_rate": "fast"}, "/request_rate"),
        ({"server_info": "gone"}, "/server_info"),
        ({"server_info": {"tp_size": 0.5}}, "/server_info/tp_size"),
        ({"errors": ""}, "/errors"),
        ({"ttfts": [0.05]}, "/output_lens"),
        ({"output_lens": [3, 0.5, 0]}, "/output_lens/1"),
        ({"ttfts": [0.05, "x", 0]}, "/ttfts/1"),
        ({"itls": [[], 1, []]}, "/itls/1"),
        ({"itls": [[0.1, -1], [], []]}, "/itls/0/1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        report(RUN | DETAIL | change)
    assert refused.value.where == where


@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    survives(with_changed_value(data.draw(st.sampled_from([RUN | DETAIL, FIRST])), data))
