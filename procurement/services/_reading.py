"""A result file read into what is kept of it, as plain values: other processes read too and hand it over as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.answers import Answers
from benchmarks.canonical import ContradictedAnswer
from benchmarks.checked import Checked, checked_rows
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.xlsx_guard import is_workbook
from benchmarks.readers.xlsx_read import confirmed, read_workbook
from benchmarks.report import Report
from benchmarks.stored import stored
from benchmarks.table import TableError
from procurement.selectors.evidence_rows import figures_of, names_of
from procurement.services.record import Unusable

MAPPING = ".mapping.toml"
_WORST = ("reject", "warn", "note", "pass")
Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One operating point: the columns of Measured, and those of each Finding about it."""

    columns: Columns
    findings: tuple[Columns, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The columns of ReleaseFile that reading tells, and the file's operating points."""

    columns: Columns
    rows: tuple[ReadRow, ...]


def read_file(name: str, content: bytes, *, mappings: Mapping[str, bytes], answers: Answers) -> ReadFile:
    """A result file with the answers beside it; of a signed mapping nothing is read. Raises Unusable with the place."""
    if name.endswith(MAPPING):
        return ReadFile({"format": "mapping"}, ())
    report = report_of(name, content, mappings=mappings)
    columns = {
        "format": report.format[:40],
        "tool": report.tool[:80],
        "tool_version": report.tool_version[:80],
        "repairs": "\n".join(report.repairs),
    }
    try:
        rows = tuple(_row(one) for one in checked_rows(report, answers=answers))
    except ContradictedAnswer as refusal:
        raise Unusable(f"{name} {refusal}") from refusal
    return ReadFile(columns, rows)


def report_of(name: str, content: bytes, *, mappings: Mapping[str, bytes]) -> Report:
    """A result file read, a workbook through the mapping of its layout. Raises Unusable with the file and place."""
    try:
        if not is_workbook(content):
            return read(content, filename=name)
        layouts = [confirmed(data, filename=own) for own, data in mappings.items()]
        return read_workbook(content, filename=name, mappings=layouts)
    except UnreadableFile as refusal:
        raise Unusable(f"{name} {refusal.where}: {refusal.problem} {refusal.remedy}") from refusal
    except TableError as refusal:
        raise Unusable(f"{name}: {refusal}") from refusal


def told_as_json(read: Mapping[str, ReadFile]) -> bytes:
    """The files by name, for `from_json`; exact numbers and moments are texts there."""
    return json.dumps({name: asdict(one) for name, one in read.items()}, default=str, ensure_ascii=False).encode()


def from_json(told: bytes) -> dict[str, ReadFile]:
    """What `told_as_json` told; the database reads numbers and moments from their texts."""
    return {
        name: ReadFile(one["columns"], tuple(ReadRow(row["columns"], tuple(row["findings"])) for row in one["rows"]))
        for name, one in json.loads(told).items()
    }


def _row(one: Checked) -> ReadRow:
    measurement, levels = one.measurement, {found.level for found in one.findings}
    columns = {
        "place": measurement.source.where[:200],
        "worst": next((level for level in _WORST if level in levels), "pass"),
        "canonical": stored(measurement),
        **asdict(names_of(measurement)),
        **asdict(figures_of(measurement)),
    }
    findings = tuple(
        {
            "rule": found.rule, "level": found.level, "message": found.message, "place": found.where[:300],
            "observed": found.observed, "allowed": found.allowed,
        }
        for found in one.findings
    )  # fmt: skip
    return ReadRow(columns, findings)
