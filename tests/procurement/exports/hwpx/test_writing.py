from __future__ import annotations

import sys
import zipfile
from datetime import date
from io import BytesIO

import pytest

from procurement.exports.hwpx.paper import Heading, Line, Paper, Table
from procurement.exports.hwpx.writing import NoHwpx, NotSound, check, hwpx_file, needed
from tests.procurement.exports.hwpx.documents import expected, grids, opened, paragraphs

DAY = date(2026, 11, 22)
HOSTILE = (
    "=1+1", "+1", "@SUM(A1)", "a\x00b\x07", "\ufffe\ud800", "]]></hp:t><hp:t>1", "&amp;<b>'\"", "\t탭\r\n둘째 줄",
    "\u202e거꾸로\u200f", "😀👩‍👩‍👧", "각 각", "", " 앞뒤 ", "  두 칸", "\n\n", "가" * 40_000, 'id="12345"',
)  # fmt: skip


def paper(*blocks: Heading | Line | Table, name: str = "이름") -> Paper:
    return Paper(name, "Jeoul 시험", DAY, blocks)


def table(*rows: tuple[str, ...]) -> Table:
    return Table(("가", "나", "다"), rows, (3, 1, 1), "lcr")


@pytest.fixture(autouse=True)
def _package() -> None:
    pytest.importorskip("hwpx")


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
def test_any_text_is_read_back_letter_by_letter(text: str) -> None:
    made = paper(
        Line(text, "title"), Heading(text), Line(text), table((text, "1", text)), Line(text, "small"), name=text
    )
    content = hwpx_file(made)
    assert (paragraphs(content), grids(content)) == expected(made)


def test_the_same_paper_gives_the_same_bytes_and_holds_no_one_elses_traces() -> None:
    made = paper(Heading("하나"), Line("둘"), table(("1", "2", "3")), Heading("셋", 2))
    content = hwpx_file(made)
    assert content == hwpx_file(made)
    archive = zipfile.ZipFile(BytesIO(content))
    properties = archive.read("Contents/content.hpf").decode()
    assert ("synthetic-fixture-author" in properties, "2025" in properties) == (False, False)
    told = opened(content).parts.metadata
    assert (told.title, told.creator, told.created_date) == ("이름", "Jeoul 시험", "2026-11-22T00:00:00Z")


def test_the_page_lies_and_has_a_number_and_a_table_breaks_between_rows() -> None:
    rows = tuple((str(n), "x", "1.0000") for n in range(100))
    content = hwpx_file(paper(table(*rows)))
    document = opened(content)
    size = document.page.size()
    assert (size.drawn_width > size.drawn_height, document.validate().ok) == (True, True)
    assert b'numType="PAGE"' in zipfile.ZipFile(BytesIO(content)).read("Contents/section0.xml")
    made = document.tables[0]
    assert (made.treat_as_char, made.element.get("repeatHeader"), made.row_count) == (False, "1", 101)
    assert [cell.element.get("header") for row in made.rows[:2] for cell in row.cells] == ["1"] * 3 + ["0"] * 3


def test_headers_are_shaded_columns_keep_their_shares_and_numbers_stand_right() -> None:
    document = opened(hwpx_file(paper(table(("글", "중", "1.0000")))))
    made = document.tables[0]
    fills = [document.styles.border_fill_info(c.element.get("borderFillIDRef")).fill for c in made.rows[0].cells]
    assert fills == ["#D9E2F3"] * 3
    widths = [cell.width for cell in made.rows[1].cells]
    assert [round(width * 5 / sum(widths)) for width in widths] == [3, 1, 1]
    shapes = [document.styles.paragraph_property(c.paragraphs[0].para_pr_id_ref) for c in made.rows[1].cells]
    assert [shape.align.horizontal for shape in shapes] == ["LEFT", "CENTER", "RIGHT"]


def test_room_to_sign_is_taller() -> None:
    made = Table(("구분", "서명"), (("작성자", ""),), (1, 1), "cc", tall=True)
    signed, plain = opened(hwpx_file(paper(made, table(("", "", ""))))).tables
    assert [[row.cells[0].height for row in one.rows] for one in (signed, plain)] == [[1800, 4200], [1800, 1800]]
    assert (signed.height, plain.height) == (6000, 3600)


def test_a_table_of_a_header_alone_is_written() -> None:
    made = paper(table())
    assert grids(hwpx_file(made)) == [[["가", "나", "다"]]]


def test_a_file_with_a_fault_is_not_handed_out() -> None:
    source = zipfile.ZipFile(BytesIO(hwpx_file(paper(Line("가")))))
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, b"<not-closed" if name == "Contents/section0.xml" else source.read(name))
    with pytest.raises(NotSound, match=r"Contents/section0\.xml"):
        check(target.getvalue())


def test_without_the_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hwpx", None)
    with pytest.raises(NoHwpx, match=r'install "python-hwpx>=6\.9,<7"'):
        needed("hwpx")


def test_a_version_with_other_calls_is_refused_and_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procurement.exports.hwpx.writing.version", lambda _: "7.0.0")
    with pytest.raises(NoHwpx, match=r"python-hwpx 7\.0\.0 is not a version known here"):
        needed("hwpx")
