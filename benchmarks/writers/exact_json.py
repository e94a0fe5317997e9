"""JSON with every digit of a Decimal, which the standard encoder cannot write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | Decimal | bool | None"


def exact_json(value: Json) -> bytes:
    """The value as JSON in UTF-8, two spaces an indent, each number with its own digits, and a last line end."""
    return f"{_written(value, indent=0)}\n".encode("utf-8", errors="backslashreplace")


def _written(value: Json, *, indent: int) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping) and value:
        return _block(
            [f"{_text(key)}: {_written(one, indent=indent + 1)}" for key, one in value.items()], "{}", indent=indent
        )
    if isinstance(value, list) and value:
        return _block([_written(one, indent=indent + 1) for one in value], "[]", indent=indent)
    return json.dumps(value, ensure_ascii=False)


def _text(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _block(items: list[str], ends: str, *, indent: int) -> str:
    inner = "\n" + "  " * (indent + 1)
    return ends[0] + inner + f",{inner}".join(items) + "\n" + "  " * indent + ends[1]
