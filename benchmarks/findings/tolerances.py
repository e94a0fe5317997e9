"""How far an identity may be off: dated data with what was observed on real files, wider for a tool that needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from benchmarks.table import Table, read_table

FILENAME = "tolerances.toml"
_KEYS = ("name", "tool", "low", "high", "day", "observed", "source")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A rule's limits (either may be None), for one tool or for every one (""), since when, and what they rest on."""

    name: str
    tool: str
    low: Decimal | None
    high: Decimal | None
    day: date
    observed: str
    source: str

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within the limits, both included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        if self.low is None:
            return f"≤ {self.high}"
        return f"≥ {self.low}" if self.high is None else f"{self.low}–{self.high}"


def tolerance(name: str, *, tool: str = "") -> Tolerance:
    """The limits of this name: those of the tool whose name begins so, else those for every tool.

    Raises KeyError for a name that is not in tolerances.toml.
    """
    own = (one for one in _by_tool().get(name, ()) if tool.casefold().startswith(one.tool.casefold()))
    return next(own, None) or _general()[name]


def parse_tolerances(data: bytes, *, filename: str) -> tuple[Tolerance, ...]:
    """The tolerances of a TOML file. Raises TableError, also for two of one name and tool and for no limit."""
    root = read_table(data, filename=filename).only("last_checked", "tolerance")
    root.day("last_checked")
    found: dict[tuple[str, str], Tolerance] = {}
    for table in root.tables("tolerance"):
        one = _tolerance(table.only(*_KEYS))
        if (one.name, one.tool) in found:
            raise table.wrong(f"{one.name} {one.tool}: 중복 / comes twice")
        found[one.name, one.tool] = one
    return tuple(found.values())


def _tolerance(table: Table) -> Tolerance:
    low, high = table.optional_number("low"), table.optional_number("high")
    if low is None and high is None:
        raise table.wrong("'low'와 'high' 가운데 하나는 있어야 함 / one of 'low' and 'high' is needed")
    return Tolerance(
        name=table.text("name"),
        tool=table.optional_text("tool") or "",
        low=low,
        high=high,
        day=table.day("day"),
        observed=table.text("observed"),
        source=table.text("source"),
    )


@cache
def _shipped() -> tuple[Tolerance, ...]:
    return parse_tolerances(files("benchmarks.findings").joinpath(FILENAME).read_bytes(), filename=FILENAME)


@cache
def _general() -> dict[str, Tolerance]:
    return {one.name: one for one in _shipped() if not one.tool}


@cache
def _by_tool() -> dict[str, tuple[Tolerance, ...]]:
    of_tools = [one for one in _shipped() if one.tool]
    return {name: tuple(one for one in of_tools if one.name == name) for name in {one.name for one in of_tools}}
