"""A finished workbook as bytes: cached values beside the live formulas, and the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

Cached = Decimal | int | str | bool

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v(?:></v>| ?/>)</c>')
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def frozen(workbook: Workbook, *, cached: Mapping[str, Mapping[str, Cached]], stamp: str) -> bytes:
    """The workbook's bytes with each formula's value written beside it.

    `cached` is sheet title -> cell -> value; `stamp` (ISO date-time, UTC) replaces the time of
    saving, so that equal input gives equal bytes (workbook.md, promise 5). openpyxl itself leaves
    formula values empty and viewers that do not calculate would show blanks (stack.md §4).
    """
    source = zipfile.ZipFile(BytesIO(_stored(workbook)))
    parts = {sheet.path.lstrip("/"): cached.get(sheet.title, {}) for sheet in workbook.worksheets}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in source.namelist():
            data = _with_values(source.read(name), parts.get(name))
            if name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + stamp.encode(), data)
            archive.writestr(_entry(name), data)
    return target.getvalue()


def _stored(workbook: Workbook) -> bytes:
    buffer = BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED)).save()
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _with_values(data: bytes, values: Mapping[str, Cached] | None) -> bytes:
    if not values:
        return data
    return _FORMULA.sub(lambda cell: _cell(cell, values), data)


def _cell(cell: re.Match[bytes], values: Mapping[str, Cached]) -> bytes:
    place, attributes, formula = cell.groups()
    kind, text = _encoded(values[place.decode()])
    return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (place, attributes, kind, formula, text)


def _encoded(value: Cached) -> tuple[bytes, bytes]:
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, str):
        return b' t="str"', escape(value).encode("ascii", "xmlcharrefreplace")
    return b"", format(value, "f").encode() if isinstance(value, Decimal) else str(value).encode()
