from __future__ import annotations

import contextlib
import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import metrics
from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Counts, Latency, Measurement, Throughput
from benchmarks.readers import UnreadableFile, read

KEPT = {"mean": "mean", "min": "minimum", "median": "p50", "p90": "p90", "p95": "p95", "p99": "p99", "max": "maximum"}

LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(), st.just([])
)


def spread(mean: float, **more: float) -> dict[str, float]:
    return {"mean": mean, "min": mean, "median": mean, "p90": mean, "p99.9": mean, "max": mean, **more}


def stage(tpot: float = 0.01) -> dict[str, Any]:
    """Made for the test: 2 requests a second, 128 tokens in and 65 out, TTFT 0.05 s, 0.01 s a token, E2E 0.69 s."""
    latency = {
        "request_latency": spread(0.69, p25=0.6),
        "normalized_time_per_output_token": spread(0.0106),
        "time_per_output_token": spread(tpot),
        "time_to_first_token": spread(0.05),
        "inter_token_latency": spread(tpot),
    }
    rates = {"input_tokens_per_sec": 256, "output_tokens_per_sec": 130, "total_tokens_per_sec": 386}
    return {
        "load_summary": {"count": 61, "send_duration": 30.0, "requested_rate": 2.5, "achieved_rate": 2.03},
        "successes": {
            "count": 60,
            "latency": latency,
            "throughput": {**rates, "requests_per_sec": 2},
            "prompt_len": spread(128),
            "output_len": spread(65),
        },
        "failures": {"count": 1, "request_latency": None, "prompt_len": None},
    }


def imported(value: Any) -> tuple[Measurement, tuple[str, ...]]:
    report = read(json.dumps(value).encode(), filename="stage")
    (found,) = measurements(report, answers=Answers())
    return found, report.repairs


def test_a_sound_stage_is_read_whole() -> None:
    found, repairs = imported(stage())
    points = dict.fromkeys(("mean", "minimum", "p50", "p90", "p99_9", "maximum"))
    assert found.latency.tpot == Latency(**dict.fromkeys(points, Decimal("10.00")), definition=metrics.TPOT)  # type: ignore[arg-type]  # one value in fields of one type
    assert found.latency.ttft is not None
    assert (found.latency.ttft.mean, found.latency.ttft.definition) == (Decimal("50.00"), metrics.TTFT)
    assert found.latency.ntpot is not None
    assert (found.latency.ntpot.mean, found.latency.ntpot.definition) == (Decimal("10.6000"), metrics.NTPOT)
    assert found.latency.itl is not None
    assert found.latency.itl.definition == metrics.ITL_PER_CHUNK
    assert found.throughput == Throughput(Decimal(130), Decimal(256), Decimal(386), Decimal(2))
    assert found.counts == Counts(sent=61, ok=60, failed=1, incomplete=None, zero_output=None)
    scenario = found.scenario
    assert (scenario.load, scenario.rate_offered, scenario.concurrency) == ("open_loop", Decimal("2.5"), None)
    assert (scenario.isl_mean, scenario.osl_mean, scenario.fixed_length) == (Decimal(128), Decimal(65), True)
    assert (scenario.duration_s, repairs) == (None, ())


@pytest.mark.parametrize(("tpot", "kept"), [(0.011, True), (0.0111, False), (0.009, True), (0.0089, False)])
def test_a_tpot_that_disagrees_with_the_other_means_is_recomputed(tpot: float, kept: bool) -> None:  # noqa: FBT001  a parameter of the table
    found, repairs = imported(stage(tpot))
    assert found.latency.tpot is not None
    assert (found.latency.tpot.derived, found.latency.itl is None, len(repairs)) == (not kept, not kept, int(not kept))
    assert found.latency.tpot.mean == (Decimal(str(tpot)) * 1000 if kept else 10)


def test_a_deflated_tpot_is_named_with_its_share() -> None:
    found, repairs = imported(stage(0.005))
    assert found.latency.tpot == Latency(mean=Decimal(10), definition=metrics.TPOT_DERIVED, derived=True)
    assert found.latency.itl is None
    assert [said.split(" / ")[1][:50] for said in repairs] == ["The file's mean TPOT is 0.500 of (E2E − TTFT) ÷ (o"]
    assert repairs[0].startswith("/successes/latency/time_per_output_token/mean: ")


