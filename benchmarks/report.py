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
class Request:
    """One request of a load step, as a file with per-request detail has it; None where it has no such figure.

    Tokens are counts, `ttft`, `e2e` and the `gaps` between streamed chunks ms, `start` s on the file's own clock.
    `ok` is whether the tool counted it as answered.
    """

    where: str
    ok: bool
    input_tokens: int | None
    output_tokens: int | None
    ttft: Decimal | None
    e2e: Decimal | None
    start: Decimal | None = None
    gaps: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One load step of the file. `where` is its JSON pointer or line range; `requests` only where it has detail."""

    where: str
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    requests: tuple[Request, ...] = ()


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
