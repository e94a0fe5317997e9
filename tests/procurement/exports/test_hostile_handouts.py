"""Hostile text in every field of every workbook that is handed out: text stays text, and every viewer shows it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.cell import Cell

from tests.procurement.exports.handed import NAMES, hand_outs
from tests.procurement.exports.hostile import LONGEST, WHOLE, before, endless, mixed
from tests.procurement.exports.reading import cells, opened, outside_texts
from tests.procurement.exports.recalculated import recalculated, values

_SHEETS = re.compile(r"'(?:[^']|'')*'!")
_ENDS = re.compile(r"\r\n?")
ENDLESS = "endless"


# Of an evaluation whose every text is too long a minute's pages are written; test_hostile_texts.py names the fields.
PAIRS = [(name, lead) for name in NAMES for lead in (*WHOLE, ENDLESS) if name != "evaluation" or lead != ENDLESS]


@pytest.mark.parametrize(("name", "lead"), PAIRS)
def test_text_stays_text_in_well_formed_parts(name: str, lead: str) -> None:
    content = hand_outs()[name].made(endless() if lead == ENDLESS else before(WHOLE[lead]))
    for part in parts(content):
        etree.fromstring(part, parser=etree.XMLParser(resolve_entities=False, huge_tree=True))
    written = list(cells(opened(content)))
    assert formulas(written) == plain_formulas(name)
    texts = [cell for cell in written if isinstance(cell.value, str) and cell.data_type != "f"]
    assert {cell.data_type for cell in texts} == {"s"}
    assert max(len(read(cell.value).encode("utf-16-le")) // 2 for cell in texts) <= LONGEST


def parts(content: bytes) -> Iterator[bytes]:
    archive = zipfile.ZipFile(BytesIO(content))
    yield from (archive.read(name) for name in archive.namelist())


@cache
def plain_formulas(name: str) -> int:
    return formulas(cells(opened(hand_outs()[name].made())))


def formulas(written: Iterable[Cell]) -> int:
    """How many formulas there are; none of them holds a word of the input outside its own texts."""
    live = (str(cell.value) for cell in written if cell.data_type == "f")
    found = [_SHEETS.sub("", outside_texts(formula)) for formula in live]
    assert [formula for formula in found if "1+1" in formula or "cmd|" in formula or "HYPERLINK" in formula] == []
    return len(found)


@pytest.fixture(scope="module")
def shown(
    require_program: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[bytes, bytes]]:
    """Each hand-out with a hostile text in each field, as written and as LibreOffice writes it again."""
    written = [hand_outs()[name].made(mixed()) for name in NAMES]
    folder = tmp_path_factory.mktemp("office")
    again = recalculated(written, soffice=require_program("soffice"), folder=folder)
    return dict(zip(NAMES, zip(written, again, strict=True), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_shows_the_same_texts(name: str, shown: dict[str, tuple[bytes, bytes]]) -> None:
    ours, theirs = (values(content) for content in shown[name])
    typed = {(cell.parent.title, cell.coordinate) for cell in cells(opened(shown[name][0])) if cell.data_type == "s"}
    assert len(typed) > 5
    differing = [
        (place, text, again)
        for place in typed
        if (text := read(ours[place])) != (again := _ENDS.sub("\n", str(theirs.get(place) or "")))
    ]
    assert differing == []


def read(value: object) -> str:
    """A text as a spreadsheet reads it: openpyxl leaves an escaped underscore as it stands in the file."""
    return _ENDS.sub("\n", str(value or "").replace("_x005F_", "_"))
