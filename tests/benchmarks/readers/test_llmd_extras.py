from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.readers.document import Record
from benchmarks.readers.llmd_extras import extras_of
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

PLACE = "/scenario/stack/1/native/config"


def holding(config: Json, *, tool: str = "jeoul") -> Record:
    component: Json = {"standardized": {"tool": tool}, "native": {"config": config}}
    return Record("f", "", {"scenario": {"stack": ["x", component]}})


def test_figures_texts_and_definitions_are_read() -> None:
    config: Json = {
        "figures": [{"quantity": "tpot", "statistic": "p99", "value": Decimal("1.50")}],
        "facts": {"model": "m", "other": "x"},
        "definitions": {"tpot": "as measured"},
    }
    extras = extras_of(holding(config))
    assert extras is not None
    assert extras.cells == (Cell("tpot", "p99", Decimal("1.50"), "ms", "as measured", f"{PLACE}/figures/0/value"),)
    assert extras.facts == (Fact("model", "m", f"{PLACE}/facts/model"),)
    assert extras.defined(("a", "tpot", "usual"), ("b", "e2e", "usual")) == (
        ("a", "tpot", "as measured"),
        ("b", "e2e", "usual"),
    )


def test_a_report_of_another_has_none() -> None:
    assert extras_of(holding({}, tool="llm-d")) is None
    assert extras_of(Record("f", "", {"scenario": {"stack": None}})) is None
    assert extras_of(Record("f", "", {})) is None


@pytest.mark.parametrize(
    "figure",
    [
        "x",
        {"quantity": "speed", "statistic": "value", "value": 1},
        {"quantity": ["tpot"], "statistic": "p50", "value": 1},
        {"quantity": "tpot", "statistic": "p42", "value": 1},
        {"quantity": "tpot", "statistic": "value", "value": 1},
        {"quantity": "power", "statistic": "mean", "value": 1},
        {"quantity": "power", "statistic": "value", "value": None},
        {"quantity": "power", "statistic": ["value"], "value": 1},
    ],
)
def test_a_figure_jeoul_never_writes_is_refused(figure: Json) -> None:
    with pytest.raises(UnreadableFile) as refused:
        extras_of(holding({"figures": [figure]}))
    assert refused.value.where.startswith(f"{PLACE}/figures/0")
