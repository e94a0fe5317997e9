"""ML.ENERGY's task and model files: `configurations[]`, one measured setting each (formats.md §1.14)."""

from __future__ import annotations

from benchmarks.readers.document import Contents, Document, Format, Record, check_rows
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic

_ITL = "vLLM server's inter-token latency, from the buckets of its histogram"
_POWER = "mean board power of all accelerators in the steady state"
_CELLS: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("num_gpus", "used", "value", "count", ""),
    ("output_throughput_tokens_per_sec", "output_tps", "value", "tokens/s", "output tokens of the system"),
    ("avg_output_len", "osl_mean", "value", "tokens", "mean output tokens"),
    ("energy_per_token_joules", "energy_per_output_token", "value", "J", "accelerator energy ÷ output tokens"),
    ("avg_power_watts", "power", "value", "W", _POWER),
    ("median_itl_ms", "itl", "p50", "ms", _ITL),
    ("p90_itl_ms", "itl", "p90", "ms", _ITL),
    ("p95_itl_ms", "itl", "p95", "ms", _ITL),
    ("p99_itl_ms", "itl", "p99", "ms", _ITL),
    ("max_num_seqs", "batch_limit", "value", "requests", "the server's limit of sequences in a batch"),
    ("avg_batch_size", "batch_mean", "value", "requests", "mean sequences in a batch"),
)
_DEGREES: tuple[tuple[str, str, Statistic, str, str], ...] = (
    ("tensor_parallel", "tp", "value", "count", ""),
    ("data_parallel", "dp", "value", "count", ""),
    ("expert_parallel", "ep", "value", "count", ""),
)
_FACTS = (("model_id", "model"), ("weight_precision", "weight_precision"))
_NEEDED = frozenset({"gpu_model", "num_gpus", "output_throughput_tokens_per_sec", "avg_power_watts"})
_REMEDY = "ML.ENERGY가 낸 원본을 올려 주십시오. / Use the file ML.ENERGY published."
_SAID = (
    "ML.ENERGY의 ITL은 서버 히스토그램의 값이므로 TPOT로 쓰지 않았습니다. 전력은 가속기 보드 기준입니다."
    " / ML.ENERGY's ITL comes from the server's histogram and is not used as TPOT; its power is of the boards."
)


def _recognises(document: Document) -> bool:
    if len(document.records) != 1:
        return False
    configurations = document.records[0].fields.get("configurations")
    first = configurations[0] if isinstance(configurations, list) and configurations else None
    return isinstance(first, dict) and first.keys() >= _NEEDED


def _read(document: Document) -> Contents:
    (report,) = document.records
    configurations = report.fields["configurations"]
    items = configurations if isinstance(configurations, list) else []
    check_rows(len(items), filename=document.filename)
    shared = report.facts(*_FACTS)
    rows = tuple(_row(_configuration(report, index, item), shared=shared) for index, item in enumerate(items))
    return Contents("ML.ENERGY Benchmark", "", rows, (_SAID,))


def _configuration(report: Record, index: int, item: Json) -> Record:
    where = f"/configurations/{index}"
    if not isinstance(item, dict) or not item.keys() >= _NEEDED:
        problem = "ML.ENERGY의 측정 항목이 아닙니다. / Not a configuration of ML.ENERGY."
        raise UnreadableFile(report.filename, where, problem, _REMEDY)
    return Record(report.filename, where, item)


def _row(configuration: Record, *, shared: list[Fact]) -> Row:
    cells = configuration.cells(*_CELLS)
    spread = configuration.inner("parallelization") or configuration
    facts = configuration.facts(("gpu_model", "accelerator"), *_FACTS)
    known = {fact.key for fact in facts}
    facts += [fact for fact in shared if fact.key not in known]
    facts += [Fact("power_scope", "accelerator_board", f"{configuration.where}/avg_power_watts")]
    return Row(configuration.where, tuple(cells + _degrees(spread)), tuple(facts))


def _degrees(spread: Record) -> list[Cell]:
    """The degrees of parallelism; the tool writes 0 for one that does not apply."""
    return [cell for cell in spread.cells(*_DEGREES) if cell.value]


FORMAT = Format("mlenergy", "ML.ENERGY task or model JSON", _recognises, _read)
