"""What the acceptance workbook shows: the comparison, and what the checks found on either side."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.acceptance import Acceptance
from benchmarks.findings import Finding


@dataclass(frozen=True, slots=True)
class Handover:
    """An acceptance test to be signed. `findings` maps the id of a measurement to what the checks found in it."""

    acceptance: Acceptance
    findings: tuple[tuple[str, tuple[Finding, ...]], ...]
    program: str
