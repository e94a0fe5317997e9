from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_sheet import sheets_of
from benchmarks.table import Table, TableError
from procurement.casefile.evidence import Examined, examined
from procurement.casefile.measured import trace_of
from tests.benchmarks.readers.workbooks import across_book, as_excel_writes, list_book
from tests.procurement.casefile.folder import small_case

ANSWERS: Mapping[str, object] = {
    "used": 1,
    "engine": "시험 엔진",
    "engine_version": "1.0",
    "measurer": "시험소",
    "measurer_role": "third_party_lab",
    "power_scope": "node_wall",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = small_case(tmp_path / "case")
    folder.joinpath("evidence", "b", "표.xlsx").write_bytes(as_excel_writes(list_book()))
    return folder


def mapping(data: bytes, *, by: str = "홍길동") -> str:
    proposal = propose(sheets_of(data, filename="표.xlsx"), filename="표.xlsx")
    return mapping_text(
        replace(proposal, confirmed_by=by, confirmed_on=date(2026, 11, 22), tpot="excludes_first_token")
    )


def read(folder: Path, **more: object) -> tuple[Examined, ...]:
    values = {"file": "../evidence/b/표.xlsx", "rows": ["FP8!D6", "FP8!D7"], "answers": dict(ANSWERS), **more}
    return examined(Table("bids/B.toml.evidence[0]", values), folder=folder, accelerator="시험 NPU")


def refused(folder: Path) -> str:
    with pytest.raises(TableError) as caught:
        read(folder)
    return str(caught.value)


@pytest.mark.parametrize("place", ["evidence/b/표.mapping.toml", "mappings/any.toml"])
def test_a_workbook_is_read_through_the_mapping_of_its_layout(folder: Path, place: str) -> None:
    folder.joinpath("mappings").mkdir()
    folder.joinpath("mappings", "other.toml").write_text(mapping(across_book()), encoding="utf-8")
    folder.joinpath(place).write_text(mapping(list_book()), encoding="utf-8")
    first, second = read(folder)
    measured = second.measurement
    assert (measured.scenario.isl_target, measured.scenario.concurrency) == (Decimal(128), Decimal(8))
    assert (measured.throughput.output_tps, measured.model.weight_precision) == (Decimal("600.1"), "FP8")
    assert first.usable
    assert "evidence/b/표.xlsx FP8!D7" in trace_of(second)
    assert measured.source.tool_version.startswith("mapping ")


def test_a_workbook_without_its_mapping_is_refused(folder: Path) -> None:
    message = refused(folder)
    assert message.startswith("bids/B.toml.evidence[0]: evidence/b/표.xlsx, FP8: 셀의 뜻을 정한 매핑이 없습니다")
    beside = folder / "evidence" / "b" / "표.mapping.toml"
    beside.write_text(mapping(list_book(), by=""), encoding="utf-8")
    assert "evidence/b/표.mapping.toml: 매핑이 확인되지 않았습니다" in refused(folder)
    beside.write_text(mapping(across_book()), encoding="utf-8")
    assert "배치가 매핑 evidence/b/표.mapping.toml와 다릅니다" in refused(folder)
    beside.write_text("format = 3", encoding="utf-8")
    assert "evidence/b/표.mapping.toml: format" in refused(folder)


def test_a_mapping_outside_the_case_is_not_used(folder: Path) -> None:
    outside = folder.parent / "outside.toml"
    outside.write_text(mapping(list_book()), encoding="utf-8")
    folder.joinpath("evidence", "b", "표.mapping.toml").symlink_to(outside)
    assert "매핑이 없습니다" in refused(folder)


def test_a_file_that_only_looks_like_a_workbook_is_refused(folder: Path) -> None:
    folder.joinpath("evidence", "b", "표.xlsx").write_bytes(b"PK\x03\x04")
    assert "표.xlsx, byte 0: 엑셀 파일(zip)이 깨졌습니다" in refused(folder)
