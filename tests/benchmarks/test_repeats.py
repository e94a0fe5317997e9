from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.measurement import Latencies, Latency, Measurement, Parallelism, Power, Throughput
from benchmarks.readers import read
from benchmarks.repeats import Spread, natural_key, repeat_findings, runs_of


def run(complete: Measurement, number: int, *, output: int = 202, **changes: Any) -> Measurement:
    """Another run of the same operating point, from a file of its own."""
    throughput = replace(complete.throughput, output_tps=Decimal(output))
    source = replace(complete.source, filename=f"run{number}.json", sha256=f"{number:064}")
    return replace(complete, source=source, throughput=throughput, **changes)


def test_the_same_row_of_the_same_bytes_counts_once(complete: Measurement) -> None:
    (point,) = runs_of([complete, complete])
    assert (point.runs, point.duplicates, point.spreads) == ((complete,), (complete,), ())


def test_other_values_at_the_same_point_are_kept_as_runs_with_their_spread(complete: Measurement) -> None:
    runs = tuple(run(complete, n, output=output) for n, output in enumerate((190, 200, 210)))
    (point,) = runs_of(runs)
    assert (point.runs, point.duplicates) == (runs, ())
    assert point.key == natural_key(complete)
    assert point.spreads == (
        Spread("output_tps", "value", 3, Decimal(200), Decimal(190), Decimal(210), Decimal("0.05")),
        Spread("tpot", "mean", 3, Decimal(19), Decimal(19), Decimal(19), Decimal(0)),
        Spread("ttft", "p99", 3, Decimal(130), Decimal(130), Decimal(130), Decimal(0)),
    )


def test_a_spread_needs_every_run(complete: Measurement) -> None:
    (point,) = runs_of([complete, run(complete, 1, latency=Latencies(tpot=Latency(mean=Decimal(20))))])
    assert [spread.metric for spread in point.spreads] == ["output_tps", "tpot"]


@pytest.mark.parametrize(
    "part",
    [
        {"system": {"used": None}},
        {"system": {"accelerator": None}},
        {"software": {"engine_version": "2"}},
        {"model": {"weight_precision": None}},
        {"scenario": {"concurrency": None}},
        {"scenario": {"osl_target": Decimal(64)}},
        {"scenario": {"load": "open_loop", "rate_offered": Decimal(2)}},
    ],
)
def test_what_differs_or_is_unknown_is_another_point(complete: Measurement, part: dict[str, dict[str, Any]]) -> None:
    ((name, changes),) = part.items()
    other = run(complete, 1, **{name: replace(getattr(complete, name), **changes)})
    assert len(runs_of([complete, other])) == 2


def test_another_spread_over_accelerators_is_another_point_and_the_day_is_not(complete: Measurement) -> None:
    assert len(runs_of([complete, run(complete, 1, parallelism=Parallelism(tp=2))])) == 2
    later = replace(complete.provenance, measurer="다른 시험소")
    assert len(runs_of([complete, run(complete, 1, provenance=later)])) == 1


@pytest.mark.parametrize(
    "part",
    [
        {"system": {"used": None}},
        {"system": {"accelerator": None}},
        {"software": {"engine_version": None}},
        {"model": {"name": None}},
        {"model": {"weight_precision": None}},
        {"scenario": {"load": None}},
        {"scenario": {"concurrency": None}},
        {"scenario": {"isl_target": None, "isl_mean": None}},
    ],
)
def test_what_nobody_stated_is_never_taken_to_be_equal(complete: Measurement, part: dict[str, dict[str, Any]]) -> None:
    ((name, changes),) = part.items()
    one, other = (run(complete, n, **{name: replace(getattr(complete, name), **changes)}) for n in (1, 2))
    assert [point.runs for point in runs_of([one, other])] == [(one,), (other,)]
    assert [point.duplicates for point in runs_of([one, one])] == [(one,)]


def test_a_batch_needs_no_load_level(complete: Measurement) -> None:
    offline = replace(complete.scenario, load="offline", concurrency=None)
    assert len(runs_of([run(complete, n, scenario=offline) for n in (1, 2)])) == 1


