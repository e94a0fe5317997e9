from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.comparable import Difference
from benchmarks.comparison import Comparison, Figure, Price, PriceError, compare
from benchmarks.interval import interval
from benchmarks.measurement import Measurement, Power
from benchmarks.metrics import UnknownMetric
from benchmarks.readers import read
from benchmarks.slo import Slo

DAY = date(2026, 11, 1)
QUOTE = Price("npu", 2, 40_000_000, "견적서 12호", DAY)


def run(base: Measurement, number: int, *, output: int | None = 202, **changes: Any) -> Measurement:
    throughput = replace(base.throughput, output_tps=None if output is None else Decimal(output))
    source = replace(base.source, filename=f"run{number}.json", sha256=f"{number:064}")
    return replace(base, id=f"run{number}", source=source, throughput=throughput, **changes)


def figure(*values: str) -> Figure:
    numbers = [Decimal(value) for value in values]
    return Figure(sum(numbers, Decimal(0)) / len(numbers), len(numbers), interval(numbers), "")


def other_hardware(base: Measurement) -> Measurement:
    return replace(base, system=replace(base.system, accelerator="gpu", used=4))


def test_one_run_has_its_figures_and_no_interval(complete: Measurement) -> None:
    found = compare([complete], prices=[QUOTE])
    (row,) = found.rows
    assert (found.metric, found.power_scope) == ("output_tps", "accelerator_board")
    assert row.per_system == Figure(Decimal(202), 1, None, "")
    assert row.per_accelerator == Figure(Decimal(101), 1, None, "")
    assert row.per_watt == Figure(Decimal(202) / 300, 1, None, "")
    assert row.per_million_won == Figure(Decimal("5.05"), 1, None, "")
    assert (row.price, row.differences, row.duplicates) == (QUOTE, (), ())


def test_repeated_runs_are_one_row_with_their_interval(complete: Measurement) -> None:
    runs = [run(complete, n, output=output) for n, output in enumerate((190, 200, 210))]
    (row,) = compare([*runs, runs[0]], prices=[QUOTE]).rows
    assert (row.runs, row.duplicates) == (tuple(runs), (runs[0],))
    assert row.per_system == figure("190", "200", "210")
    assert row.per_accelerator == figure("95", "100", "105")
    assert row.per_million_won == figure("4.75", "5", "5.25")
    assert row.per_system.interval is not None


def test_a_run_without_the_figure_is_left_out_and_the_number_of_runs_shows_it(complete: Measurement) -> None:
    unpowered = run(complete, 2, output=300, power=Power("not_measured", None, ""))
    invalid = run(complete, 3, output=300, power=replace(complete.power, valid=False))
    (row,) = compare([run(complete, 1, output=300), unpowered, invalid, run(complete, 4, output=None)]).rows
    assert (row.per_system, row.per_watt) == (figure("300", "300", "300"), figure("1"))


def test_what_is_missing_is_said_and_never_zero(complete: Measurement) -> None:
    nothing = run(complete, 1, output=None)
    (row,) = compare([nothing], prices=[QUOTE]).rows
    missing = Figure(None, 0, None, "미측정 / not measured")
    assert [row.per_system, row.per_accelerator, row.per_watt, row.per_million_won] == [missing] * 4
    uncounted = replace(complete, system=replace(complete.system, used=None), power=Power("not_measured", None, ""))
    (row,) = compare([uncounted], prices=[QUOTE]).rows
    assert row.per_accelerator == Figure(None, 0, None, "사용한 가속기 수를 모름 / accelerators used unknown")
    assert row.per_million_won == Figure(None, 0, None, "가격 미입력 / no price was given")
    assert (row.per_watt, row.price) == (missing, None)


def test_only_one_scope_of_power_is_ever_compared(complete: Measurement) -> None:
    wall = replace(other_hardware(complete), power=Power("node_wall", Decimal(404), "meter"))

    def watts(found: Comparison) -> list[Decimal | None]:
        return [row.per_watt.value for row in found.rows]

    undecided = compare([complete, wall])
    assert (undecided.power_scope, watts(undecided)) == (None, [None, None])
    assert undecided.rows[0].per_watt.why == (
        "전력 범위가 달라 비교하지 않음 / scopes of power differ: accelerator_board, node_wall"
    )
    chosen = compare([complete, wall], power_scope="node_wall")
    assert (chosen.power_scope, watts(chosen)) == ("node_wall", [None, Decimal("0.5")])
    assert chosen.rows[0].per_watt.why == "미측정 / not measured"
    assert chosen.rows[1].differences == (Difference("power", "accelerator_board", "node_wall"),)


