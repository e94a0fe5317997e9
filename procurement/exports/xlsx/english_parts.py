"""A workbook in English: the parts of the Korean one, each text in them said by the table of translations."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from procurement.exports.xlsx.english import Language, Words, speaking, words_of
from procurement.exports.xlsx.layout import lines_of, row_height
from procurement.exports.xlsx.workbook import Sheets

_CHAR = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TEXT = re.compile(r"(<(?:a:)?t(?: [^>]*)?>)([^<]*)(</(?:a:)?t>)")
_VALUE = re.compile(r'(<c [^>]*t="str"[^>]*>(?:<f>[^<]*</f>)?<v>)([^<]*)(</v>)')
_FORMULA = re.compile(r"(<(?:f|formula|formula1|formula2|definedName [^>]*)>)([^<]*)(</)")
_ASKED = re.compile(r' (error|errorTitle|prompt|promptTitle)=("[^"]*")')
_HEADER = re.compile(r"(<oddHeader>&amp;L)([^<]*)(</oddHeader>)")
_SHEET = re.compile(r'(<sheet [^>]*?name=)("[^"]*")')
_NAME = re.compile(r'(<definedName [^>]*?name=)("[^"]*")')
_ROW = re.compile(r"<row ([^>]*)>(.*?)</row>", re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)[0-9]+"[^>]*?s="([0-9]+)"[^>]*>(.*?)</c>', re.DOTALL)
_COLUMN = re.compile(r'<col width="([0-9.]+)" [^>]*min="([0-9]+)" max="([0-9]+)"')
_HEIGHT = re.compile(r' (?:ht|customHeight)="([^"]*)"')


def in_language(language: Language, write: Callable[[], Sheets], *, source: object) -> Sheets:
    """What `write` makes of `source`, in English if asked for: same sheets, cells and numbers, other words.

    The texts of `source` stay as they are; of its bilingual messages the English half is shown.
    """
    if language == "ko":
        return write()
    words = words_of(source)
    with speaking(words):
        sheets = write()
    return Sheets(content=_translated(sheets.content, words), pairs=sheets.pairs)


def _translated(content: bytes, words: Words) -> bytes:
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    for title in _titles(source.read("xl/workbook.xml").decode()):
        words.sheets[title] = words.title(title)
    wrapping = _wrapping(source.read("xl/styles.xml").decode())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for entry in source.infolist():
            archive.writestr(entry, _part(entry.filename, source.read(entry), words, wrapping))
    return target.getvalue()


def _titles(workbook: str) -> Iterator[str]:
    """The names of the sheets in order."""
    return (_plain(found[2][1:-1]) for found in _SHEET.finditer(workbook))


def _part(name: str, data: bytes, words: Words, wrapping: frozenset[int]) -> bytes:
    """One part of the file in English; parts without texts of the sheets stay as they are."""
    if name == "xl/workbook.xml":
        return _workbook(data.decode(), words).encode()
    if name.startswith("xl/charts/"):
        return _common(data.decode(), words).encode()
    if name.startswith("xl/worksheets/sheet"):
        return _sheet(data.decode(), words, wrapping=wrapping).encode()
    return data


def _workbook(text: str, words: Words) -> str:
    text = _SHEET.sub(lambda one: one[1] + _attribute(words.sheets[_plain(one[2][1:-1])]), text)
    named = _NAME.sub(lambda one: one[1] + _attribute(words.formula(_plain(one[2][1:-1]))), text)
    return _common(named, words)


def _common(text: str, words: Words) -> str:
    said = _FORMULA.sub(lambda one: _replaced(one, words.formula), text)
    return _TEXT.sub(lambda one: _replaced(one, words.said), said)


def _sheet(text: str, words: Words, *, wrapping: frozenset[int]) -> str:
    said = _VALUE.sub(lambda one: _replaced(one, words.said), _common(text, words))
    said = _HEADER.sub(lambda one: _replaced(one, words.said), said)
    said = _ASKED.sub(lambda one: f" {one[1]}={_attribute(words.said(_plain(one[2][1:-1])))}", said)
    widths = {int(first): int(float(width)) for width, first, _ in _COLUMN.findall(said)}
    return _ROW.sub(lambda row: _roomy(row, widths, wrapping), said)


def _replaced(one: re.Match[str], say: Callable[[str], str]) -> str:
    """The same bytes where nothing changes."""
    text = _plain(one[2])
    said = say(text)
    return one[0] if said == text else f"{one[1]}{_escaped(said)}{one[3]}"


def _roomy(row: re.Match[str], widths: dict[int, int], wrapping: frozenset[int]) -> str:
    """A row as high as its longest wrapped text asks; never lower than it was."""
    lines = 1
    for letters, style, inner in _CELL.findall(row[2]):
        found = re.search(r"<(?:t|v)(?: [^>]*)?>([^<]*)</(?:t|v)>", inner)
        if found and int(style) in wrapping and (width := widths.get(_number(letters))):
            lines = max(lines, lines_of(_plain(found[1]), width=width))
    held = re.search(r' ht="([0-9.]+)"', row[1])
    if lines == 1 or (held and float(held[1]) >= row_height(lines)):
        return row[0]
    kept = _HEIGHT.sub("", row[1])
    return f'<row {kept} customHeight="1" ht="{row_height(lines)}">{row[2]}</row>'


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _wrapping(styles: str) -> frozenset[int]:
    """The cell formats that wrap their text, by number."""
    formats = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
    each = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", formats[1], re.DOTALL) if formats else []
    return frozenset(number for number, one in enumerate(each) if 'wrapText="1"' in one)


def _plain(text: str) -> str:
    return _CHAR.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    number, hexadecimal, name = found.groups()
    return _NAMED[name] if name else chr(int(number) if number else int(hexadecimal, 16))


def _escaped(text: str) -> str:
    return escape(text).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", '"': "&quot;"})