def test_a_length_without_a_target_is_its_mean(complete: Measurement) -> None:
    key = natural_key(replace(complete, scenario=replace(complete.scenario, isl_target=None, isl_mean=Decimal(77))))
    assert (key.isl, key.osl) == (Decimal(77), Decimal(101))


def rules(*measured: Measurement) -> list[tuple[str, str, str]]:
    return [(f.rule, f.level, f.observed) for f in repeat_findings(measured)]


def test_v17_flags_the_same_figures_under_another_name_even_of_another_product(complete: Measurement) -> None:
    copied = run(complete, 7, system=replace(complete.system, accelerator="other"))
    assert rules(complete, copied) == [
        ("V17", "warn", "= file.json /0"),
        ("V21", "not_applicable", "미측정 / not measured"),
        ("V21", "not_applicable", "미측정 / not measured"),
    ]
    assert [rule for rule, _, _ in rules(complete, complete)] == ["V21"]


def test_v17_needs_more_than_one_figure_to_call_it_a_copy(complete: Measurement) -> None:
    single = replace(complete, latency=Latencies(), throughput=Throughput(Decimal(202), None, None, None))
    assert [rule for rule, _, _ in rules(single, run(single, 1))] == ["V21"]


@pytest.mark.parametrize(
    ("outputs", "level", "share"), [((190, 200, 210), "pass", "5.0"), ((189, 200, 211), "warn", "5.5")]
)
def test_v21_warns_of_a_throughput_that_varies(
    complete: Measurement, outputs: tuple[int, ...], level: str, share: str
) -> None:
    found = rules(*(run(complete, n, output=output) for n, output in enumerate(outputs)))
    said = f"3 runs: output_tps value CV {share} %, tpot mean CV 0.0 %, ttft p99 CV 0.0 %"
    assert found == [("V21", level, said)]


def test_v21_does_not_judge_two_runs_or_runs_without_throughput(complete: Measurement) -> None:
    two = [run(complete, n, output=output) for n, output in enumerate((100, 300))]
    assert rules(*two) == [("V21", "not_applicable", "미측정 / not measured")]
    none = [run(complete, n, output=0) for n in range(3)]
    silent = [replace(one, latency=Latencies(tpot=Latency(mean=Decimal(n + 1)))) for n, one in enumerate(none)]
    assert rules(*silent) == [("V21", "not_applicable", "미측정 / not measured")]


def test_v15_sees_a_wall_below_the_boards_of_the_same_point(complete: Measurement) -> None:
    wall = run(complete, 1, output=203, power=Power("node_wall", Decimal(250), ""))
    assert [(rule, level) for rule, level, _ in rules(complete, wall)] == [("V21", "not_applicable"), ("V15", "reject")]


def test_steps_of_one_file_are_points_of_their_own(sample: Callable[[str], bytes]) -> None:
    steps = measurements(read(sample("guidellm_v2.json"), filename="a.json"), answers=Answers())
    again = measurements(read(sample("guidellm_v2.json"), filename="b.json"), answers=Answers())
    points = runs_of((*steps, *again))
    assert [(len(point.runs), len(point.duplicates)) for point in points] == [(1, 1), (1, 1), (1, 1)]
    copies = [f.observed for f in repeat_findings((*steps, *again)) if f.rule == "V17"]
    assert copies == ["= a.json /benchmarks/0", "= a.json /benchmarks/1", "= a.json /benchmarks/2"]


def test_the_real_log_that_is_a_copy_of_another_scenarios_is_flagged(shared_results: Path) -> None:
    folder = shared_results / "mlperf" / "korea" / "v3.0"
    logs = {log.relative_to(folder).parts[-4]: log for log in sorted(folder.rglob("bert-99/*/*/run_1/*_summary.txt"))}
    every = [
        measured
        for scenario, log in logs.items()
        for measured in measurements(read(log.read_bytes(), filename=scenario), answers=Answers())
    ]
    copies = [finding.observed for finding in repeat_findings(every) if finding.rule == "V17"]
    assert (list(logs), copies) == (["Offline", "SingleStream"], ["= Offline /"])
