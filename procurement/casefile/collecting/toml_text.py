"""Values as TOML that reads back as the same values: tables, arrays of tables, exact numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_of(values: Mapping[str, object]) -> str:
    """The text of a TOML file. Raises TypeError for a value that TOML has no form for."""
    return "\n".join(_table(values, ())).strip("\n") + "\n"


def _table(values: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in values.items():
        if not _is_below(value):
            yield f"{key_text(key)} = {value_text(value)}"
    for key, value in values.items():
        below = (*path, key)
        name = ".".join(map(key_text, below))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_table(value, below))
        elif isinstance(value, list) and _is_below(value):
            for one in value:
                yield from ("", f"[[{name}]]", *_table(one, below))


def _is_below(value: object) -> bool:
    tables = isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)
    return tables or isinstance(value, Mapping)


def key_text(key: str) -> str:
    """A key as it stands before `=`."""
    return key if _BARE.fullmatch(key) else _text(key)


def value_text(value: object) -> str:
    """One value as it stands after `=`; a table there is an inline one. Raises TypeError."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(value_text(one) for one in value)}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise TypeError(value)


def _text(text: str) -> str:
    shown = "".join(_ESCAPES.get(x, x if x >= " " and x != "\x7f" else f"\\u{ord(x):04X}") for x in text)
    return f'"{shown}"'
