from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readers import UnreadableFile
from benchmarks.readers import xlsx_guard as guard
from benchmarks.readers.xlsx_guard import guarded, is_workbook
from tests.benchmarks.readers.workbooks import as_excel_writes, list_book, matrix_book, repacked, with_part

BOOK = as_excel_writes(list_book())
SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/_rels/workbook.xml.rels"
LINK = (
    b'<Relationship Id="x" TargetMode="External" Target="other.xlsx"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        guarded(data, filename="f.xlsx")
    assert caught.value.filename == "f.xlsx"
    return str(caught.value)


def packed(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def before_root(declaration: bytes, part: str = SHEET) -> bytes:
    """A declaration put before the first element of a part."""
    return repacked(BOOK, lambda name, content: declaration + content if name == part else content)


def test_a_plain_workbook_passes_with_its_sheets_and_merged_cells() -> None:
    (only,) = guarded(BOOK, filename="f.xlsx")
    assert (only.name, only.merged, only.formulas) == ("FP8", [], set())
    first, second = guarded(matrix_book(), filename="f.xlsx")
    assert (first.name, second.name) == ("FP8", "BF16")
    assert sorted(first.merged) == [(1, 1, 1, 4), (2, 2, 2, 4), (8, 1, 8, 4), (9, 2, 9, 4)]


def test_a_workbook_is_told_by_its_first_bytes() -> None:
    assert [is_workbook(data) for data in (BOOK, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{}", b"")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "암호가 걸렸거나 옛 .xls"),
        (b"isl,osl\n", "엑셀 파일(.xlsx)이 아닙니다"),
        (b"PK\x03\x04broken", "zip)이 깨졌습니다"),
        (BOOK[:-400], "zip)이 깨졌습니다"),
        (b"PK" + b"\0" * guard.MAX_BYTES, "파일이 너무 큽니다"),
        (packed(("a.txt", b"hello")), "a.txt: XML이 깨졌습니다"),
        (packed(("xl/workbook.xml", b"<workbook/>")), "시트를 찾을 수 없습니다"),
        (packed(("xl/workbook.xml", b"<w/>"), method=ZIP_BZIP2), "엑셀이 쓰지 않는 압축 방식"),
        (packed(*((f"{n}.xml", b"<a/>") for n in range(201))), "200개보다 많습니다"),
        (packed(("a.xml", b"<a/>"), ("A.xml", b"<a/>")), "같은 이름이 둘입니다"),
        (packed(("../a.xml", b"<a/>")), "폴더 밖을 가리킵니다"),
        (packed(("/a.xml", b"<a/>")), "폴더 밖을 가리킵니다"),
        (repacked(BOOK, lambda _, content: content, ("xl/vbaProject.bin", b"x")), "매크로가 들어 있습니다"),
        (repacked(BOOK, lambda _, c: c, ("xl/externalLinks/externalLink1.xml", b"<a/>")), "다른 파일로의 연결"),
        (with_part(BOOK, RELS, b"</Relationships>", LINK % b"externalLinkPath"), "다른 파일로의 연결"),
        (
            with_part(
                BOOK,
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            "매크로가 들어 있습니다",
        ),
        (before_root(BOMB), f"{SHEET}: XML에 문서형·개체 선언"),
        (before_root(EXTERNAL), f"{SHEET}: XML에 문서형·개체 선언"),
        (before_root(BOMB, "docProps/core.xml"), "docProps/core.xml: XML에 문서형·개체 선언"),
        (before_root(b"<!DOCTYPE x>", "xl/workbook.xml"), "xl/workbook.xml: XML에 문서형·개체 선언"),
        (with_part(BOOK, "[Content_Types].xml", b"/xl/sharedStrings.xml", b"/xl/strings.png"), "strings.png"),
    ],
)
def test_what_must_not_be_opened_is_refused_with_its_place(data: bytes, says: str) -> None:
    assert says in refused(data)


def test_a_declared_utf_16_cannot_hide_a_declaration() -> None:
    hidden = repacked(BOOK, lambda n, c: (BOMB + b"<x/>").decode().encode("utf-16") if n == SHEET else c)
    assert "XML에 문서형·개체 선언" in refused(hidden)


def test_an_encrypted_part_is_refused() -> None:
    flagged = bytearray(packed(("a.xml", b"<a/>")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(signature) + offset] |= 1
    assert "암호가 걸린 파일입니다" in refused(bytes(flagged))


def test_a_bomb_is_stopped_by_what_it_really_unpacks_to() -> None:
    bomb = repacked(BOOK, lambda _, content: content, ("xl/media/a.png", b"\0" * (guard.MAX_UNPACKED + 1)))
    assert len(bomb) < 100_000
    assert "33,554,432" in refused(bomb)


def test_a_size_declared_smaller_than_the_part_does_not_help() -> None:
    data = bytearray(packed(("a.xml", b"<a>" + b" " * 100_000 + b"</a>")))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + offset
        data[start : start + 4] = (100).to_bytes(4, "little")
    assert "깨졌습니다" in refused(bytes(data))


def test_too_many_elements_or_cells_are_refused() -> None:
    many = b"<a>" + b"<b/>" * guard.MAX_ELEMENTS + b"</a>"
    assert "XML 요소 수가 500,000을 넘습니다" in refused(packed(("xl/styles.xml", many)))
    rows = b"".join(b'<row r="%d">%s</row>' % (n, b"<c/>" * 500) for n in range(1, 202))
    sheet = b"<sheetData>" + rows + b"</sheetData>"
    assert "셀 수가 100,000을 넘습니다" in refused(packed(("xl/worksheets/s.xml", sheet)))
    merged = b'<mergeCells><mergeCell ref="A1:SR10000"/></mergeCells>'
    assert "셀 수가 100,000을 넘습니다" in refused(packed(("xl/worksheets/s.xml", merged)))


@given(st.data())
def test_a_changed_byte_is_read_or_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(BOOK) - 1))
    changed = bytearray(BOOK)
    changed[place] = data.draw(st.integers(0, 255))
    try:
        guarded(bytes(changed), filename="f.xlsx")
    except UnreadableFile as refusal:
        _says_everything(refusal)


def _says_everything(refusal: UnreadableFile) -> None:
    assert all((refusal.where, refusal.problem, refusal.remedy))
