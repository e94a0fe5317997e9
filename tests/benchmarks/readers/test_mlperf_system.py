from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.readers.document import Record, opened
from benchmarks.readers.mlperf_system import described, is_system
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

SYSTEM: dict[str, Any] = {
    "submitter": "가상 제출자",
    "system_name": "invented server",
    "number_of_nodes": "2",
    "accelerators_per_node": 4,
    "accelerator_model_name": "invented accelerator",
    "framework": "invented 1.0",
    "other_software_stack": {"driver": "1", "patches": ["a", None, "b"]},
    "cooling": "",
    "host_processor_core_count": 56,
}


def record(**changes: Any) -> Record:
    return Record("system.json", "", SYSTEM | changes)


def test_counts_and_names_are_taken_and_every_key_is_kept() -> None:
    cells, facts = described(record())
    assert cells == (
        Cell("nodes", "value", Decimal(2), "count", "", "/number_of_nodes"),
        Cell(
            "used",
            "value",
            Decimal(8),
            "count",
            "accelerators_per_node × number_of_nodes: the whole system ran",
            "/accelerators_per_node",
        ),
    )
    assert facts[:4] == (
        Fact("accelerator", "invented accelerator", "/accelerator_model_name"),
        Fact("system_name", "invented server", "/system_name"),
        Fact("engine", "invented 1.0", "/framework"),
        Fact("measurer", "가상 제출자", "/submitter"),
    )
    verbatim = {fact.key: fact.value for fact in facts[4:]}
    assert verbatim == {
        "mlperf_desc.submitter": "가상 제출자",
        "mlperf_desc.system_name": "invented server",
        "mlperf_desc.number_of_nodes": "2",
        "mlperf_desc.accelerators_per_node": "4",
        "mlperf_desc.accelerator_model_name": "invented accelerator",
        "mlperf_desc.framework": "invented 1.0",
        "mlperf_desc.other_software_stack": "driver: 1; patches: a; b",
        "mlperf_desc.host_processor_core_count": "56",
    }


@pytest.mark.parametrize("none", ["0", 0, "N/A", "", None])
def test_a_system_without_accelerators_has_no_count(none: object) -> None:
    cells, facts = described(record(accelerators_per_node=none, accelerator_model_name="N/A"))
    assert [cell.quantity for cell in cells] == ["nodes"]
    assert "accelerator" not in {fact.key for fact in facts}


def test_without_a_number_of_nodes_nothing_is_counted() -> None:
    assert described(record(number_of_nodes=""))[0] == ()


@pytest.mark.parametrize("wrong", ["four", "4.5", True, ["4"]])
def test_a_wrong_count_is_refused_with_its_key(wrong: object) -> None:
    with pytest.raises(UnreadableFile) as refused:
        described(record(accelerators_per_node=wrong))
    assert (refused.value.filename, refused.value.where) == ("system.json", "/accelerators_per_node")


def test_a_system_is_known_by_its_keys() -> None:
    assert is_system(record())
    assert not is_system(Record("f", "", {"submitter": "x", "number_of_nodes": 1}))


def test_every_real_description_is_read_word_for_word(shared_results: Path) -> None:
    paths = sorted((shared_results / "mlperf").rglob("systems/*.json"))
    found = {path: _read(path) for path in paths}
    # this one says network_speed_mbit twice
    assert [path.name for path, read in found.items() if read is None] == ["SMC_H100_SXM_80GBX8_TRT.json"]
    used = {path.stem: read[0].get("used") for path, read in found.items() if read is not None}
    assert len(paths) == 86
    named = ("DGX-H100_H100-SXM-80GBx32_TRT", "ATOM", "1-node-2S-EMR-PyTorch")
    assert [used[name] for name in named] == [32, 1, None]
    for path, read in found.items():
        if read is not None:
            _agrees(read[1], json.loads(path.read_text()))


def _read(path: Path) -> tuple[dict[str, Decimal], dict[str, str]] | None:
    try:
        (found,) = opened(path.read_bytes(), filename=path.name).records
    except UnreadableFile:
        return None
    cells, facts = described(found)
    kept = {fact.key.removeprefix("mlperf_desc."): fact.value for fact in facts if "." in fact.key}
    return {cell.quantity: cell.value for cell in cells}, kept


def _agrees(kept: dict[str, str], plain: dict[str, Any]) -> None:
    said = {key: value for key, value in plain.items() if value != ""}
    assert kept.keys() == said.keys()
    texts = {key: str(value) for key, value in said.items() if not isinstance(value, dict)}
    assert texts == {key: kept[key] for key in texts}
