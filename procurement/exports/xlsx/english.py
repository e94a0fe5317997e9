"""What the workbooks say, in English: labels, names and formulas by one table, texts of the tender as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from procurement.exports.xlsx.layout import wrapped
from scoring.rules.schema import Reference

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
_LONGEST_TITLE = 31
_EXAMPLE = "[예시] "
_HOLE = re.compile(r"\{[#_]?\}")
_HOLES = {"{}": "(.+?)", "{#}": "([-−+]?[0-9][0-9,.]*)", "{_}": r"(\S+?)"}
_PARTS = re.compile(r"""("(?:[^"]|"")*")|'((?:[^']|'')+)'!|([^\W\d][\w.]*)""")

Patterns = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What the tables hold: defined names, pieces of text in formulas, labels, and patterns of labels.

    In a pattern `{}` stands for any text, `{#}` for a number, `{_}` for one word. `program` are patterns of what the
    program itself says in the source of a workbook, which are no texts of the tender.
    """

    names: Mapping[str, str]
    pieces: Mapping[str, str]
    labels: Mapping[str, str]
    patterns: Patterns
    program: Patterns


@cache
def table(kind: str = "") -> Table:
    """english.toml and over it english_<kind>.toml if there is one; patterns with most letters of their own first."""
    here = Path(__file__).parent
    files = [here / name for name in ("english.toml", f"english_{kind}.toml")]
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    names, pieces, labels, program = (_merged(read, name) for name in ("names", "pieces", "labels", "program"))
    whole = {key: said for key, said in labels.items() if not _HOLE.search(key)}
    return Table(names, pieces, whole, _patterns(labels.keys() - whole.keys(), labels), _patterns(program, program))


def _merged(tables: Sequence[Mapping[str, Mapping[str, str]]], section: str) -> dict[str, str]:
    return {key: said for one in tables for key, said in one.get(section, {}).items()}


def _patterns(keys: Iterable[str], said: Mapping[str, str]) -> Patterns:
    ordered = sorted(keys, key=lambda key: (-len(_HOLE.sub("", key)), key))
    return tuple((_pattern(key), said[key]) for key in ordered)


def _pattern(key: str) -> re.Pattern[str]:
    parts, holes = _HOLE.split(key), [_HOLES[hole] for hole in _HOLE.findall(key)]
    return re.compile("".join(map("".join, zip(map(re.escape, parts), [*holes, ""], strict=True))), re.DOTALL)


@dataclass(slots=True)
class Words:
    """What one workbook says: `own` are the texts of the tender, never translated; `halves` its bilingual messages.

    `heard` are bilingual messages of the program, by their Korean half; `kind` names the table over the common one.
    """

    own: frozenset[str] = frozenset()
    halves: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    heard: dict[str, str] = field(default_factory=dict)
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
        found = table(self.kind)
        if text in found.pieces:
            return found.labels.get(text, found.pieces[text])
        if text in self.sheets:
            return self.sheets[text]
        if (said := self._filled(text, found.program)) is not None:
            return said
        if text in self.halves or text in self.own:
            return self.halves.get(text, text)
        return found.labels.get(text) or self._composed(text)

    def _composed(self, text: str) -> str:
        if text.startswith(_EXAMPLE) and not text.startswith(self._titles()):
            return f"[Example] {self.said(text.removeprefix(_EXAMPLE))}"
        return self._fitted(text)

    def _filled(self, text: str, patterns: Patterns) -> str | None:
        found = ((pattern.fullmatch(text), said) for pattern, said in patterns)
        return next((said.format(*map(self.said, fits.groups())) for fits, said in found if fits), None)

    def _titles(self) -> tuple[str, ...]:
        """Texts of the tender that begin with the mark of an example themselves."""
        return tuple(text for text in self.own if text.startswith(_EXAMPLE))

    def _fitted(self, text: str) -> str:
        """By the first pattern that fits, as heard, line by line, or as what a formula puts together or refers to."""
        if (said := self._filled(text, table(self.kind).patterns)) is not None:
            return said
        if text in self.heard:
            return self.heard[text]
        for mark in ("\n", "; ", ", "):
            if mark in text:
                return mark.join(self.said(part) for part in text.split(mark))
        tried = (_pieces(self.kind).sub(self._piece, text), self.formula(text))
        return next((said for said in tried if not HANGUL.search(said)), text)

    def _piece(self, piece: re.Match[str]) -> str:
        return table(self.kind).pieces[piece[0]]

    def formula(self, text: str) -> str:
        """The same formula over the English names, sheets and words."""
        return _PARTS.sub(self._part, text)

    def _part(self, part: re.Match[str]) -> str:
        literal, sheet, name = part.groups()
        if literal:
            text, pieces = literal[1:-1].replace('""', '"'), table(self.kind).pieces
            words = [text] if text in pieces else text.split(",")
            return '"{}"'.format(",".join(pieces.get(word) or self.said(word) for word in words).replace('"', '""'))
        if sheet:
            title = sheet.replace("''", "'")
            return "'{}'!".format(self.sheets.get(title, title).replace("'", "''"))
        return table(self.kind).names.get(name, name)

    def title(self, text: str) -> str:
        """A sheet's English name, at most 31 letters and unlike the others'."""
        said, taken = self.said(text), {name.casefold() for name in self.sheets.values()}
        ends = ("", *(f" ({number})" for number in range(2, len(taken) + 3)))
        whole = (said[: _LONGEST_TITLE - len(end)] + end for end in ends)
        return next(name for name in whole if name.casefold() not in taken)


@cache
def _pieces(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(piece) for piece in sorted(table(kind).pieces, key=len, reverse=True)))


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


def heard(parts: list[str], last: int) -> None:
    """Take a bilingual message, Korean up to part `last`, into the words of the English workbook that is written."""
    words = _SPEAKING.get()
    if words and last < len(parts):
        words.heard[" / ".join(parts[:last])] = _english(parts, last)


def words_of(source: object) -> Words:
    """The words for a workbook made of `source`; the table of its own bears the name of the source's type."""
    own = frozenset(text for text in _texts(source) if HANGUL.search(text))
    halves = {}
    for text in own:
        parts = text.split(" / ")
        last = max(index for index, part in enumerate(parts) if HANGUL.search(part)) + 1
        if last < len(parts):
            halves[" / ".join(parts[:last])] = _english(parts, last)
    return Words(own, halves, type(source).__name__.casefold())


def _english(parts: list[str], last: int) -> str:
    """The English half from part `last` on, after what stands in English between Korean parts."""
    between = (HANGUL.split(part, maxsplit=1)[0] for part in parts[1:last])
    return "".join(between) + " / ".join(parts[last:])


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, through dataclasses, mappings and sequences; a clause also with its law."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        if isinstance(value, Reference):
            yield str(value)
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*_texts(key), *_texts(one))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _texts(one)
