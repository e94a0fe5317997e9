from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks import metrics
from benchmarks.readers.mlperf_result import load_facts, result
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

AT = ("f.csv", "R9")


@pytest.mark.parametrize(
    ("unit", "model", "scenario", "expected"),
    [
        ("Tokens/s", "llama2-70b-99", "Offline", ("output_tps", "value", "tokens/s")),
        ("Samples/s", "resnet", "Offline", ("rps", "value", "samples/s")),
        ("Queries/s", "dlrm-v2-99", "Server", ("rps", "value", "queries/s")),
        ("Latency (ms)", "resnet", "SingleStream", ("e2e", "p90", "ms")),
        ("Latency (ms)", "resnet", "MultiStream", ("e2e", "p99", "ms")),
        ("Latency (s)", "text to video", "SingleStream", ("e2e", "p90", "s")),
    ],
)
def test_each_unit_is_a_quantity(unit: str, model: str, scenario: str, expected: tuple[str, str, str]) -> None:
    found = result(Decimal("1.5"), unit=unit, model=model, scenario=scenario, at=AT)
    assert isinstance(found, Cell)
    assert (found.quantity, found.statistic, found.unit) == expected
    assert (found.value, found.where) == (Decimal("1.5"), "R9")
    assert found.definition == (metrics.E2E if expected[0] == "e2e" else "MLPerf result")


@pytest.mark.parametrize("unit", ["Samples/s", "Queries/s"])
@pytest.mark.parametrize("model", ["llama3.1-8b", "gptj-99", "gpt-oss-120b", "mixtral-8x7b", "deepseek-r1"])
def test_a_language_models_result_in_another_unit_is_not_used(unit: str, model: str) -> None:
    found = result(Decimal("143309.00"), unit=unit, model=model, scenario="Offline", at=AT)
    assert found == Fact("unit_unclear", f"143309.00 {unit}", "R9")


@pytest.mark.parametrize(("unit", "scenario"), [("Watts", "Offline"), ("", "Server"), ("Latency (ms)", "Offline")])
def test_another_unit_is_refused(unit: str, scenario: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        result(Decimal(1), unit=unit, model="resnet", scenario=scenario, at=AT)
    assert (refused.value.filename, refused.value.where) == AT
    assert refused.value.problem == (
        f"MLPerf의 단위가 아닙니다: '{unit}' ({scenario}). / Not a unit of MLPerf: '{unit}' ({scenario})."
    )


def test_a_scenario_is_kept_and_its_load_if_known() -> None:
    assert load_facts("Interactive", where="R9") == (
        Fact("scenario", "Interactive", "R9"),
        Fact("load", "open_loop", "R9"),
    )
    assert load_facts("Novel", where="R9") == (Fact("scenario", "Novel", "R9"),)
