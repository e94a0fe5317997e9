from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from benchmarks.readers.unreadable import UnreadableFile
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.filled import Content, filled, plain_text
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, filled_in, saved


def test_a_form_comes_back_with_its_names_and_what_was_typed() -> None:
    form = ballots(NOTICE)[0]
    text = "둘째 줄까지\n있는 사유" + "다" * 1500
    came = filled(filled_in(form, {("points", "A", "plan"): 60.5, ("reason", "A", "plan"): text}), filename="a.xlsx")
    assert came.named == {"양식공고번호": "T-1", "양식대상": "평가위원 위원1", "양식지문": form.digest}
    assert came.cells["평가표", 9, 5] == Content("number", "60.5", Decimal("60.5"))
    assert came.cells["평가표", 9, 6] == Content("text", text)
    assert came.cells["평가표", 11, 5].kind == "formula"
    assert (came.sheets, came.merged) == (("평가표",), ())


def test_every_kind_of_cell_is_told() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    values: tuple[bool | date | str | float, ...] = (True, date(2026, 1, 2), "#REF!", "=1+1", "글", 0.1, "")
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1).value = value
    sheet.merge_cells("C1:D1")
    came = filled(saved(book), filename="a.xlsx")
    assert [came.cells[sheet.title, row, 1].kind for row in (1, 2, 3, 4, 5, 6)] == [
        "flag", "date", "error", "formula", "text", "number",
    ]  # fmt: skip
    assert (sheet.title, 7, 1) not in came.cells
    assert (came.merged, came.named) == (("Sheet",), {})


def test_what_excel_escapes_is_what_was_typed() -> None:
    assert plain_text("_x005F_x0041_ 첫\r\n둘_x000D_\n셋\r끝") == "_x0041_ 첫\n둘\n셋\n끝"


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no workbook", b""])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        filled(data, filename="a.xlsx")


def test_a_workbook_that_openpyxl_cannot_read_is_refused() -> None:
    target = BytesIO()
    with ZipFile(BytesIO(ballots(NOTICE)[0].content)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b't="inlineStr"', b't="s"').replace(b"<is><t>", b"<v>x</v><is><t>")
            )
    with pytest.raises(UnreadableFile, match=r"a\.xlsx, xl/workbook\.xml"):
        filled(target.getvalue(), filename="a.xlsx")
