"""What the workbooks say, in English: labels, names and formulas by one table, texts of the tender as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path

from procurement.exports.xlsx.layout import wrapped

HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
_LONGEST_TITLE = 31
_EXAMPLE = "[예시] "
_PARTS = re.compile(r"""("(?:[^"]|"")*")|'((?:[^']|'')+)'!|([^\W\d][\w.]*)""")


@dataclass(frozen=True, slots=True)
class Table:
    """What english.toml holds: defined names, pieces of text in formulas, labels, and patterns of labels with `{}`."""

    names: Mapping[str, str]
    pieces: Mapping[str, str]
    labels: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]


@cache
def table() -> Table:
    """The table of translations, patterns with most letters of their own first."""
    read = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
    patterns = sorted(
        (key for key in read["labels"] if "{}" in key), key=lambda key: (-len(key.replace("{}", "")), key)
    )
    return Table(
        read["names"],
        read["pieces"],
        {key: said for key, said in read["labels"].items() if "{}" not in key},
        tuple((_pattern(key), read["labels"][key]) for key in patterns),
    )


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in key.split("{}")), re.DOTALL)


@dataclass(slots=True)
class Words:
    """What one workbook says: `own` are the texts of the tender, never translated; `halves` its bilingual messages."""

    own: frozenset[str] = frozenset()
    halves: Mapping[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def said(self, text: str) -> str:
        """The text in English; what the table does not know stays."""
        if not HANGUL.search(text):
            return text
        if text not in self.known:
            self.known[text] = self._found(text)
        return self.known[text]

    def _found(self, text: str) -> str:
        found = table()
        if text in found.pieces:
            return found.labels.get(text, found.pieces[text])
        for words in (self.sheets, self.halves):
            if text in words:
                return words[text]
        if text in self.own:
            return text
        if text in found.labels:
            return found.labels[text]
        if text.startswith(_EXAMPLE) and not text.startswith(self._titles()):
            return f"[Example] {self.said(text.removeprefix(_EXAMPLE))}"
        return self._fitted(text)

    def _titles(self) -> tuple[str, ...]:
        """Texts of the tender that begin with the mark of an example themselves."""
        return tuple(text for text in self.own if text.startswith(_EXAMPLE))

    def _fitted(self, text: str) -> str:
        """By the first pattern that fits, else line by line, else the pieces that a formula puts together."""
        for pattern, said in table().patterns:
            if fits := pattern.fullmatch(text):
                return said.format(*(self.said(part) for part in fits.groups()))
        for mark in ("\n", "; ", ", "):
            if mark in text:
                return mark.join(self.said(part) for part in text.split(mark))
        return _pieced(text)

    def formula(self, text: str) -> str:
        """The same formula over the English names, sheets and words."""
        return _PARTS.sub(self._part, text)

    def _part(self, part: re.Match[str]) -> str:
        literal, sheet, name = part.groups()
        if literal:
            text = literal[1:-1].replace('""', '"')
            words = [text] if text in table().pieces else text.split(",")
            return '"{}"'.format(
                ",".join(table().pieces.get(word) or self.said(word) for word in words).replace('"', '""')
            )
        if sheet:
            title = sheet.replace("''", "'")
            return "'{}'!".format(self.sheets.get(title, title).replace("'", "''"))
        return table().names.get(name, name)

    def title(self, text: str) -> str:
        """A sheet's English name, at most 31 letters and unlike the others'."""
        said, taken = self.said(text), {name.casefold() for name in self.sheets.values()}
        ends = ("", *(f" ({number})" for number in range(2, len(taken) + 3)))
        whole = (said[: _LONGEST_TITLE - len(end)] + end for end in ends)
        return next(name for name in whole if name.casefold() not in taken)


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(piece) for piece in sorted(table().pieces, key=len, reverse=True)))


def _pieced(text: str) -> str:
    said = _pieces().sub(lambda piece: table().pieces[piece[0]], text)
    return text if HANGUL.search(said) else said


_SPEAKING: ContextVar[Words | None] = ContextVar("speaking", default=None)


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """While it lasts, paragraphs are written in English."""
    token = _SPEAKING.set(words)
    try:
        yield
    finally:
        _SPEAKING.reset(token)


def spoken_lines(value: str, lines: tuple[str, ...], *, width: int) -> tuple[str, ...]:
    """The lines of a paragraph, in English while an English workbook is written: as many, so that no cell moves."""
    words = _SPEAKING.get()
    said = words.said(value) if words else value
    if said == value:
        return lines
    wide = next(w for w in range(width, width + len(said) + 1) if len(tuple(wrapped(said, width=w))) <= len(lines))
    found = tuple(wrapped(said, width=wide))
    return (*found, *("",) * (len(lines) - len(found)))


def words_of(source: object) -> Words:
    """The words for a workbook made of `source`."""
    own = frozenset(text for text in _texts(source) if HANGUL.search(text))
    halves = {}
    for text in own:
        parts = text.split(" / ")
        last = max(index for index, part in enumerate(parts) if HANGUL.search(part)) + 1
        if last < len(parts):
            halves[" / ".join(parts[:last])] = " / ".join(parts[last:])
    return Words(own, halves)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, through dataclasses, mappings and sequences."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*_texts(key), *_texts(one))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _texts(one)
