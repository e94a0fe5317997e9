from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Finding, Level
from benchmarks.measurement import Measurement, Model, Scenario
from procurement.exports.xlsx.kperf_results import Result, State, by_model, condition, lengths_of
from tests.procurement.exports.kperf_cases import point, results_of
from tests.procurement.sizing.builders import measurement


def result(measured: Measurement, level: Level = "pass") -> Result:
    return Result(measured, (Finding("V05", level, "", "", "", ""),))


def offered(rate: str, done: str) -> Measurement:
    m = measurement("m", rps=done)
    return replace(m, scenario=replace(m.scenario, load="open_loop", concurrency=None, rate_offered=Decimal(rate)))


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        (result(point("1")), "사용 가능"),
        (result(point("1"), "warn"), "사용 가능"),
        (result(point("1"), "overridden"), "사용 가능"),
        (result(point("1"), "reject"), "부적합"),
        (result(measurement("m", verification="withdrawn"), "reject"), "철회"),
        (result(offered("10", "5")), "포화"),
        (result(offered("10", "9.9")), "사용 가능"),
    ],
)
def test_whether_a_result_may_be_used(shown: Result, state: State) -> None:
    assert shown.state == state


def test_results_stand_by_model_then_in_the_order_of_their_tables() -> None:
    points = [point(c) for c in ("16", "2", None)]
    other = replace(point("1"), model=Model("apple", "fp8"))
    nameless = replace(point("1"), model=Model(None, "fp8"))
    found = by_model(results_of(*points, other, nameless).every)
    assert [(name, [r.measurement.scenario.concurrency for r in results]) for name, results in found] == [
        ("", [1]), ("apple", [1]), ("llama", [2, 16, None]),
    ]  # fmt: skip


def test_a_precision_that_is_not_stated_comes_last() -> None:
    plain = replace(point("1"), model=Model("llama", None))
    ((_, found),) = by_model(results_of(plain, point("2")).every)
    assert [r.measurement.model.weight_precision for r in found] == ["fp8", None]


def test_a_curve_keeps_everything_but_the_concurrency() -> None:
    assert condition(result(point("1"))) == condition(result(point("8", ttft="1")))
    longer = replace(point("1"), scenario=replace(point("1").scenario, osl_target=Decimal("64.0")))
    assert condition(result(longer)) == condition(result(point("1")))
    other = replace(point("1"), scenario=replace(point("1").scenario, osl_target=Decimal(65)))
    assert condition(result(other)) != condition(result(point("1")))


def test_what_is_not_stated_in_two_files_is_not_known_to_be_one_condition() -> None:
    m = replace(point("1"), model=Model("llama", None))
    elsewhere = replace(m, source=replace(m.source, filename="b.json"))
    assert condition(result(m)) != condition(result(elsewhere))
    stated = replace(elsewhere, model=point("1").model)
    assert condition(result(point("1"))) == condition(result(stated))


def test_a_length_is_the_one_that_was_set_else_the_mean_seen() -> None:
    m = point("1")
    seen = Scenario(None, Decimal(5), Decimal(6), None, Decimal("7.5"), None, None, None, None)
    assert lengths_of(replace(m, scenario=seen)) == (Decimal(5), Decimal("7.5"))
