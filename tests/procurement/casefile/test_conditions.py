from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Finding
from benchmarks.measurement import Measurement, Parallelism, Scenario
from procurement.casefile.conditions import runs_of
from procurement.casefile.evidence import Examined
from tests.procurement.sizing.builders import measurement

BASE = measurement("base", output_tps="131")
OFFLINE = replace(BASE.scenario, load="offline", concurrency=None)


def seen(one: Measurement) -> Examined:
    return Examined(one, ())


def like(**changed: object) -> Measurement:
    """Another run of the base, but for what is named."""
    return replace(measurement("like", output_tps="127"), **changed)  # type: ignore[arg-type]  # its own fields


def runs(*others: Measurement, read: Measurement = BASE) -> list[str]:
    found = runs_of(seen(read), candidates=[seen(one) for one in (*others, read)])
    return [one.measurement.id for one in found]


@pytest.mark.parametrize(
    "other",
    [
        like(),
        like(scenario=replace(BASE.scenario, isl_mean=Decimal("127.5"), osl_mean=Decimal(63), duration_s=Decimal(61))),
        like(source=replace(BASE.source, filename="b.json", sha256="1" * 64, where="/2")),
    ],
)
def test_another_run_of_the_condition_is_a_repeat(other: Measurement) -> None:
    assert runs(other) == ["base", "like"]


@pytest.mark.parametrize(
    "other",
    [
        like(source=replace(BASE.source, tool="guidellm")),
        like(source=replace(BASE.source, tool_version="0.10")),
        like(provenance=replace(BASE.provenance, measurer="다른 곳")),
        like(system=replace(BASE.system, accelerator="other")),
        like(system=replace(BASE.system, used=2)),
        like(software=replace(BASE.software, engine_version="1.0")),
        like(model=replace(BASE.model, weight_precision="bf16")),
        like(scenario=replace(BASE.scenario, concurrency=Decimal(4))),
        like(scenario=replace(BASE.scenario, isl_target=Decimal(99))),
        like(parallelism=Parallelism(tp=2)),
        like(power=replace(BASE.power, scope="node_wall")),
        like(provenance=replace(BASE.provenance, verification="withdrawn")),
    ],
)
def test_another_condition_or_a_withdrawn_run_is_no_repeat(other: Measurement) -> None:
    assert runs(other) == ["base"]


def test_a_rejected_run_is_no_repeat() -> None:
    rejected = Examined(like(), (Finding("V03", "reject", "", "", "", ""),))
    assert len(runs_of(seen(BASE), candidates=(rejected,))) == 1


def test_a_copy_of_a_run_counts_once() -> None:
    assert runs(replace(BASE, id="copy"), like(), like(id="again")) == ["base", "like"]


@pytest.mark.parametrize(
    "unknown",
    [
        {"software": replace(BASE.software, engine_version=None)},
        {"scenario": replace(BASE.scenario, concurrency=None)},
    ],
)
def test_what_is_not_known_cannot_be_taken_to_be_equal(unknown: dict[str, object]) -> None:
    assert runs(like(**unknown), read=replace(BASE, **unknown)) == ["base"]  # type: ignore[arg-type]  # its own fields


@pytest.mark.parametrize(
    "known",
    [OFFLINE, replace(OFFLINE, load="open_loop", rate_offered=Decimal(3)), replace(OFFLINE, load="static_batch")],
)
def test_a_load_without_a_level_or_with_a_rate_is_known(known: Scenario) -> None:
    assert runs(like(scenario=known), read=replace(BASE, scenario=known)) == ["base", "like"]
