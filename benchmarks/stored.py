"""A measurement, or a person's answers, as one line of JSON with every digit, and back again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kept = TypeVar("Kept")


class NotStored(ValueError):
    """A text that is no such value: another program's, or changed by hand."""


def stored(value: object) -> str:
    """A frozen dataclass of texts, numbers, moments and such dataclasses as JSON, its fields in the order of names.

    A Decimal is kept as text with its own digits; equal values give equal texts, so that a digest can stand on it.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def restored(text: str, *, kind: type[Kept]) -> Kept:
    """The value that `stored` wrote; equal to it in every field. Raises NotStored."""
    try:
        return _value(json.loads(text), kind)  # type: ignore[no-any-return]  # what _value makes is of this kind
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise NotStored(f"{kind.__name__}: 저장된 값이 아닙니다 / is not a stored value: {error}") from error


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _value(plain: Any, kind: Any) -> Any:  # noqa: ANN401 -- any field's kind
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _value(plain[name], hint) for name, hint in _hints(kind).items()})
    if get_origin(kind) in (Union, UnionType):
        return None if plain is None else _value(plain, get_args(kind)[0])
    if kind is Decimal:
        return Decimal(plain)
    return datetime.fromisoformat(plain) if kind is datetime else plain


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
