from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.web.entries import criterion_of, gate_of, initial_of, number_in
from procurement.web.entry_forms import CriterionForm, GateForm
from tests.procurement.drafts import notice

EXAMPLE: dict[str, Any] = tomllib.loads(notice()["tender.toml"].decode(), parse_float=Decimal)
CONDITIONS = {"metric": "ttft", "statistic": "p90", "model": "Llama 3.1 8B", "isl": 128, "osl": 128}
QUANTITATIVE = {"id": "a", "title": "항목", "group": "정량", "kind": "quantitative", "points": Decimal("5.25")}
CURVES = (
    {"kind": "linear", "floor": Decimal("2000.5"), "target": Decimal(100), "places": 4},
    {"kind": "ratio", "floor": Decimal(1), "target": Decimal(10), "places": 2},
    {"kind": "piecewise", "knots": [[Decimal(1), Decimal("0.2")], [Decimal(5), Decimal(1)]], "places": 3},
    {"kind": "ladder", "better": "lower", "steps": [[Decimal(100), Decimal(1)], [Decimal(500), Decimal("0.5")]]},
)


def back(kind: type[GateForm | CriterionForm], entry: dict[str, Any]) -> dict[str, Any]:
    """The entry shown in a form, sent as it was shown, and read again."""
    shown = {key: value for key, value in initial_of(entry).items() if value is not None}
    form = kind(shown | {"seen": "0" * 64})
    assert form.is_valid(), form.errors
    read = gate_of if kind is GateForm else criterion_of
    return read(form.cleaned_data, before=entry)


@pytest.mark.parametrize("entry", EXAMPLE["gates"], ids=lambda one: one["id"])
def test_a_gate_comes_back_as_it_was(entry: dict[str, Any]) -> None:
    assert back(GateForm, entry) == entry


@pytest.mark.parametrize("entry", EXAMPLE["criteria"], ids=lambda one: one["id"])
def test_a_criterion_comes_back_as_it_was(entry: dict[str, Any]) -> None:
    assert back(CriterionForm, entry) == entry


@pytest.mark.parametrize("value", CURVES, ids=lambda one: one["kind"])
def test_every_way_to_points_comes_back(value: dict[str, Any]) -> None:
    entry = QUANTITATIVE | {"unit": "ms", "value": value, "measure": CONDITIONS}
    assert back(CriterionForm, entry) == entry


def test_service_levels_that_the_form_does_not_show_stay() -> None:
    levels = {"ttft_p99_ms": Decimal(9), "ttft_p90_ms": Decimal(2000)}
    measure = CONDITIONS | {"metric": "output_tps", "statistic": "value", "concurrency": 8, "slo": levels}
    limit = {"unit": "tokens/s", "comparison": ">=", "limit": Decimal(1)}
    entry = {"id": "a", "title": "처리량", **limit, "measure": measure}
    assert back(GateForm, entry) == entry


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.decimals(min_value=0, max_value=1, places=4))
def test_numbers_stay_exact(limit: Decimal, share: Decimal) -> None:
    value = {"kind": "ladder", "better": "higher", "steps": [[limit, share]]}
    entry = QUANTITATIVE | {"unit": "건", "value": value, "officer": True}
    assert back(CriterionForm, entry) == entry


def test_a_text_that_is_no_number_is_none() -> None:
    assert [number_in(text) for text in ("1,000", "x", "NaN", "")] == [Decimal(1000), None, None, None]
