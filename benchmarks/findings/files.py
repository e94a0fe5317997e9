"""What only the file shows: latencies written as 0 (V01), a path that names another scenario (V18), units (V19)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.findings.amounts import LATENCIES
from benchmarks.findings.finding import TITLES, Finding
from benchmarks.report import Report, Row

_NOT_TIMES = frozenset({"std", "n"})
_SAME = {"interactive": "server"}


def report_findings(report: Report) -> tuple[Finding, ...]:
    """V01 for latencies written as 0, V18 for a path that names another scenario, V19 for units; none where well."""
    return tuple(finding for row in report.rows for finding in _row_findings(row))


def _row_findings(row: Row) -> Iterator[Finding]:
    zeros = [c for c in row.cells if c.quantity in LATENCIES and not c.value and c.statistic not in _NOT_TIMES]
    if zeros:
        observed = ", ".join(f"{cell.quantity} {cell.statistic} = 0" for cell in zeros)
        yield Finding("V01", "warn", TITLES["V01"], zeros[0].where, observed, "> 0")
    facts = {fact.key: fact for fact in row.facts}
    inside, outside = facts.get("scenario"), facts.get("path_scenario")
    if inside and outside and _scenario(inside.value) != _scenario(outside.value):
        yield Finding("V18", "warn", TITLES["V18"], outside.where, outside.value, inside.value)
    if unclear := facts.get("unit_unclear"):
        yield Finding("V19", "warn", TITLES["V19"], unclear.where, unclear.value, "tokens/s")


def _scenario(name: str) -> str:
    """A scenario's name; MLPerf's Interactive runs log Server."""
    plain = name.strip().casefold()
    return _SAME.get(plain, plain)
