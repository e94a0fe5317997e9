"""A TOML file with some of its values changed: comments, order and spacing stay, or the change is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from procurement.casefile.collecting.toml_places import Path, Places, line_end, located
from procurement.casefile.collecting.toml_text import key_text, toml_of, value_text

_Edit = tuple[int, int, str]


class NotKept(ValueError):
    """A change that the text cannot take without losing what people wrote; the message names the key."""


def edited(text: str, *, after: Mapping[str, object]) -> str:
    """The TOML text with the values `after`. Raises NotKept where that cannot be had value by value.

    The result is read again and held against `after`, so that no change is ever half made.
    """
    before = tomllib.loads(text, parse_float=Decimal)
    edits = sorted(_Edits(text, located(text)).of(before, after, ()), reverse=True)
    made = text
    for start, end, new in edits:
        made = made[:start] + new + made[end:]
    if _read(made) != after:
        raise NotKept("")
    return made


def _read(text: str) -> object:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return None


@dataclass(frozen=True, slots=True)
class _Edits:
    text: str
    places: Places

    @property
    def feed(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def of(self, old: object, new: object, path: Path) -> Iterator[_Edit]:
        """What has to be replaced so that the value at `path` becomes `new`."""
        own = path in self.places.values
        if old == new:
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping) and (not own or old.keys() == new.keys()):
            yield from self.table(old, new, path)
        elif isinstance(old, list) and isinstance(new, list) and (not own or len(old) == len(new)):
            yield from self.entries(old, new, path)
        else:
            yield self.replaced(new, path)

    def table(self, old: Mapping[str, object], new: Mapping[str, object], path: Path) -> Iterator[_Edit]:
        for key, value in old.items():
            if key in new:
                yield from self.of(value, new[key], (*path, key))
            else:
                yield self.removed((*path, key))
        added = {key: value for key, value in new.items() if key not in old}
        if added and not path:
            yield self.appended(added)
        elif added:
            yield self.added(added, path)

    def entries(self, old: list[object], new: list[object], path: Path) -> Iterator[_Edit]:
        for number, (was, value) in enumerate(zip(old, new, strict=False)):
            yield from self.of(was, value, (*path, number))
        if len(new) < len(old) or (len(new) > len(old) and len(path) > 1):
            raise NotKept(_told(path))
        if len(new) > len(old):
            yield self.appended({str(path[0]): new[len(old) :]})

    def replaced(self, new: object, path: Path) -> _Edit:
        start, end = self.places.values.get(path, (0, 0))
        if start == end or ("#" in self.text[start:end] and isinstance(new, list | Mapping)):
            raise NotKept(_told(path))
        return start, end, value_text(new)

    def removed(self, path: Path) -> _Edit:
        """The line without its key and value; a comment beside them stays."""
        if path not in self.places.keys:
            raise NotKept(_told(path))
        start, (_, end) = self.places.keys[path], self.places.values[path]
        last = line_end(self.text, end)
        if self.text[end:last].strip():
            return start, end, ""
        begin = self.text.rfind("\n", 0, start)
        begin -= 1 if begin > 0 and self.text[begin - 1] == "\r" else 0
        return max(begin, 0), last, ""

    def added(self, values: Mapping[str, object], path: Path) -> _Edit:
        """Lines after the last one of a table."""
        if path not in self.places.ends:
            raise NotKept(_told(path))
        end = self.places.ends[path]
        lines = (f"{key_text(key)} = {value_text(value)}" for key, value in values.items())
        return end, end, "".join(f"{self.feed}{line}" for line in lines)

    def appended(self, values: Mapping[str, object]) -> _Edit:
        """Tables at the end of the file."""
        end, feed = len(self.text), self.feed
        between = feed if self.text.endswith("\n") else feed * 2
        return end, end, between + toml_of(values).replace("\n", feed)


def _told(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
