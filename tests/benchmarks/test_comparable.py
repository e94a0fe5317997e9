from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.comparable import UNKNOWN, Aspect, Difference, comparable
from benchmarks.measurement import Latencies, Measurement, Power, Throughput
from benchmarks.slo import Slo


def changed(base: Measurement, part: str, **changes: Any) -> Measurement:
    return replace(base, **{part: replace(getattr(base, part), **changes)})


def test_a_measurement_compares_with_itself_and_with_other_hardware(complete: Measurement) -> None:
    other = changed(changed(complete, "system", accelerator="other", used=8), "software", engine="other")
    assert comparable(complete, complete) == ()
    assert comparable(complete, other) == ()


@pytest.mark.parametrize(
    ("part", "changes", "aspect", "theirs"),
    [
        ("model", {"name": "other"}, "model", "other"),
        ("model", {"name": None}, "model", UNKNOWN),
        ("model", {"weight_precision": "BF16"}, "precision", "BF16"),
        ("model", {"weight_precision": None}, "precision", UNKNOWN),
        ("scenario", {"isl_target": Decimal(100)}, "isl", "100"),
        ("scenario", {"osl_target": Decimal(102)}, "osl", "102"),
        ("scenario", {"osl_target": None, "osl_mean": None}, "osl", UNKNOWN),
        ("scenario", {"load": "offline"}, "load", "offline"),
        ("scenario", {"load": None}, "load", UNKNOWN),
        ("scenario", {"concurrency": Decimal(8)}, "concurrency", "8"),
        ("scenario", {"concurrency": None}, "concurrency", UNKNOWN),
        ("scenario", {"rate_offered": Decimal(2)}, "rate", "2"),
        ("power", {"scope": "node_wall"}, "power", "node_wall"),
        ("power", {"scope": None}, "power", UNKNOWN),
    ],
)
def test_each_condition_that_differs_is_named(
    complete: Measurement, part: str, changes: dict[str, Any], aspect: Aspect, theirs: str
) -> None:
    (found,) = comparable(complete, changed(complete, part, **changes))
    assert (found.aspect, found.theirs, found.only_power) == (aspect, theirs, aspect == "power")
    (back,) = comparable(changed(complete, part, **changes), complete)
    assert (back.aspect, back.ours, back.theirs) == (aspect, theirs, found.ours)


@pytest.mark.parametrize(
    ("part", "changes", "aspect"),
    [
        ("model", {"name": None}, "model"),
        ("model", {"weight_precision": None}, "precision"),
        ("scenario", {"isl_target": None, "isl_mean": None}, "isl"),
        ("scenario", {"load": None}, "load"),
        ("scenario", {"concurrency": None}, "concurrency"),
        ("power", {"scope": None}, "power"),
        ("power", {"scope": "not_measured"}, "power"),
    ],
)
def test_what_neither_states_is_not_the_same(
    complete: Measurement, part: str, changes: dict[str, Any], aspect: Aspect
) -> None:
    silent = changed(complete, part, **changes)
    assert [found.aspect for found in comparable(silent, silent)] == [aspect]


def test_a_difference_reads_in_two_languages() -> None:
    assert str(Difference("precision", "fp8", UNKNOWN)) == (
        "정밀도 등급이 다릅니다: fp8 ↔ 미측정·미상 / other precision classes: fp8 ↔ unknown"
    )


def test_precisions_of_one_class_compare_and_names_in_any_letters(complete: Measurement) -> None:
    other = replace(complete, model=replace(complete.model, name=" MODEL", weight_precision="INT8"))
    assert comparable(complete, other) == ()
    odd = changed(complete, "model", weight_precision="fp6")
    assert comparable(odd, odd) == ()
    assert [found.aspect for found in comparable(odd, complete)] == ["precision"]


@pytest.mark.parametrize(("isl", "aspects"), [("104.22", ["isl"]), ("104.21", []), ("94.05", []), ("94.04", ["isl"])])
def test_lengths_may_be_a_stated_share_of_the_longer_apart(complete: Measurement, isl: str, aspects: list[str]) -> None:
    other = changed(complete, "scenario", isl_target=Decimal(isl))
    assert [d.aspect for d in comparable(complete, other, length_tolerance=Decimal("0.05"))] == aspects


def test_samples_have_no_lengths_and_offline_work_no_concurrency(complete: Measurement) -> None:
    scenario = replace(
        complete.scenario,
        load="offline",
        concurrency=None,
        isl_target=None,
        isl_mean=None,
        osl_target=None,
        osl_mean=None,
    )
    vision = replace(
        complete, scenario=scenario, latency=Latencies(), throughput=Throughput(None, None, None, Decimal(9))
    )
    assert comparable(vision, vision) == ()
    assert [found.aspect for found in comparable(vision, replace(vision, throughput=complete.throughput))] == [
        "isl",
        "osl",
    ]


def test_under_a_service_level_the_load_may_differ_but_both_must_keep_it(complete: Measurement) -> None:
    busier = changed(complete, "scenario", concurrency=Decimal(8))
    kept, missed = Slo(ttft_p90_ms=Decimal(110)), Slo(ttft_p90_ms=Decimal(109))
    assert comparable(complete, busier, slo=kept) == ()
    (found,) = comparable(complete, busier, slo=missed)
    assert (found.aspect, found.ours) == ("service_level", "초과 / exceeded: ttft p90 110 > 109 ms")
    unmeasured = replace(complete, latency=replace(complete.latency, ttft=None))
    (found,) = comparable(complete, unmeasured, slo=kept)
    assert (found.ours, found.theirs) == ("O", "미측정 / not measured: ttft p90")
    assert str(found) == (
        "둘 다 서비스 수준을 지킨 것은 아닙니다: O ↔ 미측정"
        " / not both keep the service level: O ↔ not measured: ttft p90"
    )


def test_power_without_a_measurement_only_bars_figures_per_watt(complete: Measurement) -> None:
    silent = replace(complete, power=Power("not_measured", None, ""))
    found = comparable(silent, silent)
    assert found == (Difference("power", "not_measured", "not_measured"),)
    assert all(difference.only_power for difference in found)
