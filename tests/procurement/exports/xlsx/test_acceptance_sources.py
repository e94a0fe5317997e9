from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from procurement.exports.xlsx.acceptance import acceptance_workbook
from tests.procurement.exports.inspected import handovers
from tests.procurement.exports.reading import opened


def sheet(name: str) -> Worksheet:
    found = opened(acceptance_workbook(handovers()[name]).content)["검수 출처"]
    assert isinstance(found, Worksheet)
    return found


def texts(name: str, row: int) -> list[object]:
    return [cell.value for cell in sheet(name)[row]]


def test_both_sides_show_file_hash_tool_software_measurer_and_findings() -> None:
    sha256 = "851be076d0be573ee3905981367c5f472db81f75d733a98495c2cbc93b31de02"
    assert texts("accepted", 4) == [
        1, "입찰", "npu", 1, "bid.json /benchmarks/0", sha256, "GuideLLM 0.8.1", "엔진 1.0", "미기재",
        "2026-11-22\n11:00:16+00:00", "형식 확인", 11, "주의: V22",
    ]  # fmt: skip
    assert texts("accepted", 5)[:6] == [1, "검수", "npu", 1, "late.json /benchmarks/0", sha256]
    assert texts("accepted", 5)[-1] == "주의: V22"


def test_a_condition_without_a_delivery_says_so() -> None:
    assert texts("failed", 7)[:3] == [2, "검수", "재지 않음"]


def test_what_is_not_known_is_not_invented() -> None:
    assert texts("unknown", 5)[8:12] == ["미기재", "미기재", "형식 확인", "미기재"]
