"""optimum-benchmark benchmark_report.json, or benchmark.json with its config: one static batch; formats.md §1.12."""

from __future__ import annotations

from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_STATISTICS: tuple[tuple[str, Statistic], ...] = (
    ("mean", "mean"),
    ("stdev", "std"),
    ("p50", "p50"),
    ("p90", "p90"),
    ("p95", "p95"),
    ("p99", "p99"),
    ("count", "n"),
)
_PHASES = (
    ("prefill", "ttft", "prefill of the whole static batch: its first tokens"),
    ("per_token", "tpot", "time of one decoding step of the static batch, first token excluded"),
)
_RATE = "the decode phase alone, without the prefill: not a rate over the whole run"
_TEXTS = (("model", "model"), ("name", "engine"), ("version", "engine_version"), ("dtype", "weight_precision"))
_DECODE = (
    f"처리량은 디코드 구간만의 값이라 전체 처리량으로 쓰지 않았습니다. / The throughput was left out: it is of {_RATE}."
)
_PHASE_ENERGY = (
    "에너지는 단계마다 반복 한 번의 값이라 실행 전체의 에너지로 쓰지 않았습니다."
    " / The energy was left out: it is of one repetition of a phase, not of the run."
)
_REMEDY = "optimum-benchmark가 낸 원본을 올려 주십시오. / Use the file as optimum-benchmark wrote it."


def _report(document: Document) -> Record | None:
    """The report itself, or the one inside benchmark.json; None in another's file."""
    if len(document.records) != 1:
        return None
    record = document.records[0]
    inside = record.fields.get("report")
    report = Record(record.filename, f"{record.where}/report", inside) if isinstance(inside, dict) else record
    prefill = report.fields.get("prefill")
    return report if isinstance(prefill, dict) and {"latency", "throughput"} <= prefill.keys() else None


def _recognises(document: Document) -> bool:
    return _report(document) is not None


def _read(document: Document) -> Contents:
    report = _report(document)
    if report is None:
        raise UnreadableFile(document.filename, "line 1", "보고서가 없습니다. / There is no report.", _REMEDY)
    cells: list[Cell] = []
    for phase, quantity, definition in _PHASES:
        cells += _latency(report, phase, quantity=quantity, definition=definition)
    config_cells, facts, version = _config(document.records[0])
    load = Fact("load", "static_batch", f"{report.where}/prefill")
    said = (_DECODE, _PHASE_ENERGY) if _has_energy(report) else (_DECODE,)
    row = Row(document.records[0].where, (*cells, *config_cells), (*facts, load))
    return Contents("optimum-benchmark", version, (row,), said)


def _latency(report: Record, phase: str, *, quantity: str, definition: str) -> list[Cell]:
    block = report.inner(phase)
    latency = block.inner("latency") if block else None
    if latency is None:
        return []
    unit = latency.fields.get("unit")
    if not isinstance(unit, str) or unit not in {"s", "ms"}:
        problem = f"알 수 없는 단위입니다: {str(unit)[:40]}. / An unknown unit."
        raise UnreadableFile(report.filename, f"{latency.where}/unit", problem, _REMEDY)
    return latency.cells(*((key, quantity, stat, unit, definition) for key, stat in _STATISTICS))


def _has_energy(report: Record) -> bool:
    phases = (report.inner(phase) for phase in ("prefill", "decode", "per_token"))
    return any(phase is not None and phase.fields.get("energy") is not None for phase in phases)


def _config(record: Record) -> tuple[list[Cell], list[Fact], str]:
    """Batch, lengths, model and software, where the file holds the run's configuration too."""
    config = record.inner("config")
    if config is None:
        return [], [], ""
    scenario, backend, environment = (config.inner(key) for key in ("scenario", "backend", "environment"))
    shapes = scenario.inner("input_shapes") if scenario else None
    generate = scenario.inner("generate_kwargs") if scenario else None
    cells = (
        shapes.cells(
            ("batch_size", "concurrency", "value", "requests", "size of the static batch"),
            ("sequence_length", "isl_target", "value", "tokens", "wanted length"),
        )
        if shapes
        else []
    )
    if generate:
        cells += generate.cells(("max_new_tokens", "osl_target", "value", "tokens", "wanted length"))
    version = environment.facts(("optimum_benchmark_version", "version")) if environment else []
    return cells, backend.facts(*_TEXTS) if backend else [], version[0].value if version else ""


FORMAT = Format("optimum", "optimum-benchmark benchmark_report.json, benchmark.json", _recognises, _read)
