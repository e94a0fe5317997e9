"""Validity rules V01-V23 (formats.md §4): what a measurement's own numbers say about it. Missing inputs never pass."""

from __future__ import annotations

from collections.abc import Callable
from decimal import InvalidOperation, localcontext

from benchmarks.findings import amounts, counts, identities, lengths, load
from benchmarks.findings.files import report_findings
from benchmarks.findings.finding import Finding, Level, above_pass
from benchmarks.findings.load import saturated
from benchmarks.findings.power import power, wall_below_boards
from benchmarks.measurement import Measurement

__all__ = ["Finding", "Level", "above_pass", "findings", "report_findings", "saturated", "wall_below_boards"]

_RULES: tuple[Callable[[Measurement], Finding], ...] = (
    amounts.finite,
    amounts.ordered,
    identities.total,
    identities.output,
    identities.answered,
    identities.parts,
    load.little,
    load.decoding,
    lengths.per_token,
    counts.answered,
    counts.empty,
    lengths.as_set,
    load.rate_kept,
    amounts.possible,
    power,
    identities.static_batch,
    amounts.in_its_unit,
    counts.verdict,
    counts.enough,
    load.goodput,
)


def findings(measurement: Measurement) -> tuple[Finding, ...]:
    """The finding of every rule that looks at one measurement, in the order of the rules.

    Levels: pass, note (informational), warn (shown), reject (needs an override with a reason, then
    overridden), not_applicable (an
    input is missing). V18 and part of V01 and V19 look at the file (`report_findings`), V17 and V21 at several
    measurements (`benchmarks.repeats`). Source: formats.md §4, tolerances observed there in tolerances.toml.
    """
    with localcontext() as context:
        context.traps[InvalidOperation] = False  # a NaN fails every comparison, so that V01 can say it
        return tuple(rule(measurement) for rule in _RULES)
