"""NVIDIA AIPerf's profile_export_aiperf.json, schema 1.0 to 1.4 and the first without a version; formats.md §1.4."""

from __future__ import annotations

import re
from decimal import Decimal

from benchmarks.readers.aiperf_config import load_and_model
from benchmarks.readers.aiperf_metrics import metric_cells, without_unstreamed
from benchmarks.readers.aiperf_power import power
from benchmarks.readers.document import Contents, Document, Format, Record, checked, one_length, whole
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_CANCELLED = 499  # the tool's own code for a request it cut off itself
_REMEDY = "profile_export_aiperf.json 원본을 올려 주십시오. / Use the original profile_export_aiperf.json."


def _recognises(document: Document) -> bool:
    if len(document.records) != 1:
        return False
    fields = document.records[0].fields
    return isinstance(fields.get("input_config"), dict) and bool(fields.keys() & {"aiperf_version", "was_cancelled"})


def _read(document: Document) -> Contents:
    record = document.records[0]
    cells, unstreamed = without_unstreamed(metric_cells(record))
    if not any(cell.quantity == "ok" for cell in cells):
        problem = "끝난 요청이 하나도 없습니다. / No request was answered."
        raise UnreadableFile(record.filename, "/request_count", problem, _REMEDY)
    config_cells, config_facts = load_and_model(record)
    power_cells, power_facts, power_said = power(record)
    cells += [*_errors(record, known={cell.quantity for cell in cells}), *config_cells, *power_cells]
    lengths = record.inner("output_sequence_length")
    facts = [*_start(record), *_verdict(record), *one_length(lengths), *config_facts, *power_facts]
    version = record.facts(("aiperf_version", "version"))
    row = Row(record.where, tuple(cells), tuple(facts))
    return Contents("AIPerf", version[0].value if version else "", (row,), unstreamed + power_said)


def _start(record: Record) -> list[Fact]:
    """The start of the run, which the tool writes without a zone; one with a zone is a known moment."""
    start = record.fields.get("start_time")
    zoned = isinstance(start, str) and _ZONE.search(start)
    return record.facts(("start_time", "date_iso" if zoned else "date_local"))


def _verdict(record: Record) -> list[Fact]:
    """A run that was cancelled, or that did not come to its end, is not valid by the tool's own word."""
    for key, bad in (("was_cancelled", True), ("is_complete", False)):
        if record.fields.get(key) is bad:
            return [Fact("verdict", f"{key} {str(bad).lower()}", f"{record.where}/{key}")]
    return []


def _errors(record: Record, *, known: set[str]) -> list[Cell]:
    """Failed requests and those the tool cut off itself, added up over `error_summary`."""
    summary, where = record.fields.get("error_summary"), f"{record.where}/error_summary"
    if summary is None:
        return []
    if not isinstance(summary, list):
        raise UnreadableFile(record.filename, where, "목록이 있어야 합니다. / A list is needed.", _REMEDY)
    cut, failed = Decimal(0), Decimal(0)
    for index, item in enumerate(summary):
        if not isinstance(item, dict):
            problem = "객체가 있어야 합니다. / An object is needed."
            raise UnreadableFile(record.filename, f"{where}/{index}", problem, _REMEDY)
        code, count = _error(Record(record.filename, f"{where}/{index}", item))
        cut, failed = (cut + count, failed) if code == _CANCELLED else (cut, failed + count)
    cells = [Cell("incomplete", "value", cut, "count", "cut off by the tool (code 499)", where)]
    return cells if "failed" in known else [*cells, Cell("failed", "value", failed, "count", "added up", where)]


def _error(entry: Record) -> tuple[object, Decimal]:
    details, where = entry.inner("error_details"), f"{entry.where}/count"
    count = whole(
        checked(entry.fields.get("count"), where=where, filename=entry.filename), where=where, filename=entry.filename
    )
    return details.fields.get("code") if details else None, count


FORMAT = Format("aiperf", "NVIDIA AIPerf profile_export_aiperf.json", _recognises, _read)
