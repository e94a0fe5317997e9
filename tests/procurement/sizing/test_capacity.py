from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from benchmarks.measurement import Measurement
from benchmarks.slo import Slo
from procurement.sizing.capacity import Capacity, NoCapacity, capacity_of
from procurement.sizing.demand import Bucket
from tests.procurement.sizing.builders import bucket, configuration, measurement

SERVER = configuration("npu", accelerators=8)
CHAT = bucket("chat", slo=Slo(tpot_p90_ms=Decimal(30)))


def capacity(*measured: Measurement, asked: Bucket = CHAT) -> Capacity | NoCapacity:
    return capacity_of(SERVER, bucket=asked, measurements=measured, utilisation=Decimal("0.8"))


def test_the_best_point_that_keeps_the_service_level_counts() -> None:
    found = capacity(
        measurement("slow", rps="2", output_tps="128", tpot_p90="20"),
        measurement("good", rps="3", output_tps="192", tpot_p90="30"),
        measurement("late", rps="9", output_tps="576", tpot_p90="30.01"),
    )
    assert isinstance(found, Capacity)
    assert (found.configuration, found.bucket, found.measurement) == ("npu", "chat", "good")
    assert (found.rate, found.replicas, found.utilisation) == (Fraction(24), 8, Decimal("0.8"))
    assert "측정 3 요청/s (rps)" in found.basis
    assert "서로 독립이라고 가정" in found.basis


def test_replica_sizes_are_compared_by_what_a_whole_server_carries() -> None:
    found = capacity(
        measurement("one", used=1, rps="2", output_tps="128"),
        measurement("four", used=4, rps="7.5", output_tps="480"),
        measurement("three", used=3, rps="8.1", output_tps="519"),
    )
    assert isinstance(found, Capacity)
    assert (found.measurement, found.replicas, found.rate) == ("three", 2, Fraction("16.2"))


def test_without_a_request_rate_tokens_over_the_output_length_count_and_are_named() -> None:
    found = capacity(measurement("a", used=8, rps=None, output_tps="640"))
    assert isinstance(found, Capacity)
    assert found.rate == 10
    assert "640 출력 토큰/s ÷ OSL 64" in found.basis


def test_a_point_with_only_a_request_rate_counts() -> None:
    found = capacity(measurement("a", used=8, rps="5", output_tps=None))
    assert isinstance(found, Capacity)
    assert found.rate == 5


@pytest.mark.parametrize(
    "other",
    [
        {"accelerator": "gpu"},
        {"accelerator": None},
        {"model": "other"},
        {"isl": "64", "osl": "128"},
        {"isl": None},
        {"osl": "65"},
        {"verification": "withdrawn"},
    ],
)
def test_other_hardware_models_lengths_and_withdrawn_results_do_not_count(other: dict[str, Any]) -> None:
    found = capacity(measurement("a", **other))
    assert found == NoCapacity(
        "npu",
        "chat",
        "미측정: npu, llama, 128/64 측정값이 없습니다. / Not measured: nothing for npu, llama, 128/64 tokens in/out.",
    )


@pytest.mark.parametrize("used", [None, 0, 16])
def test_an_unknown_or_too_large_number_of_accelerators_gives_no_capacity(used: int | None) -> None:
    found = capacity(measurement("a", used=used))
    assert isinstance(found, NoCapacity)
    assert "가속기 수" in found.why


@pytest.mark.parametrize(
    "point", [{"tpot_p90": "31"}, {"tpot_p90": None}, {"rps": None, "output_tps": None}, {"rps": "0"}]
)
def test_a_missed_or_unmeasured_service_level_gives_no_capacity(point: dict[str, Any]) -> None:
    found = capacity(measurement("a", **{"output_tps": None, **point}))
    assert isinstance(found, NoCapacity)
    assert "서비스 수준" in found.why


def test_batch_work_asks_for_no_latency() -> None:
    found = capacity(measurement("a", tpot_p90=None), asked=replace(CHAT, slo=Slo()))
    assert isinstance(found, Capacity)


def test_a_card_of_several_logical_devices_holds_as_many_replicas() -> None:
    found = capacity_of(
        replace(SERVER, devices=2), bucket=CHAT, measurements=[measurement("a", used=4)], utilisation=Decimal(1)
    )
    assert isinstance(found, Capacity)
    assert (found.replicas, found.rate) == (4, Fraction(8))
