"""What only the file shows: latencies of 0 (V01), the path's scenario (V18), units (V19), the limits logged (V20)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.findings.amounts import LATENCIES
from benchmarks.findings.finding import TITLES, Finding
from benchmarks.report import Cell, Fact, Report, Row

_NOT_TIMES = frozenset({"std", "n"})
_SAME = {"interactive": "server"}
_TOKEN_LIMITS = (("ttft", "ttft_limit_ns"), ("tpot", "tpot_limit_ns"))
_QUERY_LIMIT = (("e2e", "latency_limit_ns"),)  # LoadGen leaves it aside where it judges tokens


def report_findings(report: Report) -> tuple[Finding, ...]:
    """V01 for latencies written as 0, V18 for a path of another scenario, V19 for units, V20 for a p99 over a limit."""
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
    yield from _over_limit(row, facts)


def _over_limit(row: Row, facts: dict[str, Fact]) -> Iterator[Finding]:
    """V20: a Server run is VALID only where its p99 keeps the limits it was judged by (formats.md §1.6, §4)."""
    seen = {cell.quantity: cell for cell in row.cells if cell.statistic == "p99" and cell.unit == "ns"}
    limits = _TOKEN_LIMITS if any(key in facts for _, key in _TOKEN_LIMITS) else _QUERY_LIMIT
    for quantity, key in limits:
        cell, limit = seen.get(quantity), facts.get(key)
        if cell and limit and _judged(facts) and cell.value > Decimal(limit.value):
            yield _above(cell, limit)


def _judged(facts: dict[str, Fact]) -> bool:
    return "scenario" in facts and _scenario(facts["scenario"].value) == "server"


def _above(cell: Cell, limit: Fact) -> Finding:
    observed = f"{cell.quantity} p99 {cell.value} ns"
    return Finding("V20", "reject", TITLES["V20"], cell.where, observed, f"≤ {limit.value} ns ({limit.where})")


def _scenario(name: str) -> str:
    """A scenario's name; MLPerf's Interactive runs log Server."""
    plain = name.strip().casefold()
    return _SAME.get(plain, plain)
