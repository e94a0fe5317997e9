"""Whether power figures hold together (V15), and whether a wall meter reads less than the boards behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.findings.finding import Finding, Level, finding, shown, unknown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Measurement

Check = tuple[Level, str]
_WALLS = frozenset({"node_wall", "rack_wall"})
_ALLOWED = "20–2500 W (board); P = J/token × tokens/s, E = P·t ±1 %; gap ≤ 3 s; scope"
_ORDER: tuple[Level, ...] = ("not_applicable", "pass", "note", "warn", "reject")


def power(measurement: Measurement) -> Finding:
    """V15: watts of an accelerator, the two identities, the longest gap, the scope and what the tool says of them."""
    checks = list(_checks(measurement))
    if not checks:
        return unknown(measurement, "V15", allowed=_ALLOWED)
    level = max((level for level, _ in checks), key=_ORDER.index)
    wrong = [seen for one, seen in checks if one != "pass"]
    return finding(measurement, "V15", level, observed="; ".join(wrong) or "ok", allowed=_ALLOWED)


def _checks(measurement: Measurement) -> Iterator[Check]:
    given, rate, duration = measurement.power, measurement.throughput.output_tps, measurement.scenario.duration_s
    if given.average_w is not None and given.scope is None:
        yield "warn", "범위 미기재 / scope not stated"
    if given.valid is not None:
        yield "pass" if given.valid else "reject", "측정 도구가 무효로 판정 / the tool calls its power invalid"
    if given.longest_gap_s is not None:
        held = tolerance("V15 gap").holds(given.longest_gap_s)
        yield "pass" if held else "warn", f"gap {given.longest_gap_s} s"
    if given.scope == "accelerator_board" and given.average_w is not None and measurement.system.used:
        yield _held("V15 board", given.average_w / measurement.system.used, "W/accelerator")
    if given.joules_per_output_token is not None and rate is not None and given.average_w:
        yield _held("V15 identity", given.joules_per_output_token * rate / given.average_w, "J/token × tokens/s ÷ P")
    if given.energy_j is not None and duration and given.average_w:
        yield _held("V15 identity", given.energy_j / duration / given.average_w, "E ÷ t ÷ P")


def _held(name: str, value: Decimal, what: str) -> Check:
    return "pass" if tolerance(name).holds(value) else "reject", f"{what} = {shown(value)}"


def wall_below_boards(measurements: tuple[Measurement, ...]) -> tuple[Finding, ...]:
    """V15 across measurements of one operating point: a wall meter's mean that is below that of the boards behind it.

    One finding a wall measurement, reject; none where it is not below.
    """
    boards = [m for m in measurements if m.power.scope == "accelerator_board" and m.power.average_w is not None]
    walls = [m for m in measurements if m.power.scope in _WALLS and m.power.average_w is not None]
    found = []
    for wall in walls:
        least, most = wall.power.average_w, max((m.power.average_w or Decimal(0) for m in boards), default=Decimal(0))
        if least is not None and least < most:
            seen = f"{wall.power.scope} {shown(least)} W < accelerator_board {shown(most)} W"
            found.append(finding(wall, "V15", "reject", observed=seen, allowed="wall ≥ board"))
    return tuple(found)
