from __future__ import annotations

from openpyxl import Workbook

from procurement.exports.xlsx.styles import FONT, LOOKS, registered


def test_every_look_can_be_given_to_a_cell() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row, (name, style) in enumerate(registered(workbook).items(), 1):
        cell, look = sheet.cell(row, 1), LOOKS[name]
        cell._style = style  # type: ignore[union-attr] # noqa: SLF001 -- how the pages give it
        assert (cell.font.name, cell.font.b, cell.font.sz) == (FONT, look.bold, look.size)
        assert (cell.number_format, cell.alignment.horizontal) == (look.number_format, look.horizontal)
        assert cell.protection.locked is not look.entry
        assert (cell.border.left.style == "thin") is look.boxed
    assert workbook.sheetnames == ["Sheet"]


def test_only_cells_for_people_are_shaded_in_their_colour() -> None:
    assert {look.shade for look in LOOKS.values() if look.entry} == {"FFF9E5"}
    assert "FFF9E5" not in {look.shade for look in LOOKS.values() if not look.entry}


def test_scores_show_the_four_places_they_are_rounded_to() -> None:
    assert {LOOKS[name].number_format for name in ("score", "total")} == {"#,##0.0000"}


def test_no_whole_number_is_shown_with_a_lonely_point() -> None:
    assert [name for name, look in LOOKS.items() if ".#" in look.number_format] == []
