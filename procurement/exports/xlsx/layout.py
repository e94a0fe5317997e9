"""How much room a text needs: no viewer measures the cells of a written file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_POINTS = 14
_TALLEST = 409
_MARGIN = 2


def row_height(lines: int) -> int:
    """Points that a row of so many lines takes; Excel holds no row above 409."""
    return min(_LINE_POINTS * lines + 2, _TALLEST)


@lru_cache(maxsize=4096)
def lines_of(text: str, *, width: int) -> int:
    """Lines that a text takes when it is wrapped at spaces in a column of `width` digits."""
    room = 10 * max(width - _MARGIN, 1)
    return sum(1 if display_width(part) <= room else _filled(part, room=room) for part in text.split("\n"))


def _filled(part: str, *, room: int) -> int:
    """Lines of words that each begin a new one where the last has no room for them, and are cut where none has."""
    lines, used = 1, 0
    for word in part.split(" "):
        wide = display_width(word)
        if used and used + 10 + wide > room:
            lines, used = lines + 1, 0
        used += 10 + wide if used else wide
        full = max(0, used - 1) // room
        lines, used = lines + full, used - full * room
    return lines


def never_an_escape(text: str) -> str:
    """The same to the eye, for sheet names and page headers: some readers take `_x0041_` there for A, others do not."""
    return _LIKE_AN_ESCAPE.sub("\uff3f", text)


def display_width(text: str) -> int:
    """Width in tenths of a digit; a Korean letter is 1.8 digits wide in the forms' font."""
    return 10 * len(text) if text.isascii() else sum(18 if east_asian_width(x) in "WF" else 10 for x in text)


def wrapped(text: str, *, width: int) -> Iterator[str]:
    """The text in lines no wider than `width` digits, cut at spaces where there are any."""
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if display_width(longer) <= 10 * width:
                line = longer
                continue
            if line:
                yield line
            *full, line = _pieces(word, width=width)
            yield from full
        yield line


def _pieces(word: str, *, width: int) -> list[str]:
    if display_width(word) <= 10 * width:
        return [word]
    most = max(1, width * 10 // 18)
    return [word[start : start + most] for start in range(0, len(word), most)]
