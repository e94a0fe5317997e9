"""A workbook beside the same in English: what must be equal, and what Korean is left."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO

from procurement.exports.xlsx.english import HANGUL, words_of
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.workbook import Sheets
from tests.procurement.exports.reading import cells, opened

_WORDS = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')+'!|\b[^\W\d][\w.]*\b(?!\()""")
_SHOWN = re.compile(
    r"<(?:a:)?(?:t|v|f|formula1|formula|oddHeader|definedName)(?: [^>]*)?>([^<]+)<"
    r'|(?:error|errorTitle|prompt|promptTitle|definedName name|sheet [^>]*?name)="([^"]+)"'
)


def both(write: Callable[[], Sheets], *, source: object) -> tuple[bytes, bytes]:
    """The workbook in Korean and in English."""
    return write().content, in_language("en", write, source=source).content


def skeleton(content: bytes) -> list[tuple[int, str, str, object, object]]:
    """Every cell by sheet and place with its kind, formula without words and number; of a text only that it is one."""
    book, known = opened(content), opened(content, values=True)
    place = {sheet.title: number for number, sheet in enumerate(book.worksheets)}
    return [
        (
            place[cell.parent.title],
            cell.coordinate,
            cell.data_type,
            _WORDS.sub("w", str(cell.value)) if cell.data_type == "f" else None,
            _number(known[cell.parent.title][cell.coordinate].value),
        )
        for cell in cells(book)
    ]


def _number(value: object) -> object:
    return "text" if isinstance(value, str) else value


def left(content: bytes, *, source: object) -> list[str]:
    """The texts, names and formulas in which Korean is left that no text of the source explains."""
    words = words_of(source)
    own = sorted({*words.own, *words.halves, *(" ".join(text.split()) for text in words.own)}, key=len, reverse=True)
    kept = re.compile("|".join(re.escape(text) for text in own if HANGUL.search(text)) or "(?!)")
    return sorted({text for text in _shown(content) if HANGUL.search(kept.sub("", _unshortened(text, own)))})


def _unshortened(text: str, own: list[str]) -> str:
    """Without a name that was shortened for a chart."""
    found = re.match("(.+?)…", text)
    return text[found.end() :] if found and any(" ".join(one.split()).startswith(found[1]) for one in own) else text


def _shown(content: bytes) -> list[str]:
    archive = zipfile.ZipFile(BytesIO(content))
    parts = (archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/"))
    return [unescape(one or other) for part in parts for one, other in _SHOWN.findall(part)]
