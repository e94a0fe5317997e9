from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.interpolation import Interpolated
from benchmarks.measurement import Latencies, Latency, Measurement
from benchmarks.metrics import UnknownMetric
from benchmarks.operating import Group, group_of, operating_points
from benchmarks.readers import read
from benchmarks.slo import Slo

LEVEL = Slo(tpot_p90_ms=Decimal(30))


def point(base: Measurement, name: str, *, rate: int | None, tpot: str | None = "20", **changes: Any) -> Measurement:
    latency = Latencies(tpot=Latency(mean=Decimal(tpot), p90=Decimal(tpot)) if tpot else None)
    output = None if rate is None else Decimal(rate)
    changed = replace(base, id=name, latency=latency, throughput=replace(base.throughput, output_tps=output))
    return replace(changed, **changes)


def test_every_point_is_considered_and_says_why_it_is_not_taken(complete: Measurement) -> None:
    withdrawn = replace(complete.provenance, verification="withdrawn")
    points = [
        point(complete, "slow", rate=100),
        point(complete, "late", rate=300, tpot="31"),
        point(complete, "fast", rate=200),
        point(complete, "same", rate=200),
        point(complete, "unmeasured", rate=400, tpot=None),
        point(complete, "no rate", rate=None),
        point(complete, "withdrawn", rate=999, provenance=withdrawn),
        point(complete, "invalid", rate=999, verdict="INVALID"),
    ]
    (found,) = operating_points(points, slo=LEVEL)
    assert found.taken is points[2]
    assert found.between is None
    assert [(one.measurement.id, one.why_not) for one in found.considered] == [
        ("slow", "fast보다 낮음 / lower than fast"),
        ("late", "초과 / exceeded: tpot p90 31 > 30 ms"),
        ("fast", ""),
        ("same", "fast와(과) 같은 값, id 순 / equal to fast, which comes first"),
        ("unmeasured", "미측정 / not measured: tpot p90"),
        ("no rate", "미측정 / not measured: output_tps"),
        ("withdrawn", "철회된 측정 / withdrawn"),
        ("invalid", "측정 도구가 INVALID로 판정 / the measuring tool calls it INVALID"),
    ]
    assert [one.value for one in found.considered][:3] == [Decimal(100), Decimal(300), Decimal(200)]


def test_a_saturated_point_is_not_taken_where_a_latency_counts(complete: Measurement) -> None:
    scenario = replace(complete.scenario, load="open_loop", concurrency=None, rate_offered=Decimal(4))
    full = point(complete, "full", rate=500, scenario=scenario)
    (found,) = operating_points([full, point(complete, "easy", rate=100)], slo=LEVEL)
    assert found.taken is not None
    assert found.taken.id == "easy"
    assert found.considered[0].why_not.startswith("포화(V13)")


def test_groups_are_answered_at_once_in_the_order_of_their_first_point(complete: Measurement) -> None:
    four = replace(complete.system, used=4)
    a, b = point(complete, "a", rate=1), point(complete, "b", rate=2, system=four)
    c = point(complete, "c", rate=3)
    found = operating_points([a, b, c], slo=Slo())
    assert [(one.group.used, one.taken) for one in found] == [(2, c), (4, b)]
    assert found[0].group == Group("server", "npu", 2, "model", "fp8", Decimal(99), Decimal(101))
    assert (found[0].metric, found[0].slo) == ("output_tps", Slo())


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"system": {"accelerator": None}}, "accelerator"),
        ({"system": {"used": None}}, "used"),
        ({"model": {"name": None}}, "model"),
        ({"model": {"weight_precision": None}}, "weight_precision"),
        ({"scenario": {"isl_target": None, "isl_mean": None}}, "isl"),
        ({"scenario": {"osl_target": None, "osl_mean": None}}, "osl"),
    ],
)
def test_an_unknown_condition_is_no_condition(
    complete: Measurement, part: dict[str, dict[str, Any]], name: str
) -> None:
    ((field, changes),) = part.items()
    unknown = replace(complete, **{field: replace(getattr(complete, field), **changes)})
    (found,) = operating_points([unknown], slo=Slo(), interpolate=True)
    assert (found.taken, found.between) == (None, None)
    assert found.considered[0].why_not == f"조건을 모름 / conditions unknown: {name}"


def test_a_system_may_go_without_a_name(complete: Measurement) -> None:
    unnamed = replace(complete, system=replace(complete.system, name=None))
    (found,) = operating_points([unnamed], slo=Slo())
    assert found.taken is unnamed
    assert group_of(unnamed).unknown == ()


def test_nothing_measured_gives_nothing_and_an_unknown_metric_is_refused(complete: Measurement) -> None:
    assert operating_points([], slo=LEVEL) == ()
    with pytest.raises(UnknownMetric):
        operating_points([complete], slo=LEVEL, metric="tokens")


def test_an_estimate_between_two_points_comes_only_when_asked_for_and_better(complete: Measurement) -> None:
    level = Slo(tpot_mean_ms=Decimal(30))
    points = [
        point(complete, f"c{c}", rate=rate, tpot=tpot, scenario=replace(complete.scenario, concurrency=Decimal(c)))
        for c, tpot, rate in ((8, "20", 100), (16, "36", 180))
    ]
    assert operating_points(points, slo=level)[0].between is None
    (found,) = operating_points(points, slo=level, interpolate=True)
    assert found.taken is points[0]
    assert found.between == Interpolated("output_tps", 13, Decimal(150), "c8", "c16")
    worse = [points[0], replace(points[1], throughput=replace(complete.throughput, output_tps=Decimal(90)))]
    assert operating_points(worse, slo=level, interpolate=True)[0].between is None


def test_steps_of_a_guidellm_file_are_one_group(sample: Callable[[str], bytes]) -> None:
    steps = measurements(
        read(sample("guidellm_v2.json"), filename="a.json"),
        answers=Answers(accelerator="npu", used=1, weight_precision="fp8"),
    )
    (found,) = operating_points(steps, slo=Slo(ttft_p90_ms=Decimal(2000), tpot_p90_ms=Decimal(50)))
    rates = [one.value for one in found.considered]
    assert len(rates) == 3
    assert found.taken is not None
    assert found.taken.throughput.output_tps == max(rate for rate in rates if rate is not None)
