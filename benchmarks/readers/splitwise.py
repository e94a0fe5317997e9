"""Splitwise's table of phases: one static batch a line, prompt and token phase in ms; formats.md §1.14."""

from __future__ import annotations

from benchmarks import metrics
from benchmarks.readers.csv_records import csv_records, header_of
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.report import Fact, Row, Statistic

_CELLS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("prompt_size", "isl_target", "value", "tokens", "input length that was set"),
    ("token_size", "osl_target", "value", "tokens", "output length that was set"),
    ("batch_size", "concurrency", "value", "requests", "size of the static batch"),
    ("prompt_time", "ttft", "mean", "ms", f"prompt phase of the batch: {metrics.TTFT}"),
    ("token_time", "tpot", "mean", "ms", "time of a token in the token phase; the first token is excluded"),
    ("e2e_time", "e2e", "mean", "ms", "the whole batch: start to the last token"),
    ("tensor_parallel", "tp", "value", "count", ""),
)
_POWERS = ("peak_power", "average_power")
_NUMBERS = frozenset(name for name, *_ in _CELLS) | {*_POWERS}
_COLUMNS = _NUMBERS | {"model", "hardware"}
_SAID = (
    "전력은 와트가 아니라 TDP에 대한 비율이고 0은 재지 않은 것이므로 쓰지 않았습니다. 전력은 와트로 답하십시오."
    " / The power is a share of the TDP, not watts, and 0 where none was measured: not used. Answer it in watts."
)


def _recognises(document: Document) -> bool:
    return not document.is_json and frozenset(header_of(document.text)) == _COLUMNS


def _read(document: Document) -> Contents:
    rows = tuple(_row(record) for record in csv_records(document, numbers=_NUMBERS))
    return Contents("Splitwise", "", rows, (_SAID,))


def _row(record: Record) -> Row:
    for power in _POWERS:
        record.number(power)  # a table with a broken power column is refused like any other
    load = Fact("load", "static_batch", f"{record.where}/batch_size")
    facts = [*record.facts(("model", "model"), ("hardware", "accelerator")), load]
    return Row(record.where, tuple(record.cells(*_CELLS)), tuple(facts))


FORMAT = Format("splitwise", "Splitwise perf_model.csv", _recognises, _read)
