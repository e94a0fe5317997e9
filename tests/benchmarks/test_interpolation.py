from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.interpolation import Interpolated, interpolated_best
from benchmarks.measurement import Latencies, Latency, Measurement
from benchmarks.slo import Slo

LEVEL = {"tpot_mean_ms": Decimal(30)}


def step(base: Measurement, concurrency: int, *, tpot: str | None, rate: int | None, **changes: object) -> Measurement:
    latency = Latencies(tpot=Latency(mean=Decimal(tpot)) if tpot else None)
    output = None if rate is None else Decimal(rate)
    changed = replace(
        base,
        id=f"c{concurrency}",
        scenario=replace(base.scenario, concurrency=Decimal(concurrency)),
        latency=latency,
        throughput=replace(base.throughput, output_tps=output),
    )
    return replace(changed, **changes)  # type: ignore[arg-type]  # fields of the caller's choice


def best(*points: Measurement, **level: Decimal) -> Interpolated | None:
    return interpolated_best(points, slo=Slo(**(level or LEVEL)), metric="output_tps")


def test_it_lies_at_the_greatest_whole_concurrency_that_keeps_every_mean(complete: Measurement) -> None:
    found = best(step(complete, 8, tpot="20", rate=100), step(complete, 16, tpot="36", rate=180))
    assert found == Interpolated("output_tps", 13, Decimal(150), "c8", "c16")
    assert str(found) == (
        "보간값(측정 아님, 채점 증거 아님): 동시 요청 13, c8와(과) c16 사이"
        " / interpolated, not measured and no evidence: concurrency 13 between c8 and c16"
    )


def test_the_tightest_of_several_means_decides(complete: Measurement) -> None:
    ttft = [Latencies(ttft=Latency(mean=Decimal(v)), tpot=Latency(mean=Decimal(t))) for v, t in ((100, 20), (500, 36))]
    lower, upper = (
        step(complete, c, tpot=None, rate=c, latency=latency) for c, latency in zip((8, 16), ttft, strict=True)
    )
    assert best(lower, upper, ttft_mean_ms=Decimal(200), tpot_mean_ms=Decimal(30)) == Interpolated(
        "output_tps", 10, Decimal(10), "c8", "c16"
    )
    assert best(lower, upper, ttft_mean_ms=Decimal(500), tpot_mean_ms=Decimal(30)) == Interpolated(
        "output_tps", 13, Decimal(13), "c8", "c16"
    )


def test_nothing_lies_beyond_the_grid_or_between_points_that_do_not_straddle(complete: Measurement) -> None:
    fine = [step(complete, 8, tpot="20", rate=100), step(complete, 16, tpot="30", rate=180)]
    late = [step(complete, 8, tpot="31", rate=100), step(complete, 16, tpot="40", rate=180)]
    assert (best(*fine), best(*late), best(fine[0])) == (None, None, None)


@pytest.mark.parametrize("level", [{"tpot_p90_ms": Decimal(30)}, {**LEVEL, "e2e_p99_ms": Decimal(9999)}])
def test_a_percentile_is_never_interpolated(complete: Measurement, level: dict[str, Decimal]) -> None:
    def both(mean: int) -> Latencies:
        one = Latency(mean=Decimal(mean), p90=Decimal(mean), p99=Decimal(mean))
        return Latencies(tpot=one, e2e=one)

    lower, upper = (step(complete, c, tpot=None, rate=c, latency=both(c * 3)) for c in (8, 16))
    assert best(lower, upper, **level) is None
    assert best(lower, upper, **LEVEL) is not None


def test_batch_work_needs_none(complete: Measurement) -> None:
    points = [step(complete, 8, tpot="20", rate=100), step(complete, 16, tpot="36", rate=180)]
    assert interpolated_best(points, slo=Slo(), metric="output_tps") is None


def test_points_of_two_curves_and_runs_of_one_concurrency_are_no_neighbours(complete: Measurement) -> None:
    lower, upper = step(complete, 8, tpot="20", rate=100), step(complete, 32, tpot="36", rate=180)
    other = replace(upper, software=replace(upper.software, engine_version="2"))
    open_loop = replace(lower, scenario=replace(lower.scenario, concurrency=None))
    middle = step(complete, 16, tpot="25", rate=150)
    assert best(lower, other) is None
    assert best(open_loop, upper) is None
    assert best(lower, middle, middle, upper) is None
    assert best(lower, upper) is not None


@pytest.mark.parametrize(
    ("tpot", "rate"),
    [(("20", None), (100, 180)), (("20", "36"), (None, 180)), (("20", "36"), (100, None)), (("29.9", "36"), (1, 2))],
)
def test_what_is_not_measured_or_has_no_whole_concurrency_gives_none(
    complete: Measurement, tpot: tuple[str, str | None], rate: tuple[int | None, int | None]
) -> None:
    assert best(step(complete, 8, tpot=tpot[0], rate=rate[0]), step(complete, 16, tpot=tpot[1], rate=rate[1])) is None


def test_a_mean_missing_beside_one_that_is_exceeded_gives_none(complete: Measurement) -> None:
    lower = step(complete, 8, tpot=None, rate=1, latency=complete.latency)
    upper = step(complete, 16, tpot="36", rate=2)
    assert best(lower, upper, ttft_mean_ms=Decimal(999), tpot_mean_ms=Decimal(30)) is None


@given(
    ends=st.lists(st.integers(1, 60), min_size=2, max_size=2),
    rates=st.lists(st.integers(1, 1000), min_size=2, max_size=2),
    width=st.integers(2, 64),
)
def test_it_stays_between_its_neighbours(complete: Measurement, ends: list[int], rates: list[int], width: int) -> None:
    lower, upper = (step(complete, c, tpot=str(t), rate=r) for c, t, r in zip((4, 4 + width), ends, rates, strict=True))
    found = best(lower, upper)
    if found is not None:
        assert ends[0] <= 30 < ends[1]
        assert 4 < found.concurrency < 4 + width
        assert min(rates) <= found.value <= max(rates)
        assert ends[0] * width + (ends[1] - ends[0]) * (found.concurrency - 4) <= 30 * width
