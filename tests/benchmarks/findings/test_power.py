from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.findings import Level, wall_below_boards
from benchmarks.measurement import Measurement, Power
from tests.benchmarks.findings.changes import found, power, scenario


@pytest.mark.parametrize(
    ("changes", "expected", "observed"),
    [
        ({}, "pass", "ok"),
        ({"average_w": "39"}, "reject", "W/accelerator = 19.5000"),
        ({"average_w": "5001"}, "reject", "W/accelerator = 2500.5000"),
        ({"average_w": "300000", "scope": "node_wall"}, "not_applicable", "미측정 / not measured"),
        ({"scope": None}, "warn", "범위 미기재 / scope not stated"),
        ({"joules_per_output_token": "1.485"}, "pass", "ok"),
        ({"joules_per_output_token": "1.6"}, "reject", "J/token × tokens/s ÷ P = 1.0773"),
        ({"energy_j": "15000"}, "pass", "ok"),
        ({"energy_j": "18000"}, "reject", "E ÷ t ÷ P = 1.2000"),
        ({"longest_gap_s": "3"}, "pass", "ok"),
        ({"longest_gap_s": "3.1"}, "warn", "gap 3.1 s"),
        ({"valid": True}, "pass", "ok"),
        ({"valid": False}, "reject", "측정 도구가 무효로 판정 / the tool calls its power invalid"),
        (
            {"longest_gap_s": "4", "energy_j": "1"},
            "reject",
            "gap 4 s; E ÷ t ÷ P = 0.0001",
        ),
    ],
)
def test_v15_holds_power_together(
    complete: Measurement, changes: dict[str, Any], expected: Level, observed: str
) -> None:
    """300 W over 2 accelerators, 202 tokens/s, 50 s."""
    texts = {"scope"}
    numbers = {k: Decimal(v) if isinstance(v, str) and k not in texts else v for k, v in changes.items()}
    finding = found(power(complete, **numbers), "V15")
    assert (finding.level, finding.observed) == (expected, observed)


def test_v15_is_not_passed_where_no_power_was_measured(complete: Measurement) -> None:
    assert found(replace(complete, power=Power("not_measured", None, "")), "V15").level == "not_applicable"
    assert found(replace(complete, power=Power("node_wall", Decimal(300), "")), "V15").level == "not_applicable"
    energy_alone = power(scenario(complete, duration_s=None), scope="node_wall", energy_j=Decimal(1))
    assert found(energy_alone, "V15").level == "not_applicable"


def test_a_wall_meter_reads_no_less_than_the_boards(complete: Measurement) -> None:
    wall = power(complete, scope="node_wall", average_w=Decimal(299))
    assert [(f.rule, f.level, f.observed) for f in wall_below_boards((complete, wall))] == [
        ("V15", "reject", "node_wall 299.0000 W < accelerator_board 300.0000 W")
    ]
    assert wall_below_boards((complete, power(wall, average_w=Decimal(300)))) == ()
    assert wall_below_boards((wall,)) == ()