@pytest.mark.parametrize("missing", ["output_len", "request_latency", "time_to_first_token", "equal", "one token"])
def test_a_tpot_that_cannot_be_checked_is_left_out(missing: str) -> None:
    value = stage()
    successes = value["successes"]
    successes.pop(missing, None)
    successes["latency"].pop(missing, None)
    if missing == "equal":
        successes["latency"]["request_latency"] = successes["latency"]["time_to_first_token"]
    if missing == "one token":
        successes["output_len"] = spread(1)
    found, repairs = imported(value)
    assert (found.latency.tpot, found.latency.itl, len(repairs)) == (None, None, 1)


def test_a_stage_with_one_answer_or_none_has_no_latency() -> None:
    value = stage()
    value["successes"] = {"count": 0, "latency": {"request_latency": None}, "throughput": None, "prompt_len": None}
    del value["failures"]
    found, repairs = imported(value)
    assert (found.latency.e2e, found.latency.tpot, found.throughput.rps, repairs) == (None, None, None, ())
    value["successes"]["latency"] = None
    assert imported(value)[0].counts == Counts(sent=61, ok=0, failed=None, incomplete=None, zero_output=None)


def test_a_stage_of_constant_concurrency_is_a_closed_loop() -> None:
    value = stage()
    value["load_summary"]["concurrency"] = 8
    scenario = imported(value)[0].scenario
    assert (scenario.load, scenario.concurrency, scenario.rate_offered) == ("closed_loop", Decimal(8), None)


@pytest.mark.parametrize(("key", "value"), [("load_summary", {"count": 61}), ("load_summary", {})])
def test_a_summary_of_all_stages_is_refused(key: str, value: Any) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported({**stage(), key: value})
    mixed = "모든 단계를 합친 파일이라 한 시험 조건이 아닙니다. / The stages are mixed: not one operating point."
    assert (refused.value.where, refused.value.problem) == ("/load_summary", mixed)


def test_latency_of_another_kind_is_refused() -> None:
    value = stage()
    value["successes"]["latency"]["request_latency"] = [1]
    with pytest.raises(UnreadableFile) as refused:
        imported(value)
    assert refused.value.where == "/successes/latency/request_latency"


@settings(deadline=None)  # a shared machine may be slow
@given(st.data())
def test_a_changed_value_is_read_or_refused(data: st.DataObject) -> None:
    changed = copy.deepcopy(stage())
    node: Any = changed
    while True:
        key = data.draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(LEAVES)
            break
        node = node[key]
    with contextlib.suppress(UnreadableFile):
        findings(imported(changed)[0])


def test_the_real_stages_are_all_deflated_and_recomputed(shared_results: Path) -> None:
    files = sorted(shared_results.joinpath("inference-perf").rglob("stage_*_lifecycle_metrics.json"))
    assert len(files) == 42
    for file in files:
        raw = json.loads(file.read_bytes(), parse_float=Decimal)["successes"]
        found, repairs = imported(json.loads(file.read_bytes()))
        latency = raw["latency"]
        decoding = latency["request_latency"]["mean"] - latency["time_to_first_token"]["mean"]
        assert found.latency.tpot is not None
        assert found.latency.tpot.mean == decoding * 1000 / (raw["output_len"]["mean"] - 1)
        share = latency["time_per_output_token"]["mean"] * 1000 / found.latency.tpot.mean
        assert Decimal("0.46") < share < Decimal("0.55")
        assert (len(repairs), found.latency.tpot.derived, found.latency.itl) == (1, True, None)
        assert found.latency.e2e is not None
        for name, field in KEPT.items():
            assert getattr(found.latency.e2e, field) == latency["request_latency"][name] * 1000
        levels = {finding.rule: finding.level for finding in findings(found)}
        assert {rule: levels[rule] for rule in ("V02", "V03", "V04", "V06", "V10", "V14")} == dict.fromkeys(
            ("V02", "V03", "V04", "V06", "V10", "V14"), "pass"
        )
