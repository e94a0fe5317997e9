"""The reference values of a service grade: dated, cited data, in force from a day until the next set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from benchmarks.table import Table, read_table

FILENAME = "slo_thresholds.toml"
Percentile = Literal["p90"]
_KEYS = ("from", "title", "statistic", "ttft_ms", "tpot_ms", "source", "confidence")


class NoThresholds(LookupError):
    """A day before the first set of reference values."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One set: TTFT and, a grade each and the strictest first, TPOT are at most so many ms at `statistic`.

    `since` is the first day it holds; `source` and `confidence` say where it stands and how far to trust it.
    """

    since: date
    title: str
    statistic: Percentile
    ttft_ms: Decimal
    tpot_ms: tuple[Decimal, ...]
    source: str
    confidence: str


def thresholds(*, on: date | None = None) -> Thresholds:
    """The set in force on a day; the newest where no day is given. Raises NoThresholds before the first one.

    Source: K-Perf study §1.2; what the values are worth stands in `confidence`.
    """
    held = [one for one in _shipped() if on is None or one.since <= on]
    if not held:
        first = _shipped()[0].since
        raise NoThresholds(
            f"{on}: 등급 기준값이 아직 없습니다. {first}부터 있습니다. / none on {on}, they begin {first}"
        )
    return held[-1]


def parse_thresholds(data: bytes, *, filename: str) -> tuple[Thresholds, ...]:
    """The sets of a TOML file, oldest first. Raises TableError, also for falling or repeated days and for none."""
    root = read_table(data, filename=filename).only("last_checked", "grade")
    root.day("last_checked")
    found: list[Thresholds] = []
    for table in root.tables("grade"):
        one = _thresholds(table.only(*_KEYS))
        if found and one.since <= found[-1].since:
            raise table.wrong(f"from = {one.since}: 날짜가 뒤로 가거나 겹침 / days must rise")
        found.append(one)
    if not found:
        raise root.wrong("'grade'가 하나는 있어야 함 / at least one 'grade' is needed")
    return tuple(found)


def _thresholds(table: Table) -> Thresholds:
    return Thresholds(
        since=table.day("from"),
        title=table.text("title"),
        statistic=cast("Percentile", table.choice("statistic", choices=("p90",))),
        ttft_ms=table.number("ttft_ms"),
        tpot_ms=_rising(table),
        source=table.text("source"),
        confidence=table.text("confidence"),
    )


def _rising(table: Table) -> tuple[Decimal, ...]:
    listed = table.values.get("tpot_ms")
    values = listed if isinstance(listed, list) else []
    limits = tuple(Table(f"{table.where}.tpot_ms", {"tpot_ms": value}).number("tpot_ms") for value in values)
    if not limits or list(limits) != sorted(set(limits)):
        raise table.wrong("tpot_ms: 작은 것부터 서로 다른 수의 배열이어야 함 / a list of numbers that rise is needed")
    return limits


@cache
def _shipped() -> tuple[Thresholds, ...]:
    return parse_thresholds(files("benchmarks").joinpath(FILENAME).read_bytes(), filename=FILENAME)
