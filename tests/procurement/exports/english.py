"""A workbook beside the same in English: what must be equal, and what Korean is left."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO

from procurement.exports.handout import DIGEST_NAME, TENDER_NAME, WHO_NAME
from procurement.exports.xlsx.book import cleaned
from procurement.exports.xlsx.english import HANGUL, Words, table, words_of
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.layout import never_an_escape
from procurement.exports.xlsx.workbook import Sheets

_WORDS = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')+'!|\b[^\W\d][\w.]*\b(?!\()""")
_FORMULA = re.compile(r"(<(?:f|formula|formula1|formula2|definedName [^>]*)>)([^<]*)")
_TEXTS = (
    re.compile(r"(<(?:a:)?(?:t|oddHeader)(?: [^>]*)?>)[^<]*"),
    re.compile(r'(<c [^>]*t="str"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*'),
    re.compile(r'((?:error|errorTitle|prompt|promptTitle|definedName name|sheet [^>]*?name)=")[^"]*'),
    re.compile(r'(<row [^>]*?) (?:ht|customHeight)="[^"]*"'),
    re.compile(r'(<row [^>]*?) (?:ht|customHeight)="[^"]*"'),
)
_SHOWN = (
    re.compile(r"<(?:a:)?(?:t|v|f|formula1|formula2|formula|oddHeader|definedName)(?: [^>]*)?>([^<]+)<"),
    re.compile(r'(?:error|errorTitle|prompt|promptTitle|definedName name|sheet [^>]*?name)="([^"]+)"'),
)
FORM_NAMES = {TENDER_NAME, DIGEST_NAME, WHO_NAME}
"""Names by which a workbook that comes back is known; they are marks, not words."""


def both(write: Callable[[], Sheets], *, source: object) -> tuple[bytes, bytes]:
    """The workbook in Korean and in English."""
    return write().content, in_language("en", write, source=source).content


def skeleton(content: bytes) -> dict[str, str]:
    """Every part without texts, names and heights of rows: its cells, formulas, numbers, looks, what may be entered."""
    archive = zipfile.ZipFile(BytesIO(content))
    return {name: _wordless(archive.read(name).decode()) for name in archive.namelist() if name.startswith("xl/")}


def _wordless(part: str) -> str:
    for text in _TEXTS:
        part = text.sub(r"\1", part)
    return _FORMULA.sub(lambda found: found[1] + _WORDS.sub("w", unescape(found[2])), part)


def left(content: bytes, *, source: object) -> list[str]:
    """The texts, names and formulas in which Korean is left that no text of the source explains."""
    words = words_of(source)
    texts = {*words.own, *words.halves, *_within(words)}
    written = (say(text) for text in texts for say in (cleaned, never_an_escape, lambda text: " ".join(text.split())))
    own = sorted({*texts, *written}, key=len, reverse=True)
    kept = re.compile("|".join(re.escape(text) for text in own if HANGUL.search(text)) or "(?!)")
    shown = set(_shown(content)) - FORM_NAMES
    return sorted(text for text in shown if HANGUL.search(kept.sub("", _unshortened(text, own))))


def _within(words: Words) -> Iterator[str]:
    """The texts of others within those that the program puts together in the source."""
    for pattern, _ in table(words.kind).program:
        for fits in filter(None, map(pattern.fullmatch, (*words.own, *words.halves))):
            yield from fits.groups()


def _unshortened(text: str, own: list[str]) -> str:
    """Without a name that was shortened for a chart."""
    found = re.match("(.+?)…", text)
    return text[found.end() :] if found and any(" ".join(one.split()).startswith(found[1]) for one in own) else text


def _shown(content: bytes) -> list[str]:
    archive = zipfile.ZipFile(BytesIO(content))
    parts = (archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/"))
    return [unescape(text) for part in parts for shown in _SHOWN for text in shown.findall(part)]
