from __future__ import annotations

from typing import Any

import pytest

from benchmarks.readers.aiperf_power import power
from benchmarks.readers.document import Record
from benchmarks.readers.unreadable import UnreadableFile


def board(uuid: str | None, watts: Any, *, unit: str = "W", key: str = "gpu_power_usage") -> dict[str, Any]:
    leaf = {} if watts is None else {key: {"unit": unit, "avg": watts, "max": 400}}
    return {"gpu_index": 0, "gpu_uuid": uuid, "metrics": leaf}


def export(*endpoints: dict[str, Any]) -> Record:
    inner: dict[str, Any] = {f"host:{index}": {"gpus": gpus} for index, gpus in enumerate(endpoints)}
    return Record("f", "", {"telemetry_data": {"endpoints": inner}})


def test_the_means_of_all_boards_are_added_up() -> None:
    cells, facts, said = power(export({"gpu_0": board("a", 300)}, {"gpu_0": board("b", 250_500, unit="mW")}))
    method = "AIPerf GPU telemetry: mean of each board's own sensor, added up over 2 board(s)"
    assert [(f"{c.value.normalize():f}", c.quantity, c.unit, c.definition) for c in cells] == [
        ("550.5", "power", "W", method)
    ]
    assert [(fact.key, fact.value, fact.where) for fact in facts] == [
        ("power_scope", "accelerator_board", "/telemetry_data/endpoints"),
        ("power_method", method, "/telemetry_data/endpoints"),
    ]
    assert said == ()


def test_a_board_seen_through_two_endpoints_counts_once() -> None:
    cells, _, _ = power(export({"gpu_0": board("a", 300)}, {"gpu_0": board("a", 300)}))
    assert [cell.value for cell in cells] == [300]


@pytest.mark.parametrize("key", ["nvidia_gpu_power_usage", "amd_power"])
def test_later_versions_name_the_maker(key: str) -> None:
    cells, _, _ = power(export({"gpu_0": board(None, 300, key=key), "gpu_1": board(None, 200, key=key)}))
    assert [cell.value for cell in cells] == [500]


def test_a_sum_that_misses_a_board_is_not_read() -> None:
    assert power(export({"gpu_0": board("a", 300), "gpu_1": board("b", None)})) == (
        [],
        [],
        ("일부 가속기의 전력이 없어 합계를 읽지 않았습니다. / The power of some boards is missing; no sum was read.",),
    )


@pytest.mark.parametrize("telemetry", [None, {}, {"endpoints": {}}, {"endpoints": {"host": {"gpus": None}}}])
def test_without_telemetry_there_is_no_power(telemetry: Any) -> None:
    assert power(Record("f", "", {"telemetry_data": telemetry})) == ([], [], ())


@pytest.mark.parametrize(("unit", "shown"), [("J", "J"), (None, "None"), ([], "[]")])
def test_another_unit_is_refused(unit: Any, shown: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        power(export({"gpu_0": board("a", 300, unit=unit)}))
    assert (refused.value.where, refused.value.problem) == (
        "/telemetry_data/endpoints/host:0/gpus/gpu_0/metrics/gpu_power_usage/unit",
        f"전력의 단위로 알 수 없는 '{shown}'입니다. / Unknown unit '{shown}' of power.",
    )
