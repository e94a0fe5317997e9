from __future__ import annotations

from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.measurement import Measurement
from benchmarks.readers import read
from procurement.selectors.evidence_rows import MOST, catalogued, figures_of, names_of
from tests.procurement.exchange import ANSWERED, content


def measured(given: Answers = ANSWERED) -> Measurement:
    return measurements(read(content("vllm_c4.json"), filename="vllm_c4.json"), answers=given)[0]


def test_columns_are_the_exact_values_to_six_places_and_nothing_is_made_up() -> None:
    found = figures_of(measured())
    assert (found.output_tps, found.isl, found.concurrency) == (Decimal("370.401694"), Decimal(128), Decimal(4))
    assert found.average_w is None
    names = names_of(measured())
    assert (names.device, names.maker, names.domestic, names.software) == ("RNGD", "FuriosaAI", True, "2026.3.0")
    unknown = names_of(measured(Answers(accelerator="새 NPU", vendor="새 회사")))
    assert (unknown.device, unknown.maker, unknown.domestic, unknown.used) == ("새 NPU", "새 회사", None, None)


@pytest.mark.parametrize("value", [MOST, -MOST, Decimal("NaN"), Decimal("Infinity")])
def test_what_a_column_cannot_hold_is_left_to_the_exact_value(value: Decimal) -> None:
    one = measured()
    absurd = replace(one, throughput=replace(one.throughput, output_tps=value))
    assert asdict(figures_of(absurd)) == asdict(figures_of(one)) | {"output_tps": None}


@pytest.mark.parametrize("name", ["furiosa-rngd", " rngd ", "FuriosaAI RNGD"])
def test_a_device_goes_by_its_id_or_its_name(name: str) -> None:
    found = catalogued(name)
    assert found is not None
    assert found.id == "furiosa-rngd"
    assert catalogued("없는 장비") is None
