from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import exp, factorial, log

import pytest

from benchmarks.measurement import Latencies, Latency
from benchmarks.slo import Slo
from procurement.sizing.choice import Share
from procurement.sizing.problem import Problem, measured
from procurement.sizing.queueing import Delay, NoArrivals, NotSimulated, Station, Stream, simulate, stations_of
from tests.procurement.sizing.builders import configuration, measurement, problem


def erlang_c(load: float, servers: int) -> float:
    """Probability of waiting in M/M/c at an offered load in servers (Erlang 1917)."""
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / factorial(k) for k in range(servers)) + last)


def one(stream: Stream, **how: str) -> Delay:
    (found,) = simulate([Station("a", (stream,))], requests=120_000, seed=3, **how)  # type: ignore[arg-type]  # a literal
    return found


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (4, 3.0), (16, 14.0)])
def test_exponential_service_waits_as_erlang_says(servers: int, load: float) -> None:
    found = one(Stream("x", load, 1.0, servers, None), service="exponential")
    waiting = erlang_c(load, servers)
    assert found.waited == pytest.approx(waiting, rel=0.06)
    assert found.mean_wait_s == pytest.approx(waiting / (servers - load), rel=0.12)


def test_a_single_server_stays_as_long_as_its_law_says() -> None:
    found = one(Stream("x", 0.5, 1.0, 1, None), service="exponential")
    assert found.p99_s == pytest.approx(log(100) / 0.5, rel=0.06)  # the stay in M/M/1 is exponential with 1 - load
    assert exp(-0.5 * found.p99_s) == pytest.approx(0.01, rel=0.25)


def test_fixed_service_waits_half_as_long() -> None:
    assert one(Stream("x", 0.7, 1.0, 1, None)).mean_wait_s == pytest.approx(0.7 / (2 * 0.3), rel=0.08)


def test_a_service_level_that_is_missed_is_said() -> None:
    calm, tight = Stream("x", 1.0, 1.0, 10, 1.5), Stream("x", 9.9, 1.0, 10, 1.5)
    assert (one(calm).ok, one(tight).ok, one(replace(calm, limit_s=None)).ok) == (True, False, None)


def test_the_head_of_the_line_is_not_overtaken() -> None:
    large, small = Stream("large", 0.4, 1.0, 1, None), Stream("small", 0.4, 1.0, 100, None)
    found = simulate([Station("a", (large, small))], requests=20_000, seed=3)
    assert found[1].mean_wait_s > 0.1  # behind large ones, though a hundredth would be free beside none
    assert found == simulate([Station("a", (large, small))], requests=20_000, seed=3)
    assert found != simulate([Station("a", (large, small))], requests=20_000, seed=4)


def test_without_requests_there_is_no_delay() -> None:
    with pytest.raises(NoArrivals, match="도착"):
        simulate([Station("a", (Stream("x", 0.0, 1.0, 1, None),))], requests=10, seed=1)
    rare = Station("a", (Stream("x", 1.0, 1.0, 1, None), Stream("y", 1e-9, 1.0, 1, None)))
    with pytest.raises(NoArrivals, match="y"):
        simulate([rare], requests=100, seed=1)


def asked() -> Problem:
    made = problem((configuration("a"), configuration("b")), {"x": "10"}, {("a", "x"): 4, ("b", "x"): 2})
    return replace(made, buckets=(replace(made.buckets[0], slo=Slo(e2e_p99_ms=Decimal(1500))),))


def test_a_purchase_is_simulated_as_it_was_measured() -> None:
    shares = [Share("a", "x", Decimal("0.75")), Share("b", "x", Decimal("0.25")), Share("b", "x", Decimal(1), year=1)]
    runs = [replace(measurement(f"m-{name}-x"), latency=Latencies(e2e=Latency(mean=Decimal(800)))) for name in "ab"]
    found = stations_of(asked(), servers={"a": 2, "b": 1}, shares=shares, measurements=runs)
    assert found == (
        Station("a", (Stream("x", 7.5, 0.8, 16, 1.5),)),
        Station("b", (Stream("x", 2.5, 0.8, 8, 1.5),)),
    )
    assert [delay.ok for delay in simulate(found, requests=2000, seed=1)] == [True, True]


def test_what_was_not_measured_is_not_simulated() -> None:
    shares = [Share("a", "x", Decimal(1))]
    with pytest.raises(NotSimulated, match="m-a-x"):
        stations_of(asked(), servers={"a": 1}, shares=shares, measurements=[measurement("m-a-x")])


def test_of_repeated_runs_the_slowest_serves() -> None:
    several = replace(measured(asked())[0], measurement="p, q")
    runs = [replace(measurement(name), latency=Latencies(e2e=Latency(mean=Decimal(ms)))) for name, ms in
            (("p", 800), ("q", 900))]  # fmt: skip
    one = replace(asked(), capacities=(several, *asked().capacities[1:]))
    found = stations_of(one, servers={"a": 1}, shares=[Share("a", "x", Decimal(1))], measurements=runs)
    assert found == (Station("a", (Stream("x", 10.0, 0.9, 8, 1.5),)),)
