"""A file's rows as measurements, each with everything that the checks of one row find."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.detail import DETAIL_TITLES, detail_findings
from benchmarks.findings import Finding, findings, report_findings
from benchmarks.findings.finding import TITLES
from benchmarks.measurement import Measurement
from benchmarks.report import Report

RULE_TITLES = TITLES | DETAIL_TITLES
"""What each rule that a row can break is about, in both languages: V01-V23 and Jeoul's own."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A measurement and what was found in it, in its row of the file, and in the requests of that row."""

    measurement: Measurement
    findings: tuple[Finding, ...]


def checked_rows(report: Report, *, answers: Answers) -> tuple[Checked, ...]:
    """Every row of a report: V01-V23 as far as one row shows them, and D01-D03. Raises ContradictedAnswer."""
    found = zip(report.rows, measurements(report, answers=answers), strict=True)
    alone = ((replace(report, rows=(row,)), measurement) for row, measurement in found)
    return tuple(Checked(m, (*findings(m), *report_findings(one), *detail_findings(one))) for one, m in alone)
