"""One canonical text for a value, and its SHA-256: what an auditor compares."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from json import JSONEncoder

from scoring.quantity import NotExact

_PLAIN = frozenset({bool, str})
_NUMBERS = frozenset({int, Fraction, Decimal})
_QUOTED = JSONEncoder(ensure_ascii=False).encode


def canonical(value: object) -> str:
    """A text that is equal exactly when the values are.

    Frozen dataclasses are written by field name, tuples in order, numbers exactly. Raises NotExact
    for a float or any other type, so that nothing inexact can enter a computation that is digested.
    """
    kind = type(value)
    if value is None or kind in _PLAIN:
        return _QUOTED(value)
    if kind in _NUMBERS:
        return f"{kind.__name__}({value})"
    if isinstance(value, tuple):
        return "[" + ",".join([canonical(item) for item in value]) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        inside = ",".join(f"{field.name}={canonical(getattr(value, field.name))}" for field in fields(value))
        return f"{kind.__name__}({inside})"
    raise NotExact(f"정확한 값이 아닙니다: {value!r} / not an exact value: {value!r} ({type(value).__name__})")


def sha256_of(*texts: str) -> str:
    """SHA-256 (hex) of the texts, one a line."""
    return sha256("\n".join(texts).encode()).hexdigest()
