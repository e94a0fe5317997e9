"""AIPerf's profile_export.jsonl: one request a line, with its phase; formats.md §1.4."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.readers.aiperf_metrics import EXPORTED, unit_of
from benchmarks.readers.document import Contents, Document, Format, Record, checked, whole
from benchmarks.readers.request_counts import counts, fixed_length, latencies
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Fact, Request, Row
from benchmarks.units import convert

_TOOL = "AIPerf"
_WARMUP = "warmup"
_LATENCY = next(exported for exported in EXPORTED if exported.kind == "latency")
_REMEDY = "profile_export.jsonl 원본을 올려 주십시오. / Use the original profile_export.jsonl."
_WARMED_UP = "예열 요청 {amount}개는 읽지 않았습니다. / {amount} warm-up requests were not read."
_NANOSECONDS = -9


def _is_request(record: Record) -> bool:
    metadata = record.fields.get("metadata")
    return isinstance(metadata, dict) and {"benchmark_phase", "request_start_ns"} <= metadata.keys()


def _recognises(document: Document) -> bool:
    return bool(document.records) and "metrics" in document.records[0].fields and _is_request(document.records[0])


def _read(document: Document) -> Contents:
    for record in document.records:
        if not _is_request(record):
            problem = "요청 기록이 아닌 줄이 있습니다. / Not the record of a request."
            raise UnreadableFile(record.filename, record.where or "line 1", problem, _REMEDY)
    phases: dict[str, list[Record]] = {}
    for record in document.records:
        phases.setdefault(_phase(record), []).append(record)
    warmed_up = sum(len(records) for phase, records in phases.items() if phase.startswith(_WARMUP))
    rows = tuple(_row(records) for phase, records in phases.items() if not phase.startswith(_WARMUP))
    return Contents(_TOOL, "", rows, (_WARMED_UP.format(amount=warmed_up),) if warmed_up else ())


def _phase(record: Record) -> str:
    """The kind of phase and its number: since 0.13 a run may have several of one kind."""
    metadata = record.inner("metadata") or record
    kind = metadata.fields.get("phase_kind", metadata.fields.get("benchmark_phase"))
    return f"{kind} {metadata.fields.get('phase_index', '')}"


def _row(records: list[Record]) -> Row:
    requests = tuple(_request(record) for record in records)
    where = f"{records[0].where} – {records[-1].where}" if len(records) > 1 else records[0].where
    starts = [request.start for request in requests if request.start]
    facts = [Fact("epoch_s", str(min(starts)), f"{records[0].where}/metadata/request_start_ns")] if starts else []
    facts += fixed_length(requests, where=where)
    cells = (*counts(requests, where=where), *latencies(requests, tool=_TOOL, where=where))
    return Row(where, cells, tuple(facts), requests)


def _request(record: Record) -> Request:
    metadata = record.inner("metadata") or record
    metrics = record.inner("metrics") or Record(record.filename, f"{record.where}/metrics", {})
    start = metadata.number("request_start_ns")
    return Request(
        where=record.where,
        ok=record.fields.get("error") is None and metadata.fields.get("was_cancelled") is not True,
        input_tokens=_tokens(metrics, "input_sequence_length"),
        output_tokens=_tokens(metrics, "output_sequence_length"),
        ttft=_milliseconds(metrics, "time_to_first_token"),
        e2e=_milliseconds(metrics, "request_latency"),
        start=start.scaleb(_NANOSECONDS) if start else None,
        gaps=tuple(_gaps(metrics)),
    )


def _tokens(metrics: Record, key: str) -> int | None:
    leaf = metrics.inner(key)
    value = leaf.number("value") if leaf else None
    if leaf is None or value is None:
        return None
    return int(whole(value, where=f"{leaf.where}/value", filename=leaf.filename))


def _milliseconds(metrics: Record, key: str) -> Decimal | None:
    leaf = metrics.inner(key)
    value = leaf.number("value") if leaf else None
    return convert(value, unit=_unit(leaf), to="ms") if leaf and value is not None else None


def _gaps(metrics: Record) -> Iterator[Decimal]:
    leaf = metrics.inner("inter_chunk_latency")
    values = leaf.fields.get("value") if leaf else None
    if leaf is None or values is None:
        return
    if not isinstance(values, list):
        problem = "목록이 있어야 합니다. / A list is needed."
        raise UnreadableFile(leaf.filename, f"{leaf.where}/value", problem, _REMEDY)
    unit = _unit(leaf)
    for index, value in enumerate(values):
        gap = checked(value, where=f"{leaf.where}/value/{index}", filename=leaf.filename)
        yield convert(gap, unit=unit, to="ms")


def _unit(leaf: Record) -> str:
    return unit_of(_LATENCY, unit=leaf.fields.get("unit"), where=f"{leaf.where}/unit", filename=leaf.filename)


FORMAT = Format("aiperf-requests", "NVIDIA AIPerf profile_export.jsonl", _recognises, _read)
