"""A result file's rows as the file has them, each value with its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Statistic = Literal["value", "mean", "std", "min", "p50", "p90", "p95", "p99", "p99_9", "max", "n"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the file: what it is, in which unit and definition the file means it, and where it stands."""

    quantity: str
    statistic: Statistic
    value: Decimal
    unit: str
    definition: str
    where: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One text of the file (model name, date, scenario) and where it stands."""

    key: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Row:
    """One load step of the file. `where` is its JSON pointer or line range."""

    where: str
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A result file read whole: tool, its version, rows, and repairs the reader made (said, never silent)."""

    format: str
    tool: str
    tool_version: str
    filename: str
    sha256: str
    size: int
    rows: tuple[Row, ...]
    repairs: tuple[str, ...]
