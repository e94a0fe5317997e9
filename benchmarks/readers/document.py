"""A result file opened: its text, its JSON values, and the safe ways to take a number or a text out of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation

from benchmarks.readers import strict_json, strict_yaml
from benchmarks.readers.strict_json import Json
from benchmarks.readers.text import text_of
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

MAX_ROWS = 10_000
_LONGEST_NUMBER = 60
_LEAST, _MOST = Decimal("1e-30"), Decimal("1e19")
_SHORT = Context(prec=_LONGEST_NUMBER, traps=[Inexact])
_NUMBERS = (int, Decimal)
_LONGEST_TEXT = 500
_DIGITS = frozenset("0123456789.+-eE")
_FIX_VALUE = "원본을 확인하고 다시 내보내 주십시오. / Check the source and export it again."


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object of the file and the JSON pointer (after the line, in a file of several values) to it."""

    filename: str
    where: str
    fields: dict[str, Json]

    def inner(self, key: str) -> Record | None:
        """The object under a key, or None when it is absent or null. Raises UnreadableFile for another kind."""
        value = self.fields.get(key)
        if value is None:
            return None
        where = f"{self.where}/{key}"
        if not isinstance(value, dict):
            raise UnreadableFile(self.filename, where, "객체가 있어야 합니다. / An object is needed.", _FIX_VALUE)
        return Record(self.filename, where, value)

    def number(self, key: str) -> Decimal | None:
        """The number under a key, or None when it is absent or null. Raises UnreadableFile for another kind."""
        value = self.fields.get(key)
        return None if value is None else checked(value, where=f"{self.where}/{key}", filename=self.filename)

    def cells(self, *wanted: tuple[str, str, Statistic, str, str]) -> list[Cell]:
        """A cell per wanted (key, quantity, statistic, unit, definition) that the object has a number for."""
        found = []
        for key, quantity, statistic, unit, definition in wanted:
            value = self.fields.get(key)
            if value is not None:
                where = f"{self.where}/{key}"
                number = checked(value, where=where, filename=self.filename)
                if unit == "count" or statistic == "n":
                    whole(number, where=where, filename=self.filename)
                found.append(Cell(quantity, statistic, number, unit, definition, where))
        return found

    def facts(self, *wanted: tuple[str, str]) -> list[Fact]:
        """A fact per wanted (key, fact key) that the object has a text for."""
        found = []
        for key, name in wanted:
            value = self.fields.get(key)
            if isinstance(value, str) and value:
                where = f"{self.where}/{key}"
                found.append(Fact(name, plain(value, where=where, filename=self.filename), where))
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text and, when it is JSON or YAML made of objects, those objects, lists opened; else no `records`."""

    filename: str
    text: str
    is_json: bool
    records: tuple[Record, ...]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a format's reader found: the tool, its version, the rows, and what was repaired."""

    tool: str
    tool_version: str
    rows: tuple[Row, ...]
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, the words an officer knows it by, how to recognise it and how to read it."""

    name: str
    title: str
    recognises: Callable[[Document], bool]
    read: Callable[[Document], Contents]


def one_length(lengths: Record | None) -> list[Fact]:
    """Whether all answers had one length, from the `min` and `max` of their lengths; nothing where one is missing.

    Raises UnreadableFile for one that is no number.
    """
    low, high = (lengths.number("min"), lengths.number("max")) if lengths else (None, None)
    if lengths is None or low is None or high is None:
        return []
    return [Fact("fixed_length", "true" if low == high else "false", lengths.where)]


def opened(data: bytes, *, filename: str) -> Document:
    """Decode the bytes and, if the text starts as JSON or a tool's YAML does, parse it. Raises UnreadableFile."""
    text, repairs = text_of(data, filename=filename)
    is_json = text.lstrip()[0] in "{["
    values: tuple[tuple[int, Json], ...] = ()
    if is_json:
        text, endless = strict_json.with_endless_rate(text)
        repairs += endless
        values = strict_json.documents(text, filename=filename)
    elif strict_yaml.looks_like_yaml(text):
        values = strict_yaml.documents(text, filename=filename)
    return Document(filename, text, is_json, _records(values, filename=filename), repairs)


def _records(values: tuple[tuple[int, Json], ...], *, filename: str) -> tuple[Record, ...]:
    found: list[Record] = []
    for line, value in values:
        start = "" if len(values) == 1 else f"line {line} "
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(item, dict):
                return ()
            found.append(Record(filename, f"{start}/{index}" if isinstance(value, list) else start.strip(), item))
            check_rows(len(found), filename=filename)
    return tuple(found)


def check_rows(amount: int, *, filename: str) -> None:
    """Refuse more rows than a measurement campaign has. Raises UnreadableFile."""
    if amount > MAX_ROWS:
        problem = f"결과가 {MAX_ROWS:,}개보다 많습니다. / More than {MAX_ROWS:,} results."
        raise UnreadableFile(filename, "line 1", problem, "파일을 나누어 주십시오. / Split the file.")


def checked(value: Json, *, where: str, filename: str) -> Decimal:
    """A JSON value as a number that can be measured: finite, not negative, of sane size. Raises UnreadableFile."""
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        shown = value[:40] if isinstance(value, str) else type(value).__name__
        problem = f"수가 있어야 하는데 '{shown}'입니다. / A number is needed, not '{shown}'."
        raise UnreadableFile(filename, where, problem, _FIX_VALUE)
    number = Decimal(value)
    if _LEAST <= number < _MOST and len(str(number)) <= _LONGEST_NUMBER:
        return number
    if not number:
        return Decimal(0)
    if number < 0:
        problem = f"음수입니다: {number}. / A negative number: {number}."
        raise UnreadableFile(filename, where, problem, _FIX_VALUE)
    problem = "측정값일 수 없는 크기의 수입니다. / A number of a size that cannot be a measurement."
    raise UnreadableFile(filename, where, problem, _FIX_VALUE)


def checked_all(values: list[Json], *, where: str, filename: str) -> list[Decimal]:
    """`checked` of every value of a list, one by one only where one stands out: a run has a million gaps."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    if numbers and len(numbers) == len(values) and min(numbers) >= _LEAST and max(numbers) < _MOST and _short(numbers):
        return numbers
    return [checked(value, where=f"{where}/{place}", filename=filename) for place, value in enumerate(values)]


def _short(numbers: list[Decimal]) -> bool:
    try:
        deque(map(_SHORT.plus, numbers), maxlen=0)
    except Inexact:
        return False
    return True


def whole(value: Decimal, *, where: str, filename: str) -> Decimal:
    """The same number if it is a count, without a fraction. Raises UnreadableFile."""
    if value != value.to_integral_value():
        problem = f"개수인데 정수가 아닙니다: {value}. / A count with a fraction: {value}."
        raise UnreadableFile(filename, where, problem, _FIX_VALUE)
    return value


def written(text: str, *, where: str, filename: str) -> Decimal:
    """A number written as text, checked like a JSON number. Raises UnreadableFile, also for nan and inf."""
    try:
        value: Json = Decimal(text) if set(text) <= _DIGITS else text
    except InvalidOperation:
        value = text
    return checked(value, where=where, filename=filename)


def plain(text: str, *, where: str, filename: str) -> str:
    """A text that can be shown and printed: short, no control characters. Raises UnreadableFile."""
    if len(text) > _LONGEST_TEXT or any(char < " " or "\ud800" <= char <= "\udfff" for char in text):
        problem = "보일 수 없는 글자가 있거나 너무 깁니다. / The text is too long or has unprintable characters."
        raise UnreadableFile(filename, where, problem, _FIX_VALUE)
    return text
