"""One published MLPerf result, as the results table and summary_results.json give it: a number and its unit."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Statistic

LOADS = {
    "Offline": "offline",
    "Server": "open_loop",
    "Interactive": "open_loop",
    "SingleStream": "single_stream",
    "MultiStream": "static_batch",
}
_TOKEN_MODELS = ("llama", "gptj", "gpt-oss", "mixtral", "deepseek")
_LATENCY_POINT: dict[str, Statistic] = {"SingleStream": "p90", "MultiStream": "p99"}
_LATENCY_UNIT = {"Latency (ms)": "ms", "Latency (s)": "s"}


def result(value: Decimal, *, unit: str, model: str, scenario: str, at: tuple[str, str]) -> Cell | Fact:
    """The result as a cell, or as the fact `unit_unclear` when a language model's result is not in tokens/s.

    `at` is the file and the place. Several tables write Samples/s or Queries/s where tokens/s is meant (formats.md
    §4, V19); which of the two it is cannot be told, so the number is not used. Raises UnreadableFile for a unit that
    is none of MLPerf's.
    """
    filename, where = at
    if unit in _LATENCY_UNIT and scenario in _LATENCY_POINT:
        return Cell("e2e", _LATENCY_POINT[scenario], value, _LATENCY_UNIT[unit], metrics.E2E, where)
    if unit == "Tokens/s":
        return Cell("output_tps", "value", value, "tokens/s", "MLPerf result", where)
    if unit in {"Samples/s", "Queries/s"}:
        if model.startswith(_TOKEN_MODELS):
            return Fact("unit_unclear", f"{value} {unit}", where)
        return Cell("rps", "value", value, unit.lower(), "MLPerf result", where)
    problem = f"MLPerf의 단위가 아닙니다: '{unit}' ({scenario}). / Not a unit of MLPerf: '{unit}' ({scenario})."
    raise UnreadableFile(filename, where, problem, "원본 표를 올려 주십시오. / Use the original table.")


def load_facts(scenario: str, *, where: str) -> tuple[Fact, ...]:
    """The scenario and the kind of load it means."""
    load = LOADS.get(scenario)
    scenario_fact = Fact("scenario", scenario, where)
    return (scenario_fact, Fact("load", load, where)) if load else (scenario_fact,)
