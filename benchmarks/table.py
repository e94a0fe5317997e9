"""Strict reading of TOML: every key is known, every value has its type, every refusal names its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Scalar = str | Decimal
Entry = TypeVar("Entry")
PAIR = 2


class TableError(ValueError):
    """A TOML file is not as it has to be; the message names the place and the mend."""


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table and where it stands (`devices.toml devices[3].tdp_w[0]`)."""

    where: str
    values: Mapping[str, object]

    def only(self, *known: str) -> Table:
        """The table itself. Raises TableError for a key that nobody reads."""
        for key in self.values:
            if key not in known:
                raise self.wrong(f"알 수 없는 키 {key!r} / unknown key {key!r}; known: {', '.join(known)}")
        return self

    def text(self, key: str) -> str:
        """A text that is there and not empty. Raises TableError."""
        value = self.optional_text(key)
        if not value:
            raise self.wrong(f"{key!r} 값이 없음 / {key!r} is missing or empty")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self._not_a(key, "문자열 / a text")

    def scalar(self, key: str) -> Scalar:
        """A number as Decimal, or a text. Raises TableError."""
        return self.text(key) if isinstance(self.values.get(key), str) else self.number(key)

    def number(self, key: str) -> Decimal:
        """A number that is there. Raises TableError."""
        value = self.optional_number(key)
        if value is None:
            raise self._absent(key)
        return value

    def optional_number(self, key: str) -> Decimal | None:
        """A finite number >= 0 as Decimal, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._not_a(key, "숫자 / a number")
        number = Decimal(value)
        if not number.is_finite() or number < 0:
            raise self._not_a(key, "0 이상의 유한한 수 / a finite number >= 0")
        return number

    def count(self, key: str) -> int:
        """A whole number >= 1 that is there. Raises TableError."""
        value = self.optional_count(key)
        if value is None:
            raise self._absent(key)
        return value

    def optional_count(self, key: str) -> int | None:
        """A whole number >= 1, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._not_a(key, "1 이상의 정수 / a whole number >= 1")
        return value

    def flag(self, key: str) -> bool:
        """True or False. Raises TableError."""
        value = self.optional_flag(key)
        if value is None:
            raise self._absent(key)
        return value

    def optional_flag(self, key: str) -> bool | None:
        """True, False, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self._not_a(key, "true/false")

    def choice(self, key: str, *, choices: tuple[str, ...]) -> str:
        """One of `choices`. Raises TableError."""
        value = self.optional_choice(key, choices=choices)
        if value is None:
            raise self._absent(key)
        return value

    def optional_choice(self, key: str, *, choices: tuple[str, ...]) -> str | None:
        """One of `choices`, or None where the key is absent. Raises TableError."""
        value = self.optional_text(key)
        if value is not None and value not in choices:
            raise self.wrong(f"{key} = {value!r}: 다음 중 하나여야 함 / must be one of {', '.join(choices)}")
        return value

    def day(self, key: str) -> date:
        """A day such as 2026-11-02, not a text. Raises TableError."""
        value = self.values.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise self._not_a(key, "날짜(2026-11-02 형식) / a date")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts with at least one, none twice. Raises TableError."""
        value = self.values.get(key)
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            if len(set(value)) == len(value):
                return tuple(value)
            raise self._not_a(key, "서로 다른 문자열 / texts without a repeat")
        raise self._not_a(key, "문자열의 배열 / a list of texts")

    def pairs(self, key: str) -> tuple[tuple[Fraction, Fraction], ...]:
        """A list of pairs of numbers, as exact fractions. Raises TableError."""
        value = self.values.get(key)
        if isinstance(value, list) and all(isinstance(one, list) and len(one) == PAIR for one in value):
            numbers = [
                Table(f"{self.where}.{key}[{n}]", dict(zip("01", one, strict=True))) for n, one in enumerate(value)
            ]
            return tuple((Fraction(one.number("0")), Fraction(one.number("1"))) for one in numbers)
        raise self._not_a(key, "수 두 개씩의 배열 / a list of pairs of numbers")

    def table(self, key: str) -> Table:
        """A table below this one that is there. Raises TableError."""
        value = self.optional_table(key)
        if value is None:
            raise self._absent(key)
        return value

    def optional_table(self, key: str) -> Table | None:
        """A table below this one, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        return None if value is None else Table(f"{self.where}.{key}", self._mapping(key, value))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of an array of tables, none where the key is absent. Raises TableError."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self._not_a(key, "표의 배열 / an array of tables")
        return tuple(Table(f"{self.where}.{key}[{n}]", self._mapping(key, item)) for n, item in enumerate(value))

    def wrong(self, problem: str) -> TableError:
        """The exception to raise for a problem of this table."""
        return TableError(f"{self.where}: {problem}")

    def _absent(self, key: str) -> TableError:
        return self.wrong(f"{key!r} 값이 없음 / {key!r} is missing")

    def _mapping(self, key: str, value: object) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._not_a(key, "표 / a table")
        return value

    def _not_a(self, key: str, kind: str) -> TableError:
        return self.wrong(f"{key} = {self.values.get(key)!r}: {kind} 이어야 함 / expected {kind}")


def read_table(data: bytes, *, filename: str) -> Table:
    """A TOML file as one table, fractions as Decimal. Raises TableError for what is not UTF-8 TOML."""
    try:
        return Table(filename, tomllib.loads(data.decode(), parse_float=Decimal))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"{filename}: TOML로 읽을 수 없음 / not readable as TOML: {error}") from error


def by_id(entries: tuple[tuple[Table, str, Entry], ...]) -> dict[str, Entry]:
    """Entries by their id. Raises TableError where an id comes twice."""
    found: dict[str, Entry] = {}
    for table, key, entry in entries:
        if key in found:
            raise table.wrong(f"id {key!r} 중복 / id {key!r} comes twice")
        found[key] = entry
    return found
