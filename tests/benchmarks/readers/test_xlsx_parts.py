from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readers.mlperf_table import address
from benchmarks.readers.xlsx_parts import Links, Marks, Part, PartRefused, box_of, column_number, range_of

SHEET = "xl/worksheets/sheet1.xml"


def fed(*events: tuple[str, dict[str, str]], name: str = SHEET) -> Part:
    """A part that has seen elements open and close one after the other."""
    part = Part(name, links=Links(), count=lambda _elements, _cells: None)
    for tag, attributes in events:
        part.start(tag, attributes)
        part.end(tag)
    return part


def refused(*events: tuple[str, dict[str, str]]) -> str:
    with pytest.raises(PartRefused) as caught:
        fed(*events)
    return str(caught.value)


@given(st.integers(1, 10_000), st.integers(1, 16_384), st.integers(0, 50), st.integers(0, 50))
def test_a_range_is_written_and_read_back(top: int, left: int, rows: int, columns: int) -> None:
    box = (top, left, top + rows, min(left + columns, 16_384))
    assert box_of(range_of(box)) == box


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "a1", "A1:", "B2:A1", "A2:A1", "A1:B2:C3", "AAAA1", "A1 "])
def test_what_is_no_range_is_none(text: str) -> None:
    assert box_of(text) is None


@given(st.integers(1, 16_384))
def test_letters_of_a_column_give_its_number(number: int) -> None:
    assert column_number(address(0, number - 1).removesuffix("1")) == number


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([("row", {"r": "10001"})], "row 10001: SR10000 밖에"),
        ([("row", {"r": "1048576"})], "밖에 셀이 있습니다"),
        ([("row", {"r": "9" * 5000})], "밖에 셀이 있습니다"),
        ([("row", {"r": "x"})], "밖에 셀이 있습니다"),
        ([("row", {"r": "1"}), ("c", {"r": "XFD1"})], "XFD1: SR10000 밖에"),
        ([("c", {"r": "XFD1048576"})], "row 1048576: SR10000 밖에"),
        ([("row", {"r": "2"}), ("row", {"r": "1"})], "순서가 흐트러졌습니다"),
        ([("row", {"r": "2"}), ("row", {"r": "2"})], "순서가 흐트러졌습니다"),
        ([("row", {"r": "1"}), ("c", {"r": "B1"}), ("c", {"r": "A1"})], "순서가 흐트러졌습니다"),
        ([("row", {"r": "1"}), ("c", {"r": "A2"})], "순서가 흐트러졌습니다"),
        ([("row", {"r": "1"}), ("c", {"r": "1A"})], "셀 주소가 아닙니다"),
        ([("mergeCell", {"ref": "B2:A1"})], "병합한 셀을 읽을 수 없습니다"),
        ([("mergeCell", {})], "병합한 셀을 읽을 수 없습니다"),
        ([("mergeCell", {"ref": "A1:XFD1048576"})], "밖에 셀이 있습니다"),
    ],
)
def test_cells_out_of_bounds_or_order_are_refused(events: list[tuple[str, dict[str, str]]], says: str) -> None:
    assert says in refused(*events)


def test_depth_and_length_are_bounded() -> None:
    part = Part(SHEET, links=Links(), count=lambda _elements, _cells: None)
    for _ in range(64):
        part.start("a", {})
    with pytest.raises(PartRefused, match="너무 깊습니다"):
        part.start("a", {})
    strings = fed(name="xl/sharedStrings.xml")
    strings.start("si", {})
    for _ in range(2):  # two runs of one string
        strings.start("t", {})
        strings.data("x" * 16_383)
        strings.end("t")
    strings.start("t", {})
    with pytest.raises(PartRefused, match="32,767자"):
        strings.data("xx")


def test_a_formula_without_a_value_is_noted() -> None:
    part = Part(SHEET, links=Links(), count=lambda _elements, _cells: None)
    part.start("row", {"r": "1"})
    for reference, kind, value in (("A1", "n", "3"), ("B1", "n", ""), ("C1", "str", "")):
        part.start("c", {"r": reference, "t": kind})
        part.start("f", {})
        part.data("A2+1")
        part.end("f")
        part.start("v", {})
        if value:
            part.data(value)
        part.end("v")
        part.end("c")
    assert (part.marks.formulas, part.marks.uncomputed) == ({(1, 1), (1, 2), (1, 3)}, {(1, 2)})


def test_a_sheet_is_found_by_its_relation_and_a_link_out_is_refused() -> None:
    links = Links()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links.see("xl/workbook.xml", "sheet", {"name": "FP8", f"{{{kind}}}id": "rId1"})
    rels = "xl/_rels/workbook.xml.rels"
    links.see(rels, "Relationship", {"Id": "rId1", "Type": f"{kind}/worksheet", "Target": "worksheets/sheet1.xml"})
    assert links.sheets({SHEET: Marks(merged=[(1, 1, 2, 2)])}, unscanned=()) == (Marks("FP8", [(1, 1, 2, 2)]),)
    with pytest.raises(PartRefused, match="시트를 찾을 수 없습니다"):
        links.sheets({}, unscanned=())
    hyperlink = {"Id": "rId2", "Type": f"{kind}/hyperlink", "Target": "https://example.org", "TargetMode": "External"}
    links.see("xl/worksheets/_rels/sheet1.xml.rels", "Relationship", hyperlink)
    with pytest.raises(PartRefused, match="다른 파일로의 연결"):
        links.see("xl/_rels/x.rels", "Relationship", hyperlink | {"Type": f"{kind}/oleObject"})
