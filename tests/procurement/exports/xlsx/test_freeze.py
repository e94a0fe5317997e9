from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from procurement.exports.xlsx.freeze import Cached, frozen
from tests.procurement.exports.reading import opened

STAMP = "2026-11-22T00:00:00Z"


def one_formula(value: Cached) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = "=1+1"
    return frozen(workbook, cached={sheet.title: {"A1": value}}, stamp=STAMP)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Decimal("0.12345678901234567"), 0.12345678901234567),
        (Decimal("1E+3"), 1000),
        (7, 7),
        (True, True),
        (False, False),
        ("", None),
        ("미산출 <&>'\"", "미산출 <&>'\""),
    ],
)
def test_the_value_stands_beside_the_formula(value: Cached, read: object) -> None:
    content = one_formula(value)
    assert opened(content).worksheets[0]["A1"].value == "=1+1"
    assert opened(content, values=True).worksheets[0]["A1"].value == read


def test_a_number_is_written_without_an_exponent() -> None:
    sheet = zipfile.ZipFile(BytesIO(one_formula(Decimal("1E-9")))).read("xl/worksheets/sheet1.xml")
    assert b"<f>1+1</f><v>0.000000001</v>" in sheet


def test_a_formula_without_its_value_is_not_handed_out() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"] = "=1+1", "=2+2"
    with pytest.raises(KeyError, match="A2"):
        frozen(workbook, cached={sheet.title: {"A1": 2}}, stamp=STAMP)


def test_a_text_that_looks_like_a_written_formula_is_left_alone() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    text = '<c r="A1"><f>1+1</f><v></v></c>'
    sheet["A1"], sheet["A2"] = text, "=1+1"
    content = frozen(workbook, cached={sheet.title: {"A2": 2}}, stamp=STAMP)
    assert opened(content).worksheets[0]["A1"].value == text


def test_no_time_of_saving_remains() -> None:
    archive = zipfile.ZipFile(BytesIO(one_formula(2)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(STAMP.encode()) == 2


def test_a_sheet_without_formulas_is_kept() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "글"
    assert opened(frozen(workbook, cached={}, stamp=STAMP)).worksheets[0]["A1"].value == "글"
