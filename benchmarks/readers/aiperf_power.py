"""Board power from AIPerf's `telemetry_data`: the mean of every board, added up; formats.md §1.4."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.readers.document import Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

_POWER = ("gpu_power_usage", "nvidia_gpu_power_usage", "nvidia_power_usage", "amd_power")
_UNITS = frozenset({"W", "mW"})
_METHOD = "AIPerf GPU telemetry: mean of each board's own sensor, added up over {amount} board(s)"
_MISSING = "일부 가속기의 전력이 없어 합계를 읽지 않았습니다. / The power of some boards is missing; no sum was read."
_AGAIN = "전력 측정을 확인하고 다시 내보내 주십시오. / Check the power measurement and export it again."


def power(record: Record) -> tuple[list[Cell], list[Fact], tuple[str, ...]]:
    """Mean power in W over all boards the telemetry saw, also such that did no work; its scope; what was left out.

    A board seen through two endpoints counts once. Raises UnreadableFile for a unit other than W and mW.
    """
    boards = _boards(record)
    means = [mean for board in boards if (mean := _mean(board)) is not None]
    if not means:
        return [], [], ()
    if len(means) != len(boards):
        return [], [], (_MISSING,)
    where = f"{record.where}/telemetry_data/endpoints"
    method = _METHOD.format(amount=len(means))
    facts = [Fact("power_scope", "accelerator_board", where), Fact("power_method", method, where)]
    return [Cell("power", "value", sum(means, start=Decimal(0)), "W", method, where)], facts, ()


def _boards(record: Record) -> list[Record]:
    telemetry = record.inner("telemetry_data")
    endpoints = telemetry.inner("endpoints") if telemetry else None
    found: dict[object, Record] = {}
    for endpoint in _inner(endpoints):
        for board in _inner(endpoint.inner("gpus")):
            uuid = board.fields.get("gpu_uuid")
            found.setdefault(uuid if isinstance(uuid, str) else board.where, board)
    return list(found.values())


def _inner(holder: Record | None) -> list[Record]:
    return [inner for key in holder.fields if (inner := holder.inner(key))] if holder else []


def _mean(board: Record) -> Decimal | None:
    metrics = board.inner("metrics")
    leaf = next((found for key in _POWER if metrics and (found := metrics.inner(key))), None)
    value = leaf.number("avg") if leaf else None
    if leaf is None or value is None:
        return None
    unit = leaf.fields.get("unit")
    if not isinstance(unit, str) or unit not in _UNITS:
        problem = f"전력의 단위로 알 수 없는 '{unit!s:.40}'입니다. / Unknown unit '{unit!s:.40}' of power."
        raise UnreadableFile(board.filename, f"{leaf.where}/unit", problem, _AGAIN)
    return value / 1000 if unit == "mW" else value
