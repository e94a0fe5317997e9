"""NVIDIA GenAI-Perf's profile_export_genai_perf.json, AIPerf's predecessor; formats.md §1.4."""

from __future__ import annotations

from benchmarks.readers.aiperf_metrics import metric_cells, without_unstreamed
from benchmarks.readers.document import Contents, Document, Format, Record, one_length
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_REMEDY = "profile_export_genai_perf.json 원본을 올려 주십시오. / Use the original profile_export_genai_perf.json."


def _recognises(document: Document) -> bool:
    if len(document.records) != 1:
        return False
    fields = document.records[0].fields
    latency, config = fields.get("request_latency"), fields.get("input_config")
    aiperf = fields.keys() & {"aiperf_version", "was_cancelled"}
    return isinstance(config, dict) and isinstance(latency, dict) and "unit" in latency and not aiperf


def _read(document: Document) -> Contents:
    record = document.records[0]
    cells, repairs = without_unstreamed(metric_cells(record))
    if not cells:
        problem = "측정값이 없습니다. / There is no measurement in it."
        raise UnreadableFile(record.filename, "/request_latency", problem, _REMEDY)
    load_cells, facts = _load(record)
    row = Row(record.where, (*cells, *load_cells), (*facts, *one_length(record.inner("output_sequence_length"))))
    return Contents("GenAI-Perf", "", (row,), repairs)


def _load(record: Record) -> tuple[list[Cell], list[Fact]]:
    """`input_config` holds every argument of the run, flat."""
    config = record.inner("input_config") or record
    cells = config.cells(
        ("concurrency", "concurrency", "value", "requests", "requests kept in flight"),
        ("request_rate", "rate_offered", "value", "requests/s", ""),
        ("synthetic_input_tokens_mean", "isl_target", "value", "tokens", "mean of the synthetic prompts"),
        ("output_tokens_mean", "osl_target", "value", "tokens", "mean wanted"),
    )
    models = config.fields.get("model")
    facts = []
    if isinstance(models, list) and len(models) == 1:
        facts += Record(config.filename, f"{config.where}/model", {"0": models[0]}).facts(("0", "model"))
    quantities = {cell.quantity: cell.where for cell in cells}
    for quantity, load in (("rate_offered", "open_loop"), ("concurrency", "closed_loop")):
        if quantity in quantities:
            return cells, [*facts, Fact("load", load, quantities[quantity])]
    return cells, facts


FORMAT = Format("genai-perf", "NVIDIA GenAI-Perf profile_export_genai_perf.json", _recognises, _read)
