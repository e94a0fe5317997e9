"""kperf_result.json of KPerf_TTA: a list, one object per concurrency (formats.md §1.2)."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_NEEDED = frozenset({"concurrency", "ttft_ms", "throughput_tok_s"})
_NOT_MEASURED = "N/A"
_LATENCIES = (
    ("ttft_ms", "ttft", metrics.TTFT),
    ("tpot_ms", "ntpot", metrics.NTPOT),
    ("itl_ms", "itl", metrics.ITL_PER_REQUEST),
    ("e2el_ms", "e2e", metrics.E2E),
)
_PERCENTILES: tuple[Statistic, ...] = ("p50", "p90", "p99")
_REQUESTS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("successful", "ok", "value", "count", ""),
    ("errored", "failed", "value", "count", ""),
    ("incomplete", "incomplete", "value", "count", "cut off by the end of the step, not a failure"),
    ("total", "sent", "value", "count", ""),
)
_REPAIRS = (
    (
        "tpot_ms는 첫 토큰을 포함한 값(NTPOT)으로, itl_ms를 TPOT로 읽었습니다."
        " / tpot_ms includes the first token and was read as NTPOT; itl_ms is the TPOT."
    ),
    (
        "throughput_tok_s는 입력+출력, tps_per_user_tok_s는 시스템 전체 출력 처리량으로 읽었습니다."
        " / throughput_tok_s is input + output; tps_per_user_tok_s is the output of the whole system."
    ),
    (
        "throughput_tok_s_p90은 순간 속도의 백분위수라 쓰지 않았습니다."
        " / throughput_tok_s_p90 is a percentile of an instantaneous rate and was not used."
    ),
)


def _recognises(document: Document) -> bool:
    return bool(document.records) and document.records[0].fields.keys() >= _NEEDED


def _read(document: Document) -> Contents:
    return Contents("KPerf_TTA", "", tuple(_row(record) for record in document.records), _REPAIRS)


def _row(record: Record) -> Row:
    if not record.fields.keys() >= _NEEDED:
        missing = ", ".join(sorted(_NEEDED - record.fields.keys()))
        problem = f"항목이 없습니다: {missing}. / Missing: {missing}."
        raise UnreadableFile(record.filename, record.where, problem, "단계를 다시 측정해 주십시오. / Measure it again.")
    record = _measured(record)
    cells = record.cells(
        ("concurrency", "concurrency", "value", "requests", ""),
        ("throughput_tok_s", "total_tps", "value", "tokens/s", "input + output tokens of the system"),
        ("tps_per_user_tok_s", "output_tps", "value", "tokens/s", "output tokens of the system, in spite of its name"),
    )
    if requests := record.inner("requests"):
        cells += _measured(requests).cells(*_REQUESTS)
    sweep = Fact("load", "closed_loop", f"{record.where}/concurrency")  # the tool only sweeps concurrency
    return Row(record.where, (*cells, *_latencies(record)), (sweep,))


def _latencies(record: Record) -> Iterable[Cell]:
    for key, quantity, definition in _LATENCIES:
        if block := record.inner(key):
            yield from _measured(block).cells(*((p, quantity, p, "ms", definition) for p in _PERCENTILES))


def _measured(record: Record) -> Record:
    """The same object without what the tool calls "N/A": not measured."""
    kept = {key: value for key, value in record.fields.items() if value != _NOT_MEASURED}
    return Record(record.filename, record.where, kept)


FORMAT = Format("kperf", "K-Perf kperf_result.json", _recognises, _read)