def test_an_assumed_power_is_used_only_when_it_is_asked_for(complete: Measurement) -> None:
    assumed = replace(complete, power=Power("tdp_assumed", Decimal(404), "data sheet"))
    assert compare([assumed]).rows[0].per_watt == Figure(None, 0, None, "미측정 / not measured")
    assert compare([complete, other_hardware(assumed)]).power_scope == "accelerator_board"
    asked = compare([assumed], power_scope="tdp_assumed")
    assert (asked.power_scope, asked.rows[0].per_watt.value) == ("tdp_assumed", Decimal("0.5"))


def test_rows_stay_in_order_and_say_how_they_differ_from_the_first(complete: Measurement) -> None:
    other = other_hardware(complete)
    bf16 = replace(complete, model=replace(complete.model, weight_precision="bf16"))
    found = compare([complete, other, bf16])
    assert [row.key.accelerator for row in found.rows] == ["npu", "gpu", "npu"]
    assert [row.differences for row in found.rows] == [(), (), (Difference("precision", "fp8", "bf16"),)]
    assert compare([complete, bf16], slo=Slo(ttft_p90_ms=Decimal(1))).rows[1].differences[1].aspect == "service_level"


def test_a_difference_of_any_run_is_said_once(complete: Measurement) -> None:
    scopes = [replace(complete.power, scope=scope) for scope in ("accelerator_board", "rack_wall", "rack_wall")]
    (row,) = compare([run(complete, n, power=power) for n, power in enumerate(scopes)]).rows
    assert row.differences == (Difference("power", "accelerator_board", "rack_wall"),)


def test_lengths_may_differ_by_the_stated_share(complete: Measurement) -> None:
    near = replace(complete, scenario=replace(complete.scenario, isl_target=Decimal(100)))
    assert [d.aspect for d in compare([complete, near]).rows[1].differences] == ["isl"]
    assert compare([complete, near], length_tolerance=Decimal("0.01")).rows[1].differences == ()


@pytest.mark.parametrize("metric", ["total_tps", "input_tps", "rps"])
def test_any_rate_can_be_the_metric(complete: Measurement, metric: str) -> None:
    (row,) = compare([complete], metric=metric).rows
    assert row.per_system.value == getattr(complete.throughput, metric)


@pytest.mark.parametrize("metric", ["ttft", "power", "output_tps_per_accelerator"])
def test_what_is_no_rate_of_the_system_is_refused(complete: Measurement, metric: str) -> None:
    with pytest.raises(UnknownMetric):
        compare([complete], metric=metric)


@pytest.mark.parametrize(
    "prices", [[replace(QUOTE, won=0)], [replace(QUOTE, source=" ")], [QUOTE, replace(QUOTE, won=1)]]
)
def test_a_price_needs_an_amount_and_a_source_and_is_the_only_one(complete: Measurement, prices: list[Price]) -> None:
    with pytest.raises(PriceError, match="npu × 2"):
        compare([complete], prices=prices)


def test_a_price_of_another_number_of_accelerators_is_not_used(complete: Measurement) -> None:
    (row,) = compare([complete], prices=[replace(QUOTE, used=8)]).rows
    assert (row.price, row.per_million_won.value) == (None, None)


def test_nothing_measured_is_an_empty_table() -> None:
    assert compare([]) == Comparison("output_tps", None, ())


def test_steps_of_a_real_file_are_rows_of_their_own(sample: Callable[[str], bytes]) -> None:
    steps = measurements(
        read(sample("guidellm_v2.json"), filename="a.json"),
        answers=Answers(accelerator="npu", used=2, weight_precision="fp8"),
    )
    found = compare(steps)
    assert [row.per_system.value for row in found.rows] == [one.throughput.output_tps for one in steps]
    assert {difference.aspect for difference in found.rows[1].differences} == {"concurrency", "power"}
