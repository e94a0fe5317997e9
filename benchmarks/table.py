"""Strict reading of TOML: every key is known, every value has its type, every refusal names its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Scalar = str | Decimal
Entry = TypeVar("Entry")
PAIR = 2
MOST = 10**15  # a spreadsheet keeps fifteen digits
MOST_DECIMALS = 15
LONGEST_TEXT = 2000
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
        if not value or not value.strip():
            raise self.wrong(f"{key!r} 값이 없음 / {key!r} is missing or empty")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is absent. Raises TableError."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self._not_a(key, '문자열("…") / a text ("…")')

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
        if not _of_sane_size(number):
            raise self._not_a(
                key,
                f"{MOST:,} 이하, 소수 {MOST_DECIMALS}자리까지의 0 이상인 유한한 수 / a finite number >= 0 of sane size",
            )
        return number

    def whole(self, key: str) -> int:
        """A whole number >= 0 that is there. Raises TableError."""
        value = self.number(key)
        if value != value.to_integral_value():
            raise self._not_a(key, "0 이상의 정수 / a whole number >= 0")
        return int(value)

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
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST:
            raise self._not_a(key, f"1 이상 {MOST:,} 이하의 정수 / a whole number >= 1")
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
        raise self._not_a(key, "날짜(따옴표 없이 2026-11-02) / a day (2026-11-02 without quotes)")

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
        value = self.values.get(key)
        if value is None:
            return self._absent(key)
        korean, _, english = kind.partition(" / ")
        shown = str(value) if isinstance(value, Decimal) else f"{value!r:.60}"
        mend = _DIGITS_ONLY if isinstance(value, str) and set(value) <= _DIGITS_AND_MARKS else ""
        return self.wrong(f"{key} = {shown}: {korean} 이어야 함 / expected {english or korean}{mend}")


_DIGITS_AND_MARKS = frozenset("0123456789,. 원")
_DIGITS_ONLY = ". 따옴표와 쉼표 없이 숫자만 쓰십시오 / write the digits only, without quotes and commas"


def read_table(data: bytes, *, filename: str) -> Table:
    """A TOML file (UTF-8, with or without a mark at its start) as one table, fractions as Decimal.

    Raises TableError with the line for what is not TOML, and for texts that no sheet can hold.
    """
    try:
        values = tomllib.loads(_utf8(data, filename), parse_float=Decimal)
        problem = next(_unprintable(values, filename), None)
    except TableError:
        raise
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        where = f"{filename} {found[1]}행 {found[2]}열" if found else f"{filename} 마지막 행"
        raise TableError(f"{where}: TOML로 읽을 수 없음 / not readable as TOML: {error}") from error
    except (ArithmeticError, RecursionError, ValueError) as error:
        raise TableError(
            f"{filename}: TOML로 읽을 수 없음: 수가 너무 길거나 표가 너무 깊음 / "
            f"not readable as TOML: a number is too long or tables are nested too deep"
        ) from error
    if problem:
        raise TableError(problem)
    return Table(filename, values)


def _utf8(data: bytes, filename: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            f"{filename} {line}행: TOML로 읽을 수 없음, UTF-8이 아닙니다. 편집기에서 UTF-8로 저장하십시오 / "
            f"not readable as TOML: line {line} is not UTF-8, save the file as UTF-8"
        ) from error


def _unprintable(value: object, where: str) -> Iterator[str]:
    """Texts and keys that no sheet can hold, each with its place."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _unprintable(key, f"{where} 키 / key {key!r:.60}")
            yield from _unprintable(below, f"{where}.{key!s:.60}")
    elif isinstance(value, list):
        for n, below in enumerate(value):
            yield from _unprintable(below, f"{where}[{n}]")
    elif isinstance(value, str) and (len(value) > LONGEST_TEXT or _UNPRINTABLE.search(value)):
        yield f"{where}: 제어문자가 있거나 {LONGEST_TEXT}자를 넘음 / has control characters or is longer than that"


def _of_sane_size(number: Decimal) -> bool:
    """Finite, not negative, and of a size and places that stay exact in a sheet and cheap to compute with."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and 0 <= number <= MOST and exponent >= -MOST_DECIMALS


def by_id(entries: tuple[tuple[Table, str, Entry], ...]) -> dict[str, Entry]:
    """Entries by their id. Raises TableError where an id comes twice."""
    found: dict[str, Entry] = {}
    for table, key, entry in entries:
        if key in found:
            raise table.wrong(f"id {key!r} 중복 / id {key!r} comes twice")
        found[key] = entry
    return found
