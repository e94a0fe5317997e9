"""summary.csv of `vllm bench sweep serve`, and any table with its columns, named as in the JSON; formats.md §1.1."""

from __future__ import annotations

from benchmarks.readers.csv_records import csv_records, header_of
from benchmarks.readers.document import Contents, Document, Format
from benchmarks.readers.vllm import LATENCIES, TOTALS, contents

_NEEDED = frozenset({"mean_ttft_ms", "total_token_throughput", "completed"})
_NUMBERS = frozenset(key for key, *_ in (*TOTALS, *LATENCIES))


def _recognises(document: Document) -> bool:
    return not document.is_json and set(header_of(document.text)) >= _NEEDED


def _read(document: Document) -> Contents:
    endless = "inf" in (record.fields.get("request_rate") for record in csv_records(document, numbers=frozenset()))
    return contents(csv_records(document, numbers=_NUMBERS if endless else _NUMBERS | {"request_rate"}))


FORMAT = Format("vllm-sweep", "vLLM bench sweep summary.csv", _recognises, _read)
