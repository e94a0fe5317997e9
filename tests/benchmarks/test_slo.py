from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from benchmarks.measurement import Latencies, Latency, Measurement
from benchmarks.slo import (
    Judgement,
    Limit,
    Mark,
    Slo,
    TpotDefinition,
    best_point,
    grade,
    judge,
    meets,
)
from benchmarks.slo_thresholds import NoThresholds, thresholds


def point(base: Measurement, name: str, *, rate: int | None, ttft: str | None, tpot: str | None = "20") -> Measurement:
    latency = Latencies(
        ttft=Latency(p90=Decimal(ttft)) if ttft else None, tpot=Latency(p90=Decimal(tpot)) if tpot else None
    )
    output = None if rate is None else Decimal(rate)
    return replace(base, id=name, latency=latency, throughput=replace(base.throughput, output_tps=output))


def test_limits_are_the_fields_that_are_set() -> None:
    slo = Slo(ttft_p90_ms=Decimal(2000), ntpot_p90_ms=Decimal(50), e2e_mean_ms=Decimal(9))
    assert slo.limits == (
        Limit("ttft", "p90", Decimal(2000)),
        Limit("ntpot", "p90", Decimal(50)),
        Limit("e2e", "mean", Decimal(9)),
    )
    assert Slo().limits == ()


@pytest.mark.parametrize(
    ("ttft", "tpot", "expected"),
    [
        ("2000", "30", True),
        ("2000.000001", "30", False),
        ("2000", "30.000001", False),
        (None, "30", None),
        ("2000", None, None),
        (None, "31", False),
        (None, None, None),
    ],
)
def test_a_limit_is_kept_up_to_its_value_and_missing_is_not_kept(
    complete: Measurement, *, ttft: str | None, tpot: str | None, expected: bool | None
) -> None:
    slo = Slo(ttft_p90_ms=Decimal(2000), tpot_p90_ms=Decimal(30))
    assert meets(point(complete, "a", rate=1, ttft=ttft, tpot=tpot), slo=slo) is expected


def test_batch_work_needs_no_latency(complete: Measurement) -> None:
    points = [point(complete, "a", rate=5, ttft=None, tpot=None), point(complete, "b", rate=7, ttft=None, tpot=None)]
    assert [meets(p, slo=Slo()) for p in points] == [True, True]
    assert best_point(points, slo=Slo()) is points[1]


def test_the_best_point_is_the_fastest_that_keeps_the_level(complete: Measurement) -> None:
    slow = point(complete, "slow", rate=100, ttft="500")
    fast = point(complete, "fast", rate=200, ttft="1900")
    too_late = point(complete, "late", rate=300, ttft="2100")
    unmeasured = point(complete, "unmeasured", rate=400, ttft=None)
    no_rate = point(complete, "no rate", rate=None, ttft="10")
    points = [slow, too_late, fast, unmeasured, no_rate]
    slo = Slo(ttft_p90_ms=Decimal(2000))
    assert best_point(points, slo=slo) is fast
    assert best_point(points, slo=slo, metric="rps") is fast
    assert best_point([too_late, unmeasured, no_rate], slo=slo) is None


def test_equal_points_are_told_apart_by_id(complete: Measurement) -> None:
    a, b = (point(complete, name, rate=5, ttft="1") for name in "ab")
    assert best_point([b, a], slo=Slo()) is a
    assert best_point([a, b], slo=Slo()) is a


@pytest.mark.parametrize(
    ("definition", "expected"),
    [("tpot", ("O", "O", "O")), ("ntpot", ("X", "X", "O"))],
)
def test_the_grade_depends_on_the_tpot_definition(
    complete: Measurement, definition: TpotDefinition, expected: tuple[Mark, ...]
) -> None:
    latency = Latencies(
        ttft=Latency(p90=Decimal(2000)), tpot=Latency(p90=Decimal(30)), ntpot=Latency(p90=Decimal("40.1"))
    )
    found = grade(replace(complete, latency=latency), definition=definition)
    assert tuple(mark.mark for mark in found.marks) == expected
    assert tuple(mark.tpot_p90_ms for mark in found.marks) == thresholds().tpot_ms
    assert (found.definition, found.label) == (definition, thresholds().title)


def test_a_grade_without_the_number_is_not_measured(complete: Measurement) -> None:
    only_tpot = replace(complete, latency=Latencies(ttft=Latency(p90=Decimal(1)), tpot=Latency(p90=Decimal(1))))
    late = replace(complete, latency=Latencies(ttft=Latency(p90=Decimal(2001))))
    assert [m.mark for m in grade(only_tpot, definition="ntpot").marks] == ["미측정"] * 3
    assert [m.mark for m in grade(late, definition="tpot").marks] == ["X"] * 3


def test_a_judgement_says_what_is_exceeded_and_what_is_not_measured(complete: Measurement) -> None:
    slo = Slo(ttft_p90_ms=Decimal(2000), tpot_p90_ms=Decimal(30))
    assert judge(point(complete, "a", rate=1, ttft="2000"), slo=slo) == Judgement(kept=True, reason="")
    assert judge(point(complete, "a", rate=1, ttft="2001", tpot="31"), slo=slo) == Judgement(
        kept=False, reason="초과 / exceeded: ttft p90 2001 > 2000 ms, tpot p90 31 > 30 ms"
    )
    assert judge(point(complete, "a", rate=1, ttft=None), slo=slo) == Judgement(
        kept=None, reason="미측정 / not measured: ttft p90"
    )


@pytest.mark.parametrize(("offered", "kept"), [("2.10", True), ("2.11", None)])
def test_a_saturated_point_has_no_latency_to_judge(complete: Measurement, *, offered: str, kept: bool | None) -> None:
    scenario = replace(complete.scenario, load="open_loop", concurrency=None, rate_offered=Decimal(offered))
    full = replace(complete, scenario=scenario)
    easy, hard = Slo(ttft_p90_ms=Decimal(9999)), Slo(ttft_p90_ms=Decimal(1))
    assert meets(full, slo=easy) is kept
    assert meets(full, slo=hard) is (None if kept is None else False)
    assert meets(full, slo=Slo()) is True
    marks = grade(full, definition="tpot").marks
    assert {mark.mark for mark in marks} == {"미측정" if kept is None else "O"}
    assert all(mark.reason.startswith("포화(V13)") for mark in marks) is (kept is None)


def test_a_grade_names_its_reference_values_and_has_none_before_them(complete: Measurement) -> None:
    assert grade(complete, definition="tpot", on=date(2026, 11, 22)).by == thresholds()
    with pytest.raises(NoThresholds):
        grade(complete, definition="tpot", on=date(2026, 1, 1))
