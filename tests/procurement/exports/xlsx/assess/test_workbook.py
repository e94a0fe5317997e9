from __future__ import annotations

import re

import pytest

from tests.procurement.exports.reading import cells, opened, outside_texts
from tests.procurement.exports.recalculated import formulas
from tests.procurement.exports.xlsx.assess.workbooks import WORKBOOKS, made, rows, written
from tests.procurement.exports.xlsx.test_promises import KNOWN

OWN = {"ROUNDUP"}
"""Known to Excel 2016 and LibreOffice 7.4 without a prefix as well."""


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_the_cover_is_first_and_the_proof_last_and_every_sheet_says_what_it_is(kind: str) -> None:
    content = written(made(kind))
    book = opened(content)
    assert (book.sheetnames[0], book.sheetnames[-1]) == ("표지·기준전사표", "검산")
    assert [sheet.title for sheet in book.worksheets if not str(sheet["A1"].value).startswith("[예시] ")] == []
    assert rows(content, "검산")[2][1] == 0
    assert str(book.properties.modified).startswith("2026-11-")


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_only_safe_functions_and_defined_names_and_locked_formulas(kind: str) -> None:
    content = written(made(kind))
    book = opened(content)
    texts = [re.sub(r"'[^']*'!", "", outside_texts(text)) for text in formulas(content).values()]
    assert {name for text in texts for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", text)} <= KNOWN | OWN
    assert {word for text in texts for word in re.findall(r"[가-힣]+", text)} <= set(book.defined_names)
    assert [c.coordinate for c in cells(book) if c.data_type == "f" and not c.protection.locked] == []
    assert {(sheet.protection.sheet, sheet.sheet_state) for sheet in book.worksheets} == {(True, "visible")}
    assert max(map(len, texts)) < 8192


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_some_cells_are_open_and_formulas_stand_on_the_sheets(kind: str) -> None:
    book = opened(written(made(kind)))
    assert [c for c in cells(book) if not c.protection.locked and c.parent.title != "표지·기준전사표"] != []
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
