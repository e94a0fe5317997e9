"""What vLLM writes with SAVE_TO_PYTORCH_BENCHMARK_FORMAT: a list, one object a metric of one run; formats.md §1.1.

`{benchmark {name, extra_info {args}}, model {name}, metric {name, benchmark_values[], extra_info}}`: the figures that
stand alone in the run's own JSON are `metric.extra_info` of every object, the others one object each.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.vllm import is_run, run_row
from benchmarks.readers.vllm_offline import offline_row
from benchmarks.report import Cell, Fact, Row, Statistic

Figure = tuple[str, Json, str]
_NEEDED = frozenset({"benchmark", "model", "metric"})
_ARGUMENTS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("input_len", "isl_target", "value", "tokens", "of every request of the batch"),
    ("output_len", "osl_target", "value", "tokens", "of every request of the batch"),
    ("batch_size", "concurrency", "value", "requests", "batch size"),
    ("tensor_parallel_size", "tp", "value", "count", ""),
    ("pipeline_parallel_size", "pp", "value", "count", ""),
)
_REMEDY = "도구가 쓴 원본 파일을 올려 주십시오. / Use the file as the tool wrote it."


def _recognises(document: Document) -> bool:
    return bool(document.records) and all(record.fields.keys() >= _NEEDED for record in document.records)


def _read(document: Document) -> Contents:
    figures = [figure for record in document.records for figure in _figures(record)]
    values, places = _merged(document, figures)
    merged = Record(document.filename, "", values)
    row, repairs = run_row(merged) if is_run(merged) else (offline_row(merged), ())
    arguments, facts = _said(document.records[0], offline=not is_run(merged))
    row = _placed(row, places=places)
    row = replace(row, cells=(*row.cells, *arguments), facts=(*row.facts, *facts))
    return Contents("vLLM", "", (row,), repairs)


def _figures(record: Record) -> list[Figure]:
    """The figures of one object: the metric's own and those beside it, each with its place."""
    metric = record.inner("metric") or record
    values = metric.fields.get("benchmark_values")
    if not isinstance(values, list) or not values:
        problem = "benchmark_values가 비어 있습니다. / benchmark_values is empty."
        raise UnreadableFile(record.filename, f"{metric.where}/benchmark_values", problem, _REMEDY)
    name, where = str(metric.fields.get("name")), f"{metric.where}/benchmark_values"
    beside = metric.inner("extra_info") or Record(record.filename, where, {})
    found = [(key, value, f"{beside.where}/{key}") for key, value in beside.fields.items()]
    # `bench latency` lists one value an iteration; every other metric has one value a run
    return [*found, ("latencies", values, where) if name == "latency" else (name, values[0], f"{where}/0")]


def _merged(document: Document, figures: list[Figure]) -> tuple[dict[str, Json], dict[str, str]]:
    values: dict[str, Json] = {}
    places: dict[str, str] = {}
    for key, value, where in figures:
        if values.setdefault(key, value) != value:
            problem = (
                f"{places[key]}의 값과 다릅니다(두 실행이 섞임). / Differs from {places[key]}: two runs in one file."
            )
            raise UnreadableFile(document.filename, where, problem, _REMEDY)
        places.setdefault(key, where)
    return values, places


def _placed(row: Row, *, places: dict[str, str]) -> Row:
    """The row with the places of the file instead of those of the merged object."""

    def place(where: str) -> str:
        _, key, *rest = where.split("/")
        return "/".join([places.get(key, where), *rest])

    return replace(
        row,
        cells=tuple(replace(cell, where=place(cell.where)) for cell in row.cells),
        facts=tuple(replace(fact, where=place(fact.where)) for fact in row.facts),
        requests=tuple(replace(request, where=place(request.where)) for request in row.requests),
    )


def _said(record: Record, *, offline: bool) -> tuple[list[Cell], list[Fact]]:
    """The model's name and, of an offline run, the arguments that its own JSON leaves out."""
    benchmark, model = record.inner("benchmark"), record.inner("model")
    extra = benchmark.inner("extra_info") if benchmark else None
    arguments = extra.inner("args") if extra else None
    facts = model.facts(("name", "model")) if model and offline else []
    return arguments.cells(*_ARGUMENTS) if arguments and offline else [], facts


FORMAT = Format("vllm-pytorch", "vLLM SAVE_TO_PYTORCH_BENCHMARK_FORMAT JSON", _recognises, _read)
