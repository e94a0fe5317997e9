"""InferenceMAX/InferenceX agg_*.json, alone or the nightly list, on one node or split; formats.md §1.5."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.readers.document import Contents, Document, Format, Record, whole
from benchmarks.readers.latency_keys import latency_keys
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.vllm import METRICS, STATISTICS
from benchmarks.report import Cell, Fact, Row, Statistic

# the client's `mean_ttft_ms`, divided by 1000 and without its unit
_LATENCIES = latency_keys(METRICS, statistics=STATISTICS, pattern="{statistic}_{metric}", unit="s")
_POINTS: tuple[Statistic, ...] = ("mean", "p50", "p90", "p95", "p99", "std")
# schema 2 of the power block: board power summed over the GPUs, by trapezoids over the run's window
_POWER: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("avg_total_gpu_power_w", "power", "value", "W", "board power of all accelerators, mean over the run"),
    ("total_gpu_energy_j", "energy", "value", "J", "board energy of all accelerators over the run"),
    ("joules_per_output_token", "energy_per_output_token", "value", "J", "board energy ÷ output tokens"),
)
_FACTS = (("hw", "accelerator"), ("model", "model"), ("framework", "engine"), ("precision", "weight_precision"))
_REMEDY = "InferenceX가 낸 원본을 올려 주십시오. / Use the file as InferenceX wrote it."
_NO_COUNT = (
    "{where}: 쓴 가속기 수를 알 수 없어 장당 처리량을 시스템 전체로 바꾸지 못하고 미측정으로 두었습니다."
    " / The accelerators used are not known: throughput per GPU could not be made the system's and was left out."
)


def _is_result(record: Record) -> bool:
    fields = record.fields
    flat = {"tput_per_gpu", "hw", "framework"} <= fields.keys()
    return flat or ({"hw", "framework"} <= fields.keys() and isinstance(fields.get("request_metrics"), dict))


def _recognises(document: Document) -> bool:
    return bool(document.records) and _is_result(document.records[0])


def _read(document: Document) -> Contents:
    rows: list[Row] = []
    repairs: list[str] = []
    for record in document.records:
        if not _is_result(record):
            problem = "InferenceX 결과가 아닌 항목이 섞여 있습니다. / Not an InferenceX result."
            raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
        used = _Used(record)
        rows.append(_row(record, used=used))
        repairs += [] if used.total else [_NO_COUNT.format(where=record.where or "/")]
    return Contents("InferenceX", "", tuple(rows), tuple(repairs))


class _Used:
    """How many accelerators a result's figures per GPU are of: in all, for the output, for the input."""

    def __init__(self, record: Record) -> None:
        """On one node tensor × pipeline × prefill-context parallelism: experts share those. Split: as said."""
        self.split = _true(record, "is_multinode") or _true(record, "disagg")
        prefill, decode = (_count(record, key) for key in ("num_prefill_gpu", "num_decode_gpu"))
        self.total = self.output = self.input = _node(record)
        if self.split:
            self.total = prefill + decode if prefill is not None and decode is not None else None
            self.output, self.input = decode or self.total, prefill or self.total


def _true(record: Record, key: str) -> bool:
    return str(record.fields.get(key)).casefold() == "true"


def _count(record: Record, key: str) -> Decimal | None:
    value = record.number(key)
    return None if value is None else whole(value, where=f"{record.where}/{key}", filename=record.filename)


def _node(record: Record) -> Decimal | None:
    tensor = _count(record, "tp")
    if not tensor:
        return None
    return tensor * (_count(record, "pp") or 1) * (_count(record, "pcp") or _count(record, "pcp_size") or 1)


def _row(record: Record, *, used: _Used) -> Row:
    cells = record.cells(
        ("conc", "concurrency", "value", "requests", "upper limit of requests in flight"),
        ("isl", "isl_target", "value", "tokens", "nominal input length; the mean is less by the random range"),
        ("osl", "osl_target", "value", "tokens", "nominal output length; the mean is less by the random range"),
        ("num_requests_successful", "ok", "value", "count", ""),
    )
    nested = record.inner("request_metrics")
    latencies = _nested(nested) if nested else record.cells(*_LATENCIES)
    facts = record.facts(*_FACTS)
    facts += [Fact("load", "closed_loop", f"{record.where}/conc")] if record.fields.get("conc") is not None else []
    power_cells, power_facts = _power(record)
    cells += [*latencies, *_rates(record, nested=nested, used=used), *_spread(record, used=used), *power_cells]
    return Row(record.where, tuple(cells), tuple(facts + power_facts))


def _nested(nested: Record) -> list[Cell]:
    """`request_metrics.latency.ttft.p90`, from AgentX on; seconds."""
    latency = nested.inner("latency")
    cells: list[Cell] = []
    for name, quantity, definition in METRICS:
        if latency and (block := latency.inner(name)):
            cells += block.cells(*((point, quantity, point, "s", definition) for point in _POINTS))
    return cells


def _rates(record: Record, *, nested: Record | None, used: _Used) -> list[Cell]:
    """Totals of the system: what is per GPU times the GPUs it is per."""
    holder, suffix = record, "tput_per_gpu"
    if nested:
        throughput = nested.inner("throughput")
        per_gpu = throughput.inner("per_gpu") if throughput else None
        if per_gpu is None:
            return []
        holder, suffix = per_gpu, "tput_tps"
    keys = (
        ("total_" if nested else "", "total_tps", used.total),
        ("output_", "output_tps", used.output),
        ("input_", "input_tps", used.input),
    )
    return [cell for start, name, gpus in keys for cell in _rate(holder, f"{start}{suffix}", quantity=name, gpus=gpus)]


def _rate(holder: Record, key: str, *, quantity: str, gpus: Decimal | None) -> list[Cell]:
    value = holder.number(key)
    if value is None or not gpus:
        return []
    definition = f"{key} {value} × {gpus} accelerators: the system's total"
    return [Cell(quantity, "value", value * gpus, "tokens/s", definition, f"{holder.where}/{key}")]


def _spread(record: Record, *, used: _Used) -> list[Cell]:
    """Accelerators in all, and on one node how the model was spread; prefill and decode are spread differently."""
    if not used.total:
        return []
    key = "num_decode_gpu" if used.split else "tp"
    cells = [Cell("used", "value", used.total, "count", "accelerators used in all", f"{record.where}/{key}")]
    return cells if used.split else cells + record.cells(*((k, k, "value", "count", "") for k in ("tp", "pp", "ep")))


def _power(record: Record) -> tuple[list[Cell], list[Fact]]:
    """The measured power block (schema 2); `power_valid` is the tool's own judgment of it."""
    cells = record.cells(*_POWER)
    if not cells:
        return [], []
    where = f"{record.where}/power_valid"
    valid = {"1": "true", "0": "false"}.get(str(record.fields.get("power_valid")))
    facts = [Fact("power_scope", "accelerator_board", cells[0].where)]
    return cells, facts + ([Fact("power_valid", valid, where)] if valid else [])


FORMAT = Format("inferencemax", "InferenceMAX / InferenceX agg_*.json", _recognises, _read)
