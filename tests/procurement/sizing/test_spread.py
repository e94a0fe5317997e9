from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from scipy import stats

from benchmarks.measurement import Measurement
from benchmarks.slo import Slo
from procurement.sizing.capacity import Capacity, NoCapacity, capacity_of
from procurement.sizing.spread import Confidence, careful_capacity_of, lower_end, run_factors, run_ids
from tests.procurement.sizing.builders import bucket, configuration, measurement

SERVER = configuration("npu", accelerators=8)
CHAT = bucket("chat", slo=Slo(tpot_p90_ms=Decimal(30)))
FIVE = tuple(Decimal(n) for n in (10, 11, 12, 13, 14))


def careful(*runs: Measurement) -> Capacity | NoCapacity:
    return careful_capacity_of(SERVER, bucket=CHAT, measurements=runs, utilisation=Decimal("0.8"), confidence="0.95")


def run(name: str, *, place: int, used: int = 1, rps: str | None = "2", tps: str | None = "128",
        tpot: str = "20") -> Measurement:  # fmt: skip
    one = measurement(name, used=used, rps=rps, output_tps=tps, tpot_p90=tpot)
    return replace(one, source=replace(one.source, where=f"/{place}"))


@pytest.mark.parametrize("confidence", get_args(Confidence))
@pytest.mark.parametrize("amount", [2, 3, 5, 31])
def test_the_lower_end_is_that_of_students_t(confidence: Confidence, amount: int) -> None:
    values = [Decimal(100 + n * n % 7) for n in range(amount)]
    floats = [float(value) for value in values]
    t = stats.t.ppf(float(confidence), amount - 1)
    expected = sum(floats) / amount - t * stats.sem(floats)
    assert float(lower_end(values, confidence=confidence) or 0) == pytest.approx(expected, rel=1e-5)


def test_beyond_the_table_the_end_is_a_little_too_low() -> None:
    many = FIVE * 10
    floats = [float(value) for value in many]
    exact = sum(floats) / 50 - stats.t.ppf(0.95, 49) * stats.sem(floats)
    assert exact - 0.01 < float(lower_end(many, confidence="0.95") or 0) < exact


def test_one_run_has_no_lower_end() -> None:
    assert lower_end(FIVE[:1], confidence="0.90") is None
    assert lower_end(FIVE[:1] * 2, confidence="0.90") == 10


def test_the_lower_end_of_repeated_runs_is_planned_with() -> None:
    found = careful(*(run(f"r{n}", place=n, rps=rps) for n, rps in enumerate(("1.9", "2", "2.1"))))
    assert isinstance(found, Capacity)
    assert float(found.rate) == pytest.approx(8 * (2 - 2.92 * 0.1 / 3**0.5))
    assert isinstance(careful(run("a", place=1, rps="0.1"), run("b", place=2, rps="3")), NoCapacity)


def test_the_point_with_the_highest_lower_end_of_a_server_wins() -> None:
    steady = [run(f"s{n}", place=n, used=4, rps="7") for n in range(3)]
    quick = [run(f"q{n}", place=10 + n, rps="1.9") for n in range(2)]
    found = careful(*steady, *quick)
    assert isinstance(found, Capacity)
    assert (found.rate, found.replicas, found.measurement) == (Fraction("15.2"), 8, "q0, q1")
    assert "2회 측정의 하한 (단측 0.95)" in found.basis


def test_tokens_over_the_length_stand_in_for_requests_that_were_not_measured() -> None:
    found = careful(*(run(f"t{n}", place=n, used=8, rps=None, tps="640") for n in range(2)))
    assert isinstance(found, Capacity)
    assert found.rate == 10
    assert isinstance(careful(*(run(f"t{n}", place=n, rps=None, tps=None) for n in range(2))), NoCapacity)


def test_a_single_run_and_a_run_that_misses_the_level_give_no_capacity() -> None:
    alone = careful(run("a", place=1))
    assert isinstance(alone, NoCapacity)
    assert "두 번 이상" in alone.why
    assert isinstance(careful(run("a", place=1), run("b", place=2, tpot="30.01")), NoCapacity)
    assert isinstance(careful(run("a", place=1, used=9), run("b", place=2, used=9)), NoCapacity)


def test_nothing_measured_is_named() -> None:
    nothing = careful()
    assert isinstance(nothing, NoCapacity)
    assert nothing.why.startswith("미측정: npu, llama, 128/64")


def test_repeated_runs_vary_around_the_rate_that_is_planned_with() -> None:
    runs = [run(f"r{n}", place=n, rps=rps) for n, rps in enumerate(("1.9", "2", "2.1"))]
    best = capacity_of(SERVER, bucket=CHAT, measurements=runs, utilisation=Decimal("0.8"))
    lower = careful(*runs)
    assert isinstance(best, Capacity)
    assert isinstance(lower, Capacity)
    assert run_ids(lower) == ("r0", "r1", "r2")
    factors = run_factors(best, bucket=CHAT, measurements=runs)
    assert factors == (Fraction(19, 21), Fraction(20, 21), Fraction(1))
    assert run_factors(lower, bucket=CHAT, measurements=runs)[0] == Fraction("15.2") / lower.rate


def test_what_was_run_once_or_without_a_rate_has_no_known_spread() -> None:
    alone = [run("a", place=1)]
    once = capacity_of(SERVER, bucket=CHAT, measurements=alone, utilisation=Decimal(1))
    assert isinstance(once, Capacity)
    assert run_factors(once, bucket=CHAT, measurements=alone) == ()
    idle = [*alone, run("b", place=2, rps="0")]
    assert run_factors(once, bucket=CHAT, measurements=idle) == ()
