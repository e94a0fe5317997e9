"""Strict JSON: no NaN, no repeated key, numbers exact, and every refusal names its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn, TypeAlias

from benchmarks.readers.text import line_at
from benchmarks.readers.unreadable import UnreadableFile

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | Decimal | bool | None"

MAX_VALUES = 4_000_000
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_CONSTANT = re.compile(_STRING + r"|(-?Infinity|NaN)")
_TOKEN = re.compile(_STRING + r"|[{}\[\]:]")
_SPACE = re.compile(r"\s*")
_ENDLESS_RATE = re.compile(r'("request_rate"\s*:\s*)Infinity|' + _STRING + "?")
_ENDLESS_SAID = (
    "request_rate의 Infinity는 JSON의 수가 아니므로 '제한 없음'으로 읽었습니다(SGLang이 그렇게 씀)."
    " / request_rate was a bare Infinity, which is no JSON number; read as endless (SGLang writes it so)."
)
_EXPORT_AGAIN = "측정 도구에서 다시 내보내 주십시오. / Export the file again from the tool."
_NO_CONSTANTS = "빈 값은 null로 내보내 주십시오. / Export missing values as null."


class _Constant(Exception):
    pass


class _RepeatedKey(Exception):
    pass


def with_endless_rate(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with `Infinity` under the key request_rate as the text "inf", and the repair said.

    SGLang writes its default rate so; no other key is touched and every character keeps its line and column.
    Source: formats.md §1.3.
    """
    if "Infinity" not in text:
        return text, ()
    mended = _ENDLESS_RATE.sub(lambda match: f'{match[1]}"inf"   ' if match[1] else match[0], text)
    return mended, () if mended == text else (_ENDLESS_SAID,)


def documents(text: str, *, filename: str) -> tuple[tuple[int, Json], ...]:
    """Every JSON value of the text with its first line: one for a plain file, several for an appended one.

    Numbers with a point are Decimal. Raises UnreadableFile for NaN or Infinity, a repeated key, a cut or broken text,
    too deep nesting, a number out of range, more than MAX_VALUES values. Source: formats.md §4, V01.
    """
    _check_amount(text, filename=filename)
    try:
        return _values(text)
    except json.JSONDecodeError as error:
        _refuse_syntax(text, error=error, filename=filename)
    except _Constant as error:
        _refuse_constant(text, word=str(error), filename=filename)
    except _RepeatedKey as error:
        _refuse_repeated(text, key=str(error), filename=filename)
    except RecursionError as error:
        problem = "너무 깊이 겹친 JSON입니다. / JSON nested too deep."
        raise UnreadableFile(filename, "line 1", problem, _EXPORT_AGAIN) from error
    except (ArithmeticError, ValueError) as error:
        problem = "다룰 수 없이 긴 수가 있습니다. / A number too long to hold."
        raise UnreadableFile(filename, "line 1", problem, _EXPORT_AGAIN) from error


def _check_amount(text: str, *, filename: str) -> None:
    """Refuse before parsing what would fill the memory: every value but the first follows a comma or a bracket."""
    amount = sum(text.count(mark) for mark in ",{[")
    if amount > MAX_VALUES:
        problem = f"값이 너무 많습니다({amount:,} > {MAX_VALUES:,}). / Too many values."
        remedy = "요청별 상세 기록을 빼고 다시 내보내 주십시오. / Export it without the per-request detail."
        raise UnreadableFile(filename, "line 1", problem, remedy)


def _values(text: str) -> tuple[tuple[int, Json], ...]:
    decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_unique)
    found: list[tuple[int, Json]] = []
    position, line, counted = _after_space(text, 0), 1, 0
    while position < len(text):
        line += text.count("\n", counted, position)
        counted = position
        value, position = decoder.raw_decode(text, position)
        found.append((line, value))
        position = _after_space(text, position)
    return tuple(found)


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _constant(word: str) -> NoReturn:
    raise _Constant(word)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise _RepeatedKey(key)
    return fields


def _refuse_syntax(text: str, *, error: json.JSONDecodeError, filename: str) -> NoReturn:
    where = f"line {error.lineno}, column {error.colno}"
    cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    problem = (
        "파일이 중간에 끊겼습니다. / The file is cut off here."
        if cut
        else f"JSON 문법에 맞지 않습니다. / Not valid JSON ({error.msg})."
    )
    raise UnreadableFile(filename, where, problem, _EXPORT_AGAIN) from error


def _refuse_constant(text: str, *, word: str, filename: str) -> NoReturn:
    position = next((match.start() for match in _CONSTANT.finditer(text) if match[1]), 0)
    problem = f"{word}은(는) JSON의 수가 아닙니다. / {word} is not a JSON number."
    raise UnreadableFile(filename, f"line {line_at(text, position=position)}", problem, _NO_CONSTANTS)


def _refuse_repeated(text: str, *, key: str, filename: str) -> NoReturn:
    where = f"line {line_at(text, position=next(_repeats(text, key=key)))}, key {key}"
    problem = f"같은 이름 '{key}'이(가) 한 객체에 두 번 있습니다. / The key '{key}' stands twice in one object."
    raise UnreadableFile(filename, where, problem, "하나만 남겨 주십시오. / Keep one of them.")


def _repeats(text: str, *, key: str) -> Iterator[int]:
    """Where a key stands again in its object."""
    seen: list[bool] = []
    last = re.match("", text)
    for token in _TOKEN.finditer(text):
        if token[0] in "{[":
            seen.append(False)
        elif token[0] in "}]":
            seen.pop()
        elif token[0] == ":" and last and _name(last[0]) == key:
            if seen[-1]:
                yield last.start()
            seen[-1] = True
        last = token


def _name(quoted: str) -> str:
    return str(json.loads(quoted)) if "\\" in quoted else quoted[1:-1]
