"""Strict YAML as the tools write it: only what JSON could hold, numbers exact, no alias, no tag, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn

import yaml

from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile

MAX_VALUES = 1_000_000
MAX_DEPTH = 60
_SNIFFED = 4_000
_WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_POINT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_FIRST_KEY = re.compile(
    r"(?:(?:---)?[ \t]*(?:#[^\n]*)?\r?\n)*(?:--- )?"
    r"(?:args|benchmarks|config|metadata|metrics|results|run|scenario|version):(?:\s|$)"
)
_EXPORT_AGAIN = "측정 도구에서 다시 내보내 주십시오. / Export the file again from the tool."
_PLAIN = "별칭과 태그 없이, 되도록 JSON으로 내보내 주십시오. / Export it without aliases and tags, best as JSON."


def looks_like_yaml(text: str) -> bool:
    """Whether a text that is no JSON begins, after comments, with a key that a result file in YAML begins with."""
    return _FIRST_KEY.match(text, 0, _SNIFFED) is not None


def documents(text: str, *, filename: str) -> tuple[tuple[int, Json], ...]:
    """Every YAML document of the text with its first line, as the values JSON would hold.

    Numbers with a point are Decimal; dates, `.inf` and `.nan` stay text, which is refused where a number is needed
    (llm-d writes `.inf` for a load without limit). Raises UnreadableFile for broken YAML, an alias or a tag, a repeated
    key or one that is no text, more than MAX_DEPTH levels, more than MAX_VALUES values. Source: formats.md §4, V01.
    """
    return tuple(_Reading(text, filename).documents())


class _Reading:
    """One pass over the parser's events; nothing is composed by the parser itself."""

    def __init__(self, text: str, filename: str) -> None:
        self.filename, self.amount = filename, 0
        self.events = self._parsed(text)

    def _parsed(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._refusal(line, f"YAML 문법에 맞지 않습니다. / Not valid YAML ({error.problem}).") from error
        except yaml.YAMLError as error:
            raise self._refusal(1, "YAML에 쓸 수 없는 글자가 있습니다. / A character YAML does not allow.") from error

    def documents(self) -> Iterator[tuple[int, Json]]:
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                yield _line(event), self._value(event, depth=0)

    def _value(self, event: yaml.Event, *, depth: int) -> Json:
        self._check(event, depth=depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth=depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        return self._scalar(event)

    def _check(self, event: yaml.Event, *, depth: int) -> None:
        self.amount += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            self._refuse(event, "별칭(*)이나 태그(!)가 있습니다. / An alias (*) or a tag (!) is used.", _PLAIN)
        if depth > MAX_DEPTH:
            self._refuse(event, "너무 깊이 겹친 YAML입니다. / YAML nested too deep.")
        if self.amount > MAX_VALUES:
            self._refuse(event, f"값이 {MAX_VALUES:,}개보다 많습니다. / More than {MAX_VALUES:,} values.", _PLAIN)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _mapping(self, depth: int) -> dict[str, Json]:
        fields: dict[str, Json] = {}
        for event in self._until(yaml.MappingEndEvent):
            self._check(event, depth=depth)
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "이름이 글이 아닙니다. / A key that is no text.")
            if event.value in fields:
                key = event.value[:40]
                self._refuse(event, f"같은 이름 '{key}'이(가) 두 번 있습니다. / The key '{key}' stands twice.")
            fields[event.value] = self._value(next(self.events), depth=depth + 1)
        return fields

    def _scalar(self, event: yaml.Event) -> Json:
        text: str = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if getattr(event, "style", None):
            return text
        return self._number(event, text) if _POINT.fullmatch(text) else _WORDS.get(text, text)

    def _number(self, event: yaml.Event, text: str) -> Json:
        """A plain number; 007 is octal to some and decimal to others, so it stays text."""
        try:
            return int(text) if _WHOLE.fullmatch(text) else text if text.isdigit() else Decimal(text)
        except (InvalidOperation, ValueError):
            self._refuse(event, "다룰 수 없이 긴 수가 있습니다. / A number too long to hold.")

    def _refuse(self, event: yaml.Event, problem: str, remedy: str = _EXPORT_AGAIN) -> NoReturn:
        raise self._refusal(_line(event), problem, remedy)

    def _refusal(self, line: int, problem: str, remedy: str = _EXPORT_AGAIN) -> UnreadableFile:
        return UnreadableFile(self.filename, f"line {line}", problem, remedy)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
