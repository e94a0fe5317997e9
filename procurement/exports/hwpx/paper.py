"""A document for a word processor as plain values: headings, lines and tables, before any file format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Look = Literal["title", "plain", "small"]
Side = Literal["l", "c", "r"]

_NOT_XML = re.compile("[^\\n\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_LINE_END = re.compile("\\r\\n?|[\\u0085\\u2028\\u2029]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the word processor numbers it (1., then 가. below it)."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is a header repeated on every page; `shares` are the widths, relative to each other.

    `sides` aligns each column (left, centre, right) and `tall` leaves room for handwriting in every row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    sides: str
    tall: bool = False

    def __post_init__(self) -> None:
        if {len(self.header), len(self.shares), len(self.sides), *map(len, self.rows)} != {len(self.header)}:
            raise ValueError(f"a table of uneven rows: {self.header}")


Block = Heading | Line | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: name and author for the file's properties, the day in place of the time of saving, the blocks."""

    name: str
    author: str
    day: date
    blocks: tuple[Block, ...]


def held(text: str) -> str:
    """The text as a document holds it: what XML cannot hold becomes a space, every line end a line break."""
    return _NOT_XML.sub(" ", _LINE_END.sub("\n", text))
