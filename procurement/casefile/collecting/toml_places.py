"""Where each value of a TOML text stands, so that one is replaced and all else stays as people wrote it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys and, within lists, numbers from 0: ("bids", 0, "price")."""
Span = tuple[int, int]
_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_TEXT = re.compile(r"\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'", re.DOTALL)
_BARE = re.compile(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]*)?")


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets: of every value, of the key before it, of every header, and of the end of its table's last line."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    heads: dict[Path, int] = field(default_factory=dict)
    ends: dict[Path, int] = field(default_factory=dict)


def located(text: str) -> Places:
    """The places in a text that tomllib reads; of any other text nothing is said."""
    scan = _Scan(text)
    scan.places.ends[()] = 0
    while not scan.over():
        if scan.text[scan.at] == "[":
            scan.header()
        else:
            scan.pair(scan.table)
            scan.places.ends[scan.table] = line_end(text, scan.at)
    return scan.places


def line_end(text: str, at: int) -> int:
    """Where the line ends, before its line feed."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


@dataclass(slots=True)
class _Scan:
    text: str
    at: int = 0
    table: Path = ()
    counts: dict[Path, int] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def over(self) -> bool:
        self.take(_BLANK)
        return self.at >= len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def passed(self, sign: str) -> bool:
        """Step over what stands between two values, and over `sign` if it comes next."""
        self.take(_BLANK)
        here = self.text.startswith(sign, self.at)
        self.at += len(sign) if here else 0
        return here

    def header(self) -> None:
        """`[a.b]`, or `[[a.b]]`, which begins the next table of a list."""
        start, listed = self.at, self.text.startswith("[[", self.at)
        self.at += 1 + listed
        *above, name = self.names()
        self.at += 1 + listed
        path: Path = (*self.below(above), name)
        if listed:
            self.counts[path] = self.counts.get(path, 0) + 1
        self.table = (*path, self.counts[path] - 1) if listed else path
        self.places.heads[self.table] = start
        self.places.ends[self.table] = line_end(self.text, self.at)

    def below(self, names: list[str]) -> Path:
        """The path of these names, each list at its newest table."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            path = (*path, self.counts[path] - 1) if path in self.counts else path
        return path

    def names(self) -> list[str]:
        found: list[str] = []
        while True:
            self.take(_SPACE)
            key = self.take(_KEY)
            found.append(tomllib.loads(f"key = {key}")["key"] if key[:1] in {'"', "'"} else key)
            self.take(_SPACE)
            if self.text[self.at] != ".":
                return found
            self.at += 1

    def pair(self, table: Path) -> None:
        """`key = value`."""
        start = self.at
        path = (*table, *self.names())
        self.at += 1
        self.take(_SPACE)
        self.places.keys[path] = start
        self.value(path)

    def value(self, path: Path) -> None:
        start, first = self.at, self.text[self.at]
        if first == "[":
            self.listed(path)
        elif first == "{":
            self.inline(path)
        else:
            self.take(_TEXT if first in "\"'" else _BARE)
        self.places.values[path] = (start, self.at)

    def listed(self, path: Path) -> None:
        self.at += 1
        number = 0
        while not self.passed("]"):
            self.value((*path, number))
            self.passed(",")
            number += 1

    def inline(self, path: Path) -> None:
        self.at += 1
        while not self.passed("}"):
            self.pair(path)
            self.passed(",")
