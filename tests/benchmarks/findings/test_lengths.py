from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Level
from benchmarks.measurement import Latency, Measurement
from tests.benchmarks.findings.changes import found, latency, level, scenario


@pytest.mark.parametrize(
    ("itl", "expected", "observed"),
    [
        ("19", "pass", "1.0000"),
        ("19.95", "pass", "1.0500"),
        ("38", "note", "2.0000 조각 단위 / per chunk"),
        (None, "not_applicable", "미측정 / not measured"),
    ],
)
def test_v09_notes_an_itl_per_chunk(complete: Measurement, itl: str | None, expected: Level, observed: str) -> None:
    mean = None if itl is None else Decimal(itl)
    finding = found(latency(complete, itl=Latency(mean=mean)), "V09")
    assert (finding.level, finding.observed) == (expected, observed)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [("96", "pass"), ("95.9", "warn"), ("80.8", "warn"), ("80.7", "reject"), ("150", "pass"), (None, "not_applicable")],
)
def test_v12_wants_answers_as_long_as_was_set(complete: Measurement, mean: str | None, expected: Level) -> None:
    assert level(scenario(complete, osl_mean=None if mean is None else Decimal(mean)), "V12") == expected


@pytest.mark.parametrize("tool", ["InferenceMAX", "InferenceX agg"])
def test_v12_knows_tools_that_state_the_upper_end(complete: Measurement, tool: str) -> None:
    stated = replace(complete, source=replace(complete.source, tool=tool))
    assert [level(scenario(stated, osl_mean=Decimal(mean)), "V12") for mean in (89, 88)] == ["pass", "warn"]


def test_v12_needs_a_length_that_was_set(complete: Measurement) -> None:
    assert level(scenario(complete, osl_target=None), "V12") == "not_applicable"
